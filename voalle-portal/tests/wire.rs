//! The request of every operation, sent through the real pipeline.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use isp_core::http::Operation;
use isp_core::{ErrorKind, Outcome};
use voalle_portal::operations::{self, SortOrder};
use voalle_portal::{Call, Client, Subscriber};
use wiremock::matchers::{any, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use support::ticket;

const LOGIN: &str = r#"{"access_token":"T0K3N","expires_in":14400,"person":{"id":700101}}"#;

async fn server() -> (MockServer, Subscriber) {
    let server = MockServer::start().await;
    let login = ResponseTemplate::new(200).set_body_raw(LOGIN, "application/json");
    Mock::given(path("/portal_authentication")).respond_with(login).mount(&server).await;
    let client = Client::builder(server.uri())
        .credentials("v3r1fy+/=", "1_abc", "s3cr3t & more")
        .allow_plaintext_http()
        .build()
        .unwrap();
    let subscriber = client.subscriber("maria@example.com", "senha com espaço");
    (server, subscriber)
}

async fn answering(status: u16, body: &str) -> (MockServer, Subscriber) {
    let (server, subscriber) = server().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json");
    Mock::given(any()).respond_with(answer).with_priority(10).mount(&server).await;
    (server, subscriber)
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

/// Sends the call and returns its own request, which must carry both tokens and nothing of the
/// login.
async fn sent<O: Operation + 'static>(
    body: &str,
    call: impl FnOnce(&Subscriber) -> Call<O>,
) -> Request {
    let (server, subscriber) = answering(200, body).await;
    call(&subscriber).await.unwrap_or_else(|error| panic!("{error}"));
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 2, "a login and the call");
    let request = requests.remove(1);
    assert_eq!(header(&request, "authorization"), Some("Bearer T0K3N"));
    assert_eq!(header(&request, "verify-token"), Some("v3r1fy+/="));
    assert_eq!(header(&request, "referer"), None);
    assert_eq!(header(&request, "cookie"), None);
    assert!(!request.url.as_str().contains("senha"));
    request
}

fn line(request: &Request) -> String {
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method, request.url.path())
}

const EMPTY: &str = r#"{"data":[],"count":0,"filtered":0,"total":0}"#;

#[tokio::test]
async fn portal_authentication() {
    let (server, subscriber) = server().await;
    subscriber.portal_authentication().await.unwrap();
    let request = server.received_requests().await.unwrap().remove(0);
    assert_eq!(
        line(&request),
        "GET /portal_authentication?verify_token=v3r1fy%2B%2F%3D&client_id=1_abc\
         &client_secret=s3cr3t+%26+more&username=maria%40example.com&password=senha+com+espa%C3%A7o\
         &grant_type=client_credentials"
    );
    assert_eq!(header(&request, "authorization"), None);
}

#[tokio::test]
async fn people_authentications() {
    let request = sent(EMPTY, |subscriber| subscriber.people_authentications(700_101)).await;
    assert_eq!(line(&request), "GET /api/people/700101/authentications");
}

#[tokio::test]
async fn contract_service_tags() {
    let call = |subscriber: &Subscriber| subscriber.contract_service_tags().client_id(700_101);
    assert_eq!(line(&sent(EMPTY, call).await), "GET /api/contract_service_tags?clientId=700101");
}

#[tokio::test]
async fn people_contracts() {
    let request = sent(EMPTY, |subscriber| subscriber.people_contracts(700_101)).await;
    assert_eq!(line(&request), "GET /api/people/700101/contracts");
}

#[tokio::test]
async fn contract_unblock() {
    let request = sent("", |subscriber| subscriber.contract_unblock(830_001)).await;
    assert_eq!(line(&request), "POST /api/contracts/830001/unblock");
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn portal_solicitations() {
    let call = |subscriber: &Subscriber| {
        let call = subscriber.portal_solicitations().page(2).limit(20);
        call.sort("id").order(SortOrder::Descending).fields("protocol,assignment")
    };
    assert_eq!(
        line(&sent(EMPTY, call).await),
        "GET /api/portal_solicitations?page=2&limit=20&sort=id&order=DESC&fields=protocol%2Cassignment"
    );
}

#[tokio::test]
async fn create_solicitation() {
    let answer = r#"{"data":{"protocol":1,"assignment":{"id":2}}}"#;
    let call = |subscriber: &Subscriber| {
        subscriber
            .create_solicitation(ticket(700_101, "Sem conexão", "Desde ontem\r\nà noite"))
            .catalog_service_id(5)
            .contract_service_tag_id(820_001)
    };
    let request = sent(answer, call).await;
    assert_eq!(line(&request), "POST /api/people/700101/solicitations");
    let kind = header(&request, "content-type").unwrap().to_owned();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(request.body).unwrap();
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    let fields: Vec<(String, String)> = parts[1..parts.len() - 1]
        .iter()
        .map(|part| {
            let (head, value) = part.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("filename"), "a text field: {head}");
            let name = head.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
            (name.to_owned(), value.strip_suffix("\r\n").unwrap().to_owned())
        })
        .collect();
    let expected = [
        ("companyPlaceId", "1"),
        ("incidentTypeId", "1011"),
        ("serviceLevelAgreementId", "11"),
        ("title", "Sem conexão"),
        ("description", "Desde ontem\r\nà noite"),
        ("personId", "700101"),
        ("incidentStatusId", "1"),
        ("catalogServiceId", "5"),
        ("contractServiceTagId", "820001"),
    ];
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn portal_financial_receivable_titles() {
    let call = |subscriber: &Subscriber| {
        subscriber.portal_financial_receivable_titles().fields("id,balance")
    };
    assert_eq!(
        line(&sent(EMPTY, call).await),
        "GET /api/portal_financial_receivable_titles?fields=id%2Cbalance"
    );
}

#[tokio::test]
async fn financial_billet() {
    let request = sent("%PDF-1.4\n%%EOF\n", |subscriber| subscriber.financial_billet("00ff")).await;
    assert_eq!(line(&request), "GET /api/financial/billet/00ff");
}

#[tokio::test]
async fn portal_invoice_notes() {
    let call = |subscriber: &Subscriber| {
        let call = subscriber.portal_invoice_notes();
        call.sort("id").order(SortOrder::Descending).limit(20).page(1).fields("id,printUrl")
    };
    assert_eq!(
        line(&sent(EMPTY, call).await),
        "GET /api/portal_invoice_notes?sort=id&order=DESC&limit=20&page=1&fields=id%2CprintUrl"
    );
}

#[tokio::test]
async fn print_invoice_notes() {
    let request = sent("%PDF-1.4\n", |subscriber| subscriber.print_invoice_notes(910_001)).await;
    assert_eq!(line(&request), "GET /api/print_invoice_notes/910001");
}

#[tokio::test]
async fn incident_types() {
    let call = |subscriber: &Subscriber| {
        subscriber.incident_types().q("1").qfields("clientView").fields("id,code,title")
    };
    assert_eq!(
        line(&sent(EMPTY, call).await),
        "GET /api/incident_types?q=1&qfields=clientView&fields=id%2Ccode%2Ctitle"
    );
}

#[tokio::test]
async fn service_level_agreements() {
    let call = |subscriber: &Subscriber| {
        let call = subscriber.service_level_agreements();
        call.incident_type(1011).contract_service_tag(820_001).catalog_service(1)
    };
    assert_eq!(
        line(&sent("[]", call).await),
        "GET /api/service_level_agreements?incidentType=1011&contractServiceTag=820001&catalogService=1"
    );
}

#[tokio::test]
async fn catalog_services() {
    let request = sent(EMPTY, |subscriber| subscriber.catalog_services(820_001)).await;
    assert_eq!(line(&request), "GET /api/contract_service_tags/820001/catalog_services");
}

#[tokio::test]
async fn people_warnings() {
    let call = |subscriber: &Subscriber| {
        subscriber.people_warnings().person(700_101).status("unread").r#type("2")
    };
    assert_eq!(
        line(&sent(EMPTY, call).await),
        "GET /api/people_warnings?person=700101&status=unread&type=2"
    );
}

#[tokio::test]
async fn whoami() {
    let answer = r#"{"data":{"id":700101}}"#;
    let request = sent(answer, |subscriber| subscriber.whoami().fields("id,name")).await;
    assert_eq!(line(&request), "GET /api/person_users/whoami?fields=id%2Cname");
}

#[tokio::test]
async fn malformed_arguments_send_nothing_not_even_the_login() {
    let (server, subscriber) = answering(200, "{}").await;
    for error in [
        subscriber.financial_billet("").await.map(|_| ()).unwrap_err(),
        subscriber.whoami().fields("").await.map(|_| ()).unwrap_err(),
        subscriber.create_solicitation(ticket(1, "x", " ")).await.map(|_| ()).unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_form_is_invalid_input_with_the_portals_message() {
    let (_server, subscriber) =
        answering(422, r#"{"status":"error","message":"title too long"}"#).await;
    let error = subscriber.create_solicitation(ticket(1, "x", "y")).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
    assert_eq!(error.vendor_message(), Some("title too long"));
}

#[test]
fn every_operation_is_listed_once_with_name_title_and_family() {
    for spec in operations::all() {
        assert_eq!(spec.name, format!("{} {}", spec.method, spec.path));
        assert!(!spec.title.is_empty() && !spec.family.is_empty(), "{}", spec.name);
        let same = operations::all().filter(|other| other.name == spec.name);
        assert_eq!(same.count(), 1, "{}", spec.name);
    }
}

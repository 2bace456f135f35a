//! Requests sent through the real pipeline and transport: two addresses, tokens, bodies.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::http::FilePart;
use isp_core::{ErrorKind, Outcome, Secret};
use serde_json::{Value, json};
use voalle_global::{Client, operations};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const LOGIN: &str = r#"{"access_token":"T0K3N","expires_in":3600,"token_type":"Bearer"}"#;

async fn answering(body: &str) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw(body.to_owned(), "application/json");
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// Tokens and data, each behind an address with a path of its own, as a proxy has it.
async fn servers(body: &str) -> (MockServer, MockServer, Client) {
    let (authentication, data) = (answering(LOGIN).await, answering(body).await);
    let client = Client::builder_at(
        format!("{}/auth", authentication.uri()),
        format!("{}/erp/data/", data.uri()),
    )
    .credentials("1_abc", "s3cr3t & more", "d+ta/=")
    .allow_plaintext_http()
    .build()
    .unwrap();
    (authentication, data, client)
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

async fn only(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

#[tokio::test]
async fn the_login_goes_to_one_address_and_the_data_to_the_other() {
    let body = r#"{"success":true,"messages":null,"response":[]}"#;
    let (authentication, data, client) = servers(body).await;
    client.gettitlesbytxid("529.982.247-25".parse().unwrap()).await.unwrap();

    let login = only(&authentication).await;
    assert_eq!((login.method.as_str(), login.url.path()), ("POST", "/auth/connect/token"));
    assert_eq!(login.url.query(), None);
    assert!(
        header(&login, "content-type").unwrap().starts_with("application/x-www-form-urlencoded")
    );
    assert_eq!(
        String::from_utf8(login.body.clone()).unwrap(),
        "grant_type=client_credentials&client_id=1_abc&client_secret=s3cr3t+%26+more&scope=syngw\
         &syndata=d%2Bta%2F%3D"
    );
    assert_eq!(header(&login, "authorization"), None);

    let request = only(&data).await;
    let path = "/erp/data/external/integrations/thirdparty/gettitlesbytxid/52998224725";
    assert_eq!((request.method.as_str(), request.url.path()), ("GET", path));
    assert_eq!(header(&request, "authorization"), Some("Bearer T0K3N"));
    assert_eq!((header(&request, "referer"), header(&request, "cookie")), (None, None));
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn a_json_body_is_sent_also_with_get() {
    let body = r#"{"success":true,"messages":null,"response":{"receivables":[]}}"#;
    let (_authentication, data, client) = servers(body).await;
    let day = jiff::civil::date(2024, 6, 15);
    client.getrenegotiationsinformations(&[900_001], day).await.unwrap();
    let request = only(&data).await;
    assert_eq!(request.method.as_str(), "GET");
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    let sent: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(sent, json!({"receivableIds": [900_001], "date": "2024-06-15"}));
}

#[tokio::test]
async fn a_write_without_a_body_says_that_its_length_is_zero() {
    let body = r#"{"success":true,"messages":null,"response":null}"#;
    let (_authentication, data, client) = servers(body).await;
    client.contracts_unlock("0001001").await.unwrap();
    client.connection_vinculate(810_001, "EX-1").await.unwrap();
    client.olt_all().await.unwrap_err();
    for request in data.received_requests().await.unwrap() {
        let length = (request.method.as_str() != "GET").then_some("0");
        assert_eq!(header(&request, "content-length"), length, "{}", request.method);
        assert_eq!(header(&request, "content-type"), None);
        assert!(request.body.is_empty());
    }
}

#[tokio::test]
async fn a_file_is_sent_as_a_multipart_form() {
    let (_authentication, data, client) = servers("{}").await;
    let file = FilePart::new("nota \"1\".pdf", "%PDF-1.4\r\n");
    client.contractuploads("0001001", "1.01", file).await.unwrap();
    let request = only(&data).await;
    assert_eq!(request.url.query(), Some("contractNumber=0001001&documentationTypeCode=1.01"));
    let kind = header(&request, "content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(request.body.clone()).unwrap();
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 3, "one part");
    let (head, content) = parts[1].split_once("\r\n\r\n").unwrap();
    assert!(head.contains("name=\"File\"") && head.contains("filename="), "{head}");
    assert_eq!(content, "%PDF-1.4\r\n\r\n");
}

#[tokio::test]
async fn a_password_is_in_the_body_alone() {
    let body = r#"{"success":true,"messages":null,"response":true}"#;
    let (_authentication, data, client) = servers(body).await;
    let password = Secret::new("s3nh4");
    client.updateconnection_overwriting_password(810_001, &password).await.unwrap();
    let request = only(&data).await;
    assert!(!request.url.as_str().contains("s3nh4"));
    let sent: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(sent, json!({"id": 810_001, "password": "s3nh4"}));
}

#[tokio::test]
async fn malformed_arguments_send_nothing_not_even_the_login() {
    let (authentication, data, client) = servers("{}").await;
    for error in [
        client.contracts_unlock("").await.map(|_| ()).unwrap_err(),
        client.people_update(1).await.map(|_| ()).unwrap_err(),
        client.connection_by_userdata().await.map(|_| ()).unwrap_err(),
        client
            .updateconnection_overwriting_password(1, &Secret::new(" "))
            .await
            .map(|_| ())
            .unwrap_err(),
    ] {
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
    }
    for server in [authentication, data] {
        assert!(server.received_requests().await.unwrap().is_empty());
    }
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

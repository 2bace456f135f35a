//! The common vocabulary, where the portal's answers leave room for mistakes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::{
    ConnectionStatus, ContractStatus, ErrorKind, InvoiceId, Isp, NewTicket, PaymentProblem, Pdf,
    TicketQuery, TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_portal::operations::connections::Authentication;
use voalle_portal::operations::invoices::ReceivableTitle;
use voalle_portal::operations::people::Person;
use voalle_portal::operations::tickets::Solicitation;
use voalle_portal::{Client, ContractRecords, SubscriberIsp, TicketDefaults};
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

const OWN: u64 = 700_101;
const AUTHENTICATIONS: &str = "/api/people/700101/authentications";
const TITLES: &str = "/api/portal_financial_receivable_titles";
const TICKETS: &str = "/api/portal_solicitations";

/// A portal that knows the subscriber and nothing else yet.
struct Portal(MockServer);

impl Portal {
    async fn start() -> Self {
        let portal = Self(MockServer::start().await);
        portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
        portal.get("/api/person_users/whoami", &fixture("person_users_whoami.partial.json")).await;
        portal
    }

    async fn get(&self, at: &str, body: &Value) {
        let answer = ResponseTemplate::new(200).set_body_json(body);
        Mock::given(method("GET")).and(path(at)).respond_with(answer).mount(&self.0).await;
    }

    async fn page(&self, number: Option<u64>, body: &Value) {
        let answer = ResponseTemplate::new(200).set_body_json(body);
        let mock = Mock::given(method("GET")).and(path(TICKETS));
        let mock = match number {
            Some(number) => mock.and(query_param("page", number.to_string())),
            None => mock.and(query_param_is_missing("page")),
        };
        mock.respond_with(answer).mount(&self.0).await;
    }

    async fn status(&self, verb: &str, at: &str, status: u16, body: &str) {
        let answer =
            ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json");
        Mock::given(method(verb)).and(path(at)).respond_with(answer).mount(&self.0).await;
    }

    fn isp(&self) -> SubscriberIsp {
        let client = Client::builder(self.0.uri())
            .credentials("verify", "id", "secret")
            .allow_plaintext_http()
            .build()
            .unwrap();
        client
            .subscriber("maria", "senha")
            .isp()
            .with_ticket_defaults(TicketDefaults::new(1, 1011, 11).about_service(5))
    }

    async fn posts(&self) -> Vec<(String, String)> {
        let requests = self.0.received_requests().await.unwrap();
        let posts =
            requests.iter().filter(|request| request.method == wiremock::http::Method::POST);
        posts
            .map(|post| {
                (post.url.path().to_owned(), String::from_utf8_lossy(&post.body).into_owned())
            })
            .collect()
    }
}

fn fixture(name: &str) -> Value {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

fn ticket(id: u64) -> Value {
    json!({"protocol": id, "assignment": {"id": id}, "incidentStatus": {"id": 1}})
}

#[tokio::test]
async fn the_samples_speak_the_common_vocabulary_and_keep_their_records() {
    let portal = Portal::start().await;
    portal.get(AUTHENTICATIONS, &fixture("people_authentications.sample_shape.json")).await;
    portal
        .get("/api/contract_service_tags", &fixture("contract_service_tags.sample_shape.json"))
        .await;
    portal.get("/api/people/700101/contracts", &fixture("people_contracts.partial.json")).await;
    portal.get(TITLES, &fixture("portal_financial_receivable_titles.partial.json")).await;
    portal.get(TICKETS, &fixture("portal_solicitations.sample_shape.json")).await;
    let (isp, own) = (portal.isp(), OWN.into());

    let customers = isp.customers_by_document(&"529.982.247-25".parse().unwrap()).await.unwrap();
    assert_eq!(customers[0].phones.len(), 2);
    assert_eq!(customers[0].native::<Person>().unwrap().situation, Some(3));

    let contract = isp.contracts(&own).await.unwrap().remove(0);
    assert_eq!(
        (contract.number.as_deref(), contract.status.clone()),
        (Some("0001001"), ContractStatus::Active)
    );
    assert_eq!(contract.plan.as_deref(), Some("Fibra 300 Mbps"));
    assert_eq!(
        (contract.monthly.unwrap().centavos(), contract.start),
        (8990, Some(date(2024, 3, 10)))
    );
    assert_eq!(contract.native::<ContractRecords>().unwrap().tags.len(), 1);

    let line = isp.connections(&own).await.unwrap().remove(0);
    assert_eq!((line.status.clone(), line.trust_unlocks_left), (ConnectionStatus::Active, Some(2)));
    assert_eq!((line.online, line.reduced, line.mac_address.clone()), (None, None, None));
    assert_eq!(line.address.as_ref().unwrap().number.as_deref(), Some("100"));
    assert_eq!(line.native::<Authentication>().unwrap().ip_type, Some(2));

    let invoices = isp.invoices(&own).await.unwrap();
    assert_eq!(invoices.len(), 1, "the finished one is not owed");
    assert_eq!((invoices[0].due, invoices[0].amount.centavos()), (date(2024, 6, 10), 8990));
    assert_eq!(invoices[0].number.as_deref(), Some("FAT000000000001"));
    assert!(invoices[0].native::<ReceivableTitle>().is_some());

    let found = isp.tickets(&TicketQuery::of_customer(own)).await.unwrap().remove(0);
    assert_eq!((found.id.to_number(), found.protocol.as_deref()), (Some(510_001), Some("500001")));
    assert_eq!(
        found.opened.as_ref().unwrap().to_string(),
        "2024-05-05T16:39:21-03:00[America/Sao_Paulo]"
    );
    assert!(found.native::<Solicitation>().is_some());
}

#[tokio::test]
async fn anybody_else_is_out_of_reach_never_not_there() {
    let portal = Portal::start().await;
    let (isp, other) = (portal.isp(), 99.into());
    let kinds = [
        isp.customer(&other).await.map(|_| ()),
        isp.customers_by_document(&"111.444.777-35".parse().unwrap()).await.map(|_| ()),
        isp.contracts(&other).await.map(|_| ()),
        isp.connections(&other).await.map(|_| ()),
        isp.invoices(&other).await.map(|_| ()),
        isp.tickets(&TicketQuery::of_customer(99)).await.map(|_| ()),
        isp.open_ticket(NewTicket::new(99, "x", "y")).await.map(|_| ()),
    ];
    for (at, answer) in kinds.into_iter().enumerate() {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::OutOfReach, "{at}");
    }
    assert!(portal.posts().await.is_empty());
}

#[tokio::test]
async fn the_own_id_comes_from_the_login_even_where_whoami_is_missing() {
    let portal = Portal(MockServer::start().await);
    portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
    portal.get(TITLES, &json!({"data": []})).await;
    assert!(portal.isp().invoices(&OWN.into()).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_own_id_comes_from_whoami_where_the_login_does_not_tell() {
    let portal = Portal(MockServer::start().await);
    portal
        .get("/portal_authentication", &json!({"access_token": "T0K3N", "expires_in": 600}))
        .await;
    portal.get("/api/person_users/whoami", &fixture("person_users_whoami.partial.json")).await;
    portal.get(TITLES, &json!({"data": []})).await;
    assert!(portal.isp().invoices(&OWN.into()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_title_of_which_nothing_says_whether_it_is_paid_is_an_error() {
    for (title, owed) in [
        (json!({"id": 1, "expirationDate": "2024-06-10"}), None),
        (json!({"id": 1, "expirationDate": "2024-06-10", "finished": false}), None),
        (json!({"id": 1, "balance": 10}), None),
        (json!({"id": 1, "finished": true}), Some(0)),
        (json!({"id": 1, "balance": 0}), Some(0)),
        (json!({"id": 1, "balance": 5, "finished": true}), Some(0)),
        (json!({"id": 1, "balance": 10, "expirationDate": "2024-06-10"}), Some(1)),
    ] {
        let portal = Portal::start().await;
        portal.get(TITLES, &json!({"data": [title]})).await;
        let answer = portal.isp().invoices(&OWN.into()).await;
        match owed {
            Some(owed) => assert_eq!(answer.unwrap().len(), owed, "{title}"),
            None => assert!(answer.unwrap_err().is_not_understood(), "{title}"),
        }
    }
}

#[tokio::test]
async fn a_partial_list_never_looks_whole() {
    let portal = Portal::start().await;
    let partial = json!({"data": [], "count": 0, "filtered": 3, "total": 3});
    for at in [TITLES, AUTHENTICATIONS, "/api/contract_service_tags"] {
        portal.get(at, &partial).await;
    }
    let (isp, own) = (portal.isp(), OWN.into());
    assert!(isp.invoices(&own).await.unwrap_err().is_not_understood());
    assert!(isp.connections(&own).await.unwrap_err().is_not_understood());
    assert!(isp.contracts(&own).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn tickets_are_gathered_from_all_pages_without_repetition() {
    let portal = Portal::start().await;
    let page = |rows: &[u64]| json!({"data": rows.iter().map(|id| ticket(*id)).collect::<Vec<_>>(), "total": 5});
    portal.page(None, &page(&[1, 2])).await;
    // A ticket opened meanwhile pushed number 2 onto the second page.
    portal.page(Some(2), &page(&[2, 3])).await;
    portal.page(Some(3), &page(&[4, 5])).await;
    let tickets = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap();
    let ids: Vec<_> = tickets.iter().filter_map(|ticket| ticket.id.to_number()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_repeated_or_empty_page_ends_in_an_error_not_in_half_a_list() {
    for second in [json!([ticket(1), ticket(2)]), json!([])] {
        let portal = Portal::start().await;
        portal.page(None, &json!({"data": [ticket(1), ticket(2)], "filtered": 5})).await;
        portal.page(Some(2), &json!({"data": second, "filtered": 5})).await;
        let error = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap_err();
        assert!(error.is_not_understood());
    }
}

#[tokio::test]
async fn every_status_of_a_ticket_is_told_and_unknown_ones_by_their_title() {
    let portal = Portal::start().await;
    let rows: Vec<_> = [1, 2, 9, 3, 4, 8, 5]
        .iter()
        .map(|code| json!({"assignment": {"id": 10 + code}, "incidentStatus": {"id": code, "title": "Em espera"}}))
        .collect();
    portal.page(None, &json!({"data": rows})).await;
    let tickets = portal.isp().tickets(&TicketQuery::default()).await.unwrap();
    let statuses: Vec<_> = tickets.into_iter().map(|ticket| ticket.status).collect();
    let (open, closed) = (TicketStatus::Open, TicketStatus::Closed);
    let unknown = TicketStatus::Unknown("Em espera".into());
    assert_eq!(
        statuses,
        [
            open.clone(),
            open.clone(),
            open,
            closed.clone(),
            closed,
            TicketStatus::Cancelled,
            unknown
        ]
    );
}

fn connection(id: u64, rest: &Value) -> Value {
    let mut record = json!({"id": id, "active": true, "contract": {"id": 7, "status": 1}});
    record.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    record
}

#[tokio::test]
async fn blocked_comes_before_inactive_and_an_unknown_firewall_list_is_told() {
    let portal = Portal::start().await;
    let list = |title: &str| json!({"authenticationAddressList": {"id": 1, "title": title}});
    let rows = [
        connection(1, &json!({"contract": {"id": 7, "status": 6}, "active": false})),
        connection(2, &json!({"contract": {"id": 7, "status": 7}})),
        connection(3, &json!({"active": false})),
        connection(4, &list("Normal")),
        connection(5, &json!({"contract": null})),
        connection(6, &list("Aviso")),
    ];
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    let lines = portal.isp().connections(&OWN.into()).await.unwrap();
    let statuses: Vec<_> = lines.into_iter().map(|line| line.status).collect();
    let (active, blocked) = (ConnectionStatus::Active, ConnectionStatus::Blocked);
    let unknown = ConnectionStatus::Unknown("Aviso".into());
    assert_eq!(
        statuses,
        [blocked.clone(), blocked, ConnectionStatus::Inactive, active.clone(), active, unknown]
    );
}

#[tokio::test]
async fn contracts_of_both_lists_are_one_list_and_items_are_summed_once() {
    let portal = Portal::start().await;
    let tag = |id: u64, contract: u64, items: Value| json!({"id": id, "contract": {"id": contract}, "contractItems": items});
    let item = |id: u64, amount: Value| json!({"id": id, "description": format!("Item {id}"), "totalAmount": amount});
    let tags = [
        tag(1, 7, json!([item(1, json!(89.9)), item(2, json!("10.05"))])),
        tag(2, 7, json!([item(1, json!(89.9))])),
        tag(3, 8, json!([item(3, json!(5)), item(4, Value::Null)])),
    ];
    portal.get("/api/contract_service_tags", &json!({"data": tags})).await;
    portal
        .get(
            "/api/people/700101/contracts",
            &json!({"data": [{"id": 7, "status": 6}, {"id": 9, "status": 77}]}),
        )
        .await;
    let contracts = portal.isp().contracts(&OWN.into()).await.unwrap();
    let facts: Vec<_> = contracts
        .iter()
        .map(|c| (c.id.to_number(), c.status.clone(), c.monthly.map(isp_core::Money::centavos)))
        .collect();
    assert_eq!(
        facts,
        [
            (Some(7), ContractStatus::BlockedForDebt, Some(9995)),
            (Some(9), ContractStatus::Unknown("77".into()), None),
            // An item without amount: no sum rather than one too low.
            (Some(8), ContractStatus::Unknown(String::new()), None),
        ]
    );
}

#[tokio::test]
async fn payment_has_the_line_and_the_pdf_and_survives_without_the_pdf() {
    let portal = Portal::start().await;
    let line = "00190.00009 00000.100008 00000.000174 3 98760000008990";
    let title =
        |id: u64, hash: &str| json!({"id": id, "balance": 89.9, "hash": hash, "typefulLine": line});
    portal.get(TITLES, &json!({"data": [title(1, "aa"), title(2, "bb"), title(3, "cc")]})).await;
    portal.status("GET", "/api/financial/billet/aa", 200, "%PDF-1.4\n").await;
    portal.status("GET", "/api/financial/billet/bb", 404, r#"{"message":"no"}"#).await;
    portal.status("GET", "/api/financial/billet/cc", 503, "").await;
    let isp = portal.isp();

    let means = isp.payment(&1.into()).await.unwrap();
    assert_eq!(means.pdf, Some(Pdf::Bytes(b"%PDF-1.4\n".to_vec())));
    assert!(means.native::<ReceivableTitle>().is_some());

    let means = isp.payment(&2.into()).await.unwrap();
    assert_eq!(means.pdf, None);
    let missing = |problem: &PaymentProblem| {
        matches!(problem, PaymentProblem::Unavailable { what: "PDF", .. })
    };
    assert!(means.problems.iter().any(missing));

    assert!(isp.payment(&3.into()).await.unwrap_err().is_transient());
    assert!(isp.payment(&InvoiceId::from(4)).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_ticket_about_a_contract_or_connection_carries_its_service_tag() {
    let portal = Portal::start().await;
    portal
        .get("/api/contract_service_tags", &fixture("contract_service_tags.sample_shape.json"))
        .await;
    portal.get(AUTHENTICATIONS, &json!({"data": [{"id": 31, "serviceTagId": 820_002}]})).await;
    let opened = fixture("people_solicitations.create.sample_shape.json").to_string();
    portal.status("POST", "/api/people/700101/solicitations", 200, &opened).await;
    let (isp, new) = (portal.isp(), NewTicket::new(OWN, "Lenta", "Às vezes cai."));

    let plain = isp.open_ticket(new.clone()).await.unwrap();
    assert_eq!((plain.protocol.as_deref(), plain.contract), (Some("500002"), None));
    let about = isp.open_ticket(new.clone().about_contract(830_001)).await.unwrap();
    assert_eq!(about.contract, Some(830_001.into()));
    isp.open_ticket(new.about_connection(31)).await.unwrap();

    let posts = portal.posts().await;
    assert!(
        !posts[0].1.contains("contractServiceTagId") && posts[0].1.contains("catalogServiceId")
    );
    assert!(posts[1].1.contains("contractServiceTagId\"\r\n\r\n820001"), "{}", posts[1].1);
    assert!(posts[2].1.contains("contractServiceTagId\"\r\n\r\n820002"), "{}", posts[2].1);
}

#[tokio::test]
async fn a_trust_unlock_is_posted_only_for_a_blocked_line_with_allowance() {
    let portal = Portal::start().await;
    let contract = |id: u64, status: u64, left: u64| json!({"contract": {"id": id, "status": status, "remainingUnblockAttempts": left}});
    let rows = [
        connection(1, &contract(71, 1, 2)),
        connection(2, &contract(72, 6, 0)),
        connection(3, &contract(73, 6, 1)),
        connection(4, &contract(74, 6, 1)),
        connection(5, &json!({"contract": null})),
    ];
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    portal.status("POST", "/api/contracts/73/unblock", 200, "").await;
    portal.status("POST", "/api/contracts/74/unblock", 500, "").await;
    let isp = portal.isp();
    let refused = |reason| TrustUnlock::Refused(reason);
    assert_eq!(isp.trust_unlock(&1.into()).await.unwrap(), refused(UnlockRefusal::NotBlocked));
    assert_eq!(isp.trust_unlock(&2.into()).await.unwrap(), refused(UnlockRefusal::AllowanceUsed));
    assert_eq!(isp.trust_unlock(&3.into()).await.unwrap(), TrustUnlock::Unlocked { until: None });
    let failed = isp.trust_unlock(&4.into()).await.unwrap_err();
    assert_eq!(failed.outcome(), isp_core::Outcome::PerhapsDone);
    assert!(isp.trust_unlock(&5.into()).await.unwrap_err().is_not_understood());
    assert!(isp.trust_unlock(&6.into()).await.unwrap_err().is_not_found());
    let posts: Vec<_> = portal.posts().await.into_iter().map(|(path, _)| path).collect();
    assert_eq!(posts, ["/api/contracts/73/unblock", "/api/contracts/74/unblock"]);
}

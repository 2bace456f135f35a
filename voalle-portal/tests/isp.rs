//! The `Isp` of the portal: cases in which the portal's answers could be misread.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::{
    ConnectionStatus, ContractStatus, Error, ErrorKind, InvoiceId, InvoiceQuery, InvoiceStatus,
    Isp, IspExt, NewTicket, Outcome, PaymentProblem, Pdf, RegistrationStatus, TicketQuery,
    TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_portal::operations::connections::{Authentication, IpType};
use voalle_portal::operations::invoices::ReceivableTitle;
use voalle_portal::operations::people::Person;
use voalle_portal::operations::tickets::Solicitation;
use voalle_portal::{Client, ContractRecords, SubscriberIsp, TicketDefaults, TicketKindRecords};
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

const OWN: u64 = 700_101;
const AUTHENTICATIONS: &str = "/api/people/700101/authentications";
const TITLES: &str = "/api/portal_financial_receivable_titles";
const TICKETS: &str = "/api/portal_solicitations";
const NEW_TICKET: &str = "/api/people/700101/solicitations";
const TAGS: &str = "/api/contract_service_tags";
const CONTRACTS: &str = "/api/people/700101/contracts";

/// A portal with the subscriber and no other answers yet.
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
async fn the_samples_are_translated_and_keep_their_records() {
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
    assert_eq!(line.native::<Authentication>().unwrap().ip_type, Some(IpType::PeloCe));

    let invoices = isp.unpaid_invoices(&own).await.unwrap();
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
async fn any_other_customer_is_out_of_reach_and_never_not_found() {
    let portal = Portal::start().await;
    let (isp, other) = (portal.isp(), 99.into());
    let kinds = [
        isp.customer(&other).await.map(|_| ()),
        isp.customers_by_document(&"111.444.777-35".parse().unwrap()).await.map(|_| ()),
        isp.contracts(&other).await.map(|_| ()),
        isp.connections(&other).await.map(|_| ()),
        isp.unpaid_invoices(&other).await.map(|_| ()),
        isp.tickets(&TicketQuery::of_customer(99)).await.map(|_| ()),
        isp.open_ticket(NewTicket::new(99, "x", "y")).await.map(|_| ()),
    ];
    for (at, answer) in kinds.into_iter().enumerate() {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::OutOfReach, "{at}");
    }
    assert!(portal.posts().await.is_empty());
}

#[tokio::test]
async fn the_own_id_comes_from_the_login_even_without_whoami() {
    let portal = Portal(MockServer::start().await);
    portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
    portal.get(TITLES, &json!({"data": []})).await;
    assert!(portal.isp().unpaid_invoices(&OWN.into()).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_own_id_comes_from_whoami_if_the_login_does_not_name_it() {
    // Zero is neither an id nor the lifetime of a token.
    for login in [
        json!({"access_token": "T0K3N", "expires_in": 600}),
        json!({"access_token": "T0K3N", "expires_in": 0, "person": {"id": 0}}),
    ] {
        let portal = Portal(MockServer::start().await);
        portal.get("/portal_authentication", &login).await;
        portal.get("/api/person_users/whoami", &fixture("person_users_whoami.partial.json")).await;
        portal.get(TITLES, &json!({"data": []})).await;
        assert!(portal.isp().unpaid_invoices(&OWN.into()).await.unwrap().is_empty());
        let requests = portal.0.received_requests().await.unwrap();
        let logins =
            requests.iter().filter(|request| request.url.path().contains("authentication"));
        assert_eq!(logins.count(), 1, "{login}");
    }
}

#[tokio::test]
async fn the_builders_ticket_defaults_count_and_errors_name_the_system() {
    let portal = Portal::start().await;
    let client = Client::builder(portal.0.uri())
        .credentials("verify", "id", "secret")
        .ticket_defaults(TicketDefaults::new(1, 1011, 11))
        .allow_plaintext_http()
        .build()
        .unwrap();
    let isp = client.subscriber("maria", "senha").isp();
    assert!(isp.capabilities().open_ticket.is_supported());
    let opened = fixture("people_solicitations.create.sample_shape.json").to_string();
    portal.status("POST", NEW_TICKET, 200, &opened).await;
    assert!(isp.open_ticket(NewTicket::new(OWN, "Lenta", "x")).await.is_ok());
    let error = isp.unpaid_invoices(&OWN.into()).await.unwrap_err();
    assert_eq!((error.system(), isp.system()), (Some("Voalle portal"), "Voalle portal"));
}

#[tokio::test]
async fn a_title_that_does_not_say_whether_it_is_paid_is_an_error() {
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
        let answer = portal.isp().unpaid_invoices(&OWN.into()).await;
        match owed {
            Some(owed) => assert_eq!(answer.unwrap().len(), owed, "{title}"),
            None => assert!(answer.unwrap_err().is_not_understood(), "{title}"),
        }
    }
}

#[tokio::test]
async fn a_partial_list_is_an_error() {
    let portal = Portal::start().await;
    let partial = json!({"data": [], "count": 0, "filtered": 3, "total": 3});
    for at in [TITLES, AUTHENTICATIONS, "/api/contract_service_tags"] {
        portal.get(at, &partial).await;
    }
    let (isp, own) = (portal.isp(), OWN.into());
    assert!(isp.unpaid_invoices(&own).await.unwrap_err().is_not_understood());
    assert!(isp.connections(&own).await.unwrap_err().is_not_understood());
    assert!(isp.contracts(&own).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn tickets_of_all_pages_are_returned_without_repetitions() {
    let portal = Portal::start().await;
    let page = |rows: &[u64]| json!({"data": rows.iter().map(|id| ticket(*id)).collect::<Vec<_>>(), "total": 5});
    portal.page(None, &page(&[1, 2])).await;
    // A ticket opened in the meantime moved number 2 to the second page.
    portal.page(Some(2), &page(&[2, 3])).await;
    portal.page(Some(3), &page(&[4, 5])).await;
    let tickets = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap();
    let ids: Vec<_> = tickets.iter().filter_map(|ticket| ticket.id.to_number()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_repeated_or_empty_page_is_an_error() {
    for second in [json!([ticket(1), ticket(2)]), json!([])] {
        let portal = Portal::start().await;
        portal.page(None, &json!({"data": [ticket(1), ticket(2)], "filtered": 5})).await;
        portal.page(Some(2), &json!({"data": second, "filtered": 5})).await;
        let error = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap_err();
        assert!(error.is_not_understood());
    }
}

#[tokio::test]
async fn every_ticket_status_is_translated_and_unknown_ones_keep_their_title() {
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
async fn blocked_comes_before_inactive_and_an_unknown_firewall_list_is_kept() {
    let portal = Portal::start().await;
    let list = |title: &str| json!({"authenticationAddressList": {"id": 1, "title": title}});
    let rows = [
        connection(1, &json!({"contract": {"id": 7, "status": 6}, "active": false})),
        connection(2, &json!({"contract": {"id": 7, "status": 7}})),
        connection(3, &json!({"active": false})),
        connection(4, &list("Normal")),
        connection(5, &json!({"authenticationAddressList": null})),
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
    let tag = |id: u64, contract: u64, items: Value| json!({"id": id, "contract": {"id": contract}, "contractItems": items, "active": true});
    let item = |id: u64, amount: Value| json!({"id": id, "description": format!("Item {id}"), "totalAmount": amount, "invoiced": true});
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
            // An item without an amount: a sum would be too low.
            (Some(8), ContractStatus::Unknown(String::new()), None),
        ]
    );
}

#[tokio::test]
async fn payment_has_the_digitable_line_and_the_pdf_or_only_the_line() {
    let portal = Portal::start().await;
    let line = "00190.00009 00000.100008 00000.000174 3 98760000008990";
    let title =
        |id: u64, hash: &str| json!({"id": id, "balance": 89.9, "hash": hash, "typefulLine": line});
    portal.get(TITLES, &json!({"data": [title(1, "aa"), title(2, "bb"), title(3, "cc")]})).await;
    portal.status("GET", "/api/financial/billet/aa", 200, "%PDF-1.4\n%%EOF\n").await;
    portal.status("GET", "/api/financial/billet/bb", 404, r#"{"message":"no"}"#).await;
    portal.status("GET", "/api/financial/billet/cc", 503, "").await;
    let isp = portal.isp();

    let means = isp.payment(&1.into()).await.unwrap();
    assert_eq!(means.pdf, Some(Pdf::Bytes(b"%PDF-1.4\n%%EOF\n".to_vec())));
    assert!(means.native::<ReceivableTitle>().is_some());

    let means = isp.payment(&2.into()).await.unwrap();
    assert_eq!(means.pdf, None);
    let missing = |problem: &PaymentProblem| problem.to_string().starts_with("no PDF: ");
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

fn line(id: u64, contract: u64, status: &Value, left: u64) -> Value {
    let contract = json!({"id": contract, "status": status, "remainingUnblockAttempts": left});
    connection(id, &json!({"contract": contract}))
}

#[tokio::test]
async fn a_trust_unlock_is_sent_only_for_a_contract_blocked_for_debt_with_attempts_left() {
    let portal = Portal::start().await;
    let mut rows: Vec<_> =
        (1..=9).map(|status| line(status, 70 + status, &json!(status), 2)).collect();
    rows.extend([
        line(10, 80, &json!(6), 0),
        line(11, 81, &json!("Bloqueado"), 2),
        line(12, 82, &Value::Null, 2),
        connection(13, &json!({"contract": null})),
        connection(14, &json!({"contract": {"id": 0, "status": 6}})),
        line(15, 85, &json!(6), 1),
    ]);
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    portal.status("POST", "/api/contracts/85/unblock", 500, "").await;
    let isp = portal.isp();
    for (id, reason) in [
        (1, UnlockRefusal::NotBlocked),
        (2, UnlockRefusal::NotBlocked),
        (3, UnlockRefusal::NotBlocked),
        (7, UnlockRefusal::BlockedByProvider),
        (10, UnlockRefusal::AllowanceUsed),
    ] {
        let answer = isp.trust_unlock(&id.into()).await.unwrap();
        assert_eq!(answer, TrustUnlock::refused(reason), "{id}");
    }
    for (id, word) in [(4, "Cancelado"), (5, "Suspenso"), (9, "Encerrado")] {
        let error = isp.trust_unlock(&id.into()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Refused, Outcome::NotDone), "{id}");
        assert_eq!(error.vendor_message(), Some(word));
    }
    for id in [8, 11, 12, 13, 14] {
        let error = isp.trust_unlock(&id.into()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::NotDone, "{id}");
        assert!(error.is_not_understood(), "{id}: {error}");
    }
    assert!(isp.trust_unlock(&99.into()).await.unwrap_err().is_not_found());
    assert!(portal.posts().await.is_empty());

    let requests = async || portal.0.received_requests().await.unwrap().len();
    let earlier = requests().await;
    let failed = isp.trust_unlock(&15.into()).await.unwrap_err();
    assert_eq!((failed.kind(), failed.outcome()), (ErrorKind::ServerFault, Outcome::PerhapsDone));
    assert_eq!(portal.posts().await.len(), 1);
    assert_eq!(requests().await, earlier + 2, "after an error nothing is read to prove the unlock");
}

#[tokio::test]
async fn a_trust_unlock_is_proved_by_the_contract_and_never_by_the_answer() {
    // The connections read afterwards, and whether they prove the unlock.
    let afterwards = [
        (200, json!({"data": [line(1, 71, &json!(1), 1)]}), true),
        (200, json!({"data": [line(1, 71, &json!("3"), 1)]}), true),
        (200, json!({"data": [line(1, 71, &json!(6), 1)]}), false),
        (200, json!({"data": [line(1, 71, &json!(7), 1)]}), false),
        (200, json!({"data": [line(1, 71, &json!(4), 1)]}), false),
        (200, json!({"data": [line(1, 71, &json!("Liberado"), 1)]}), false),
        (200, json!({"data": [line(1, 72, &json!(1), 1)]}), false),
        (200, json!({"data": [line(2, 71, &json!(1), 1)]}), false),
        (200, json!({"data": [line(1, 71, &json!(1), 1)], "message": "atrasado"}), false),
        (200, json!({"data": []}), false),
        (200, json!({"message": "x"}), false),
        (404, json!({"message": "x"}), false),
    ];
    let answers =
        [(200, "{}"), (200, ""), (204, ""), (200, r#"{"success":false}"#), (200, "<html>")];
    for (status, after, proved) in &afterwards {
        for (answer_status, answer) in answers {
            let portal = Portal::start().await;
            let before = ResponseTemplate::new(200)
                .set_body_json(json!({"data": [line(1, 71, &json!(6), 1)]}));
            Mock::given(method("GET"))
                .and(path(AUTHENTICATIONS))
                .respond_with(before)
                .up_to_n_times(1)
                .mount(&portal.0)
                .await;
            portal.status("GET", AUTHENTICATIONS, *status, &after.to_string()).await;
            portal.status("POST", "/api/contracts/71/unblock", answer_status, answer).await;
            let unlocked = portal.isp().trust_unlock(&1.into()).await;
            assert_eq!(portal.posts().await.len(), 1);
            if *proved {
                assert_eq!(unlocked.unwrap(), TrustUnlock::unlocked(None), "{answer}");
            } else {
                let error = unlocked.unwrap_err();
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{after} {answer}");
                assert!(error.is_not_understood(), "{after} {answer}: {error}");
            }
        }
    }
}

#[tokio::test]
async fn a_failed_read_after_the_unlock_is_the_source_of_the_error() {
    let portal = Portal::start().await;
    let before =
        ResponseTemplate::new(200).set_body_json(json!({"data": [line(1, 71, &json!(6), 1)]}));
    let mock = Mock::given(method("GET")).and(path(AUTHENTICATIONS)).respond_with(before);
    mock.up_to_n_times(1).mount(&portal.0).await;
    portal.status("GET", AUTHENTICATIONS, 500, "").await;
    portal.status("POST", "/api/contracts/71/unblock", 200, "{}").await;
    let error = portal.isp().trust_unlock(&1.into()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::PerhapsDone);
    let source = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(source.kind(), ErrorKind::ServerFault);
}

#[tokio::test]
async fn a_connection_is_active_only_if_all_its_fields_agree() {
    let unknown = |words: &str| ConnectionStatus::Unknown(words.into());
    let contract = |contract: Value| json!({"contract": contract});
    let active = |active: Value| json!({"active": active});
    let list = |list: Value| json!({"authenticationAddressList": list});
    for (rest, status) in [
        (json!({}), ConnectionStatus::Active),
        (contract(json!({"id": 7, "status": "2"})), ConnectionStatus::Active),
        (contract(json!({"id": 7, "status": 3})), ConnectionStatus::Active),
        (contract(json!({"id": 7, "status": 6.0})), ConnectionStatus::Blocked),
        (contract(json!({"id": 7, "status": 4})), unknown("Cancelado")),
        (contract(json!({"id": 7, "status": 5})), unknown("Suspenso")),
        (contract(json!({"id": 7, "status": 9})), unknown("Encerrado")),
        (contract(json!({"id": 7, "status": 12})), unknown("12")),
        (contract(json!({"id": 7, "status": "Hibernado"})), unknown("Hibernado")),
        (contract(json!({"id": 7, "status": {"id": 6}})), unknown("")),
        (contract(json!({"id": 7, "status": null})), unknown("")),
        (contract(json!({"id": 0, "status": 6})), unknown("")),
        (contract(json!({"status": 1})), unknown("")),
        (contract(Value::Null), unknown("")),
        (contract(json!("0001001")), unknown("")),
        (contract(json!(7)), unknown("")),
        (contract(json!([])), unknown("")),
        (active(json!(1)), ConnectionStatus::Active),
        (active(json!("N")), ConnectionStatus::Inactive),
        (active(json!("Inativo")), unknown("Inativo")),
        (active(json!(2)), unknown("2")),
        (active(Value::Null), unknown("")),
        (list(json!({"id": 1, "title": "NORMAL "})), ConnectionStatus::Active),
        (list(json!({"id": 2, "title": "Bloqueado"})), unknown("Bloqueado")),
        (list(json!("Bloqueado")), unknown("Bloqueado")),
        (list(json!({"title": "Normal"})), unknown(r#"{"title":"Normal"}"#)),
        (list(json!([])), unknown("[]")),
        (json!({"contract": {"id": 7, "status": 5}, "active": false}), ConnectionStatus::Inactive),
    ] {
        let portal = Portal::start().await;
        portal.get(AUTHENTICATIONS, &json!({"data": [connection(1, &rest)]})).await;
        let line = portal.isp().connections(&OWN.into()).await.unwrap().remove(0);
        assert_eq!(line.status, status, "{rest}");
    }
}

#[tokio::test]
async fn placeholders_in_a_connection_are_ignored() {
    let portal = Portal::start().await;
    let empty = json!({"mac": "N/A", "user": "-", "street": "N/A", "city": "não informado",
        "postalCode": "00000", "lat": "-10.5", "lng": "-50.5", "latLngMocked": "talvez",
        "serviceProduct": {"id": 1, "title": "null"}});
    let told = json!({"mac": "00-00-5E-00-53-01", "user": "maria", "street": "Rua Exemplo",
        "lat": "-10.5", "lng": "-50.5", "latLngMocked": false});
    let zeros = json!({"mac": "00:00:00:00:00:00", "lat": "-10.5", "lng": "-50.5",
        "latLngMocked": true});
    let rows = [connection(1, &empty), connection(2, &told), connection(3, &zeros)];
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    let lines = portal.isp().connections(&OWN.into()).await.unwrap();
    let facts = |at: usize| {
        let line = &lines[at];
        (line.mac_address.as_deref(), line.username.as_deref(), line.location.is_some())
    };
    assert_eq!(facts(0), (None, None, false));
    assert_eq!((&lines[0].address, &lines[0].plan), (&None, &None));
    assert_eq!(facts(1), (Some("00-00-5E-00-53-01"), Some("maria"), true));
    assert_eq!(lines[1].address.as_ref().unwrap().street.as_deref(), Some("Rua Exemplo"));
    assert_eq!(facts(2), (None, None, false));
}

#[tokio::test]
async fn placeholders_in_a_person_are_ignored() {
    let active = RegistrationStatus::Active;
    let unknown = |words: &str| RegistrationStatus::Unknown(words.into());
    for (status, expected) in [
        (json!(1), active.clone()),
        (json!("1"), active),
        (json!(2), unknown("2")),
        (json!("Inativo"), unknown("Inativo")),
        (json!(true), unknown("true")),
        (Value::Null, unknown("")),
    ] {
        let portal = Portal(MockServer::start().await);
        portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
        let person = json!({"id": OWN, "name": "N/A", "nameList": "Maria", "email": "n/a@",
            "phone": "123", "cellPhone1": "N/A", "status": status,
            "peopleAddress": {"id": 1, "street": "-", "city": "N/A"}});
        portal.get("/api/person_users/whoami", &json!({"data": person})).await;
        let customer = portal.isp().customer(&OWN.into()).await.unwrap().unwrap();
        assert_eq!((customer.status, customer.name.as_str()), (expected, "Maria"), "{status}");
        assert_eq!((customer.email, customer.phones.len(), customer.address), (None, 0, None));
    }
}

#[tokio::test]
async fn a_record_of_another_person_than_the_one_logged_in_is_never_shown() {
    for id in [0, 99] {
        let portal = Portal(MockServer::start().await);
        portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
        let person = json!({"data": {"id": id, "name": "X", "txId": "52998224725"}});
        portal.get("/api/person_users/whoami", &person).await;
        let isp = portal.isp();
        assert!(isp.customer(&id.into()).await.unwrap_err().is_not_understood());
        let document = "529.982.247-25".parse().unwrap();
        assert!(isp.customers_by_document(&document).await.unwrap_err().is_not_understood());
    }
}

#[tokio::test]
async fn a_deleted_address_is_ignored() {
    let portal = Portal(MockServer::start().await);
    portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
    let person = |deleted: bool| {
        let address = json!({"street": "Exemplo", "streetType": "Rua", "deleted": deleted});
        json!({"data": {"id": OWN, "peopleAddress": address}})
    };
    portal.get("/api/person_users/whoami", &person(true)).await;
    assert_eq!(portal.isp().customer(&OWN.into()).await.unwrap().unwrap().address, None);
    portal.0.reset().await;
    portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
    portal.get("/api/person_users/whoami", &person(false)).await;
    let customer = portal.isp().customer(&OWN.into()).await.unwrap().unwrap();
    assert_eq!(customer.address.unwrap().street.as_deref(), Some("Rua Exemplo"));
}

#[tokio::test]
async fn rows_that_contradict_each_other_are_an_error_in_every_list() {
    let title = |amount: u64| json!({"id": 1, "balance": amount, "expirationDate": "2024-06-10"});
    let tag = |code: &str| json!({"id": 1, "serviceTag": code, "contract": {"id": 7}});
    let row = |status: u64| json!({"id": 7, "status": status});
    let task = |title: &str| json!({"assignment": {"id": 1, "title": title}});
    let line = |user: &str| connection(1, &json!({"user": user}));
    let lists = [
        (TITLES, [title(1), title(2)]),
        (AUTHENTICATIONS, [line("a"), line("b")]),
        (TAGS, [tag("A"), tag("B")]),
        (CONTRACTS, [row(1), row(4)]),
        (TICKETS, [task("a"), task("b")]),
    ];
    for (at, [first, second]) in lists {
        let zero = |row: &Value| {
            let mut row = row.clone();
            match row.get_mut("assignment") {
                Some(task) => task["id"] = 0.into(),
                None => row["id"] = 0.into(),
            }
            row
        };
        for (rows, found) in [
            (json!([first, first]), Some(1)),
            (json!([first, second]), None),
            (json!([zero(&first)]), None),
        ] {
            let portal = Portal::start().await;
            portal.get(at, &json!({"data": rows})).await;
            for other in [TAGS, CONTRACTS] {
                portal.get(other, &json!({"data": []})).await;
            }
            let (isp, own) = (portal.isp(), OWN.into());
            let answer = match at {
                TITLES => isp.unpaid_invoices(&own).await.map(|found| found.len()),
                AUTHENTICATIONS => isp.connections(&own).await.map(|found| found.len()),
                TICKETS => isp.tickets(&TicketQuery::of_customer(own)).await.map(|t| t.len()),
                _ => isp.contracts(&own).await.map(|found| found.len()),
            };
            match found {
                Some(found) => assert_eq!(answer.unwrap(), found, "{at}"),
                None => assert!(answer.unwrap_err().is_not_understood(), "{at} {rows}"),
            }
        }
    }
}

#[tokio::test]
async fn without_a_list_of_contracts_the_tags_name_them() {
    let tag = json!({"id": 1, "active": true, "contract": {"id": 7, "contractNumber": "0007"},
        "contractItems": [{"id": 5, "description": "Fibra", "totalAmount": 10, "invoiced": true}]});
    for (status, tags, found) in [
        (404, json!([tag]), Some(1)),
        (404, json!([]), None),
        (403, json!([tag]), None),
        (500, json!([tag]), None),
        (405, json!([tag]), None),
    ] {
        let portal = Portal::start().await;
        portal.get(TAGS, &json!({"data": tags})).await;
        portal.status("GET", CONTRACTS, status, r#"{"message":"No route found"}"#).await;
        let answer = portal.isp().contracts(&OWN.into()).await;
        match found {
            Some(found) => {
                let contracts = answer.unwrap();
                assert_eq!(contracts.len(), found);
                assert_eq!(contracts[0].status, ContractStatus::Unknown(String::new()));
                assert_eq!(contracts[0].number.as_deref(), Some("0007"));
                assert_eq!(contracts[0].monthly.unwrap().centavos(), 1000);
            }
            None => assert!(answer.is_err(), "{status}"),
        }
    }
}

#[tokio::test]
async fn a_tag_or_ticket_of_another_person_is_never_shown() {
    for client in [json!({"id": 99}), json!({"name": "Maria"}), json!("Maria"), json!([])] {
        let portal = Portal::start().await;
        let tag = json!({"id": 1, "contract": {"id": 7}, "client": client});
        portal.get(TAGS, &json!({"data": [tag]})).await;
        portal.get(CONTRACTS, &json!({"data": []})).await;
        let mut other = ticket(1);
        other["client"] = client.clone();
        portal.page(None, &json!({"data": [ticket(2), other]})).await;
        let isp = portal.isp();
        assert!(isp.contracts(&OWN.into()).await.unwrap_err().is_not_understood(), "{client}");
        let tickets = isp.tickets(&TicketQuery::default()).await;
        assert!(tickets.unwrap_err().is_not_understood(), "{client}");
    }
}

#[tokio::test]
async fn the_contract_of_a_ticket_comes_from_its_service_tag() {
    let tagged = |id: u64, tag: Value| {
        let mut ticket = ticket(id);
        ticket["contractServiceTag"] = tag;
        ticket
    };
    let rows = [
        tagged(1, json!({"id": 820_001})),
        tagged(2, json!({"id": 820_099})),
        tagged(3, Value::Null),
        tagged(4, json!("EXMPL001")),
    ];
    let contracts_of = async |portal: &Portal| {
        let tickets = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap();
        tickets.into_iter().map(|ticket| ticket.contract).collect::<Vec<_>>()
    };
    let portal = Portal::start().await;
    portal.page(None, &json!({"data": rows})).await;
    portal.get(TAGS, &fixture("contract_service_tags.sample_shape.json")).await;
    assert_eq!(contracts_of(&portal).await, [Some(830_001.into()), None, None, None]);

    // Tickets are returned even if the tags cannot be read.
    let portal = Portal::start().await;
    portal.page(None, &json!({"data": rows})).await;
    portal.status("GET", TAGS, 500, "").await;
    assert_eq!(contracts_of(&portal).await, [None, None, None, None]);

    // If no ticket has a tag, the tags are not requested.
    let portal = Portal::start().await;
    portal.page(None, &json!({"data": [ticket(1)]})).await;
    assert_eq!(contracts_of(&portal).await, [None]);
    let requests = portal.0.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| request.url.path() != TAGS));
}

#[tokio::test]
async fn a_settled_title_has_no_means_of_payment() {
    let line = "00190.00009 00000.100008 00000.000174 3 98760000008990";
    let unknown = |words: &str| InvoiceStatus::Unknown(words.into());
    for (settled, status) in [
        (json!({"finished": true, "balance": 0}), InvoiceStatus::Paid),
        (json!({"finished": true, "balance": 89.9}), unknown("finished")),
        (json!({"finished": true}), unknown("finished")),
        (json!({"balance": 0}), unknown("without a balance")),
        (json!({"balance": -1, "finished": false}), unknown("without a balance")),
    ] {
        let portal = Portal::start().await;
        let mut title = json!({"id": 1, "hash": "aa", "typefulLine": line});
        title.as_object_mut().unwrap().extend(settled.as_object().unwrap().clone());
        portal.get(TITLES, &json!({"data": [title]})).await;
        let means = portal.isp().payment(&1.into()).await.unwrap();
        assert_eq!(means.status, status, "{settled}");
        assert!(!means.is_payable() && means.line.is_none() && means.pdf.is_none(), "{settled}");
        assert!(means.native::<ReceivableTitle>().is_some());
    }
}

#[tokio::test]
async fn paid_is_said_of_a_finished_title_without_a_balance_alone() {
    let title = |id: u64, more: Value| {
        let mut title = json!({"id": id, "expirationDate": "2024-06-10", "titleAmount": 89.9});
        title.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        title
    };
    let rows = [
        title(1, json!({"finished": true, "balance": 0})),
        title(2, json!({"finished": true})),
        title(3, json!({"balance": 0})),
        title(4, json!({"finished": false, "balance": 40.5})),
        title(5, json!({"finished": true, "balance": 0, "expirationDate": "2024-05-10"})),
    ];
    let portal = Portal::start().await;
    portal.get(TITLES, &json!({"data": rows})).await;
    let isp = portal.isp();
    let ask = async |query: InvoiceQuery| {
        let found = isp.invoices(&query).await.unwrap();
        found.into_iter().map(|i| (i.id.to_number().unwrap(), i.status)).collect::<Vec<_>>()
    };
    let unknown = |words: &str| InvoiceStatus::Unknown(words.into());
    let settled = [
        (1, InvoiceStatus::Paid),
        (2, unknown("finished")),
        (3, unknown("without a balance")),
        (5, InvoiceStatus::Paid),
    ];
    assert_eq!(ask(InvoiceQuery::paid(OWN)).await, settled);
    assert_eq!(ask(InvoiceQuery::unpaid(OWN)).await, [(4, InvoiceStatus::Open)]);
    assert_eq!(ask(InvoiceQuery::all(OWN)).await.len(), 5);
    let june = InvoiceQuery::paid(OWN).due_between(date(2024, 6, 1), date(2024, 6, 30));
    assert_eq!(ask(june).await, settled[..3]);
    let july = InvoiceQuery::paid(OWN).due_between(date(2024, 7, 1), date(2024, 7, 31));
    assert_eq!(ask(july).await, []);

    let paid = isp.invoices(&InvoiceQuery::paid(OWN)).await.unwrap().remove(0);
    assert_eq!((paid.amount.centavos(), paid.paid_on, paid.paid_amount), (8990, None, None));
}

#[tokio::test]
async fn a_list_without_settled_titles_never_says_that_nothing_was_paid() {
    for rows in [json!([]), json!([{"id": 4, "balance": 1, "expirationDate": "2024-06-10"}])] {
        let portal = Portal::start().await;
        portal.get(TITLES, &json!({"data": rows})).await;
        let error = portal.isp().invoices(&InvoiceQuery::paid(OWN)).await.unwrap_err();
        assert!(error.is_not_understood(), "{error}");
        assert_eq!(
            portal.isp().invoices(&InvoiceQuery::all(OWN)).await.unwrap().len(),
            rows.as_array().unwrap().len()
        );
    }
    let portal = Portal::start().await;
    let other = portal.isp().invoices(&InvoiceQuery::paid(99)).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::OutOfReach);
}

#[tokio::test]
async fn each_kind_of_incident_is_a_kind_alone_and_with_each_service_of_a_tag_in_use() {
    let portal = Portal::start().await;
    let tag = |id: u64, active: bool| json!({"id": id, "active": active, "contract": {"id": 7}});
    portal.get(TAGS, &json!({"data": [tag(1, true), tag(2, true), tag(3, false)]})).await;
    let incidents = json!([
        {"id": 1011, "title": "Cliente - Abertura"},
        {"id": 1012, "title": "Cliente - Financeiro", "clientView": true},
        {"id": 21, "title": "Interno", "clientView": false},
    ]);
    portal.get("/api/incident_types", &json!({"data": incidents})).await;
    let services = json!({"data": [{"id": 5, "title": "Mudança de endereço"}]});
    portal.get("/api/contract_service_tags/1/catalog_services", &services).await;
    let isp = portal.isp();
    let kinds = isp.ticket_kinds(&OWN.into()).await.unwrap();
    let told: Vec<_> = kinds.iter().map(|kind| (kind.id.as_str(), kind.to_string())).collect();
    let expected = [
        ("1011", "Cliente - Abertura"),
        ("1011/5", "Cliente - Abertura: Mudança de endereço"),
        ("1012", "Cliente - Financeiro"),
        ("1012/5", "Cliente - Financeiro: Mudança de endereço"),
    ];
    assert_eq!(told, expected.map(|(id, words)| (id, words.to_owned())), "tag 2 has no services");
    let record = kinds[1].native::<TicketKindRecords>().unwrap();
    assert_eq!(record.catalog_service.as_ref().unwrap().id, 5);
    let requests = portal.0.received_requests().await.unwrap();
    let asked = requests.iter().find(|request| request.url.path() == "/api/incident_types");
    let query = "q=1&qfields=clientView&fields=id%2Ccode%2Ctitle%2CclientView";
    assert_eq!(asked.unwrap().url.query(), Some(query));
    assert!(requests.iter().all(|request| !request.url.path().contains("/3/")), "not in use");

    let error = isp.ticket_kinds(&99.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
}

#[tokio::test]
async fn services_that_cannot_be_read_are_an_error_and_never_missing() {
    let portal = Portal::start().await;
    let tag = json!({"id": 1, "active": true, "contract": {"id": 7}});
    portal.get(TAGS, &json!({"data": [tag]})).await;
    portal.get("/api/incident_types", &fixture("incident_types.partial.json")).await;
    let services = "/api/contract_service_tags/1/catalog_services";
    portal.status("GET", services, 500, r#"{"message":"x"}"#).await;
    portal.isp().ticket_kinds(&OWN.into()).await.unwrap_err();
}

#[tokio::test]
async fn a_ticket_is_sent_with_the_chosen_kind_in_place_of_the_defaults() {
    let portal = Portal::start().await;
    let opened = fixture("people_solicitations.create.sample_shape.json").to_string();
    portal.status("POST", NEW_TICKET, 200, &opened).await;
    let new = || NewTicket::new(OWN, "Lenta", "Às vezes cai.");
    for (kind, incident, service) in [("1012/7", "1012", Some("7")), ("1013", "1013", None)] {
        portal.isp().open_ticket(new().of_kind(kind)).await.unwrap();
        let posts = portal.posts().await;
        let form = &posts.last().unwrap().1;
        let field = |name: &str| {
            let (_, rest) = form.split_once(&format!("name=\"{name}\"\r\n\r\n"))?;
            rest.split_once("\r\n").map(|(value, _)| value)
        };
        assert_eq!(field("incidentTypeId"), Some(incident), "{form}");
        assert_eq!(field("catalogServiceId"), service, "{form}");
        assert_eq!(field("companyPlaceId"), Some("1"));
    }
    for kind in ["", "x", "0", "1011/", "1011/0", "1011/5/1", "3,12"] {
        let error = portal.isp().open_ticket(new().of_kind(kind)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{kind}");
    }
    assert_eq!(portal.posts().await.len(), 2);
}

#[tokio::test]
async fn the_payment_of_a_title_that_does_not_say_whether_it_is_paid_is_an_error() {
    for unclear in [
        json!({"finished": "talvez", "balance": 10}),
        json!({"finished": "talvez", "balance": 0}),
        json!({"finished": false}),
        json!({}),
    ] {
        let portal = Portal::start().await;
        let mut title = json!({"id": 1, "expirationDate": "2024-06-10"});
        title.as_object_mut().unwrap().extend(unclear.as_object().unwrap().clone());
        portal.get(TITLES, &json!({"data": [title]})).await;
        let isp = portal.isp();
        assert!(isp.payment(&1.into()).await.unwrap_err().is_not_understood(), "{unclear}");
        assert!(
            isp.unpaid_invoices(&OWN.into()).await.unwrap_err().is_not_understood(),
            "{unclear}"
        );
    }
}

#[tokio::test]
async fn a_title_without_line_and_hash_reports_both_and_requests_no_file() {
    for nothing in [json!("N/A"), json!(""), json!("-"), Value::Null] {
        let portal = Portal::start().await;
        let title = json!({"id": 1, "balance": 10, "typefulLine": " ", "hash": nothing});
        portal.get(TITLES, &json!({"data": [title]})).await;
        let means = portal.isp().payment(&1.into()).await.unwrap();
        assert_eq!(means.status, InvoiceStatus::Open);
        let not_given = ["line", "PDF"].map(PaymentProblem::not_given);
        assert_eq!(means.problems, not_given);
        let requests = portal.0.received_requests().await.unwrap();
        assert!(requests.iter().all(|request| !request.url.path().contains("billet")));
    }
}

#[tokio::test]
async fn the_contracts_of_an_invoice_are_unknown() {
    let portal = Portal::start().await;
    portal.get(TITLES, &fixture("portal_financial_receivable_titles.partial.json")).await;
    let isp = portal.isp();
    assert_eq!(isp.unpaid_invoices(&OWN.into()).await.unwrap()[0].contracts, None);
    assert!(isp.capabilities().invoices.to_string().contains("does not say which contracts"));
}

#[tokio::test]
async fn a_ticket_about_an_unknown_connection_or_contract_is_not_opened() {
    let portal = Portal::start().await;
    portal.get(TAGS, &fixture("contract_service_tags.sample_shape.json")).await;
    let rows = [
        connection(31, &json!({"serviceTagId": 820_001, "contract": {"id": 830_001}})),
        connection(32, &json!({"serviceTagId": null})),
        connection(33, &json!({"serviceTagId": 0})),
        connection(34, &json!({"serviceTagId": 1, "contractServiceTag": {"id": 2}})),
        connection(35, &json!({"serviceTagId": 1, "contract": null})),
    ];
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    let (isp, new) = (portal.isp(), || NewTicket::new(OWN, "Lenta", "Às vezes cai."));
    for (ticket, kind) in [
        (new().about_connection(99), ErrorKind::NotFound),
        (new().about_contract(99), ErrorKind::NotFound),
        (new().about_connection(32), ErrorKind::NotUnderstood),
        (new().about_connection(33), ErrorKind::NotUnderstood),
        (new().about_connection(34), ErrorKind::NotUnderstood),
        (new().about_connection(31).about_contract(830_002), ErrorKind::InvalidInput),
        (new().about_connection(35).about_contract(830_001), ErrorKind::NotUnderstood),
    ] {
        let about = format!("{:?} {:?}", ticket.connection, ticket.contract);
        let error = isp.open_ticket(ticket).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, Outcome::NotDone), "{about}");
    }
    assert!(portal.posts().await.is_empty());
}

#[tokio::test]
async fn a_tag_without_a_contract_may_belong_to_the_requested_contract() {
    let portal = Portal::start().await;
    portal.get(TAGS, &json!({"data": [{"id": 1, "contract": null}]})).await;
    let new = NewTicket::new(OWN, "Lenta", "x").about_contract(830_001);
    assert!(portal.isp().open_ticket(new).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_ticket_about_a_contract_names_a_tag_in_use() {
    let portal = Portal::start().await;
    let tag = |id: u64, active: Value| json!({"id": id, "active": active, "contract": {"id": 7}});
    let tags = [tag(1, json!(false)), tag(2, Value::Null), tag(3, json!(true))];
    portal.get(TAGS, &json!({"data": tags})).await;
    let opened = fixture("people_solicitations.create.sample_shape.json").to_string();
    portal.status("POST", NEW_TICKET, 200, &opened).await;
    let new = NewTicket::new(OWN, "Lenta", "x").about_contract(7);
    assert_eq!(portal.isp().open_ticket(new).await.unwrap().contract, Some(7.into()));
    assert!(portal.posts().await[0].1.contains("contractServiceTagId\"\r\n\r\n3"));
}

#[tokio::test]
async fn an_opened_ticket_of_another_person_proves_nothing_and_another_tag_no_contract() {
    for (change, expected) in [
        (json!({"client": {"id": 99}}), Err(())),
        (json!({"person": {"id": 99}}), Err(())),
        (json!({"person": "Maria"}), Err(())),
        (json!({"contractServiceTag": {"id": 9}}), Ok(None)),
        (json!({"contractServiceTag": {"id": 820_001}}), Ok(Some(830_001.into()))),
        (json!({"client": null, "person": null}), Ok(Some(830_001.into()))),
    ] {
        let portal = Portal::start().await;
        portal.get(TAGS, &fixture("contract_service_tags.sample_shape.json")).await;
        let mut opened = fixture("people_solicitations.create.sample_shape.json");
        opened["data"].as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        portal.status("POST", NEW_TICKET, 200, &opened.to_string()).await;
        let new = NewTicket::new(OWN, "Lenta", "x").about_contract(830_001);
        let answer = portal.isp().open_ticket(new).await;
        assert_eq!(portal.posts().await.len(), 1);
        match (answer, expected) {
            (Ok(ticket), Ok(contract)) => assert_eq!(ticket.contract, contract, "{change}"),
            (Err(error), Err(())) => {
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{change}");
                assert!(error.is_not_understood(), "{change}");
            }
            (answer, _) => panic!("{change}: {answer:?}"),
        }
    }
}

#[tokio::test]
async fn a_list_with_signs_of_failure_is_never_read_as_owing_nothing() {
    for odd in [
        json!({"success": false}),
        json!({"status": "error"}),
        json!({"errors": ["x"]}),
        json!({"message": "x"}),
        json!({"count": 3}),
        json!({"filtered": "abc"}),
        json!({"total": "N/A"}),
        json!({"total": 1.5}),
        json!({"filtered": 0, "total": 3}),
    ] {
        let portal = Portal::start().await;
        let mut body = json!({"data": []});
        body.as_object_mut().unwrap().extend(odd.as_object().unwrap().clone());
        for at in [TITLES, AUTHENTICATIONS, TAGS, CONTRACTS, TICKETS] {
            portal.get(at, &body).await;
        }
        let (isp, own) = (portal.isp(), OWN.into());
        assert!(isp.unpaid_invoices(&own).await.unwrap_err().is_not_understood(), "{body}");
        assert!(isp.connections(&own).await.unwrap_err().is_not_understood(), "{body}");
        assert!(isp.contracts(&own).await.unwrap_err().is_not_understood(), "{body}");
        let tickets = isp.tickets(&TicketQuery::default()).await;
        assert!(tickets.unwrap_err().is_not_understood(), "{body}");
    }
}

#[tokio::test]
async fn a_blocked_connection_says_why_and_how_many_unlocks_are_left() {
    let portal = Portal::start().await;
    let contract = |status: u64| json!({"contract": {"id": 7, "status": status, "remainingUnblockAttempts": 2}});
    let rows: Vec<_> = [1, 6, 7].map(|status| connection(status, &contract(status))).into();
    portal.get(AUTHENTICATIONS, &json!({"data": rows})).await;
    let lines = portal.isp().connections(&OWN.into()).await.unwrap();
    let facts: Vec<_> =
        lines.iter().map(|line| (line.block_reason.as_deref(), line.trust_unlocks_left)).collect();
    assert_eq!(
        facts,
        [
            (None, Some(2)),
            (Some("Bloqueio Financeiro"), Some(2)),
            (Some("Bloqueio Administrativo"), Some(2))
        ]
    );
}

#[tokio::test]
async fn a_protocol_or_service_tag_of_zero_is_none() {
    let portal = Portal::start().await;
    let mut row = ticket(0);
    row["assignment"] = json!({"id": 1});
    row["contractServiceTag"] = json!({"id": 0});
    portal.page(None, &json!({"data": [row]})).await;
    let tickets = portal.isp().tickets(&TicketQuery::of_customer(OWN)).await.unwrap();
    assert_eq!((&tickets[0].protocol, &tickets[0].contract), (&None, &None));
    let requests = portal.0.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| request.url.path() != TAGS), "nothing to look up");
}

#[tokio::test]
async fn the_kind_of_a_street_is_not_repeated() {
    for (kind, street, whole) in [
        ("Rua", "Exemplo", "Rua Exemplo"),
        ("RUA", "Rua Exemplo", "Rua Exemplo"),
        ("Rua", "Ruandesa", "Rua Ruandesa"),
    ] {
        let portal = Portal(MockServer::start().await);
        portal.get("/portal_authentication", &fixture("portal_authentication.ok.json")).await;
        let address = json!({"street": street, "streetType": kind, "deleted": false});
        let person = json!({"data": {"id": OWN, "peopleAddress": address}});
        portal.get("/api/person_users/whoami", &person).await;
        let customer = portal.isp().customer(&OWN.into()).await.unwrap().unwrap();
        assert_eq!(customer.address.unwrap().street.as_deref(), Some(whole));
    }
}

#[tokio::test]
async fn a_ticket_may_name_a_connection_together_with_its_own_contract_only() {
    let portal = Portal::start().await;
    let row = connection(31, &json!({"contract": {"id": 7}, "serviceTagId": 820_002}));
    portal.get(AUTHENTICATIONS, &json!({"data": [row]})).await;
    let opened = fixture("people_solicitations.create.sample_shape.json").to_string();
    portal.status("POST", "/api/people/700101/solicitations", 200, &opened).await;
    let new = NewTicket::new(OWN, "Lenta", "Às vezes cai.").about_connection(31);

    portal.isp().open_ticket(new.clone().about_contract(7)).await.unwrap();
    assert_eq!(portal.posts().await.len(), 1);
    let refused = portal.isp().open_ticket(new.about_contract(8)).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::InvalidInput);
    assert_eq!(portal.posts().await.len(), 1);
}

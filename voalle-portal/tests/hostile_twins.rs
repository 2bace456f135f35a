//! No answer with one mutation leads to a statement that the answer does not support.
//!
//! Every answer that an operation of the trait reads is served with every mutation of
//! `isp_core::testing::twins`, one at a time. `HOSTILE_TWINS=all` lists every forbidden statement:
//!
//! ```text
//! HOSTILE_TWINS=all cargo test -p voalle-portal --all-features --test hostile_twins -- --nocapture
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use isp_core::brazil::Boleto;
use isp_core::http::{HttpRequest, RetryPolicy};
use isp_core::testing::twins::{Answer, Mutator, Source, Tally, Touch, Twin, WholeBody};
use isp_core::vendor_tests::twins;
use isp_core::vendor_tests::{Arrivals, PreparedAnswer, PreparedErp};
use isp_core::{InvoiceQuery, Isp, IspExt, Money, NewTicket, TicketQuery};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_portal::{Client, SubscriberIsp, TicketDefaults};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

const OWN: u64 = 700_101;
const INVOICE: u64 = 900_001;
const BLOCKED: u64 = 810_001;

const LOGIN: &str = "/portal_authentication";
const WHOAMI: &str = "/api/person_users/whoami";
const TAGS: &str = "/api/contract_service_tags";
const CONTRACTS: &str = "/api/people/700101/contracts";
const LINES: &str = "/api/people/700101/authentications";
const TITLES: &str = "/api/portal_financial_receivable_titles";
const BILLET: &str = "/api/financial/billet/00000000000000000000000000000001";
const TICKETS: &str = "/api/portal_solicitations";
const INCIDENT_TYPES: &str = "/api/incident_types";
const SERVICES: &str = "/api/contract_service_tags/820001/catalog_services";
const NEW_TICKET: &str = "/api/people/700101/solicitations";
const UNBLOCK: &str = "/api/contracts/830001/unblock";
/// The connections that are sent after the write was received.
const LINES_AFTER: &str = "/api/people/700101/authentications, after the write";

/// The name of the answer to a request: its path.
fn name_of(request: &HttpRequest, arrivals: &Arrivals) -> String {
    let path = request.url.strip_prefix("https://api.example.com.br").unwrap();
    let path = path.split('?').next().unwrap();
    let written = arrivals.contains_key(UNBLOCK);
    if path == LINES && written { LINES_AFTER.to_owned() } else { path.to_owned() }
}

/// The operations of the trait under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    CustomersByDocument,
    Customer,
    Contracts,
    Connections,
    Invoices,
    PaidInvoices,
    AllInvoices,
    AuthenticateSubscriber,
    TicketKinds,
    Payment,
    Tickets,
    OpenTicket,
    OpenTicketAboutAConnection,
    TrustUnlock,
}

impl twins::Question for Question {
    type Erp = PreparedErp;

    fn erp(answers: HashMap<&'static str, PreparedAnswer>) -> PreparedErp {
        PreparedErp::new(name_of, answers)
    }

    fn arrivals(erp: &PreparedErp, name: &str) -> usize {
        erp.arrivals(name)
    }

    fn drifted(erp: &PreparedErp) -> bool {
        erp.drifted()
    }

    /// The portal's answer to a wrong login is known.
    fn is_another_answer(self, _: &str, twin: &Twin) -> bool {
        let refusal = fixture("portal_authentication.bad_credentials.403.json").to_string();
        self == Self::AuthenticateSubscriber
            && (twin.status, &*twin.body) == (403, refusal.as_bytes())
    }

    fn write(self) -> Option<&'static str> {
        match self {
            Self::OpenTicket | Self::OpenTicketAboutAConnection => Some(NEW_TICKET),
            Self::TrustUnlock => Some(UNBLOCK),
            _ => None,
        }
    }

    async fn ask(self, erp: &PreparedErp) -> Answer {
        let isp = isp(erp);
        let own = OWN.into();
        let arrivals = || erp.arrivals(self.write().unwrap());
        let new = NewTicket::new(OWN, "Lenta", "Às vezes cai.");
        match self {
            Self::CustomersByDocument => {
                let document = "52998224725".parse().unwrap();
                Answer::customers(&isp.customers_by_document(&document).await)
            }
            Self::Customer => Answer::customer(&own, &isp.customer(&own).await),
            Self::Contracts => Answer::contracts(&isp.contracts(&own).await),
            Self::Connections => Answer::connections(&isp.connections(&own).await),
            Self::Invoices => Answer::invoices(&isp.unpaid_invoices(&own).await),
            Self::PaidInvoices => Answer::invoices(&isp.invoices(&InvoiceQuery::paid(own)).await),
            Self::AllInvoices => Answer::invoices(&isp.invoices(&InvoiceQuery::all(own)).await),
            Self::AuthenticateSubscriber => {
                let password = "a password".into();
                Answer::authentication(&isp.authenticate_subscriber("ana", &password).await)
            }
            Self::TicketKinds => Answer::ticket_kinds(&isp.ticket_kinds(&own).await),
            Self::Payment => Answer::payment(&isp.payment(&INVOICE.into()).await),
            Self::Tickets => Answer::tickets(&isp.tickets(&TicketQuery::of_customer(own)).await),
            Self::OpenTicket => Answer::open_ticket(&isp.open_ticket(new).await, arrivals()),
            Self::OpenTicketAboutAConnection => {
                let opened = isp.open_ticket(new.about_connection(BLOCKED)).await;
                Answer::open_ticket(&opened, arrivals())
            }
            Self::TrustUnlock => {
                let unlocked = isp.trust_unlock(&BLOCKED.into()).await;
                Answer::trust_unlock(&unlocked, arrivals())
            }
        }
    }
}

fn isp(erp: &PreparedErp) -> SubscriberIsp {
    // A second attempt without a pause, so that a write repeated by mistake is detected.
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 2;
    retry.first_pause = Duration::ZERO;
    let client = Client::builder("https://api.example.com.br")
        .credentials("verify", "id", "secret")
        .transport(Arc::new(erp.clone()))
        .observer(Arc::new(erp.clone()))
        .retry(retry)
        .build();
    let defaults = TicketDefaults::new(1, 1011, 11).about_service(5);
    client.unwrap().subscriber("maria", "senha").isp().with_ticket_defaults(defaults)
}

type Scene = twins::Scene<Question>;

fn scene_of(question: Question) -> Scene {
    Scene::new(question, mutator(), FIXTURES)
        .file(LOGIN, "portal_authentication.ok.json")
        .file(WHOAMI, "person_users_whoami.partial.json")
}

/// The portal's format: the HTTP status says whether it succeeded; `{status, message}` is an error.
fn mutator() -> Mutator {
    let mut mutator = Mutator::default();
    mutator.success_words = Vec::new();
    mutator.refusal_words = Vec::new();
    mutator.error_envelope = fixture("portal_authentication.bad_credentials.403.json").to_string();
    mutator.error_touch = Touch::Contradiction;
    for body in [
        r#"{"data":[],"error":"database is locked"}"#,
        r#"{"data":[],"success":false}"#,
        r#"{"data":[],"total":3}"#,
        r#"{"data":{}}"#,
        r#"{"data":""}"#,
        r#"{"code":500,"message":"Internal Server Error"}"#,
        r#"{"status":401,"message":"Unauthorized"}"#,
    ] {
        mutator.whole_bodies.push(WholeBody::new(body, body, Touch::Contradiction));
    }
    mutator
}

fn fixture(name: &str) -> Value {
    let file = Path::new(FIXTURES).join(name);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// A fixture with these rows added and the counters adjusted.
fn with_rows(name: &str, rows: &[Value]) -> Value {
    let mut body = fixture(name);
    let list = body["data"].as_array_mut().unwrap();
    list.extend(rows.iter().cloned());
    let count = list.len();
    for key in ["count", "filtered", "total"] {
        if body.get(key).is_some() {
            body[key] = count.into();
        }
    }
    body
}

fn empty_page() -> Value {
    json!({"data": [], "count": 0, "filtered": 0, "total": 0})
}

/// The only connection, whose contract has this status.
fn line_with_status(status: u64) -> Value {
    let mut body = fixture("people_authentications.sample_shape.json");
    body["data"][0]["contract"]["status"] = status.into();
    body
}

async fn twins_of_whoami(question: Question) {
    let mut tally = Tally::new(format!("{question:?}"));
    let scene = scene_of(question);
    scene.with_twins_of(WHOAMI, Source::Whole, &mut tally).await;
    // A contract with an undocumented status is not known to be in force.
    let mut other = fixture("person_users_whoami.partial.json");
    other["data"]["status"] = 2.into();
    scene.answer(WHOAMI, &other).with_twins_of(WHOAMI, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn customers_by_document() {
    twins_of_whoami(Question::CustomersByDocument).await;
}

#[tokio::test]
async fn customer() {
    twins_of_whoami(Question::Customer).await;
}

#[tokio::test]
async fn contracts() {
    let mut tally = Tally::new("Contracts");
    let rows = [
        json!({"id": 830_002, "contractNumber": "0001002", "status": 6, "beginningDate": "2023-01-05", "finalDate": "2031-01-05"}),
        json!({"id": 830_003, "contractNumber": "0001003", "status": 4}),
    ];
    let scene = scene_of(Question::Contracts)
        .file(TAGS, "contract_service_tags.sample_shape.json")
        .answer(CONTRACTS, &with_rows("people_contracts.partial.json", &rows));
    scene.with_twins_of(TAGS, Source::Whole, &mut tally).await;
    // Without a list of contracts, only contracts with a tag are known. Here all have one.
    let tags = [
        json!({"id": 820_002, "active": true, "contract": {"id": 830_002}, "contractItems": []}),
        json!({"id": 820_003, "active": false, "contract": {"id": 830_003}, "contractItems": []}),
    ];
    let scene = scene.answer(TAGS, &with_rows("contract_service_tags.sample_shape.json", &tags));
    let of_the_list = Source::Part(&["status", "start", "end"]);
    scene.with_twins_of(CONTRACTS, of_the_list, &mut tally).await;
    let scene = scene.answer(TAGS, &empty_page()).answer(CONTRACTS, &empty_page());
    scene.with_twins_of(TAGS, Source::Whole, &mut tally).await;
    scene.with_twins_of(CONTRACTS, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn connections() {
    let mut tally = Tally::new("Connections");
    let normal = json!({"id": 1, "title": "Normal"});
    let rows = [
        json!({"id": 810_002, "mac": "00:00:5E:00:53:02", "active": true, "authenticationAddressList": normal,
            "contract": {"id": 830_002, "status": 6, "remainingUnblockAttempts": 1}}),
        json!({"id": 810_003, "mac": "00:00:5E:00:53:03", "active": false, "authenticationAddressList": normal,
            "contract": {"id": 830_003, "status": 1, "remainingUnblockAttempts": 0}}),
        json!({"id": 810_004, "active": true, "authenticationAddressList": {"id": 9, "title": "Aviso"},
            "contract": {"id": 830_004, "status": 5, "remainingUnblockAttempts": 2}}),
    ];
    let scene = scene_of(Question::Connections)
        .answer(LINES, &with_rows("people_authentications.sample_shape.json", &rows));
    scene.with_twins_of(LINES, Source::Whole, &mut tally).await;
    let scene = scene.answer(LINES, &empty_page());
    scene.with_twins_of(LINES, Source::Whole, &mut tally).await;
    tally.settle();
}

/// The titles of the fixture, the first with a valid digitable line.
fn titles() -> Value {
    let (due, amount) = (date(2024, 6, 10), Money::from_centavos(8990));
    let boleto = Boleto::new("999", Some(due), Some(amount), &format!("{INVOICE:025}")).unwrap();
    let mut titles = fixture("portal_financial_receivable_titles.partial.json");
    titles["data"][0]["typefulLine"] = boleto.line().into();
    titles
}

#[tokio::test]
async fn invoices() {
    let mut tally = Tally::new("Invoices");
    let scene = scene_of(Question::Invoices).answer(TITLES, &titles());
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    for empty in [json!({"data": []}), empty_page()] {
        let scene = scene.clone().answer(TITLES, &empty);
        scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn paid_and_all_invoices() {
    let mut tally = Tally::new("PaidInvoices, AllInvoices");
    for question in [Question::PaidInvoices, Question::AllInvoices] {
        let scene = scene_of(question).answer(TITLES, &titles());
        scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    }
    // Without any settled title, nothing is said of payments.
    let mut open = titles();
    open["data"].as_array_mut().unwrap().truncate(1);
    let scene = scene_of(Question::PaidInvoices).answer(TITLES, &open).nothing_may_be_said();
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn authenticate_subscriber() {
    let mut tally = Tally::new("AuthenticateSubscriber");
    let scene = scene_of(Question::AuthenticateSubscriber);
    scene.with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn ticket_kinds() {
    let mut tally = Tally::new("TicketKinds");
    let mut incidents = fixture("incident_types.partial.json");
    let other = json!({"id": 1012, "code": "1012", "title": "Cliente - Financeiro"});
    incidents["data"].as_array_mut().unwrap().push(other);
    let scene = scene_of(Question::TicketKinds)
        .file(TAGS, "contract_service_tags.sample_shape.json")
        .answer(INCIDENT_TYPES, &incidents)
        .file(SERVICES, "catalog_services.invented.json");
    scene.with_twins_of(INCIDENT_TYPES, Source::Whole, &mut tally).await;
    scene.with_twins_of(TAGS, Source::Part(&[]), &mut tally).await;
    scene.with_twins_of(SERVICES, Source::Part(&[]), &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn payment() {
    let mut tally = Tally::new("Payment");
    let scene =
        scene_of(Question::Payment).answer(TITLES, &titles()).bytes(BILLET, b"%PDF-1.4\n%%EOF\n");
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    scene.with_twins_of(BILLET, Source::Part(&["PDF"]), &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn tickets() {
    let mut tally = Tally::new("Tickets");
    let row = |id: u64, status: u64, title: &str| {
        json!({"protocol": id, "incidentStatus": {"id": status, "title": title},
        "assignment": {"id": id + 10_000, "beginningDate": "2024-05-07 08:00:00"}})
    };
    let rows = [row(500_003, 4, "Encerramento"), row(500_004, 8, "Cancelado")];
    let scene = scene_of(Question::Tickets)
        .answer(TICKETS, &with_rows("portal_solicitations.sample_shape.json", &rows));
    scene.with_twins_of(TICKETS, Source::Whole, &mut tally).await;
    let scene = scene.answer(TICKETS, &empty_page());
    scene.with_twins_of(TICKETS, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn the_login() {
    let mut tally = Tally::new("Login, then Invoices");
    let scene = scene_of(Question::Invoices).answer(TITLES, &titles());
    scene.with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn open_ticket() {
    let mut tally = Tally::new("OpenTicket");
    let scene = scene_of(Question::OpenTicket)
        .file(NEW_TICKET, "people_solicitations.create.sample_shape.json");
    scene.with_twins_of(NEW_TICKET, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn open_ticket_about_a_connection() {
    let mut tally = Tally::new("OpenTicketAboutAConnection");
    let scene = scene_of(Question::OpenTicketAboutAConnection)
        .file(NEW_TICKET, "people_solicitations.create.sample_shape.json")
        .answer(LINES, &line_with_status(1));
    scene.with_twins_of(LINES, Source::BeforeWrite, &mut tally).await;
    tally.settle();
}

fn unlock(answer: &[u8], after: u64) -> Scene {
    scene_of(Question::TrustUnlock)
        .answer(LINES, &line_with_status(6))
        .bytes(UNBLOCK, answer)
        .answer(LINES_AFTER, &line_with_status(after))
}

#[tokio::test]
async fn trust_unlock_of_what_is_read_before() {
    let mut tally = Tally::new("TrustUnlock, read before");
    let blocked = unlock(b"{}", 1);
    blocked.with_twins_of(LINES, Source::BeforeWrite, &mut tally).await;
    // Not blocked, or no allowance left: refused without a request. If one is sent by mistake, it
    // has no effect.
    let blocked = unlock(b"{}", 6);
    let free = blocked.clone().answer(LINES, &line_with_status(1));
    free.with_twins_of(LINES, Source::Whole, &mut tally).await;
    let mut used = line_with_status(6);
    used["data"][0]["contract"]["remainingUnblockAttempts"] = 0.into();
    blocked.answer(LINES, &used).with_twins_of(LINES, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn trust_unlock_of_the_write() {
    let mut tally = Tally::new("TrustUnlock, the write");
    for answer in [b"{}".as_slice(), b""] {
        // A connection that is no longer blocked proves the unlock, regardless of the body.
        unlock(answer, 1).with_twins_of(UNBLOCK, Source::BeforeWrite, &mut tally).await;
        // One that is still blocked proves that it was not unlocked.
        let still = unlock(answer, 6).nothing_may_be_said();
        still.with_twins_of(UNBLOCK, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn trust_unlock_of_what_is_read_after() {
    let mut tally = Tally::new("TrustUnlock, read after");
    unlock(b"{}", 1).with_twins_of(LINES_AFTER, Source::Whole, &mut tally).await;
    let still = unlock(b"{}", 6).nothing_may_be_said();
    still.with_twins_of(LINES_AFTER, Source::Whole, &mut tally).await;
    tally.settle();
}

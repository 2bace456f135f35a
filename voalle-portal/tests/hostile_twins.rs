//! No answer with one mutation leads to a statement that the answer does not support.
//!
//! Every answer that an operation of the trait reads is served with every mutation of
//! `isp_core::testing::twins`, one at a time. `HOSTILE_TWINS=all` lists every forbidden statement:
//!
//! ```text
//! HOSTILE_TWINS=all cargo test -p voalle-portal --all-features --test hostile_twins -- --nocapture
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use isp_core::brazil::Boleto;
use isp_core::http::{
    HttpRequest, HttpResponse, ObservedDrift, Observer, RetryPolicy, Transport, TransportError,
};
use isp_core::testing::twins::{
    Answer, Facts, Mutator, Source, Tally, Touch, Twin, WholeBody, judge,
};
use isp_core::{InvoiceQuery, Isp, IspExt, Money, NewTicket, TicketQuery};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_portal::{Client, SubscriberIsp, TicketDefaults};

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

/// The portal, answering each path with one body and counting requests.
struct Server {
    answers: HashMap<&'static str, (u16, Vec<u8>)>,
    arrivals: Mutex<HashMap<String, usize>>,
    /// Whether drift was reported to the client.
    drifted: AtomicBool,
}

impl Server {
    fn arrivals(&self, path: &str) -> usize {
        self.arrivals.lock().unwrap().get(path).copied().unwrap_or_default()
    }
}

/// The server as a transport that the client can own.
struct Wire(Arc<Server>);

impl Observer for Wire {
    fn drift(&self, _: &ObservedDrift<'_>) {
        self.0.drifted.store(true, Ordering::Relaxed);
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let path = request.url.strip_prefix("https://api.example.com.br").unwrap();
        let path = path.split('?').next().unwrap();
        let written = self.0.arrivals(UNBLOCK) > 0;
        let path = if path == LINES && written { LINES_AFTER } else { path };
        *self.0.arrivals.lock().unwrap().entry(path.to_owned()).or_default() += 1;
        let nothing = || (404, br#"{"status":"404","message":"Not Found"}"#.to_vec());
        let (status, body) = self.0.answers.get(path).cloned().unwrap_or_else(nothing);
        let kind = if body.starts_with(b"%PDF") { "application/pdf" } else { "application/json" };
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Ok(HttpResponse::ready(status, headers, body))
    }
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

impl Question {
    /// The path that writes.
    fn write(self) -> Option<&'static str> {
        match self {
            Self::OpenTicket | Self::OpenTicketAboutAConnection => Some(NEW_TICKET),
            Self::TrustUnlock => Some(UNBLOCK),
            _ => None,
        }
    }

    async fn ask(self, server: &Arc<Server>) -> Answer {
        let isp = isp(server);
        let own = OWN.into();
        let arrivals = || server.arrivals(self.write().unwrap());
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

fn isp(server: &Arc<Server>) -> SubscriberIsp {
    // A second attempt without a pause, so that a write repeated by mistake is detected.
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 2;
    retry.first_pause = Duration::ZERO;
    let client = Client::builder("https://api.example.com.br")
        .credentials("verify", "id", "secret")
        .transport(Arc::new(Wire(Arc::clone(server))))
        .observer(Arc::new(Wire(Arc::clone(server))))
        .retry(retry)
        .build();
    let defaults = TicketDefaults::new(1, 1011, 11).about_service(5);
    client.unwrap().subscriber("maria", "senha").isp().with_ticket_defaults(defaults)
}

/// A question and the answers of the paths that it may read.
#[derive(Clone)]
struct Scene {
    question: Question,
    answers: HashMap<&'static str, Vec<u8>>,
    /// Statements that are allowed in addition to those of the answers without mutation.
    base: Option<Facts>,
}

impl Scene {
    fn new(question: Question) -> Self {
        Self { question, answers: HashMap::new(), base: None }
            .file(LOGIN, "portal_authentication.ok.json")
            .file(WHOAMI, "person_users_whoami.partial.json")
    }

    fn file(self, path: &'static str, name: &str) -> Self {
        self.answer(path, &fixture(name))
    }

    fn answer(self, path: &'static str, body: &Value) -> Self {
        self.bytes(path, body.to_string().as_bytes())
    }

    fn bytes(mut self, path: &'static str, body: &[u8]) -> Self {
        self.answers.insert(path, body.to_vec());
        self
    }

    /// Allows no statement.
    fn nothing_may_be_said(mut self) -> Self {
        self.base = Some(Facts::default());
        self
    }

    async fn asked(
        &self,
        changed: &'static str,
        status: u16,
        body: &[u8],
    ) -> (Answer, Arc<Server>) {
        let mut answers: HashMap<_, _> =
            self.answers.iter().map(|(path, body)| (*path, (200, body.clone()))).collect();
        answers.insert(changed, (status, body.to_vec()));
        let server = Arc::new(Server {
            answers,
            arrivals: Mutex::default(),
            drifted: AtomicBool::default(),
        });
        let mut said = self.question.ask(&server).await;
        said.drifted = server.drifted.load(Ordering::Relaxed);
        (said, server)
    }

    /// Whether the twin is the portal's answer to a wrong login, which is known.
    fn is_known_refusal(&self, twin: &Twin) -> bool {
        let refusal = fixture("portal_authentication.bad_credentials.403.json").to_string();
        self.question == Question::AuthenticateSubscriber
            && (twin.status, &*twin.body) == (403, refusal.as_bytes())
    }

    /// Asks with every twin of the answer of `changed`.
    async fn with_twins_of(&self, changed: &'static str, source: Source, tally: &mut Tally) {
        let name = format!("{changed} of {:?}", self.question);
        let body = &self.answers[changed];
        let (said, server) = self.asked(changed, 200, body).await;
        let base = self.base.clone().unwrap_or(said.facts);
        if server.arrivals(changed) == 0 {
            println!("{name}: not read, so its twins are not asked");
            return;
        }
        assert!(
            self.base.is_some() || !base.is_empty(),
            "{name}: the answer without mutation says nothing"
        );
        for twin in mutator().twins_of(body).filter(|twin| !self.is_known_refusal(twin)) {
            let (said, server) = self.asked(changed, twin.status, &twin.body).await;
            let arrivals = self.question.write().map_or(0, |path| server.arrivals(path));
            if arrivals > 1 && !refuses_the_token(&twin) {
                tally.forbid(&name, &twin, &format!("the write arrived {arrivals} times"));
            } else {
                tally.add(&name, &twin, judge(&base, &said, &twin.touch, source));
            }
        }
    }
}

/// Only a refused token proves that a write did not run and may be sent again.
fn refuses_the_token(twin: &Twin) -> bool {
    twin.status == 401
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
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
    let scene = Scene::new(question);
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
    let scene = Scene::new(Question::Contracts)
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
    let scene = Scene::new(Question::Connections)
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
    let scene = Scene::new(Question::Invoices).answer(TITLES, &titles());
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
        let scene = Scene::new(question).answer(TITLES, &titles());
        scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    }
    // Without any settled title, nothing is said of payments.
    let mut open = titles();
    open["data"].as_array_mut().unwrap().truncate(1);
    let scene = Scene::new(Question::PaidInvoices).answer(TITLES, &open).nothing_may_be_said();
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn authenticate_subscriber() {
    let mut tally = Tally::new("AuthenticateSubscriber");
    let scene = Scene::new(Question::AuthenticateSubscriber);
    scene.with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn ticket_kinds() {
    let mut tally = Tally::new("TicketKinds");
    let mut incidents = fixture("incident_types.partial.json");
    let other = json!({"id": 1012, "code": "1012", "title": "Cliente - Financeiro"});
    incidents["data"].as_array_mut().unwrap().push(other);
    let scene = Scene::new(Question::TicketKinds)
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
        Scene::new(Question::Payment).answer(TITLES, &titles()).bytes(BILLET, b"%PDF-1.4\n%%EOF\n");
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
    let scene = Scene::new(Question::Tickets)
        .answer(TICKETS, &with_rows("portal_solicitations.sample_shape.json", &rows));
    scene.with_twins_of(TICKETS, Source::Whole, &mut tally).await;
    let scene = scene.answer(TICKETS, &empty_page());
    scene.with_twins_of(TICKETS, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn the_login() {
    let mut tally = Tally::new("Login, then Invoices");
    let scene = Scene::new(Question::Invoices).answer(TITLES, &titles());
    scene.with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn open_ticket() {
    let mut tally = Tally::new("OpenTicket");
    let scene = Scene::new(Question::OpenTicket)
        .file(NEW_TICKET, "people_solicitations.create.sample_shape.json");
    scene.with_twins_of(NEW_TICKET, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn open_ticket_about_a_connection() {
    let mut tally = Tally::new("OpenTicketAboutAConnection");
    let scene = Scene::new(Question::OpenTicketAboutAConnection)
        .file(NEW_TICKET, "people_solicitations.create.sample_shape.json")
        .answer(LINES, &line_with_status(1));
    scene.with_twins_of(LINES, Source::BeforeWrite, &mut tally).await;
    tally.settle();
}

fn unlock(answer: &[u8], after: u64) -> Scene {
    Scene::new(Question::TrustUnlock)
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

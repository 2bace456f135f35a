//! No answer with one mutation leads to a statement that the answer does not support.
//!
//! Every answer that an operation of the trait reads is served with every mutation of
//! `isp_core::testing::twins`, one at a time. `HOSTILE_TWINS=all` lists every forbidden statement:
//!
//! ```text
//! HOSTILE_TWINS=all cargo test -p voalle-global --all-features --test hostile_twins -- --nocapture
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use isp_core::brazil::Boleto;
use isp_core::http::{Body, HttpRequest, RetryPolicy};
use isp_core::testing::twins::{Answer, FailureMember, Mutator, Source, Tally, Touch, WholeBody};
use isp_core::vendor_tests::twins;
use isp_core::vendor_tests::{Arrivals, PreparedAnswer, PreparedErp};
use isp_core::{InvoiceQuery, Isp, IspExt, Money, NewTicket, TicketQuery};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_global::{Client, GlobalIsp, TicketDefaults};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

const OWN: u64 = 700_101;
const INVOICE: u64 = 900_001;
const BLOCKED: u64 = 810_002;
const BLOCKED_CONTRACT: u64 = 830_002;

const LOGIN: &str = "/connect/token";
const PERSON: &str = "/people/txid/52998224725";
const CUSTOMERS: &str = "/getclient, page 1";
const CUSTOMERS_AFTER: &str = "/getclient, page 2";
const CONTRACTS: &str = "/contract/getpaged";
const LINES: &str = "/external/map/connection/by/userdata";
const ALL_LINES: &str = "/external/map/connection/all";
const OPEN_TITLES: &str = "/getopentitlesbytxid/52998224725";
const TITLES: &str = "/gettitlesbytxid/52998224725";
const BILLET: &str = "/GetBillet/900001";
const PIX: &str = "/billings/registerpix";
const TICKETS: &str = "/solicitationlist/700101";
const TAGS: &str = "/servicetagsinfopaged, page 1";
const NEW_TICKET: &str = "/opendetailedsolicitation";
const UNLOCK: &str = "/contracts/unlock/0001002";
/// The connections that are sent after the write was received.
const LINES_AFTER: &str = "/external/map/connection/by/userdata, after the write";

/// The name of the answer to a request: its path, and its page where it has one.
fn name_of(request: &HttpRequest, arrivals: &Arrivals) -> String {
    let path = request.url.strip_prefix("https://erp.example.com.br:45715");
    let path = path.or_else(|| request.url.strip_prefix("https://erp.example.com.br:45700"));
    let (path, query) = path.map(|path| path.split_once('?').unwrap_or((path, ""))).unwrap();
    let path = path.strip_prefix("/external/integrations/thirdparty").unwrap_or(path);
    if path == LINES && arrivals.contains_key(UNLOCK) {
        return LINES_AFTER.to_owned();
    }
    // A list of contracts that does not count its rows is followed by a page without any.
    if let (CONTRACTS, Body::Json(body)) = (path, &request.body) {
        let body: Value = serde_json::from_str(body).unwrap();
        if body["page"] != 1 {
            return "the next page".to_owned();
        }
    }
    let page = query
        .split('&')
        .find_map(|it| it.to_ascii_lowercase().strip_prefix("page=").map(ToOwned::to_owned));
    page.map_or_else(|| path.to_owned(), |page| format!("{path}, page {page}"))
}

/// The operations of the trait under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    CustomersByDocument,
    Customer,
    CustomerNotSeen,
    CustomersPage,
    Contracts,
    Connections,
    Invoices,
    PaidInvoices,
    AllInvoices,
    Payment,
    PaymentByNewPix,
    Tickets,
    OpenTicket,
    OpenTicketAboutAConnection,
    OpenTicketAboutAContract,
    TrustUnlock,
    TrustUnlockNotSeen,
}

impl twins::Question for Question {
    type Erp = PreparedErp;

    fn erp(mut answers: HashMap<&'static str, PreparedAnswer>) -> PreparedErp {
        answers.insert("the next page", (200, empty_page().to_string().into_bytes()));
        PreparedErp::new(name_of, answers)
    }

    fn arrivals(erp: &PreparedErp, name: &str) -> usize {
        erp.arrivals(name)
    }

    fn drifted(erp: &PreparedErp) -> bool {
        erp.drifted()
    }

    fn write(self) -> Option<&'static str> {
        match self {
            Self::OpenTicket
            | Self::OpenTicketAboutAConnection
            | Self::OpenTicketAboutAContract => Some(NEW_TICKET),
            Self::TrustUnlock | Self::TrustUnlockNotSeen => Some(UNLOCK),
            Self::PaymentByNewPix => Some(PIX),
            _ => None,
        }
    }

    async fn ask(self, erp: &PreparedErp) -> Answer {
        let isp = isp(erp);
        let own = OWN.into();
        let arrivals = || erp.arrivals(self.write().unwrap());
        let new = NewTicket::new(OWN, "Lenta", "Às vezes cai.");
        // What is read beforehand to find the customer is tested with `CustomersByDocument`.
        let seen = async || {
            let document = "52998224725".parse().unwrap();
            isp.customers_by_document(&document).await.is_ok_and(|found| !found.is_empty())
        };
        match self {
            Self::CustomersByDocument => {
                let document = "52998224725".parse().unwrap();
                Answer::customers(&isp.customers_by_document(&document).await)
            }
            Self::Customer => {
                seen().await;
                Answer::customer(&own, &isp.customer(&own).await)
            }
            Self::CustomerNotSeen => Answer::customer(&own, &isp.customer(&own).await),
            Self::CustomersPage => Answer::customers_page(&isp.customers_page(None).await),
            Self::Contracts => {
                seen().await;
                Answer::contracts(&isp.contracts(&own).await)
            }
            Self::Connections => {
                seen().await;
                Answer::connections(&isp.connections(&own).await)
            }
            Self::Invoices => {
                seen().await;
                Answer::invoices(&isp.unpaid_invoices(&own).await)
            }
            Self::PaidInvoices => {
                seen().await;
                Answer::invoices(&isp.invoices(&InvoiceQuery::paid(own)).await)
            }
            Self::AllInvoices => {
                seen().await;
                Answer::invoices(&isp.invoices(&InvoiceQuery::all(own)).await)
            }
            Self::Payment => {
                seen().await;
                let _ = isp.unpaid_invoices(&own).await;
                Answer::payment(&isp.payment(&INVOICE.into()).await)
            }
            Self::PaymentByNewPix => {
                seen().await;
                let _ = isp.unpaid_invoices(&own).await;
                let isp = isp.with_pix_registration();
                Answer::payment(&isp.payment(&INVOICE.into()).await)
            }
            Self::Tickets => Answer::tickets(&isp.tickets(&TicketQuery::of_customer(own)).await),
            Self::OpenTicket => Answer::open_ticket(&isp.open_ticket(new).await, arrivals()),
            Self::OpenTicketAboutAConnection => {
                seen().await;
                let opened = isp.open_ticket(new.about_connection(BLOCKED)).await;
                Answer::open_ticket(&opened, arrivals())
            }
            Self::OpenTicketAboutAContract => {
                seen().await;
                let opened = isp.open_ticket(new.about_contract(BLOCKED_CONTRACT)).await;
                Answer::open_ticket(&opened, arrivals())
            }
            Self::TrustUnlock => {
                seen().await;
                let _ = isp.connections(&own).await;
                let unlocked = isp.trust_unlock(&BLOCKED.into()).await;
                Answer::trust_unlock(&unlocked, arrivals())
            }
            Self::TrustUnlockNotSeen => {
                let unlocked = isp.trust_unlock(&BLOCKED.into()).await;
                Answer::trust_unlock(&unlocked, arrivals())
            }
        }
    }
}

fn isp(erp: &PreparedErp) -> GlobalIsp {
    // A second attempt without a pause, so that a write repeated by mistake is detected.
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 2;
    retry.first_pause = Duration::ZERO;
    let client = Client::builder("https://erp.example.com.br")
        .credentials("id", "secret", "syndata")
        .transport(Arc::new(erp.clone()))
        .observer(Arc::new(erp.clone()))
        .retry(retry)
        .build();
    client.unwrap().isp().with_ticket_defaults(TicketDefaults::new(1, 1011, 11))
}

type Scene = twins::Scene<Question>;

fn scene_of(question: Question) -> Scene {
    Scene::new(question, mutator(), FIXTURES)
        .file(LOGIN, "connect_token.client_credentials.ok.json")
        .answer(PERSON, &person())
        .answer(CONTRACTS, &contracts())
        .answer(LINES, &lines(2, 6))
}

/// The API's format: `success` says whether it succeeded, a refusal is an envelope with HTTP 200.
fn mutator() -> Mutator {
    let mut mutator = Mutator::default();
    mutator.success_words = Vec::new();
    mutator.refusal_words = Vec::new();
    mutator.error_envelope = fixture("verifyviability.refused.200.json").to_string();
    mutator.error_touch = Touch::Refusal;
    let not_found = r#"{"success":false,"messages":[{"message":"Registro não encontrado.","code":null,"type":"Error"}],"response":null}"#;
    mutator.whole_bodies.push(WholeBody::new("not found", not_found, Touch::NotFound));
    for body in [
        r#"{"success":true,"messages":null,"response":[],"error":"database is locked"}"#,
        r#"{"success":true,"messages":null,"response":{"data":[],"error":"database is locked"}}"#,
        r#"{"success":true,"messages":["Indisponível"],"response":[]}"#,
        r#"{"success":true,"messages":["Indisponível"],"response":{"data":[]}}"#,
        r#"{"success":true,"messages":[{"message":"x","type":"Error"}],"response":[]}"#,
        r#"{"success":false,"messages":null,"response":[]}"#,
        r#"{"success":null,"messages":null,"response":[]}"#,
        r#"{"messages":null,"response":[]}"#,
        r#"{"success":true,"messages":null,"response":{"data":[],"totalRecords":3}}"#,
        r#"{"success":true,"messages":null,"response":null}"#,
        r#"{"success":true,"messages":null,"response":{}}"#,
        r#"{"success":true,"messages":null,"response":""}"#,
        r#"{"success":true}"#,
        r#"{"error":"invalid_client"}"#,
        "[]",
    ] {
        mutator.whole_bodies.push(WholeBody::new(body, body, Touch::Contradiction));
    }
    mutator
}

fn fixture(name: &str) -> Value {
    let file = Path::new(FIXTURES).join(name);
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn envelope(response: &Value) -> Value {
    json!({"success": true, "messages": null, "response": response, "dataResponseType": null,
        "elapsedTime": null})
}

fn empty_page() -> Value {
    envelope(&json!({"data": [], "totalRecords": 0, "page": 1, "pageSize": 100, "totalPages": 0}))
}

/// Three contracts: normal, blocked for debt, cancelled.
fn contracts() -> Value {
    let row = |id: u64, number: &str, status: u64| {
        json!({"id": id, "contractNumber": number, "contractStatus": status, "collectionDay": 10,
            "clientInformation": {"clientTxId": "52998224725", "name": "Cliente Exemplo Um"},
            "servicesInformation": [{"amount": 89.9}]})
    };
    let rows = [row(830_001, "0001001", 1), row(830_002, "0001002", 6), row(830_003, "0001003", 4)];
    envelope(&json!({"data": rows, "totalRecords": 3, "page": 1, "pageSize": 100, "totalPages": 1}))
}

/// Leaves only the members that the trait reads, so that there are fewer twins.
fn only(record: &mut Value, names: &[&str]) {
    record.as_object_mut().unwrap().retain(|name, _| names.contains(&name.as_str()));
}

fn person() -> Value {
    let mut body = fixture("people_txid.cpf.ok.json");
    only(&mut body["response"], &["id", "name", "txId", "email", "phone", "status"]);
    body
}

/// The connections of the sample, the second in these states.
fn lines(status: u64, contract: u64) -> Value {
    let mut body = fixture("map_connection_by_userdata.ok.json");
    for group in body["response"].as_array_mut().unwrap() {
        let read = ["id", "user", "serviceTag", "mac", "status", "client", "contract"];
        only(&mut group[0], &read);
        only(&mut group[0]["contract"], &["id", "status"]);
    }
    let line = &mut body["response"][1][0];
    line["status"] = status.into();
    line["contract"]["status"] = contract.into();
    line["mac"] = "00:00:5E:00:53:02".into();
    body
}

/// The second connection alone.
fn line(status: u64, contract: u64) -> Value {
    let mut body = lines(status, contract);
    body["response"].as_array_mut().unwrap().remove(0);
    body
}

async fn twins_of(question: Question, path: &'static str, scene: Scene) {
    let mut tally = Tally::new(format!("{question:?}"));
    scene.with_twins_of(path, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn customers_by_document() {
    let question = Question::CustomersByDocument;
    twins_of(question, PERSON, scene_of(question)).await;
    // A status without a known meaning is not known to be active.
    let mut other = person();
    other["response"]["status"] = 2.into();
    twins_of(question, PERSON, scene_of(question).answer(PERSON, &other)).await;
}

/// Messages are the only sign that there is nobody: no source shows the value of `success`, so both
/// are taken.
fn told_by_a_message(mut scene: Scene) -> Scene {
    scene.mutator.failure_members.retain(|member| member.key() != "success");
    scene
}

/// An absence as the ERP tells it.
fn absence(message: &str, success: bool, response: &Value) -> Value {
    json!({"success": success, "messages": [{"message": message, "code": null, "type": "Error"}],
        "response": response, "dataResponseType": null, "elapsedTime": null})
}

#[tokio::test]
async fn no_customer_with_the_document() {
    let question = Question::CustomersByDocument;
    let mut tally = Tally::new("CustomersByDocument, nobody");
    let nobody = absence("Registro não encontrado.", false, &Value::Null);
    let scene = told_by_a_message(scene_of(question).answer(PERSON, &nobody));
    scene.with_twins_of(PERSON, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn customer() {
    twins_of(Question::Customer, PERSON, scene_of(Question::Customer)).await;
}

/// A page of one customer, without the members that the trait does not read.
fn one_customer() -> Value {
    let read = ["id", "name", "txId", "email", "phone", "status", "client", "postalCode"];
    let mut body = fixture("getclient.ok.json");
    only(&mut body["response"]["data"][0], &read);
    body
}

/// The list of customers with the one who is asked for.
fn customers() -> Value {
    let mut body = one_customer();
    let mut own = body["response"]["data"][0].clone();
    (own["id"], own["txId"]) = (OWN.into(), "52998224725".into());
    body["response"]["data"].as_array_mut().unwrap().push(own);
    body["response"]["totalRecords"] = 2.into();
    body
}

#[tokio::test]
async fn customer_not_seen_before() {
    let question = Question::CustomerNotSeen;
    let mut after = empty_page();
    after["response"]["totalRecords"] = 2.into();
    let scene = scene_of(question).answer(CUSTOMERS, &customers()).answer(CUSTOMERS_AFTER, &after);
    twins_of(question, CUSTOMERS, scene.clone()).await;
    // One who is not in the list is not there, if the list is complete.
    let mut others = one_customer();
    others["response"]["totalRecords"] = 1.into();
    after["response"]["totalRecords"] = 1.into();
    let scene = scene.answer(CUSTOMERS, &others).answer(CUSTOMERS_AFTER, &after);
    let mut tally = Tally::new("CustomerNotSeen, not there");
    scene.with_twins_of(CUSTOMERS_AFTER, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn customers_page() {
    let question = Question::CustomersPage;
    twins_of(question, CUSTOMERS, scene_of(question).answer(CUSTOMERS, &customers())).await;
    twins_of(question, CUSTOMERS, scene_of(question).answer(CUSTOMERS, &empty_page())).await;
}

#[tokio::test]
async fn contracts_of_a_customer() {
    let question = Question::Contracts;
    twins_of(question, CONTRACTS, scene_of(question)).await;
    twins_of(question, CONTRACTS, scene_of(question).answer(CONTRACTS, &empty_page())).await;
}

#[tokio::test]
async fn connections() {
    let question = Question::Connections;
    twins_of(question, LINES, scene_of(question)).await;
    let active_and_cancelled = scene_of(question).answer(LINES, &lines(1, 4));
    twins_of(question, LINES, active_and_cancelled).await;
    let none = envelope(&json!([]));
    twins_of(question, LINES, scene_of(question).answer(LINES, &none)).await;
    let no_contracts = scene_of(question).answer(CONTRACTS, &empty_page());
    twins_of(question, CONTRACTS, no_contracts).await;
}

/// The titles of a fixture, the one that is asked for with a valid digitable line.
fn titles(name: &str) -> Value {
    let (due, amount) = (date(2024, 6, 10), Money::from_centavos(8990));
    let boleto = Boleto::new("999", Some(due), Some(amount), &format!("{INVOICE:025}")).unwrap();
    let mut titles = fixture(name);
    for title in titles["response"].as_array_mut().unwrap() {
        // The trait reads neither branch nor bank.
        only(title, &["id", "billet", "client"]);
        only(&mut title["client"], &["txId"]);
        if title["id"] == INVOICE {
            title["billet"]["typefulLine"] = boleto.line().into();
        }
    }
    titles
}

#[tokio::test]
async fn invoices() {
    let question = Question::Invoices;
    let scene = scene_of(question).answer(OPEN_TITLES, &titles("getopentitlesbytxid.ok.json"));
    twins_of(question, OPEN_TITLES, scene).await;
}

#[tokio::test]
async fn no_invoices() {
    let question = Question::Invoices;
    let mut tally = Tally::new("Invoices, none");
    for (success, response) in [(true, json!([])), (false, Value::Null)] {
        let none = absence("Cliente não possui títulos em aberto.", success, &response);
        let scene = told_by_a_message(scene_of(question).answer(OPEN_TITLES, &none));
        scene.with_twins_of(OPEN_TITLES, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn paid_and_all_invoices() {
    let mut titles = titles("gettitlesbytxid.ok.json");
    // One paid and one unpaid.
    titles["response"].as_array_mut().unwrap().truncate(2);
    let of = |question| scene_of(question).answer(TITLES, &titles);
    let body = titles.to_string();
    let (all, _) = of(Question::AllInvoices).asked(TITLES, 200, body.as_bytes()).await;
    let (paid, _) = of(Question::PaidInvoices).asked(TITLES, 200, body.as_bytes()).await;
    twins_of(Question::AllInvoices, TITLES, of(Question::AllInvoices)).await;
    // An invoice whose state cannot be read is among the paid ones, without a state.
    let mut scene = of(Question::PaidInvoices);
    scene.base = Some(all.facts.iter().chain(paid.facts.iter()).cloned().collect());
    twins_of(Question::PaidInvoices, TITLES, scene).await;
}

#[tokio::test]
async fn payment() {
    let mut tally = Tally::new("Payment");
    let scene = scene_of(Question::Payment)
        .answer(OPEN_TITLES, &titles("getopentitlesbytxid.ok.json"))
        .answer(TITLES, &titles("gettitlesbytxid.ok.json"))
        .bytes(BILLET, b"%PDF-1.4\n%%EOF\n");
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    scene.with_twins_of(BILLET, Source::Part(&["PDF"]), &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn payment_by_a_pix_registered_for_it() {
    let mut tally = Tally::new("PaymentByNewPix");
    let mut titles = titles("gettitlesbytxid.ok.json");
    titles["response"].as_array_mut().unwrap().retain(|title| title["id"] == INVOICE);
    titles["response"][0]["billet"]["pixQRCode"] = "".into();
    let scene = scene_of(Question::PaymentByNewPix)
        .answer(OPEN_TITLES, &titles)
        .answer(TITLES, &titles)
        .bytes(BILLET, b"%PDF-1.4\n%%EOF\n")
        .file(PIX, "billings_registerpix.partial.ok.json");
    scene.with_twins_of(PIX, Source::Part(&["PIX"]), &mut tally).await;
    scene.with_twins_of(TITLES, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn tickets() {
    let question = Question::Tickets;
    twins_of(question, TICKETS, scene_of(question).file(TICKETS, "solicitationlist.ok.json")).await;
    let none = envelope(&json!({"data": []}));
    twins_of(question, TICKETS, scene_of(question).answer(TICKETS, &none)).await;
}

#[tokio::test]
async fn the_login() {
    let question = Question::CustomersByDocument;
    let mut tally = Tally::new("Login, then CustomersByDocument");
    scene_of(question).with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn open_ticket() {
    let question = Question::OpenTicket;
    let scene = scene_of(question).file(NEW_TICKET, "opendetailedsolicitation.partial.ok.json");
    twins_of(question, NEW_TICKET, scene).await;
}

#[tokio::test]
async fn open_ticket_about_a_connection_or_contract() {
    let mut tally = Tally::new("OpenTicketAboutAConnection");
    let scene = scene_of(Question::OpenTicketAboutAConnection)
        .file(NEW_TICKET, "opendetailedsolicitation.partial.ok.json");
    scene.with_twins_of(LINES, Source::BeforeWrite, &mut tally).await;
    let tags = json!({"data": [{"contractId": BLOCKED_CONTRACT, "tag": "EXMPL002"}]});
    let scene = scene_of(Question::OpenTicketAboutAContract)
        .file(NEW_TICKET, "opendetailedsolicitation.partial.ok.json")
        .answer(TAGS, &envelope(&tags));
    scene.with_twins_of(TAGS, Source::BeforeWrite, &mut tally).await;
    scene.with_twins_of(CONTRACTS, Source::BeforeWrite, &mut tally).await;
    tally.settle();
}

fn unlock(question: Question, answer: &[u8], after: (u64, u64)) -> Scene {
    let mut contracts = contracts();
    contracts["response"]["data"].as_array_mut().unwrap().retain(|row| row["contractStatus"] == 6);
    contracts["response"]["totalRecords"] = 1.into();
    scene_of(question)
        .bytes(UNLOCK, answer)
        .answer(CONTRACTS, &contracts)
        .answer(LINES, &line(2, 6))
        .answer(LINES_AFTER, &line(after.0, after.1))
}

#[tokio::test]
async fn trust_unlock_of_what_is_read_before() {
    let mut tally = Tally::new("TrustUnlock, read before");
    let blocked = unlock(Question::TrustUnlock, b"{}", (1, 1));
    blocked.with_twins_of(LINES, Source::BeforeWrite, &mut tally).await;
    blocked.with_twins_of(CONTRACTS, Source::BeforeWrite, &mut tally).await;
    // Not blocked: refused without a request. If one is sent by mistake, it has no effect.
    let free = unlock(Question::TrustUnlock, b"{}", (2, 6)).answer(LINES, &line(1, 1));
    free.with_twins_of(LINES, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn trust_unlock_of_a_connection_not_seen_before() {
    let mut tally = Tally::new("TrustUnlockNotSeen");
    let lines = line(2, 6)["response"][0].clone();
    let scene =
        unlock(Question::TrustUnlockNotSeen, b"{}", (1, 1)).answer(ALL_LINES, &envelope(&lines));
    scene.with_twins_of(ALL_LINES, Source::BeforeWrite, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn trust_unlock_of_the_write() {
    let mut tally = Tally::new("TrustUnlock, the write");
    for answer in [b"".as_slice(), br#"{"success":true,"messages":null,"response":null}"#] {
        // A connection that is no longer blocked proves the unlock, regardless of the body.
        let unlocked = unlock(Question::TrustUnlock, answer, (1, 1));
        unlocked.with_twins_of(UNLOCK, Source::BeforeWrite, &mut tally).await;
        // One that is still blocked proves that it was not unlocked.
        let still = unlock(Question::TrustUnlock, answer, (2, 6)).nothing_may_be_said();
        still.with_twins_of(UNLOCK, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn trust_unlock_of_what_is_read_after() {
    let mut tally = Tally::new("TrustUnlock, read after");
    let unlocked = unlock(Question::TrustUnlock, b"{}", (1, 1));
    unlocked.with_twins_of(LINES_AFTER, Source::Whole, &mut tally).await;
    let still = unlock(Question::TrustUnlock, b"{}", (2, 6)).nothing_may_be_said();
    still.with_twins_of(LINES_AFTER, Source::Whole, &mut tally).await;
    tally.settle();
}

/// A sign of failure that this API is known to write: a message of type Error.
#[test]
fn the_mutator_knows_the_signs_of_failure() {
    let has =
        |name: &str| mutator().failure_members.iter().any(|it: &FailureMember| it.key() == name);
    assert!(has("success") && has("error") && has("message"));
}

//! Every write with every kind of answer: what the answer proves, and that a write that may not be
//! repeated is received once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "no_leaks/calls.rs"]
#[allow(dead_code, reason = "the leak test looks for more")]
mod calls;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use isp_core::Outcome;
use isp_core::http::{
    Effect, HttpRequest, HttpResponse, OperationSpec, RetryPolicy, Transport, TransportError,
};
use voalle_global::{Client, operations};

const LOGIN: &str = r#"{"access_token":"T0K3N","expires_in":3600,"token_type":"Bearer"}"#;
const UPSTREAM: &str = r#"{"status":"error","message":"upstream request timeout"}"#;
const REFUSED: &str = r#"{"success":false,"messages":[{"message":"Integrador inválido.","code":300,"type":"Error"}],"response":null}"#;

/// The result for a kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// A success: the answer has the proof or, if the proof is undocumented, no sign of failure.
    Good,
    Err(Outcome),
}

const NOT_DONE: Told = Told::Err(Outcome::NotDone);
const PERHAPS: Told = Told::Err(Outcome::PerhapsDone);

/// Status, body, the result for a write with a documented proof and for one without.
const ANSWERS: [(u16, &str, Told, Told); 41] = [
    (200, "{}", PERHAPS, Told::Good),
    (200, "[]", PERHAPS, Told::Good),
    (200, "null", PERHAPS, Told::Good),
    (200, "", PERHAPS, Told::Good),
    (204, "", PERHAPS, Told::Good),
    (200, "true", PERHAPS, Told::Good),
    (200, REFUSED, NOT_DONE, NOT_DONE),
    (200, r#"{"success":false}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":false,"messages":null,"response":null}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":false,"messages":["x"],"response":{"id":1}}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":null}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":"true"}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":true,"success":false}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":true,"error":"x"}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":true,"response":false}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":true,"messages":["x"]}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":true,"messages":[{"message":"x","type":"Error"}]}"#, PERHAPS, PERHAPS),
    (200, r#""Indisponível""#, PERHAPS, PERHAPS),
    (200, "Service unavailable", PERHAPS, PERHAPS),
    (200, r#"{"error":"x"}"#, PERHAPS, PERHAPS),
    (200, r#"{"message":"x"}"#, PERHAPS, PERHAPS),
    (200, "<html><body>Manutencao</body></html>", PERHAPS, PERHAPS),
    (200, r#"{"success":tr"#, PERHAPS, PERHAPS),
    (301, UPSTREAM, PERHAPS, PERHAPS),
    (302, UPSTREAM, PERHAPS, PERHAPS),
    (303, UPSTREAM, PERHAPS, PERHAPS),
    (400, UPSTREAM, NOT_DONE, NOT_DONE),
    (401, UPSTREAM, NOT_DONE, NOT_DONE),
    (403, UPSTREAM, NOT_DONE, NOT_DONE),
    (404, UPSTREAM, NOT_DONE, NOT_DONE),
    (404, "", NOT_DONE, NOT_DONE),
    (405, UPSTREAM, NOT_DONE, NOT_DONE),
    (408, UPSTREAM, PERHAPS, PERHAPS),
    (409, UPSTREAM, PERHAPS, PERHAPS),
    (422, UPSTREAM, NOT_DONE, NOT_DONE),
    (429, UPSTREAM, NOT_DONE, NOT_DONE),
    (451, UPSTREAM, PERHAPS, PERHAPS),
    (500, UPSTREAM, PERHAPS, PERHAPS),
    (502, UPSTREAM, PERHAPS, PERHAPS),
    (503, "maintenance", PERHAPS, PERHAPS),
    (504, UPSTREAM, PERHAPS, PERHAPS),
];

/// One answer to everything but the login.
struct Server {
    status: u16,
    body: String,
    arrivals: AtomicUsize,
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if request.url.contains("/connect/token") {
            return Ok(HttpResponse::ready(200, headers, LOGIN.as_bytes().to_vec()));
        }
        self.arrivals.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse::ready(self.status, headers, self.body.clone().into_bytes()))
    }
}

/// What comes of the write with this answer, and how often it was sent.
async fn told(spec: &OperationSpec, status: u16, body: &str) -> (Told, usize) {
    let server =
        Arc::new(Server { status, body: body.to_owned(), arrivals: AtomicUsize::default() });
    // More than one attempt, so that a write repeated by mistake is detected.
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 3;
    retry.first_pause = Duration::ZERO;
    let client = Client::builder("https://erp.example.com.br")
        .credentials("id", "secret", "syndata")
        .transport(Arc::clone(&server) as Arc<dyn Transport>)
        .retry(retry)
        .build()
        .unwrap();
    let answer = calls::call(spec, &client).answer.await;
    let told = answer.map_or_else(|error| Told::Err(error.outcome()), |_| Told::Good);
    (told, server.arrivals.load(Ordering::Relaxed))
}

fn writes() -> impl Iterator<Item = &'static OperationSpec> {
    operations::all().filter(|spec| spec.effect.is_write())
}

#[tokio::test]
async fn each_answer_proves_what_it_should_and_the_write_is_received_once() {
    assert_eq!(writes().count(), 35, "a new write is tried here too");
    for spec in writes() {
        for (status, body, shown, unshown) in ANSWERS {
            let expected = if spec.proof.is_shown() { shown } else { unshown };
            let (told, arrivals) = told(spec, status, body).await;
            assert_eq!(told, expected, "{}: {status} {body}", spec.name);
            let times = match status {
                // A refused token proves that the write did not run: one new login, one retry.
                401 => 2,
                408 | 429 | 502..=504 if spec.effect == Effect::Idempotent => 3,
                _ => 1,
            };
            assert_eq!(arrivals, times, "{}: {status} {body}", spec.name);
        }
    }
}

/// The documented answer of each write that has a proof.
const PROOFS: [(&str, &str); 22] = [
    ("POST people", "people_register.partial.ok"),
    ("PUT people/{id}", "people_update.partial.ok"),
    ("PUT updateaddress/{clientId}", "updateaddress.partial.ok"),
    ("POST /external/crm/leads/create", "crm_leads_create.partial.ok"),
    ("POST crm/startsale", "crm_startsale.partial.ok"),
    ("POST crm/cancelsale", "crm_cancelsale.partial.ok"),
    ("POST contract/addcontractservices", "contract_addcontractservices.partial.ok"),
    ("POST contract/changecontractservices", "contract_changecontractservices.partial.ok"),
    ("POST contract/removecontractitems", "contract_removecontractitems.partial.ok"),
    ("POST /external/billing/contracts/create", "billing_contracts_create.partial.ok"),
    ("PUT contracts/approve/{contractId}", "contracts_approve.partial.ok"),
    ("POST contract/contracteventualvalues", "contract_contracteventualvalues.partial.ok"),
    ("POST billings/registerpix", "billings_registerpix.partial.ok"),
    ("POST receivepayment", "receivepayment.partial.ok"),
    ("POST financial/registerrenegotiations", "financial_registerrenegotiations.partial.ok"),
    ("PUT updateconnection/{connectionId}", "updateconnection.ok"),
    ("POST isp/authentication_contracts/traffic", "isp_traffic.partial.ok"),
    (
        "PUT /external/map/connection/vinculate/{connectionId}/{integrationCode}",
        "map_connection_vinculate.partial.ok",
    ),
    (
        "PUT /external/map/connection/update/integrationcode/{oldCode}/{newCode}",
        "map_connection_update_integrationcode.partial.ok",
    ),
    ("POST opendetailedsolicitation", "opendetailedsolicitation.partial.ok"),
    ("POST opensolicitation", "opensolicitation.partial.ok"),
    ("POST projects/createsolicitationreport", "projects_createsolicitationreport.partial.ok"),
];

#[tokio::test]
async fn the_documented_answer_of_each_write_is_its_proof() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for spec in writes().filter(|spec| spec.proof.is_shown()) {
        let short = spec.name.replace("/external/integrations/thirdparty/", "");
        let stem = PROOFS.iter().find(|(name, _)| *name == short);
        let (_, stem) = stem.unwrap_or_else(|| panic!("no documented answer of {short}"));
        let body = std::fs::read_to_string(folder.join(format!("{stem}.json"))).unwrap();
        assert_eq!(told(spec, 200, &body).await, (Told::Good, 1), "{short}");
        // The same with a status of failure.
        assert_eq!(told(spec, 500, &body).await, (PERHAPS, 1), "{short}");
        // The same with a sign of failure beside it.
        let denied = body.trim_start().replacen('{', r#"{"error":"database is locked","#, 1);
        assert_eq!(told(spec, 200, &denied).await, (PERHAPS, 1), "{short}: {denied}");
    }
}

//! Every write with every kind of answer: what the answer proves, and that the write is received
//! once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::time::Duration;

use isp_core::http::RetryPolicy;
use isp_core::{Error, Outcome};
use serde_json::json;
use voalle_portal::operations;
use voalle_portal::operations::tickets::CreateSolicitationParameters;
use voalle_portal::{Client, Subscriber};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const UPSTREAM: &str = r#"{"status":"error","message":"upstream request timeout"}"#;
const TICKET: &str = r#"{"data":{"protocol":7,"assignment":{"id":5}}}"#;

/// The result for a kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// A success: the answer has the proof or, if the proof is undocumented, no sign of failure.
    Good,
    Err(Outcome),
}

const NOT_DONE: Told = Told::Err(Outcome::NotDone);
const PERHAPS: Told = Told::Err(Outcome::PerhapsDone);

/// Status, body, the result for a new ticket and the result for an unlock.
const ANSWERS: [(u16, &str, Told, Told); 39] = [
    (200, TICKET, Told::Good, Told::Good),
    (201, TICKET, Told::Good, Told::Good),
    (200, "{}", PERHAPS, Told::Good),
    (200, "[]", PERHAPS, Told::Good),
    (200, "null", PERHAPS, Told::Good),
    (200, "", PERHAPS, Told::Good),
    (204, "", PERHAPS, Told::Good),
    (200, r#"{"data":{}}"#, PERHAPS, Told::Good),
    (200, r#"{"data":{"id":830001,"status":1}}"#, PERHAPS, Told::Good),
    (200, r#"{"data":{"assignment":{"id":0}}}"#, PERHAPS, Told::Good),
    (200, r#"{"data":{"assignment":{"id":"N/A"}}}"#, PERHAPS, Told::Good),
    (200, r#""Service unavailable""#, PERHAPS, PERHAPS),
    (200, "Service unavailable", PERHAPS, PERHAPS),
    (200, r#"{"success":false}"#, PERHAPS, PERHAPS),
    (200, r#"{"success":false,"data":{"assignment":{"id":5}}}"#, PERHAPS, PERHAPS),
    (200, r#"{"error":"x"}"#, PERHAPS, PERHAPS),
    (200, r#"{"error":"x","data":{"assignment":{"id":5}}}"#, PERHAPS, PERHAPS),
    (200, r#"{"message":"x"}"#, PERHAPS, PERHAPS),
    (200, "<html><body>Manutencao</body></html>", PERHAPS, PERHAPS),
    (200, r#"{"data":"#, PERHAPS, PERHAPS),
    (301, UPSTREAM, PERHAPS, PERHAPS),
    (302, UPSTREAM, PERHAPS, PERHAPS),
    (303, UPSTREAM, PERHAPS, PERHAPS),
    (400, UPSTREAM, NOT_DONE, NOT_DONE),
    (401, UPSTREAM, NOT_DONE, NOT_DONE),
    (403, UPSTREAM, NOT_DONE, NOT_DONE),
    (404, UPSTREAM, NOT_DONE, NOT_DONE),
    (405, UPSTREAM, NOT_DONE, NOT_DONE),
    (408, UPSTREAM, PERHAPS, PERHAPS),
    (409, UPSTREAM, PERHAPS, PERHAPS),
    (410, UPSTREAM, PERHAPS, PERHAPS),
    (422, UPSTREAM, NOT_DONE, NOT_DONE),
    (429, UPSTREAM, NOT_DONE, NOT_DONE),
    (451, UPSTREAM, PERHAPS, PERHAPS),
    (500, UPSTREAM, PERHAPS, PERHAPS),
    (500, TICKET, PERHAPS, PERHAPS),
    (502, UPSTREAM, PERHAPS, PERHAPS),
    (503, UPSTREAM, PERHAPS, PERHAPS),
    (504, UPSTREAM, PERHAPS, PERHAPS),
];

async fn portal(status: u16, body: &str) -> (MockServer, Subscriber) {
    let server = MockServer::start().await;
    let login = json!({"access_token": "T0K3N", "expires_in": 600, "person": {"id": 700_101}});
    Mock::given(path("/portal_authentication"))
        .respond_with(ResponseTemplate::new(200).set_body_json(login))
        .mount(&server)
        .await;
    let answer = ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json");
    Mock::given(method("POST")).respond_with(answer).mount(&server).await;
    // More than one attempt, so that a write repeated by mistake is detected.
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 3;
    retry.first_pause = Duration::ZERO;
    let client = Client::builder(server.uri())
        .credentials("verify", "id", "secret")
        .allow_plaintext_http()
        .retry(retry)
        .build()
        .unwrap();
    let subscriber = client.subscriber("maria", "senha");
    (server, subscriber)
}

async fn arrivals(server: &MockServer) -> usize {
    let requests = server.received_requests().await.unwrap();
    requests.iter().filter(|request| request.method == wiremock::http::Method::POST).count()
}

fn told<T>(answer: &Result<T, Error>) -> Told {
    answer.as_ref().map_or_else(|error| Told::Err(error.outcome()), |_| Told::Good)
}

fn new_ticket() -> CreateSolicitationParameters {
    CreateSolicitationParameters {
        person_id: 700_101,
        company_place_id: 1,
        incident_type_id: 1011,
        service_level_agreement_id: 11,
        title: "x".into(),
        description: "y".into(),
    }
}

#[tokio::test]
async fn each_answer_proves_what_it_should_and_the_write_is_received_once() {
    let writes: Vec<_> = operations::all().filter(|spec| spec.effect.is_write()).collect();
    assert_eq!(writes.len(), 2, "a new write needs its column here");
    for (status, body, ticket, unlock) in ANSWERS {
        // A refused token proves that the write did not run: one new login, one retry.
        let times = if status == 401 { 2 } else { 1 };

        let (server, subscriber) = portal(status, body).await;
        let answer = subscriber.create_solicitation(new_ticket()).await;
        assert_eq!(told(&answer), ticket, "ticket: {status} {body}");
        assert_eq!(arrivals(&server).await, times, "ticket: {status} {body}");

        let (server, subscriber) = portal(status, body).await;
        let answer = subscriber.contract_unblock(830_001).await;
        assert_eq!(told(&answer), unlock, "unlock: {status} {body}");
        assert_eq!(arrivals(&server).await, times, "unlock: {status} {body}");
    }
}

#[tokio::test]
async fn the_portals_message_is_in_the_error() {
    for (status, body, words) in [
        (200, r#"{"success":false,"message":"base travada"}"#, "base travada"),
        (200, r#"{"success":false}"#, "success: false"),
        (200, r#"{"error":"database is locked"}"#, "database is locked"),
        (200, r#""Service unavailable""#, "Service unavailable"),
        (504, UPSTREAM, "upstream request timeout"),
        (422, r#"{"errors":{"title":["too long"]}}"#, "too long"),
    ] {
        let (_server, subscriber) = portal(status, body).await;
        let error = subscriber.contract_unblock(830_001).await.unwrap_err();
        assert_eq!(error.vendor_message(), Some(words), "{status} {body}");
    }
}

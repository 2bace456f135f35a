//! A recorder and a replayer between a client and a server: what is kept, in which order it is served, and
//! what a file is.

#![cfg(feature = "cassette")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::VecDeque;
use std::fs;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use isp_core::Secret;
use isp_core::http::cassette::{Cassette, CassetteError, Recorder, Replaced, Replayer, Vocabulary};
use isp_core::http::vendor::RequestSigner;
use isp_core::http::{
    BaseUrl, BodyStream, HttpRequest, HttpResponse, OperationSpec, RequestWriter, Transport,
    TransportError, TransportErrorKind,
};

/// Answers in this order.
struct Server(Mutex<VecDeque<Result<HttpResponse, TransportError>>>);

impl Server {
    fn new(answers: impl IntoIterator<Item = Result<HttpResponse, TransportError>>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(answers.into_iter().collect())))
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.0.lock().unwrap().pop_front().unwrap()
    }
}

/// A body that breaks after its first piece.
struct Breaking(Option<Bytes>);

#[async_trait]
impl BodyStream for Breaking {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        let broken = TransportError::new(TransportErrorKind::Broken, "the connection broke");
        self.0.take().map(Some).ok_or(broken)
    }
}

#[allow(clippy::unnecessary_wraps, reason = "one of the answers of a server")]
fn json(body: &str) -> Result<HttpResponse, TransportError> {
    let headers = [
        ("content-type", "application/json"),
        ("set-cookie", "SESSION=Fulano"),
        ("x-user", "Fulano"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Ok(HttpResponse::ready(200, headers.to_vec(), body.to_owned()))
}

const PERSON: OperationSpec = OperationSpec::get("person", "/people/{id}");

fn request(base: &str, id: &str, day: &str) -> HttpRequest {
    let mut writer = RequestWriter::new(&BaseUrl::parse(base).unwrap(), &PERSON);
    writer.path_parameter("id", id);
    writer.query("day", day);
    writer.secret_query("token", &Secret::new("Qzxjw7token"));
    let written = writer.finish().unwrap();
    let mut signer = RequestSigner::new(&written);
    signer.secret_header("authorization", &Secret::new("Bearer Qzxjw7header"));
    signer.finish()
}

fn asked(id: &str, day: &str) -> HttpRequest {
    request("https://erp.example.com", id, day)
}

fn recorder(answers: impl IntoIterator<Item = Result<HttpResponse, TransportError>>) -> Recorder {
    Recorder::new(Server::new(answers), Vocabulary::new().operations([&PERSON]))
}

async fn body(transport: &dyn Transport, request: HttpRequest) -> Result<String, TransportError> {
    let mut response = transport.send(request).await?;
    let mut body = Vec::new();
    while let Some(chunk) = response.body.chunk().await? {
        body.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&body).split_whitespace().collect())
}

/// The path and the query of a recorded request, by its place.
fn parameter(cassette: &Cassette, place: usize) -> (String, String) {
    let file: serde_json::Value = serde_json::from_str(&cassette.to_json()).unwrap();
    let request = &file["exchanges"][place]["request"];
    let path = request["path"].as_str().unwrap().replace("/people/", "").replace(['{', '}'], "");
    (path, request["query"][0]["value"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_client_gets_what_it_would_get_without_a_recorder() {
    let recorder = recorder([json(r#"{"nome":"Fulano"}"#)]);
    let mut response = recorder.send(asked("20567", "10/02/2031")).await.unwrap();
    assert_eq!(response.headers.get("x-user"), Some("Fulano"));
    assert_eq!(&response.body.chunk().await.unwrap().unwrap()[..], br#"{"nome":"Fulano"}"#);
    assert!(response.body.chunk().await.unwrap().is_none());
    assert_eq!(format!("{recorder:?}"), "Recorder(1 requests)");
}

#[tokio::test]
async fn no_header_secret_or_value_of_a_request_is_in_the_file() {
    let recorder = recorder([json(r#"{"nome":"Fulano","Qzxjw7token":1,"id":20567}"#)]);
    body(&recorder, asked("20567", "10/02/2031")).await.unwrap();
    let (cassette, replaced) = recorder.cassette_with_counts();
    let text = cassette.to_json();
    for secret in
        ["Qzxjw7", "Fulano", "20567", "10/02/2031", "SESSION", "x-user", "erp.example.com"]
    {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(replaced[&Replaced::Date], 1);
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let token = &file["exchanges"][0]["request"]["query"][1];
    assert_eq!(*token, serde_json::json!({"name": "token"}), "not even its form");
    assert_eq!(cassette.requests().collect::<Vec<_>>(), ["GET /people/{…} (day, token)"]);
}

#[tokio::test]
async fn the_same_question_gets_the_same_answer_in_whatever_order_it_is_asked() {
    let recorder = recorder([json(r#"{"n":1}"#), json(r#"{"n":2}"#), json(r#"{"n":3}"#)]);
    for id in ["20567", "20568", "20567"] {
        body(&recorder, asked(id, "10/02/2031")).await.unwrap();
    }
    let cassette = recorder.cassette();
    let ((first, day), (second, _)) = (parameter(&cassette, 0), parameter(&cassette, 1));
    let replayer = Replayer::new(cassette);
    assert_eq!(body(&replayer, asked(&second, &day)).await.unwrap(), r#"{"n":2}"#);
    assert_eq!(body(&replayer, asked(&first, &day)).await.unwrap(), r#"{"n":1}"#);
    assert_eq!(replayer.left(), 1);
    assert_eq!(body(&replayer, asked(&first, &day)).await.unwrap(), r#"{"n":3}"#);
    assert_eq!(body(&replayer, asked(&first, &day)).await.unwrap(), r#"{"n":3}"#, "again");
    assert_eq!(replayer.left(), 0);
}

#[tokio::test]
async fn a_question_with_other_values_gets_the_next_answer_and_then_none() {
    let recorder = recorder([json(r#"{"n":1}"#)]);
    body(&recorder, asked("20567", "10/02/2031")).await.unwrap();
    let replayer = Replayer::new(recorder.cassette());
    let today = || asked("1", "01/01/2030");
    assert_eq!(body(&replayer, today()).await.unwrap(), r#"{"n":1}"#);
    let error = body(&replayer, today()).await.unwrap_err();
    assert_eq!(error.kind, TransportErrorKind::Request, "nothing was sent");
    assert_eq!(
        error.to_string(),
        "the cassette has no more answers for GET /people/1 (day, token); it has: \
         GET /people/{…} (day, token)"
    );
}

#[tokio::test]
async fn the_address_below_which_a_server_was_recorded_makes_no_difference() {
    let recorder = recorder([json(r#"{"n":1}"#)]);
    body(&recorder, request("https://erp.example.com/provedor/erp", "20567", "1")).await.unwrap();
    let text = recorder.cassette().to_json();
    assert!(!text.contains("provedor"), "{text}");
    let replayer = Replayer::new(recorder.cassette());
    assert_eq!(body(&replayer, asked("1", "1")).await.unwrap(), r#"{"n":1}"#);
}

#[tokio::test]
async fn a_failure_is_replayed_as_a_failure_of_that_kind() {
    let refused = TransportError::new(TransportErrorKind::Connect, "refused by 10.1.2.3");
    let breaking = Breaking(Some(Bytes::from_static(b"{\"nome\":\"Ful")));
    let cut = HttpResponse::new(200, Vec::new(), Box::new(breaking));
    let recorder = recorder([Err(refused), Ok(cut), json(r#"{"n":1}"#)]);
    for kind in [TransportErrorKind::Connect, TransportErrorKind::Broken] {
        let error = body(&recorder, asked("1", "1")).await.unwrap_err();
        assert_eq!(error.kind, kind);
    }
    // Nobody reads this one to its end.
    drop(recorder.send(asked("1", "1")).await.unwrap());
    let text = recorder.cassette().to_json();
    assert!(!text.contains("10.1.2.3") && !text.contains("Ful"), "{text}");
    let replayer = Replayer::new(Cassette::from_json(&text).unwrap());
    let kinds =
        [TransportErrorKind::Connect, TransportErrorKind::Broken, TransportErrorKind::Broken];
    for kind in kinds {
        assert_eq!(body(&replayer, asked("1", "1")).await.unwrap_err().kind, kind);
    }
}

#[tokio::test]
async fn a_file_is_never_overwritten_unless_that_is_asked_for() {
    let recorder = recorder([json(r#"{"n":1}"#)]);
    recorder.label("document", "529.982.247-25");
    body(&recorder, asked("20567", "1")).await.unwrap();
    let cassette = recorder.cassette();
    let folder = std::env::temp_dir().join(format!("isp-core-cassette-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("answers.json");
    cassette.write(&path).unwrap();
    let error = cassette.write(&path).unwrap_err();
    assert!(matches!(error, CassetteError::Exists(_)), "{error}");
    cassette.overwrite(&path).unwrap();
    let read = Cassette::read(&path).unwrap();
    assert_eq!(read.to_json(), cassette.to_json());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no other file is left");
    fs::remove_dir_all(&folder).unwrap();
    let label = read.label("document").unwrap();
    assert!(label != "529.982.247-25" && label.parse::<isp_core::Document>().is_ok());
}

#[test]
fn what_is_no_cassette_of_this_version_is_refused() {
    let refused = |text: &str| Cassette::from_json(text).unwrap_err().to_string();
    assert!(refused("nothing").starts_with("this is not a cassette: "));
    assert!(refused(r#"{"exchanges":[]}"#).contains("its `format` is not `isp-cassette`"));
    let later = r#"{"format":"isp-cassette","version":2,"exchanges":{}}"#;
    assert_eq!(refused(later), "the cassette has version 2, and this release reads version 1");
    let odd = r#"{"format":"isp-cassette","version":1,"made_by":"x","exchanges":[],"more":1}"#;
    assert!(refused(odd).contains("unknown field `more`"));
}

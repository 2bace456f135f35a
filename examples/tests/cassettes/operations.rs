//! Every operation of the three crates: its answer on the simulator and every documented answer, recorded
//! and replayed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use isp_core::Error;
use isp_core::http::cassette::{Recorder, Replayer, Vocabulary};
use isp_core::http::{
    BaseUrl, ClientOptions, HttpRequest, HttpResponse, Observer, OperationSpec, ReqwestTransport,
    RetryPolicy, Transport, TransportError,
};
use isp_core::jiff::civil::date;
use isp_core::testing::{LeakFinder, World};
use isp_core::vendor_tests::{STEM, marked};
use serde_json::Value;

use crate::{Heard, read_back};

#[path = "../../../voalle-global/tests/no_leaks/calls.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
mod global_calls;
#[path = "../../../mk-webservices/tests/no_leaks/calls.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
mod mk_calls;
#[path = "../../../voalle-portal/tests/no_leaks/calls.rs"]
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
mod portal_calls;

/// An API with its calls, by a transport that the test gives.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Api {
    Mk,
    Portal,
    Global,
}

/// The documented answer is nobody's: it may have anything.
const DATA: [&str; 6] =
    [STEM, mk_calls::DOCUMENT, "52998224725", mk_calls::PHONE, mk_calls::CEP, "987654"];

impl Api {
    fn specs(self) -> Vec<&'static OperationSpec> {
        match self {
            Self::Mk => mk_webservices::operations::all().collect(),
            Self::Portal => voalle_portal::operations::all().collect(),
            Self::Global => voalle_global::operations::all().collect(),
        }
    }

    fn vocabulary(self) -> Vocabulary {
        match self {
            Self::Mk => mk_webservices::vocabulary(),
            Self::Portal => voalle_portal::vocabulary(),
            Self::Global => voalle_global::vocabulary(),
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Mk => "mk-webservices",
            Self::Portal => "voalle-portal",
            Self::Global => "voalle-global",
        }
    }

    /// The answer to a login, for a transport without a server.
    fn login(self, path: &str) -> Option<&'static str> {
        let (end, body) = match self {
            Self::Mk => ("/WSAutenticacao.rule", r#"{"Token":"0a1b2c3d4e5f","status":"OK"}"#),
            Self::Portal => (
                "/portal_authentication",
                r#"{"access_token":"0a1b2c","token_type":"bearer","expires_in":3600,"person":{"id":1}}"#,
            ),
            Self::Global => (
                "/connect/token",
                r#"{"access_token":"0a1b2c","token_type":"Bearer","expires_in":3600}"#,
            ),
        };
        path.ends_with(end).then_some(body)
    }

    /// Calls an operation; a result for each of its calls.
    async fn call(
        self,
        at: &At,
        spec: &OperationSpec,
        transport: Arc<dyn Transport>,
    ) -> Vec<String> {
        let heard = Heard::new();
        let observer: Arc<dyn Observer> = heard.clone();
        let mut once = RetryPolicy::default();
        once.max_attempts = 1;
        let mut results = match self {
            Self::Mk => {
                let mk = mk_webservices::Client::builder(&at.base)
                    .credentials(&at.secrets[0], &at.secrets[1])
                    .retry(once)
                    .transport(transport)
                    .observer(observer)
                    .allow_plaintext_http()
                    .build()
                    .unwrap();
                let mut results = Vec::new();
                for call in mk_calls::calls(spec, &mk) {
                    results.push(result(call.answer.await.map(|answered| answered.json)));
                }
                results
            }
            Self::Portal => {
                let portal = voalle_portal::Client::builder(&at.base)
                    .credentials(&at.secrets[0], &at.secrets[1], &at.secrets[2])
                    .retry(once)
                    .transport(transport)
                    .observer(observer)
                    .allow_plaintext_http()
                    .build()
                    .unwrap()
                    .subscriber(at.secrets[3].clone(), at.secrets[4].clone());
                let answer = portal_calls::call(spec, &portal).answer.await;
                vec![result(answer.map(|answered| answered.json))]
            }
            Self::Global => {
                let global = voalle_global::Client::builder_at(&at.tokens, &at.base)
                    .credentials(&at.secrets[0], &at.secrets[1], &at.secrets[2])
                    .retry(once)
                    .transport(transport)
                    .observer(observer)
                    .allow_plaintext_http()
                    .build()
                    .unwrap();
                let answer = global_calls::call(spec, &global).answer.await;
                vec![result(answer.map(|answered| answered.json))]
            }
        };
        results.extend(heard.sorted());
        results
    }
}

/// Where an API is, and with which credentials.
struct At {
    base: String,
    tokens: String,
    secrets: Vec<String>,
}

impl At {
    fn nowhere() -> Self {
        let base = "http://cassette.example.com".to_owned();
        Self { tokens: base.clone(), base, secrets: vec![marked("credential"); 5] }
    }

    /// Whether its secrets are in no name of a parameter; those of the simulators are.
    fn is_marked(&self) -> bool {
        self.secrets.iter().all(|secret| secret.starts_with(STEM))
    }
}

/// The form of what an operation gave.
fn result(answer: Result<String, Error>) -> String {
    match answer {
        Ok(json) => {
            serde_json::from_str(&json).map_or_else(|_| "no JSON".to_owned(), |json| form(&json))
        }
        Err(error) => format!("{:?} {:?} {:?}", error.kind(), error.outcome(), error.status()),
    }
}

fn form(json: &Value) -> String {
    match json {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(_) => "number".to_owned(),
        Value::String(text) => if text.is_empty() { "empty" } else { "text" }.to_owned(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(form).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| format!("{name}:{}", form(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// Calls an operation through a recorder, looks for what was sent in the file, and compares with the
/// replay.
async fn check(api: Api, at: &At, spec: &OperationSpec, network: Arc<dyn Transport>, place: &str) {
    let recorder = Arc::new(Recorder::new(network, api.vocabulary()));
    let first = api.call(at, spec, recorder.clone()).await;
    let finder = LeakFinder::new(DATA.iter().map(|datum| ("datum", *datum)));
    let secrets = LeakFinder::new(at.secrets.iter().map(|secret| ("secret", secret.as_str())));
    let leak = |_| {
        let text = recorder.cassette().to_json();
        let secret = || secrets.find(&text).filter(|_| at.is_marked());
        let found = finder.find(&text).or_else(secret);
        found.map(|(what, near)| format!("{place}: the {what} is shown: {near}"))
    };
    assert!((0..3).map(leak).any(|leak| leak.is_none()), "{:?}", leak(0));
    let replayer = Arc::new(Replayer::new(read_back(&recorder.cassette())));
    let second = api.call(at, spec, replayer).await;
    assert_eq!(second, first, "{place}\n{}", recorder.cassette().to_json());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_read_from_a_cassette_as_from_the_simulator() {
    let world = World::on(date(2026, 9, 10));
    let base = BaseUrl::parse("http://127.0.0.1:1").unwrap();
    let network = || -> Arc<dyn Transport> {
        Arc::new(ReqwestTransport::to(&[&base], &ClientOptions::default()).unwrap())
    };
    let login = world.logins[0].clone();
    let mk = mk_webservices::simulator::Simulator::start(world.clone()).await.unwrap();
    let portal = voalle_portal::simulator::Simulator::start(world.clone()).await.unwrap();
    let global = voalle_global::simulator::Simulator::start(world).await.unwrap();
    let text = str::to_owned;
    let places = [
        (
            Api::Mk,
            mk.base_url(),
            String::new(),
            vec![text(mk.user_token()), text(mk.profile_password())],
        ),
        (
            Api::Portal,
            portal.base_url(),
            String::new(),
            vec![
                text(portal.verify_token()),
                text(portal.client_id()),
                text(portal.client_secret()),
                login.username,
                login.password,
            ],
        ),
        (
            Api::Global,
            global.data_url(),
            global.authentication_url(),
            vec![text(global.client_id()), text(global.client_secret()), text(global.syndata())],
        ),
    ];
    let mut called = 0;
    for (api, base, tokens, secrets) in places {
        let at = At { base, tokens, secrets };
        for spec in api.specs() {
            check(api, &at, spec, network(), spec.name).await;
            called += 1;
        }
    }
    assert!(called > 150, "{called} operations were called");
}

/// A server that answers everything but a login with one body.
struct Canned {
    api: Api,
    body: Vec<u8>,
}

#[async_trait]
impl Transport for Canned {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let path = request.url.split('?').next().unwrap_or_default();
        let body = self.api.login(path).map_or_else(|| self.body.clone(), Into::into);
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Ok(HttpResponse::ready(200, headers, body))
    }
}

/// The documented answers of an API, by the name of their file.
fn fixtures(api: Api) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join(api.folder()).join("tests/fixtures");
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json" || end == "html"))
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())
        })
        .collect();
    all.sort();
    all
}

/// Whether a file is named after the operation.
fn is_of(file: &str, spec: &OperationSpec) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
    };
    let last = spec.path.split('/').rfind(|segment| !segment.contains('{')).unwrap_or_default();
    plain(file).contains(&plain(last.trim_end_matches(".rule")))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_answer_is_read_from_a_cassette_as_it_came() {
    let at = At::nowhere();
    for api in [Api::Mk, Api::Portal, Api::Global] {
        let mut answers = 0;
        for (number, (file, body)) in fixtures(api).into_iter().enumerate() {
            for (place, spec) in api.specs().into_iter().enumerate() {
                // Its own operation, and a few for which it is an answer that nobody has shown.
                if is_of(&file, spec) || (number + place) % 61 == 0 {
                    let server = Arc::new(Canned { api, body: body.clone() });
                    check(api, &at, spec, server, &format!("{file} for {}", spec.name)).await;
                    answers += 1;
                }
            }
        }
        assert!(answers > 15, "{answers} answers of {api:?}");
    }
}

//! Nothing secret or personal appears in an error, `Debug` output, a recorded answer or a log down to
//! TRACE, whatever a server echoes and however a connection fails: see `isp_core::vendor_tests`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    missing_docs
)]

mod calls;

use std::sync::LazyLock;

use isp_core::http::OperationSpec;
use isp_core::loopback::{Echo, SimulatedRequest, SimulatedResponse};
use isp_core::testing::{LeakFinder, LogBuffer};
use isp_core::vendor_tests::{Asked, ClientSettings, LeakTest, STEM, common_echoes, marked};
use mk_webservices::operations::all;
use mk_webservices::{Client, ClientBuilder};
use serde_json::Value;

use calls::{CEP, COMPANY, DOCUMENT, LATITUDE, LONGITUDE, PHONE, calls};

fn echoes() -> Vec<Echo> {
    let own = [
        Echo::new(
            200,
            "text/plain",
            r#"{"status":"ERRO","Mensagem":"{json}","Num. ERRO":"{json}"}"#,
        ),
        Echo::new(422, "application/json", r#"{"message":"{json}","status":["{json}"]}"#),
        Echo::new(200, "application/json", r#"{"{json}":{"{json}":"{json}"},"status":"{json}"}"#),
        Echo::new(200, "application/json", r#"[{"{json}":[],"Nome":"{json}"},7]"#),
        Echo::new(200, "application/json", r#"{"status":"OK","Nome":"{json}","x":[{"{json}"#),
        Echo::new(401, "application/json", r#"{"Mensagem":"{json}"}"#)
            .with_header("www-authenticate", "{text}"),
        Echo::new(200, "text/plain", r#"{"status":"{\"Mensagem\":\"{text}\"}"}"#),
    ];
    own.into_iter().chain(common_echoes()).collect()
}

fn finder() -> LeakFinder {
    let digits = |document: &str| document.replace(['.', '-', '/'], "");
    LeakFinder::new([
        ("secret or text", STEM),
        ("document", DOCUMENT),
        ("document", &digits(DOCUMENT)),
        ("document", COMPANY),
        ("document", &digits(COMPANY)),
        ("phone", PHONE),
        ("phone", PHONE.get(2..).unwrap()),
        ("CEP", CEP),
        ("latitude", &LATITUDE.to_string()),
        ("longitude", &LONGITUDE.to_string()),
    ])
}

fn login(request: &SimulatedRequest) -> Option<SimulatedResponse> {
    // The login that is tested as an operation has another password.
    let is_own = request.parameter("password") == Some(marked("password").as_str());
    (request.path.ends_with("WSAutenticacao.rule") && is_own).then(|| {
        let body = serde_json::json!({"Token": marked("session"), "status": "OK"});
        SimulatedResponse::new(200, "text/plain", body.to_string())
    })
}

fn client(to: &ClientSettings) -> ClientBuilder {
    Client::builder(&to.address)
        .credentials(marked("user"), marked("password"))
        .retry(to.retry)
        .strict(to.strict)
        .timeout(to.timeout)
        .transport(to.transport())
        .allow_plaintext_http()
}

fn asked(spec: &OperationSpec, to: &ClientSettings) -> Vec<Asked> {
    calls(spec, &client(to).build().unwrap())
}

fn shown(to: &ClientSettings) -> String {
    let builder = client(to);
    let builder = format!("{builder:?} {builder:#?}");
    let mk = client(to).build().unwrap();
    format!("{builder} {mk:?} {mk:#?} {:?}", mk.isp())
}

fn mark(name: &str) -> Option<String> {
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["senha", "pass", "token"]) {
        return Some(marked("received"));
    }
    has(&["cpf", "cnpj"]).then(|| DOCUMENT.to_owned())
}

/// The documented answer of an operation, where there is one.
fn documented(spec: &OperationSpec) -> Option<Value> {
    let (verb, resource) = spec.name.split_once(' ').unwrap_or(("", spec.name));
    let resource = resource.replace('/', ".");
    let stem = match verb {
        "" => resource,
        "GET" => format!("core-api.{resource}"),
        verb => format!("core-api.{resource}.{}", verb.to_lowercase()),
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = std::fs::read(folder.join(format!("{stem}.ok.json"))).ok()?;
    serde_json::from_slice(&text).ok()
}

/// What is logged. Every test begins with it: where another thread meets a line of the log before there is
/// a subscriber, `tracing` may leave it out from then on.
static LOG: LazyLock<LogBuffer> = LazyLock::new(|| {
    let log = LogBuffer::new();
    let writer = log.clone();
    tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .init();
    log
});

fn test() -> LeakTest {
    LeakTest {
        operations: all().collect(),
        finder,
        echoes: echoes(),
        login,
        calls: asked,
        documented,
        mark,
    }
}

#[tokio::test]
async fn nothing_secret_or_personal_appears_anywhere() {
    let search = test().run(&LOG, shown).await.unwrap();
    println!("{}", search.summary());
}

#[tokio::test]
async fn models_show_no_password_token_or_document() {
    LazyLock::force(&LOG);
    let models = test().models().await.unwrap();
    // Some documented answers do not answer these parameters.
    assert!(models.read >= 25 && models.marks >= 10, "{models:?}");
    println!("{models:?}, 0 shown");
}

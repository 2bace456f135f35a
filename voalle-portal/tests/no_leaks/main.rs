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
use serde_json::Value;
use voalle_portal::operations::all;
use voalle_portal::{Client, ClientBuilder};

use calls::{DOCUMENT, call};

fn echoes() -> Vec<Echo> {
    let own = [
        Echo::new(422, "application/json", r#"{"message":"{json}","status":"{json}"}"#),
        Echo::new(200, "application/json", r#"{"success":false,"errors":["{json}"]}"#),
        Echo::new(200, "application/json", r#"{"data":[],"message":"{json}"}"#),
        Echo::new(200, "application/json", r#"{"{json}":{"{json}":"{json}"},"data":"{json}"}"#),
        Echo::new(200, "application/json", r#"{"data":[{"{json}":[],"id":"{json}"}]}"#),
        Echo::new(200, "application/json", r#"{"data":[{"password":"{json}","x":["{json}"#),
        Echo::new(401, "application/json", r#"{"message":"{json}"}"#)
            .with_header("www-authenticate", "{text}"),
        Echo::new(403, "application/json", r#"{"code":"{json}","message":"{json}"}"#),
    ];
    own.into_iter().chain(common_echoes()).collect()
}

fn finder() -> LeakFinder {
    LeakFinder::new([
        ("secret or text", STEM),
        ("document", DOCUMENT),
        ("document", &DOCUMENT.replace(['.', '-'], "")),
    ])
}

fn login(request: &SimulatedRequest) -> Option<SimulatedResponse> {
    // The login that is tested as an operation is of another subscriber.
    let is_own = request.parameter("username") == Some(marked("username").as_str());
    (request.path.ends_with("/portal_authentication") && is_own).then(|| {
        let token = marked("access");
        let body = serde_json::json!({
            "access_token": token, "token_type": "bearer", "expires_in": 3600, "person": {"id": 1},
        });
        SimulatedResponse::new(200, "application/json", body.to_string())
    })
}

fn client(to: &ClientSettings) -> ClientBuilder {
    Client::builder(&to.address)
        .credentials(marked("verify"), marked("client"), marked("secret"))
        .retry(to.retry)
        .strict(to.strict)
        .timeout(to.timeout)
        .transport(to.transport())
        .allow_plaintext_http()
}

fn asked(spec: &OperationSpec, to: &ClientSettings) -> Vec<Asked> {
    let is_login = spec.name.contains("authentication") && !spec.name.contains("people");
    let username = if is_login { "another" } else { "username" };
    let client = client(to).build().unwrap();
    vec![call(spec, &client.subscriber(marked(username), marked("password")))]
}

fn shown(to: &ClientSettings) -> String {
    let builder = client(to);
    let builder = format!("{builder:?} {builder:#?}");
    let portal = client(to).build().unwrap();
    let one = portal.subscriber(marked("username"), marked("password"));
    format!("{builder} {portal:?} {portal:#?} {one:?} {one:#?} {:?}", one.isp())
}

fn mark(name: &str) -> Option<String> {
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["senha", "pass", "token"]) && name != "token_type" {
        return Some(marked("received"));
    }
    (has(&["cpf", "cnpj"]) || name == "txid").then(|| DOCUMENT.to_owned())
}

/// The documented answer of an operation.
fn documented(spec: &OperationSpec) -> Option<Value> {
    let stem = match spec.name {
        "GET /portal_authentication" => "portal_authentication.ok",
        "GET /api/person_users/whoami" => "person_users_whoami.partial",
        "GET /api/people_warnings" => "people_warnings.invented",
        "GET /api/people/{personId}/contracts" => "people_contracts.partial",
        "GET /api/contract_service_tags" => "contract_service_tags.sample_shape",
        "GET /api/people/{personId}/authentications" => "people_authentications.sample_shape",
        "GET /api/portal_financial_receivable_titles" => {
            "portal_financial_receivable_titles.partial"
        }
        "GET /api/portal_invoice_notes" => "portal_invoice_notes.partial",
        "GET /api/portal_solicitations" => "portal_solicitations.sample_shape",
        "GET /api/incident_types" => "incident_types.partial",
        "GET /api/contract_service_tags/{tagId}/catalog_services" => "catalog_services.invented",
        "POST /api/people/{personId}/solicitations" => "people_solicitations.create.sample_shape",
        _ => return None,
    };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = std::fs::read(folder.join(format!("{stem}.json"))).unwrap();
    Some(serde_json::from_slice(&text).unwrap())
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
    assert!(models.unread.is_empty(), "{models:?}");
    assert!(models.read == 12 && models.marks >= 4, "{models:?}");
    println!("{models:?}, 0 shown");
}

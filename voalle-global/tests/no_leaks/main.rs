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
use voalle_global::operations::all;
use voalle_global::{Client, ClientBuilder};

use calls::{DOCUMENT, call};

fn echoes() -> Vec<Echo> {
    let own = [
        Echo::new(
            200,
            "application/json",
            r#"{"success":false,"messages":[{"message":"{json}","code":"{json}","type":"Error"}],"response":null}"#,
        ),
        Echo::new(422, "application/json", r#"{"error":"{json}","error_description":"{json}"}"#),
        Echo::new(200, "application/json", r#"{"success":false,"errors":["{json}"]}"#),
        Echo::new(200, "application/json", r#"{"success":true,"response":[],"messages":"{json}"}"#),
        Echo::new(200, "application/json", r#"{"{json}":{"{json}":"{json}"},"response":"{json}"}"#),
        Echo::new(
            200,
            "application/json",
            r#"{"success":true,"response":[{"{json}":[],"id":"{json}"}]}"#,
        ),
        Echo::new(200, "application/json", r#"{"response":[{"password":"{json}","x":["{json}"#),
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
    let is_login = request.path.ends_with("/connect/token");
    // The login that is tested as an operation has another user.
    let is_own = String::from_utf8_lossy(&request.body).contains("grant_type=client_credentials");
    (is_login && is_own).then(|| {
        let token = marked("access");
        let body = serde_json::json!({
            "access_token": token, "token_type": "Bearer", "expires_in": 3600,
        });
        SimulatedResponse::new(200, "application/json", body.to_string())
    })
}

fn client(to: &ClientSettings) -> ClientBuilder {
    Client::builder_at(&to.address, &to.address)
        .credentials(marked("client"), marked("secret"), marked("syndata"))
        .retry(to.retry)
        .strict(to.strict)
        .timeout(to.timeout)
        .transport(to.transport())
        .allow_plaintext_http()
}

fn asked(spec: &OperationSpec, to: &ClientSettings) -> Vec<Asked> {
    let mut builder = client(to);
    if spec.name.contains("connect/token") {
        let [secret, user, password, data] = ["secret", "user", "password", "syndata"].map(marked);
        builder = builder.password_credentials(secret, user, password, data);
    }
    vec![call(spec, &builder.build().unwrap())]
}

fn shown(to: &ClientSettings) -> String {
    let builder = client(to);
    let builder = format!("{builder:?} {builder:#?}");
    let global = client(to).build().unwrap();
    format!("{builder} {global:?} {global:#?} {:?}", global.isp())
}

fn mark(name: &str) -> Option<String> {
    let is_secret = ["senha", "pass", "token", "link"].iter().any(|part| name.contains(part));
    if is_secret && name != "token_type" {
        return Some(marked("received"));
    }
    name.contains("txid").then(|| DOCUMENT.to_owned())
}

/// The documented answer of an operation.
fn documented(spec: &OperationSpec) -> Option<Value> {
    let (_, path) = spec.name.split_once(' ').unwrap();
    let path = path.strip_prefix("/external/integrations/thirdparty/").unwrap_or(path);
    let stem = match (spec.method.as_str(), path) {
        (_, "/connect/token") => "connect_token.client_credentials.ok",
        (_, "people/txid/{txId}") => "people_txid.cpf.ok",
        (_, "getclient") => "getclient.ok",
        ("PUT", "people/{id}") => "people_update.partial.ok",
        (_, "companiesplacespaged") => "companiesplacespaged.partial.ok",
        (_, "suite/electronicsignatures/getdocumentlinktosignbycontract/{contractId}") => {
            "electronicsignatures_bycontract.partial.ok"
        }
        (_, "contract/getpaged") => "contract_getpaged.partial",
        (_, "getopentitlesbytxid/{txId}") => "getopentitlesbytxid.ok",
        (_, "gettitlesbytxid/{txId}") => "gettitlesbytxid.ok",
        (_, "getcontractbillets/{contractId}") => "getcontractbillets.ok",
        (_, "GetBilletLink/{titleId}") => "GetBilletLink.ok",
        (_, "/external/map/connection/all") => "map_connection_all.ok",
        (_, "/external/map/connection/by/userdata") => "map_connection_by_userdata.ok",
        (_, "/external/map/olt/all") => "map_olt_all.partial.ok",
        (_, "solicitationlist/{personId}") => "solicitationlist.ok",
        (_, "projects/getsolicitationdata") => "projects_getsolicitationdata.ok",
        (_, "getsolicitationhistory") => "getsolicitationhistory.bare_array.ok",
        (_, "opendetailedsolicitation") => "opendetailedsolicitation.partial.ok",
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
    assert!(models.read == 18 && models.marks >= 15, "{models:?}");
    println!("{models:?}, 0 shown");
}

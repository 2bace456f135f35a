//! A server that echoes every request, in every way in which servers write, and every kind of failure:
//! nothing secret or personal appears in an error, `Debug` output, a recorded answer or a log down to
//! TRACE.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    missing_docs
)]

mod calls;

use std::sync::Arc;
use std::time::Duration;

use isp_core::http::{
    BaseUrl, ClientOptions, OperationSpec, ReqwestTransport, RetryPolicy, Transport,
};
use isp_core::loopback::{
    Echo, EchoServer, InjectedFault, LoopbackServer, SimulatedRequest, SimulatedResponse, Spelling,
};
use isp_core::testing::{LeakFinder, LeakSearch, LogBuffer};
use serde_json::Value;
use voalle_global::operations::all;
use voalle_global::{Client, ClientBuilder};

use calls::{Asked, DOCUMENT, STEM, call, marked};

/// The forms of answers, each of which repeats the request somewhere.
fn echoes() -> Vec<Echo> {
    vec![
        // Every operation meets the first in every spelling, and each of the others in one.
        Echo::new(
            200,
            "application/json",
            r#"{"success":false,"messages":[{"message":"{json}","code":"{json}","type":"Error"}],"response":null}"#,
        ),
        Echo::new(422, "application/json", r#"{"error":"{json}","error_description":"{json}"}"#),
        Echo::new(500, "text/html", "<html><b>Message</b> {text}</p><b>Report</b>{text}</html>"),
        Echo::new(200, "application/json", r#"{"success":false,"errors":["{json}"]}"#),
        Echo::new(200, "application/json", r#"{"success":true,"response":[],"messages":"{json}"}"#),
        Echo::new(418, "text/plain", "{text}"),
        Echo::new(200, "text/{text}", "<html>{text}"),
        Echo::new(302, "text/html", "")
            .with_header("location", "/elsewhere?token={text}")
            .with_header("set-cookie", "{text}"),
        Echo::new(200, "application/json", r#"{"{json}":{"{json}":"{json}"},"response":"{json}"}"#),
        Echo::new(
            200,
            "application/json",
            r#"{"success":true,"response":[{"{json}":[],"id":"{json}"}]}"#,
        ),
        Echo::new(200, "application/json", r#"{"response":[{"password":"{json}","x":["{json}"#),
        Echo::new(200, "text/plain", "{text}"),
        Echo::new(503, "text/plain", "{text}").with_header("retry-after", "{text}"),
        Echo::new(401, "application/json", r#"{"message":"{json}"}"#)
            .with_header("www-authenticate", "{text}"),
        Echo::new(403, "application/json", r#"{"code":"{json}","message":"{json}"}"#),
    ]
}

/// What is looked for.
fn finder() -> LeakFinder {
    LeakFinder::new([
        ("secret or text", STEM),
        ("document", DOCUMENT),
        ("document", &DOCUMENT.replace(['.', '-'], "")),
    ])
}

/// How many logins the server answers well; the login that is tested as an operation is echoed.
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

fn client(address: &str, transport: &ReqwestTransport) -> ClientBuilder {
    let mut once = RetryPolicy::default();
    once.max_attempts = 1;
    Client::builder_at(address, address)
        .credentials(marked("client"), marked("secret"), marked("syndata"))
        .retry(once)
        .transport(Arc::new(transport.clone()) as Arc<dyn Transport>)
        .allow_plaintext_http()
}

/// The client with which an operation is called.
fn client_of(builder: ClientBuilder, spec: &OperationSpec) -> Client {
    if spec.name.contains("connect/token") {
        let [secret, user, password, data] = ["secret", "user", "password", "syndata"].map(marked);
        return builder.password_credentials(secret, user, password, data).build().unwrap();
    }
    builder.build().unwrap()
}

/// The search, and the address of the server, which no error shows.
struct Search {
    shown: LeakSearch,
    address: String,
}

impl Search {
    async fn call(&mut self, place: &str, call: Asked) {
        self.shown.text(place, &call.shown).unwrap();
        match call.answer.await {
            Ok(answered) => self.shown.text(place, &answered.reply).unwrap(),
            Err(error) => self.shown.error(place, &error, &self.address).unwrap(),
        }
    }
}

fn log_everything() -> LogBuffer {
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
}

/// Every operation with every answer of the server, in every spelling.
async fn echoed(search: &mut Search, server: &EchoServer, transport: &ReqwestTransport) {
    let echoes = echoes();
    for (number, spec) in all().enumerate() {
        // A client of its own, since a refused token stops others.
        for (at, echo) in echoes.iter().enumerate() {
            let every = at == 0;
            let one = Spelling::ALL[(number + at) % Spelling::ALL.len()];
            for spelling in Spelling::ALL.into_iter().filter(|each| every || *each == one) {
                server.answer(echo, spelling);
                let global = client_of(client(&search.address, transport), spec);
                let call = call(spec, &global);
                search.call(&format!("{} {spelling:?} {echo:?}", spec.name), call).await;
            }
        }
        for (at, spelling) in Spelling::ALL.into_iter().enumerate() {
            let Some(echo) = echoed_as_keys(spec) else { break };
            server.answer(&echo, spelling);
            let strict = (number + at) % 2 == 0;
            let global = client_of(client(&search.address, transport).strict(strict), spec);
            let call = call(spec, &global);
            search.call(&format!("{} {spelling:?} as keys", spec.name), call).await;
        }
        search.shown.log(spec.name).unwrap();
    }
}

/// The beginning of the operation's path that all its requests have.
fn path_of(spec: &OperationSpec) -> &'static str {
    spec.path.split('{').next().unwrap()
}

/// Every operation with every failure of the connection.
async fn failing(search: &mut Search, server: &LoopbackServer, transport: &ReqwestTransport) {
    let faults = [
        InjectedFault::CloseBefore,
        InjectedFault::CutAfter(3),
        InjectedFault::Busy { status: 429, retry_after: marked("wait").replace('é', "") },
        InjectedFault::Redirect(format!("{}/elsewhere?token=x", search.address)),
        InjectedFault::Body { content_type: "text/plain", body: vec![0xFF, 0xFE, 0, 0x80] },
    ];
    for spec in all() {
        for fault in &faults {
            let global = client_of(client(&search.address, transport), spec);
            let call = call(spec, &global);
            server.faults().clear();
            server.faults().inject(path_of(spec), fault.clone());
            search.call(&format!("{} {fault:?}", spec.name), call).await;
        }
        search.shown.log(spec.name).unwrap();
    }
    server.faults().clear();
}

/// Every operation that never gets an answer, and every operation without a server.
async fn unanswered(search: &mut Search, transport: &ReqwestTransport) {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for address in [silent.local_addr().unwrap(), closed] {
        search.address = format!("http://{address}");
        let global = client(&search.address, transport);
        let global = global.timeout(Duration::from_millis(300)).build().unwrap();
        // At the same time, since each waits for its own limit.
        let mut under_way = tokio::task::JoinSet::new();
        for spec in all() {
            let call = call(spec, &global);
            under_way.spawn(async move { (spec.name, call.answer.await) });
        }
        while let Some(ended) = under_way.join_next().await {
            let (name, result) = ended.unwrap();
            let error = result.err().unwrap_or_else(|| panic!("{name}: nobody has answered"));
            search.shown.error(name, &error, &search.address).unwrap();
        }
    }
}

#[tokio::test]
async fn nothing_secret_or_personal_appears_anywhere() {
    let echo = EchoServer::new(login);
    let server = LoopbackServer::start(echo.clone()).await.unwrap();
    let base = BaseUrl::parse(&server.base_url()).unwrap();
    let transport = ReqwestTransport::to(&[&base], &ClientOptions::default()).unwrap();
    let shown = LeakSearch::new(finder(), log_everything());
    let mut search = Search { shown, address: server.base_url() };
    let builder = client(&search.address, &transport);
    search.shown.text("builder", &format!("{builder:?} {builder:#?}")).unwrap();
    let global = builder.build().unwrap();
    // The addresses are shown, and are no secret.
    let shown = format!("{global:?} {global:#?} {:?}", global.isp());
    assert_eq!(finder().find(&shown), None);

    echoed(&mut search, &echo, &transport).await;
    failing(&mut search, &server, &transport).await;
    for served in server.served() {
        assert_eq!(served.request.header("referer"), None);
        assert_eq!(served.request.header("cookie"), None);
        assert!(!served.request.path.contains("elsewhere"), "a redirect was followed");
    }
    unanswered(&mut search, &transport).await;
    search.shown.log("the end").unwrap();

    assert!(search.shown.has_logged("isp.call"), "our spans are captured");
    assert!(search.shown.has_logged("hyper"), "the libraries' lines are captured");
    println!("{}", search.shown.summary());
}

/// `answer` with other passwords, tokens and documents.
fn with_marks(answer: &mut Value) -> usize {
    match answer {
        Value::Array(items) => items.iter_mut().map(with_marks).sum(),
        Value::Object(members) => members
            .iter_mut()
            .map(|(name, value)| {
                let name = name.to_lowercase();
                let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
                if value.is_string()
                    && has(&["senha", "pass", "token", "link"])
                    && name != "token_type"
                {
                    *value = marked("received").into();
                } else if value.is_string() && name.contains("txid") {
                    *value = DOCUMENT.into();
                } else {
                    return with_marks(value);
                }
                1
            })
            .sum(),
        _ => 0,
    }
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

/// The documented answer, with what was sent as a key that no type knows.
fn echoed_as_keys(spec: &OperationSpec) -> Option<Echo> {
    const KEY: &str = "key that no type knows";
    fn add_key(answer: &mut Value) {
        match answer {
            Value::Array(items) => items.iter_mut().for_each(add_key),
            Value::Object(members) => {
                members.values_mut().for_each(add_key);
                members.insert(KEY.to_owned(), 1.into());
            }
            _ => {}
        }
    }
    let mut answer = documented(spec)?;
    add_key(&mut answer);
    Some(Echo::new(200, "application/json", answer.to_string().replace(KEY, "{json}")))
}

#[tokio::test]
async fn models_show_no_password_token_or_document() {
    let server = LoopbackServer::start(EchoServer::new(login)).await.unwrap();
    let base = BaseUrl::parse(&server.base_url()).unwrap();
    let transport = ReqwestTransport::to(&[&base], &ClientOptions::default()).unwrap();
    let finder = finder();
    // The documents themselves belong into the JSON.
    let secrets = LeakFinder::new([("password or token", STEM)]);
    let (mut read, mut marks) = (0, 0);
    for spec in all() {
        let Some(mut answer) = documented(spec) else { continue };
        let marked = with_marks(&mut answer);
        let body = InjectedFault::Body {
            content_type: "application/json",
            body: answer.to_string().into_bytes(),
        };
        let global = client_of(client(&server.base_url(), &transport), spec);
        server.faults().clear();
        server.faults().inject(path_of(spec), body);
        let answered = call(spec, &global).answer.await.unwrap();
        let shown = answered.reply + &answered.value;
        assert_eq!(finder.find(&shown), None, "{}", spec.name);
        assert_eq!(secrets.find(&answered.json), None, "{}", spec.name);
        read += 1;
        marks += marked;
    }
    assert!(read == 18 && marks >= 15, "{read} answers read, {marks} secrets in them");
    println!("{read} models, {marks} passwords, tokens and documents in them, 0 shown");
}

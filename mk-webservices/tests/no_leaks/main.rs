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
use mk_webservices::operations::all;
use mk_webservices::{Client, ClientBuilder};
use serde_json::Value;

use calls::{Asked, CEP, COMPANY, DOCUMENT, LATITUDE, LONGITUDE, PHONE, STEM, calls, marked};

/// The forms of answers, each of which repeats the request somewhere.
fn echoes() -> Vec<Echo> {
    vec![
        // Every operation meets the first in every spelling, and each of the others in one.
        Echo::new(
            200,
            "text/plain",
            r#"{"status":"ERRO","Mensagem":"{json}","Num. ERRO":"{json}"}"#,
        ),
        Echo::new(500, "text/html", "<html><b>Message</b> {text}</p><b>Report</b>{text}</html>"),
        Echo::new(422, "application/json", r#"{"message":"{json}","status":["{json}"]}"#),
        Echo::new(418, "text/plain", "{text}"),
        Echo::new(200, "text/{text}", "<html>{text}"),
        Echo::new(302, "text/html", "")
            .with_header("location", "/elsewhere?token={text}")
            .with_header("set-cookie", "{text}"),
        Echo::new(200, "application/json", r#"{"{json}":{"{json}":"{json}"},"status":"{json}"}"#),
        Echo::new(200, "application/json", r#"[{"{json}":[],"Nome":"{json}"},7]"#),
        Echo::new(200, "application/json", r#"{"status":"OK","Nome":"{json}","x":[{"{json}"#),
        Echo::new(200, "text/plain", "{text}"),
        Echo::new(503, "text/plain", "{text}").with_header("retry-after", "{text}"),
        Echo::new(401, "application/json", r#"{"Mensagem":"{json}"}"#)
            .with_header("www-authenticate", "{text}"),
        Echo::new(200, "text/plain", r#"{"status":"{\"Mensagem\":\"{text}\"}"}"#),
    ]
}

/// What is looked for.
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

fn client(address: &str, transport: &ReqwestTransport) -> ClientBuilder {
    let mut once = RetryPolicy::default();
    once.max_attempts = 1;
    Client::builder(address)
        .credentials(marked("user"), marked("password"))
        .retry(once)
        .transport(Arc::new(transport.clone()) as Arc<dyn Transport>)
        .allow_plaintext_http()
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
                let mk = client(&search.address, transport).build().unwrap();
                for call in calls(spec, &mk) {
                    search.call(&format!("{} {spelling:?} {echo:?}", spec.name), call).await;
                }
            }
        }
        for (at, spelling) in Spelling::ALL.into_iter().enumerate() {
            let Some(echo) = echoed_as_keys(spec) else { break };
            server.answer(&echo, spelling);
            let strict = (number + at) % 2 == 0;
            let mk = client(&search.address, transport).strict(strict).build().unwrap();
            for call in calls(spec, &mk) {
                search.call(&format!("{} {spelling:?} as keys", spec.name), call).await;
            }
        }
        search.shown.log(spec.name).unwrap();
    }
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
            let mk = client(&search.address, transport).build().unwrap();
            for call in calls(spec, &mk) {
                server.faults().clear();
                server.faults().inject(spec.path, fault.clone());
                search.call(&format!("{} {fault:?}", spec.name), call).await;
            }
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
        let mk = client(&search.address, transport);
        let mk = mk.timeout(Duration::from_millis(300)).max_in_flight(1000).build().unwrap();
        // At the same time, since each waits for its own limit.
        let mut under_way = tokio::task::JoinSet::new();
        for spec in all() {
            for call in calls(spec, &mk) {
                under_way.spawn(async move { (spec.name, call.answer.await) });
            }
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
    let mk = builder.build().unwrap();
    search.shown.text("client", &format!("{mk:?} {mk:#?} {:?}", mk.isp())).unwrap();

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
                if value.is_string() && has(&["senha", "pass", "token"]) {
                    *value = marked("received").into();
                } else if value.is_string() && has(&["cpf", "cnpj"]) {
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
        let mk = client(&server.base_url(), &transport).build().unwrap();
        for call in calls(spec, &mk) {
            server.faults().clear();
            server.faults().inject(spec.path, body.clone());
            // Some documented answers do not answer these parameters.
            let Ok(answered) = call.answer.await else { continue };
            let shown = answered.reply + &answered.value;
            assert_eq!(finder.find(&shown), None, "{}", spec.name);
            assert_eq!(secrets.find(&answered.json), None, "{}", spec.name);
            read += 1;
            marks += marked;
        }
    }
    assert!(read >= 25 && marks >= 10, "{read} answers read, {marks} secrets in them");
    println!("{read} models, {marks} passwords, tokens and documents in them, 0 shown");
}

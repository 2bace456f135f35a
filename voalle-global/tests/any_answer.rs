//! Whatever bytes an answer has, a call says no more than they say. The fuzz target `global_answers`
//! of `isp-core/fuzz` asks the same of many more answers.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use isp_core::Outcome;
use isp_core::http::{HttpRequest, HttpResponse, Transport, TransportError};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use voalle_global::Client;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
const NONE: &str = r#"{"success":false,"messages":[{"message":"Cliente não possui títulos em aberto.","code":null,"type":"Error"}],"response":null}"#;

/// One answer to all logins, another to everything else.
#[derive(Debug)]
struct Server {
    login: Vec<u8>,
    status: u16,
    body: Vec<u8>,
    arrivals: AtomicUsize,
}

impl Server {
    fn new(login: Vec<u8>, status: u16, body: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { login, status, body, arrivals: AtomicUsize::new(0) })
    }

    fn arrivals(&self) -> usize {
        self.arrivals.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if request.url.contains("/connect/token") {
            return Ok(HttpResponse::ready(200, headers, self.login.clone()));
        }
        self.arrivals.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse::ready(self.status, headers, self.body.clone()))
    }
}

fn client(server: &Arc<Server>) -> Client {
    let server: Arc<dyn Transport> = Arc::<Server>::clone(server);
    Client::builder("https://erp.example.com.br")
        .credentials("id", "secret", "syndata")
        .transport(server)
        .build()
        .unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}{name}")).unwrap()
}

/// A fixture with some of its bytes replaced, or any bytes.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let known = select(vec![
        fixture("getopentitlesbytxid.ok.json"),
        fixture("connect_token.client_credentials.ok.json"),
        fixture("verifyviability.refused.200.json"),
        NONE.as_bytes().to_vec(),
    ]);
    let edits = prop::collection::vec((any::<Index>(), any::<u8>()), 0..4);
    let edited = (known, edits).prop_map(|(mut body, edits)| {
        for (at, byte) in edits {
            *at.get_mut(&mut body) = byte;
        }
        body
    });
    prop_oneof![4 => edited, 1 => any::<Vec<u8>>()]
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(200), 1 => 200_u16..600]
}

fn run<T>(call: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap().block_on(call)
}

proptest! {
    #[test]
    fn any_answer_leads_to_what_it_says_and_to_no_more(status in statuses(), body in bodies()) {
        let login = fixture("connect_token.client_credentials.ok.json");
        let server = Server::new(login.clone(), status, body.clone());
        let is_success = (200..300).contains(&status);
        let document = "529.982.247-25".parse().unwrap();
        match run(client(&server).getopentitlesbytxid(document).into_future()) {
            Ok(answer) => {
                prop_assert!(is_success);
                // The sentence may have gained or lost a final full stop, or changed its case.
                let words = "possui t".as_bytes();
                let said = body.to_ascii_lowercase().windows(words.len()).any(|it| it == words);
                prop_assert!(!answer.says_none() || said);
            }
            Err(error) => prop_assert!(!error.to_string().contains(['\n', '\r']), "{}", error),
        }

        let server = Server::new(login, status, body);
        let unlocked = run(client(&server).contracts_unlock("0001001").into_future());
        let is_refused = matches!(status, 401 | 403);
        prop_assert!(server.arrivals() == 1 || is_refused && server.arrivals() <= 2);
        match unlocked {
            Ok(_) => prop_assert!(is_success),
            Err(error) => prop_assert!(status < 500 || error.outcome() == Outcome::PerhapsDone),
        }
    }

    #[test]
    fn any_answer_to_a_login_is_a_token_or_an_error(login in bodies()) {
        let server = Server::new(login, 200, NONE.as_bytes().to_vec());
        let document = "529.982.247-25".parse().unwrap();
        let answer = run(client(&server).getopentitlesbytxid(document).into_future());
        prop_assert_eq!(answer.is_ok(), server.arrivals() == 1);
    }
}

//! MK without sockets: each operation answers with one body, and every request is kept.

#![allow(dead_code, reason = "no test file asks for all of it")]

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use isp_core::http::{
    HttpRequest, HttpResponse, ObservedDrift, Observer, RetryPolicy, Transport, TransportError,
};
use mk_webservices::simulator::Simulator;
use mk_webservices::{Client, ClientBuilder};
use serde_json::Value;

pub(crate) const LOGIN: &str = "WSAutenticacao";

/// A client of a simulator that repeats nothing, so that every fault reaches the caller.
pub(crate) fn client_without_retries(erp: &Simulator) -> Client {
    let mut once = RetryPolicy::default();
    once.max_attempts = 1;
    Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
        .retry(once)
        .build()
        .unwrap()
}

/// An MK server. Clones are the same server. A request without a prepared answer fails the test.
#[derive(Clone, Default)]
pub(crate) struct Server(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: HashMap<&'static str, (u16, Vec<u8>)>,
    /// The name of the operation and the query of each request.
    requests: Vec<(String, String)>,
    /// Whether drift was reported to the client.
    drifted: bool,
}

impl Server {
    /// A server that accepts every login and has no other answers yet.
    pub(crate) fn new() -> Self {
        let server = Self::default();
        server.answer(LOGIN, &fixture("WSAutenticacao.ok.json"));
        server
    }

    /// Answers an operation, from now on, with this JSON.
    pub(crate) fn answer(&self, operation: &'static str, body: &Value) {
        self.status(operation, 200, body.to_string());
    }

    /// Answers an operation, from now on, with this HTTP status and body.
    pub(crate) fn status(&self, operation: &'static str, status: u16, body: impl Into<Vec<u8>>) {
        self.0.lock().unwrap().answers.insert(operation, (status, body.into()));
    }

    /// How many requests of an operation were received.
    pub(crate) fn arrivals(&self, operation: &str) -> usize {
        self.queries(operation).len()
    }

    /// The parameters of the requests of an operation, without those that every request has.
    pub(crate) fn queries(&self, operation: &str) -> Vec<String> {
        let state = self.0.lock().unwrap();
        let own = state.requests.iter().filter(|(name, _)| name == operation);
        own.map(|(_, query)| query.clone()).collect()
    }

    /// Whether drift was reported to the client.
    pub(crate) fn drifted(&self) -> bool {
        self.0.lock().unwrap().drifted
    }

    /// A client of this server. It makes two attempts without a pause, so that a write repeated by
    /// mistake is detected.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let mut retry = RetryPolicy::default();
        retry.max_attempts = 2;
        retry.first_pause = Duration::ZERO;
        Client::builder("https://mk.example.com.br")
            .credentials("user", "password")
            .transport(Arc::new(self.clone()))
            .observer(Arc::new(self.clone()))
            .retry(retry)
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}

impl Observer for Server {
    fn drift(&self, _: &ObservedDrift<'_>) {
        self.0.lock().unwrap().drifted = true;
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let operation = match path.split_once("/core-api/") {
            Some((_, resource)) => format!("{} {resource}", request.method),
            None => path.split_once("/mk/").unwrap().1.strip_suffix(".rule").unwrap().to_owned(),
        };
        let common = |parameter: &&str| {
            !["sys=", "token=", "Token="].iter().any(|common| parameter.starts_with(common))
        };
        let own: Vec<_> = query.split('&').filter(common).collect();
        let mut state = self.0.lock().unwrap();
        state.requests.push((operation.clone(), own.join("&")));
        let answer = state.answers.get(operation.as_str()).cloned();
        drop(state);
        let (status, body) = answer.unwrap_or_else(|| panic!("{operation} is asked"));
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Ok(HttpResponse::ready(status, headers, body))
    }
}

pub(crate) fn fixture(name: &str) -> Value {
    serde_json::from_str(&fixture_text(name)).unwrap()
}

pub(crate) fn fixture_text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// A fixture with some members of its root replaced, so that all answers of a test fit together.
pub(crate) fn with(name: &str, members: &Value) -> Value {
    let mut body = fixture(name);
    body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    body
}

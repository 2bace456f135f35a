//! What the targets share: a server in memory that gives one answer, and the time of a call.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use isp_core::Error;
use isp_core::http::{HttpRequest, HttpResponse, RetryPolicy, Transport, TransportError};

/// A password that no URL, JSON or HTML spelling changes.
pub const PASSWORD: &str = "SEGREDOxSEGREDO";

/// Gives `login` to a login and `answer` to everything else.
pub struct Server {
    /// Part of the address of a login.
    pub login_address: &'static str,
    /// The body of the answer to a login.
    pub login: Vec<u8>,
    /// The status of all other answers.
    pub status: u16,
    /// The body of all other answers.
    pub answer: Vec<u8>,
    /// Requests besides logins.
    pub arrivals: AtomicUsize,
}

impl Server {
    /// A server without arrivals.
    pub fn new(login_address: &'static str, login: &[u8], status: u16, answer: &[u8]) -> Arc<Self> {
        Arc::new(Self {
            login_address,
            login: login.to_vec(),
            status,
            answer: answer.to_vec(),
            arrivals: AtomicUsize::new(0),
        })
    }

    /// How many requests besides logins have arrived.
    pub fn arrivals(&self) -> usize {
        self.arrivals.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if request.url.contains(self.login_address) {
            return Ok(HttpResponse::ready(200, headers, self.login.clone()));
        }
        self.arrivals.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse::ready(self.status, headers, self.answer.clone()))
    }
}

/// One attempt for each call, so that none waits.
pub fn one_attempt() -> RetryPolicy {
    let mut retry = RetryPolicy::default();
    retry.max_attempts = 1;
    retry
}

/// The statuses that a target chooses among.
pub const STATUSES: [u16; 16] =
    [200, 200, 200, 200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 500, 503];

/// Runs a call to its end on this thread.
pub fn run<T>(call: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(call))
}

/// What holds for every error: it is one line and shows no secret, in none of its forms.
pub fn check_error(error: &Error) {
    let shown = error.to_string();
    assert!(!shown.contains(['\n', '\r']), "one line: {shown:?}");
    let evidence = error.evidence().map(|evidence| format!("{evidence:?} {}", evidence.body));
    for text in [shown, format!("{error:?}"), evidence.unwrap_or_default()] {
        assert!(!text.contains(PASSWORD), "a secret is shown: {text}");
    }
}

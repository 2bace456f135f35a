//! What the targets share: a server in memory that gives one answer, and the time of a call.

use std::cell::RefCell;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use isp_core::Error;
use isp_core::http::{Headers, HttpRequest, HttpResponse, RetryPolicy, Transport, TransportError};

/// A password that no URL, JSON or HTML spelling changes.
pub const PASSWORD: &str = "SEGREDOxSEGREDO";

/// Gives one body to a login and one answer to everything else.
pub struct Server {
    login_address: &'static str,
    answers: Mutex<Answers>,
    arrivals: AtomicUsize,
}

struct Answers {
    login: Vec<u8>,
    status: u16,
    body: Vec<u8>,
}

impl Server {
    /// A server that knows a login by a part of its address.
    pub fn new(login_address: &'static str) -> Arc<Self> {
        let answers = Answers { login: Vec::new(), status: 200, body: Vec::new() };
        let answers = Mutex::new(answers);
        Arc::new(Self { login_address, answers, arrivals: AtomicUsize::new(0) })
    }

    /// Sets all answers, and counts arrivals anew.
    pub fn answer(&self, login: &[u8], status: u16, body: &[u8]) {
        *self.answers.lock().expect("no panic before") =
            Answers { login: login.to_vec(), status, body: body.to_vec() };
        self.arrivals.store(0, Ordering::Relaxed);
    }

    /// How many requests besides logins have arrived.
    pub fn arrivals(&self) -> usize {
        self.arrivals.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Transport for Server {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let answers = self.answers.lock().expect("no panic before");
        if request.url.contains(self.login_address) {
            return Ok(HttpResponse::ready(200, Headers::default(), answers.login.clone()));
        }
        self.arrivals.fetch_add(1, Ordering::Relaxed);
        Ok(HttpResponse::ready(answers.status, Headers::default(), answers.body.clone()))
    }
}

/// A client and its server, kept from one execution to the next.
pub struct Kept<C> {
    /// The server.
    pub server: Arc<Server>,
    /// The client.
    pub client: C,
}

/// Runs with the kept client, or a new one. A client that has met a refusal remembers it, so it is not
/// kept: each execution starts without a memory of refusals, and most without the cost of a client.
pub fn with_client<C>(
    slot: &RefCell<Option<Kept<C>>>,
    new: impl FnOnce() -> Kept<C>,
    call: impl FnOnce(&Kept<C>) -> Result<(), Error>,
) {
    let kept = slot.take().unwrap_or_else(new);
    let answer = call(&kept);
    if !answer.is_err_and(|error| error.is_credential()) {
        slot.replace(Some(kept));
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

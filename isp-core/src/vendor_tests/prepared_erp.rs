//! An ERP without sockets, which gives prepared answers.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::http::{HttpRequest, HttpResponse, ObservedDrift, Observer, Transport, TransportError};

/// Status and body of an answer.
pub type PreparedAnswer = (u16, Vec<u8>);

/// How many requests of each name were received.
pub type Arrivals = HashMap<String, usize>;

/// An ERP without sockets: each request has a name, and each name one answer. It counts requests and hears
/// of drift. Clones are the same ERP.
#[derive(Clone)]
pub struct PreparedErp(Arc<Inner>);

struct Inner {
    name_of: fn(&HttpRequest, &Arrivals) -> String,
    answers: HashMap<&'static str, PreparedAnswer>,
    heard: Mutex<Heard>,
}

#[derive(Default)]
struct Heard {
    arrivals: Arrivals,
    drifted: bool,
}

impl PreparedErp {
    /// Gives these answers, and HTTP 404 without a body to every other request. `name_of` says which
    /// answer a request gets, after the requests received before it.
    pub fn new(
        name_of: fn(&HttpRequest, &Arrivals) -> String,
        answers: impl IntoIterator<Item = (&'static str, PreparedAnswer)>,
    ) -> Self {
        let answers = answers.into_iter().collect();
        Self(Arc::new(Inner { name_of, answers, heard: Mutex::default() }))
    }

    /// How many requests of this name were received.
    #[must_use]
    pub fn arrivals(&self, name: &str) -> usize {
        self.heard().arrivals.get(name).copied().unwrap_or_default()
    }

    /// Whether the client was told of drift.
    #[must_use]
    pub fn drifted(&self) -> bool {
        self.heard().drifted
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for PreparedErp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedErp").finish_non_exhaustive()
    }
}

impl Observer for PreparedErp {
    fn drift(&self, _: &ObservedDrift<'_>) {
        self.heard().drifted = true;
    }
}

#[async_trait]
impl Transport for PreparedErp {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut heard = self.heard();
        let name = (self.0.name_of)(&request, &heard.arrivals);
        let (status, body) = self.0.answers.get(&*name).cloned().unwrap_or((404, Vec::new()));
        *heard.arrivals.entry(name).or_default() += 1;
        let kind = if body.starts_with(b"%PDF") { "application/pdf" } else { "application/json" };
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Ok(HttpResponse::ready(status, headers, body))
    }
}

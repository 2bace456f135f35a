//! Faults on demand.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Something that goes wrong on the server or on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// The connection is closed without an answer, after the request was read but before it took
    /// effect.
    CloseBefore,
    /// The request takes effect, and the connection is closed without an answer.
    CloseAfter,
    /// The request takes effect, and the answer breaks off after so many bytes of its body.
    CutAfter(usize),
    /// The answer comes so much later.
    Slow(Duration),
    /// Another status with a short text body; nothing takes effect.
    Status(u16),
    /// HTTP 429 or 503 with this `Retry-After`; nothing takes effect.
    Busy {
        /// 429 or 503.
        status: u16,
        /// The header's value.
        retry_after: String,
    },
    /// HTTP 200 with another body; nothing takes effect.
    Body {
        /// `Content-Type`.
        content_type: &'static str,
        /// The body.
        body: Vec<u8>,
    },
    /// A redirect to this address; nothing takes effect.
    Redirect(String),
}

/// Troubles waiting for requests. Each is used once, in order, by the first request whose path
/// contains its text.
#[derive(Debug, Clone, Default)]
pub struct Troubles(Arc<Mutex<VecDeque<(String, Trouble)>>>);

impl Troubles {
    /// Lets the next request whose path contains `path` (empty: any) run into `trouble`.
    pub fn next(&self, path: &str, trouble: Trouble) {
        self.lock().push_back((path.to_owned(), trouble));
    }

    /// The same for the next `times` such requests.
    pub fn next_times(&self, times: usize, path: &str, trouble: &Trouble) {
        for _ in 0..times {
            self.next(path, trouble.clone());
        }
    }

    /// Takes back all that wait.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub(super) fn take(&self, path: &str) -> Option<Trouble> {
        let mut waiting = self.lock();
        let at = waiting.iter().position(|(part, _)| path.contains(part.as_str()))?;
        waiting.remove(at).map(|(_, trouble)| trouble)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, Trouble)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

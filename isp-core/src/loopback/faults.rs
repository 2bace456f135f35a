//! Faults that a test injects.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A fault on the server or in the network.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InjectedFault {
    /// The connection is closed without an answer, after the request was read but before it took
    /// effect.
    CloseBefore,
    /// The request takes effect, and the connection is closed without an answer.
    CloseAfter,
    /// The request takes effect, and the answer ends after this many bytes of its body.
    CutAfter(usize),
    /// The answer is delayed by this long.
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

/// Faults that wait for requests. Each is used once, in order, for the first request whose path
/// contains its text.
#[derive(Debug, Clone, Default)]
pub struct FaultQueue(Arc<Mutex<VecDeque<(String, InjectedFault)>>>);

impl FaultQueue {
    /// Injects `fault` into the next request whose path contains `path` (empty: any).
    pub fn inject(&self, path: &str, fault: InjectedFault) {
        self.lock().push_back((path.to_owned(), fault));
    }

    /// The same for the next `times` such requests.
    pub fn inject_times(&self, times: usize, path: &str, fault: &InjectedFault) {
        for _ in 0..times {
            self.inject(path, fault.clone());
        }
    }

    /// Drops all faults that still wait.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub(super) fn take(&self, path: &str) -> Option<InjectedFault> {
        let mut waiting = self.lock();
        let at = waiting.iter().position(|(part, _)| path.contains(part.as_str()))?;
        waiting.remove(at).map(|(_, fault)| fault)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, InjectedFault)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Faults that a test injects.

use std::collections::VecDeque;
use std::fmt;
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
pub struct FaultQueue(Arc<Mutex<Waiting>>);

/// Gives the fault of a request by its path.
type Choice = dyn Fn(&str) -> Option<InjectedFault> + Send + Sync;

#[derive(Default)]
struct Waiting {
    queue: VecDeque<(String, InjectedFault)>,
    /// Asked for every request for which no fault waits.
    choice: Option<Arc<Choice>>,
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("queue", &self.queue).finish_non_exhaustive()
    }
}

impl FaultQueue {
    /// Injects `fault` into the next request whose path contains `path` (empty: any).
    pub fn inject(&self, path: &str, fault: InjectedFault) {
        self.lock().queue.push_back((path.to_owned(), fault));
    }

    /// The same for the next `times` such requests.
    pub fn inject_times(&self, times: usize, path: &str, fault: &InjectedFault) {
        for _ in 0..times {
            self.inject(path, fault.clone());
        }
    }

    /// Lets `choice` say by the path of each request which fault it meets, if none waits for it.
    pub fn choose(&self, choice: impl Fn(&str) -> Option<InjectedFault> + Send + Sync + 'static) {
        self.lock().choice = Some(Arc::new(choice));
    }

    /// Drops all faults that still wait, and the choice.
    pub fn clear(&self) {
        *self.lock() = Waiting::default();
    }

    pub(super) fn take(&self, path: &str) -> Option<InjectedFault> {
        let mut waiting = self.lock();
        let at = waiting.queue.iter().position(|(part, _)| path.contains(part.as_str()));
        if let Some((_, fault)) = at.and_then(|at| waiting.queue.remove(at)) {
            return Some(fault);
        }
        let choice = waiting.choice.clone();
        drop(waiting);
        choice.and_then(|choice| choice(path))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

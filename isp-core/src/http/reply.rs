//! The reply of a call that succeeded.

use std::fmt;
use std::time::Duration;

use super::headers::Headers;
use crate::wire::Drift;

/// The value of an answer, and what a caller or an operator may want to know of the call.
///
/// `Debug` shows neither value nor headers.
#[non_exhaustive]
pub struct Reply<T> {
    /// What the answer holds.
    pub value: T,
    /// HTTP status.
    pub status: u16,
    /// Headers, cookies left out.
    pub headers: Headers,
    /// Requests sent for this call, its login not counted.
    pub attempts: u32,
    /// From the call to the answer.
    pub elapsed: Duration,
    /// Time spent waiting for a permit.
    pub queue_wait: Duration,
    pub(crate) drift: Drift,
}

impl<T> Reply<T> {
    /// Deviations in an answer that could still be read: the ERP has changed or is an unknown
    /// variant.
    pub fn drift(&self) -> &Drift {
        &self.drift
    }

    /// Returns only the value.
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .field("queue_wait", &self.queue_wait)
            .field("drift", &self.drift)
            .finish_non_exhaustive()
    }
}

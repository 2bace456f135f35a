//! Events of calls: for metrics, logs and tests.

use std::time::Duration;

use super::operation_spec::Effect;
use super::token_store::TokenStoreErrorKind;
use crate::error::{ErrorKind, Outcome};
use crate::wire::Drift;

/// Receives every attempt, login, drift, finished call and use of a token store of a client. Set it on
/// the client's builder.
///
/// The events hold names, numbers and classes: no address, no parameter, no text of the ERP, no
/// secret. The methods are called on the task of the call, so they must return at once.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use isp_core::http::{FinishedCall, Observer};
///
/// #[derive(Default)]
/// struct Failures(AtomicU64);
///
/// impl Observer for Failures {
///     fn finished(&self, call: &FinishedCall) {
///         if call.failure.is_some() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// One request was sent, and answered or not.
    fn attempt(&self, attempt: &Attempt) {
        let _ = attempt;
    }

    /// A login has ended. Calls that wait for the same login share one event.
    fn login(&self, login: &LoginAttempt) {
        let _ = login;
    }

    /// The client's [`TokenStore`](super::TokenStore) was asked. While it is left alone after a failure,
    /// nothing is heard of it.
    fn token_store(&self, access: &TokenStoreAccess) {
        let _ = access;
    }

    /// An answer was read although it differed from what is known of the ERP.
    fn drift(&self, drift: &ObservedDrift<'_>) {
        let _ = drift;
    }

    /// A call has ended.
    fn finished(&self, call: &FinishedCall) {
        let _ = call;
    }
}

/// One request of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The ERP.
    pub system: &'static str,
    /// The vendor's name of the operation.
    pub operation: &'static str,
    /// 1 for the first request of the call.
    pub number: u32,
    /// HTTP status, where an answer came.
    pub status: Option<u16>,
    /// What was wrong, if anything.
    pub failure: Option<ErrorKind>,
    /// From sending to the whole answer, or to the beginning of one that is read while it arrives.
    pub elapsed: Duration,
}

/// A login.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoginAttempt {
    /// The ERP.
    pub system: &'static str,
    /// The operation that needed it.
    pub operation: &'static str,
    /// What was wrong, if anything.
    pub failure: Option<ErrorKind>,
    /// How long it took.
    pub elapsed: Duration,
}

/// A question to a [`TokenStore`](super::TokenStore).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenStoreAccess {
    /// The ERP.
    pub system: &'static str,
    /// What it was asked.
    pub action: TokenStoreAction,
    /// What was wrong, if anything: then logins are not shared for the moment.
    pub failure: Option<TokenStoreErrorKind>,
    /// How long it took.
    pub elapsed: Duration,
}

/// The method of a [`TokenStore`](super::TokenStore).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenStoreAction {
    /// The token of a key was asked for.
    Load,
    /// The lock of a key was asked for.
    Lock,
    /// A token was given to it.
    Save,
    /// A lock was released.
    Unlock,
}

/// What was unexpected in an answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ObservedDrift<'a> {
    /// The ERP.
    pub system: &'static str,
    /// The vendor's name of the operation.
    pub operation: &'static str,
    /// Paths, keys and types; no values.
    pub drift: &'a Drift,
}

/// A finished call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FinishedCall {
    /// The ERP.
    pub system: &'static str,
    /// The vendor's name of the operation.
    pub operation: &'static str,
    /// What a repetition would do.
    pub effect: Effect,
    /// Requests sent, logins not counted.
    pub attempts: u32,
    /// HTTP status of the last answer, where one came.
    pub status: Option<u16>,
    /// The class of the error; `None` for a call that succeeded.
    pub failure: Option<ErrorKind>,
    /// For a write that failed: whether it may have taken effect.
    pub outcome: Option<Outcome>,
    /// From the call to its end.
    pub elapsed: Duration,
    /// Time spent waiting for a permit.
    pub queue_wait: Duration,
}

//! The options of a single call.

use std::time::Duration;

/// The options of a single call; each replaces the client's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// Instead of [`Limits::total`](super::Limits::total).
    pub timeout: Option<Duration>,
    /// Instead of [`Limits::attempt`](super::Limits::attempt).
    pub attempt_timeout: Option<Duration>,
    /// Instead of [`RetryPolicy::max_attempts`](super::RetryPolicy::max_attempts).
    pub max_attempts: Option<u32>,
    /// Instead of [`Limits::max_body`](super::Limits::max_body).
    pub max_body: Option<usize>,
    /// Whether drift is an error.
    pub strict: Option<bool>,
}

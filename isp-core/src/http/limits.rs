//! Time limits and the largest body.

use std::time::Duration;

/// Bounds on every call. All can be overridden for a single call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The whole call: waiting for a permit, the login, all attempts and the pauses between them.
    pub total: Duration,
    /// One attempt, body included; shortened to the time left for the call. Of an answer that is
    /// read while it arrives: its beginning, then each wait for more of it.
    pub attempt: Duration,
    /// A login. Waiting calls share it, so no single call's deadline ends it.
    pub login: Duration,
    /// The largest body, in bytes, unless it is read while it arrives.
    pub max_body: usize,
}

impl Default for Limits {
    /// 60 s for the call, 30 s for an attempt, 20 s for a login, 16 MiB.
    fn default() -> Self {
        Self {
            total: Duration::from_secs(60),
            attempt: Duration::from_secs(30),
            login: Duration::from_secs(20),
            max_body: 16 << 20,
        }
    }
}

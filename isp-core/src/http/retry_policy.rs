//! How often a call is retried, and the pauses between attempts.

use std::time::Duration;

/// How often a call is retried, and the pauses between attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// The largest number of requests, the first included. 1 turns retries off.
    pub max_attempts: u32,
    /// Pause before the first repetition, before jitter; doubles each time.
    pub first_pause: Duration,
    /// The longest pause, before jitter.
    pub longest_pause: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, pauses from 250 ms to 8 s.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            first_pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(8),
        }
    }
}

impl RetryPolicy {
    /// The pause after `attempts` requests: exponential, half of it random.
    pub(crate) fn pause(&self, attempts: u32, jitter: f64) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let pause = self.first_pause.saturating_mul(1 << doublings).min(self.longest_pause);
        pause.mul_f64(0.5 + jitter / 2.0)
    }
}

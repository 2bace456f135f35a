//! Whether and when a call is repeated.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::answer::Fault;
use super::operation::Effect;
use crate::error::Outcome;

/// How often and how patiently a call is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Requests sent at the most, the first included. 1 switches repetition off.
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
    /// Whether a call with this effect may be repeated after this fault. A write that may have taken
    /// effect never is.
    pub(crate) fn allows(effect: Effect, fault: &Fault) -> bool {
        fault.transient && (effect.is_repeatable() || fault.never_left())
    }

    /// The pause after `attempts` requests: exponential, with a full half of it random.
    pub(crate) fn pause(&self, attempts: u32, jitter: f64) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        let pause = self.first_pause.saturating_mul(1 << doublings).min(self.longest_pause);
        pause.mul_f64(0.5 + jitter / 2.0)
    }
}

impl Fault {
    /// No connection came about, so nothing can have happened.
    fn never_left(&self) -> bool {
        self.unsent && self.outcome == Outcome::NotDone
    }
}

/// Repetitions of all calls draw on one quota, so that an ERP in trouble is not beaten further.
pub(crate) struct RetryQuota(Mutex<u32>);

const QUOTA: u32 = 100;
const COST: u32 = 5;

impl RetryQuota {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(QUOTA))
    }

    /// Pays for one repetition; false when the quota is spent.
    pub(crate) fn spend(&self) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match left.checked_sub(COST) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// A success at the first attempt gives a little back.
    pub(crate) fn refund(&self) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + 1).min(QUOTA);
    }
}

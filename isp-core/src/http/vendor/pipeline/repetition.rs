//! Whether a failed call is repeated.

use std::sync::{Mutex, PoisonError};

use crate::error::Outcome;
use crate::http::operation_spec::Effect;
use crate::http::vendor::fault::Fault;

/// Whether a call with this effect may be repeated after this fault. A write that may have taken
/// effect never is.
pub(super) fn is_allowed(effect: Effect, fault: &Fault) -> bool {
    // Where no connection came about, nothing can have happened.
    let never_left = fault.unsent && fault.outcome == Outcome::NotDone;
    fault.transient && (effect.is_repeatable() || never_left)
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

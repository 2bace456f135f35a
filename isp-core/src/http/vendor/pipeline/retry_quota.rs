//! The quota that the repetitions of all calls share.

use std::sync::{Mutex, PoisonError};

/// Bounds the repetitions of all calls together, so that they do not add to the load of a server that
/// fails.
pub(super) struct RetryQuota(Mutex<u32>);

const QUOTA: u32 = 100;
const COST: u32 = 5;

impl RetryQuota {
    pub(super) fn new() -> Self {
        Self(Mutex::new(QUOTA))
    }

    /// Takes the cost of one repetition; false when too little is left.
    pub(super) fn spend(&self) -> bool {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match left.checked_sub(COST) {
            Some(rest) => {
                *left = rest;
                true
            }
            None => false,
        }
    }

    /// Gives a little back, after a success at the first attempt.
    pub(super) fn refund(&self) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + 1).min(QUOTA);
    }
}

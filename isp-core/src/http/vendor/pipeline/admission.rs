//! How many calls run at once, and how close together they start.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::http::timing::Timing;

/// Permits in flight and minimum spacing, so that one program cannot overload a provider's only ERP.
pub(crate) struct Admission {
    permits: Semaphore,
    spacing: Duration,
    next_start: Mutex<Duration>,
    timing: Arc<dyn Timing>,
}

impl Admission {
    pub(crate) fn new(in_flight: usize, spacing: Duration, timing: Arc<dyn Timing>) -> Self {
        let permits = Semaphore::new(in_flight.clamp(1, Semaphore::MAX_PERMITS));
        Self { permits, spacing, next_start: Mutex::default(), timing }
    }

    /// A permit, if one is free and calls need no spacing.
    pub(crate) fn try_enter(&self) -> Option<SemaphorePermit<'_>> {
        if self.spacing.is_zero() { self.permits.try_acquire().ok() } else { None }
    }

    /// Waits for a permit and for this call's turn. `None` cannot happen: the semaphore is never closed.
    pub(crate) async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        let permit = self.permits.acquire().await.ok();
        if !self.spacing.is_zero() {
            let now = self.timing.elapsed();
            let start = {
                let mut next = self.next_start.lock().unwrap_or_else(PoisonError::into_inner);
                let start = (*next).max(now);
                *next = start.saturating_add(self.spacing);
                start
            };
            if start > now {
                self.timing.sleep(start.saturating_sub(now)).await;
            }
        }
        permit
    }
}

//! How a sweep is made.

#[cfg(feature = "http")]
use std::time::Duration;

use super::cursor::SweepCursor;

/// How many customers [`SweepOptions::default`] reads at the same time.
const AT_ONCE: usize = 8;

/// How a sweep is made.
#[derive(Debug, Clone)]
#[must_use = "options do nothing until they are given to a sweep"]
pub struct SweepOptions {
    pub(super) at_once: usize,
    #[cfg(feature = "http")]
    pub(super) spacing: Duration,
    pub(super) resume_from: Option<SweepCursor>,
    pub(super) customer_by_customer: bool,
}

impl Default for SweepOptions {
    /// Eight customers at once, without spacing, from the beginning.
    fn default() -> Self {
        Self::at_once(AT_ONCE)
    }
}

impl SweepOptions {
    /// Reads so many customers at the same time, at least one. The client's own limit of calls in
    /// flight applies too, so give it at least as many.
    pub fn at_once(customers: usize) -> Self {
        Self {
            at_once: customers.max(1),
            #[cfg(feature = "http")]
            spacing: Duration::ZERO,
            resume_from: None,
            customer_by_customer: false,
        }
    }

    /// Waits so long between the start of one customer and that of the next. It needs a tokio
    /// runtime with its timer.
    #[cfg(feature = "http")]
    pub fn spacing(mut self, spacing: Duration) -> Self {
        self.spacing = spacing;
        self
    }

    /// Continues where another sweep of the same kind stopped.
    pub fn resume_from(mut self, cursor: SweepCursor) -> Self {
        self.resume_from = Some(cursor);
        self
    }

    /// Asks for each customer even where the ERP lists everybody's invoices in one call. That takes
    /// far more calls; each of them proves what that customer owes.
    pub fn customer_by_customer(mut self) -> Self {
        self.customer_by_customer = true;
        self
    }
}

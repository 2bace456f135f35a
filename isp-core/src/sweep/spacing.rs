//! The time between two starts.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::Sleep;

/// Lets one start pass, and the next one after a time.
pub(super) struct Spacing {
    spacing: Duration,
    until_next: Option<Pin<Box<Sleep>>>,
}

impl Spacing {
    pub(super) fn new(spacing: Duration) -> Self {
        Self { spacing, until_next: None }
    }

    /// Whether a start may happen now; if not, the task is woken when it may.
    pub(super) fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        match &mut self.until_next {
            Some(waiting) => waiting.as_mut().poll(context) == Poll::Ready(()),
            None => true,
        }
    }

    /// Something was started.
    pub(super) fn start(&mut self) {
        self.until_next =
            (!self.spacing.is_zero()).then(|| Box::pin(tokio::time::sleep(self.spacing)));
    }
}

//! How a pipeline is configured.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::limits::Limits;
use super::pipeline::Pipeline;
use super::retry::RetryPolicy;
use super::timing::{Timing, TokioTiming};
use super::transport::Transport;

/// Builds a [`Pipeline`].
pub struct PipelineBuilder {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) timing: Arc<dyn Timing>,
    pub(super) limits: Limits,
    pub(super) retry: RetryPolicy,
    pub(super) in_flight: usize,
    pub(super) spacing: Duration,
    pub(super) remembered_grants: usize,
    pub(super) strict: bool,
}

impl PipelineBuilder {
    pub(super) fn new(transport: Arc<dyn Transport>) -> Self {
        Self {
            transport,
            timing: Arc::new(TokioTiming::new()),
            limits: Limits::default(),
            retry: RetryPolicy::default(),
            in_flight: 8,
            spacing: Duration::ZERO,
            remembered_grants: 10_000,
            strict: false,
        }
    }

    /// Limits on every call.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How often and how patiently calls are repeated.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How many calls may be under way at once.
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.in_flight = calls;
        self
    }

    /// The least time between the starts of two calls.
    pub fn min_spacing(mut self, spacing: Duration) -> Self {
        self.spacing = spacing;
        self
    }

    /// How many grants are remembered; the least recently used go first.
    pub fn remembered_grants(mut self, grants: usize) -> Self {
        self.remembered_grants = grants;
        self
    }

    /// Whether anything unexpected in an answer is an error.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Clock, sleep and jitter.
    pub fn timing(mut self, timing: Arc<dyn Timing>) -> Self {
        self.timing = timing;
        self
    }

    /// The pipeline.
    pub fn build(self) -> Pipeline {
        Pipeline::from_builder(self)
    }
}

impl fmt::Debug for PipelineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PipelineBuilder").field("limits", &self.limits).finish_non_exhaustive()
    }
}

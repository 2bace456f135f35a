//! The state of one call, and how an attempt can end.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use tracing::Span;

use super::Pipeline;
use crate::error::Error;
use crate::http::answer::Answer;
use crate::http::call_options::CallOptions;
use crate::http::operation::Operation;
use crate::http::operation_spec::OperationSpec;
use crate::http::request_writer::{RequestWriter, WrittenRequest};
use crate::http::transport::BodyStream;
use crate::http::vendor::dialect::Dialect;
use crate::http::vendor::fault::Fault;
use crate::secret::Secret;
use crate::wire::Drift;

/// One call, from its start to its end.
pub(crate) struct Run<'a> {
    pub(super) dialect: &'a Arc<dyn Dialect>,
    pub(super) spec: &'static OperationSpec,
    /// What errors call the operation.
    pub(super) name: Cow<'static, str>,
    pub(super) options: &'a CallOptions,
    pub(super) span: Span,
    pub(super) started: Duration,
    pub(super) deadline: Duration,
    /// Requests sent so far.
    pub(super) attempts: u32,
    /// HTTP status of the last answer.
    pub(super) status: Option<u16>,
    pub(super) queue_wait: Duration,
    /// Whether any attempt so far may have taken effect, whatever a later one says.
    pub(super) perhaps_done: bool,
    /// A body larger than this is left to be read while it arrives; `None`: all are read whole.
    pub(super) whole_up_to: Option<usize>,
}

/// An answer in which the dialect found no fault.
pub(super) struct Accepted {
    pub(super) answer: Answer,
    /// What was unexpected in it.
    pub(super) oddities: Drift,
    /// The secrets of the signature under which it came.
    pub(super) secrets: Vec<Secret>,
    /// What follows of the body, which then was not judged yet.
    pub(super) more: Option<Box<dyn BodyStream>>,
}

/// An attempt that failed.
pub(super) struct Failed {
    pub(super) fault: Fault,
    /// The answer, where one came.
    pub(super) answer: Option<Answer>,
    /// The secrets of the signature under which it was sent.
    pub(super) secrets: Vec<Secret>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        pipeline: &Pipeline,
        dialect: &'a Arc<dyn Dialect>,
        spec: &'static OperationSpec,
        options: &'a CallOptions,
    ) -> Self {
        let started = pipeline.timing.elapsed();
        let total = options.timeout.unwrap_or(pipeline.limits.total);
        Self {
            dialect,
            spec,
            name: Cow::Borrowed(spec.name),
            options,
            span: Span::none(),
            started,
            deadline: started.saturating_add(total),
            attempts: 0,
            status: None,
            queue_wait: Duration::ZERO,
            perhaps_done: false,
            whole_up_to: None,
        }
    }

    /// The operation's request, not yet signed.
    pub(crate) fn write(&self, operation: &impl Operation) -> Result<WrittenRequest, Error> {
        let mut request = RequestWriter::new(self.dialect.base_url(self.spec), self.spec);
        operation.write(&mut request)?;
        request.finish()
    }

    /// How much of the call's time is left.
    pub(super) fn left(&self, pipeline: &Pipeline) -> Duration {
        self.deadline.saturating_sub(pipeline.timing.elapsed())
    }
}

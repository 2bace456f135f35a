//! A call whose answer is read while it arrives.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use tracing::{Instrument, Span};

use super::Pipeline;
use super::call::{complete, span};
use super::run::{Accepted, Failed, Run};
use crate::error::{Error, ErrorKind};
use crate::http::answer::Answer;
use crate::http::call_options::CallOptions;
use crate::http::operation_spec::OperationSpec;
use crate::http::request_writer::WrittenRequest;
use crate::http::timing::within;
use crate::http::transport::{BodyStream, TransportError};
use crate::http::vendor::dialect::Dialect;
use crate::http::vendor::fault::Fault;
use crate::http::vendor::redactor::Redactor;
use crate::secret::Secret;
use crate::wire::Drift;

/// An answer up to this size is read, judged and, where that may help, asked for again like any
/// other answer, before anything of it is given out. All documented refusals are far smaller.
const WHOLE_UP_TO: usize = 64 << 10;

/// A call before its first attempt.
pub(crate) struct UnsentCall {
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) dialect: Arc<dyn Dialect>,
    pub(crate) spec: &'static OperationSpec,
    pub(crate) options: CallOptions,
    /// The request, or why it was refused.
    pub(crate) written: Result<WrittenRequest, Error>,
}

/// A call whose answer has begun to arrive.
pub(crate) struct OpenCall {
    pipeline: Arc<Pipeline>,
    dialect: Arc<dyn Dialect>,
    spec: &'static OperationSpec,
    options: CallOptions,
    written: WrittenRequest,
    secrets: Vec<Secret>,
    redactor: OnceLock<Redactor>,
    progress: Progress,
    /// The answer with the beginning of its body.
    pub(crate) answer: Answer,
    /// What the dialect found unexpected in a whole answer.
    pub(crate) oddities: Drift,
    /// What follows; `None` where the answer is whole, and was judged.
    more: Option<Box<dyn BodyStream>>,
    received: usize,
    span: Span,
}

/// What the end of a call reports of its beginning.
struct Progress {
    started: Duration,
    attempts: u32,
    status: Option<u16>,
    queue_wait: Duration,
}

impl UnsentCall {
    /// Makes the attempts, up to an answer that is whole and accepted or larger than
    /// [`WHOLE_UP_TO`].
    pub(crate) async fn open(self) -> Result<OpenCall, Error> {
        let Self { pipeline, dialect, spec, options, written } = self;
        let mut run = Run::new(&pipeline, &dialect, spec, &options);
        run.whole_up_to = Some(WHOLE_UP_TO);
        let span = span(&run);
        let opened = async {
            let result = match written {
                Ok(written) => pipeline
                    .admitted_attempts(&mut run, &written)
                    .await
                    .map(|accepted| (written, accepted)),
                Err(error) => Err(error),
            };
            result.map_err(|error| {
                let error = complete(error, &run);
                pipeline.record_end(&run, Some(&error));
                error
            })
        };
        let (written, accepted) = opened.instrument(span.clone()).await?;
        let Accepted { answer, oddities, secrets, more } = accepted;
        let progress = Progress {
            started: run.started,
            attempts: run.attempts,
            status: run.status,
            queue_wait: run.queue_wait,
        };
        let received = answer.body().len();
        Ok(OpenCall {
            pipeline,
            dialect,
            spec,
            options,
            written,
            secrets,
            redactor: OnceLock::new(),
            progress,
            answer,
            oddities,
            more,
            received,
            span,
        })
    }
}

impl OpenCall {
    /// Whether the whole answer came at once, and was accepted.
    pub(crate) fn is_whole(&self) -> bool {
        self.more.is_none()
    }

    pub(crate) fn dialect(&self) -> &dyn Dialect {
        &*self.dialect
    }

    pub(crate) fn spec(&self) -> &'static OperationSpec {
        self.spec
    }

    /// Whether anything unexpected is an error.
    pub(crate) fn is_strict(&self) -> bool {
        self.options.strict.unwrap_or(self.pipeline.strict)
    }

    /// The next piece of the body; `None` at its end. The time limit of an attempt applies to each
    /// piece.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Fault> {
        let Some(body) = &mut self.more else { return Ok(None) };
        let limit = self.options.attempt_timeout.unwrap_or(self.pipeline.limits.attempt);
        let next = std::pin::pin!(body.chunk());
        let chunk = within(&*self.pipeline.timing, limit, next);
        match chunk.instrument(self.span.clone()).await {
            Ok(Ok(Some(chunk))) => {
                self.received = self.received.saturating_add(chunk.len());
                match self.options.max_body {
                    Some(most) if self.received > most => {
                        Err(Fault::from_transport(&TransportError::too_large(most)))
                    }
                    _ => Ok(Some(chunk)),
                }
            }
            Ok(Ok(None)) => Ok(None),
            Ok(Err(error)) => Err(Fault::from_transport(&error)),
            Err(_) => Err(Fault::new(ErrorKind::Timeout, "the answer stopped arriving")),
        }
    }

    /// What came, as an answer with another body.
    pub(crate) fn answer_of(&self, body: Vec<u8>) -> Answer {
        let Answer { status, headers, .. } = &self.answer;
        Answer::new(*status, headers.clone(), body, self.dialect.encoding())
    }

    /// A path or key of the answer without the secrets of the call.
    pub(crate) fn without_secrets(&self, text: &str) -> String {
        let redactor = || self.run().redactor(&self.written, &self.secrets);
        self.redactor.get_or_init(redactor).without_secrets(text)
    }

    /// Ends the call with a fault. `answer` is what is kept of the answer.
    pub(crate) fn fail(&self, fault: Fault, answer: Option<Answer>) -> Error {
        let failed = Failed { fault, answer, secrets: self.secrets.clone() };
        let run = self.run();
        let error = complete(run.error_of(failed, &self.written), &run);
        let error = error.with_status(self.answer.status);
        self.span.in_scope(|| self.pipeline.record_end(&run, Some(&error)));
        error
    }

    /// Ends the call with success, and reports what was unexpected.
    pub(crate) fn succeed(&self, drift: &Drift) {
        let run = self.run();
        self.span.in_scope(|| {
            self.pipeline.tell_drift(&run, drift);
            self.pipeline.record_end(&run, None);
        });
    }

    /// The state of the call, as its end reports it.
    fn run(&self) -> Run<'_> {
        let Progress { started, attempts, status, queue_wait } = self.progress;
        let mut run = Run::new(&self.pipeline, &self.dialect, self.spec, &self.options);
        (run.started, run.attempts, run.status) = (started, attempts, status);
        run.queue_wait = queue_wait;
        run
    }
}

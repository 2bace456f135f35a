//! One call: its request is written once, a permit is awaited, the attempts are made, the answer is
//! read, and the end is recorded.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::SemaphorePermit;
use tracing::{Instrument, Span, field};

use super::Pipeline;
use super::long_work;
use super::run::{Accepted, Run};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::call_options::CallOptions;
use crate::http::observer::{FinishedCall, ObservedDrift};
use crate::http::operation::Operation;
use crate::http::reply::Reply;
use crate::http::request_writer::WrittenRequest;
use crate::http::timing::within;
use crate::http::vendor::dialect::Dialect;
use crate::wire::{Decoded, Drift};

/// Whether a run waits for a permit.
#[derive(Clone, Copy)]
enum Permit {
    Awaited,
    /// A login runs under the permit of the call that needs it.
    HeldByCaller,
}

impl Pipeline {
    /// Makes a call.
    pub fn call<O: Operation>(
        self: &Arc<Self>,
        dialect: &Arc<dyn Dialect>,
        operation: O,
        options: &CallOptions,
    ) -> impl Future<Output = Result<Reply<O::Output>, Error>> + Send {
        self.run(dialect, operation, options, Permit::Awaited)
    }

    /// Makes one call of a login, within the time limit of logins.
    pub(super) async fn login_step<O: Operation>(
        self: &Arc<Self>,
        dialect: &Arc<dyn Dialect>,
        operation: O,
    ) -> Result<Reply<O::Output>, Error> {
        let options = CallOptions { timeout: Some(self.limits.login), ..CallOptions::default() };
        self.run(dialect, operation, &options, Permit::HeldByCaller).await
    }

    async fn run<O: Operation>(
        self: &Arc<Self>,
        dialect: &Arc<dyn Dialect>,
        operation: O,
        options: &CallOptions,
        permit: Permit,
    ) -> Result<Reply<O::Output>, Error> {
        let mut run = Run::new(self, dialect, &O::SPEC, options);
        run.name = operation.name();
        run.span = span(&run);
        let span = run.span.clone();
        async {
            let result = self.reply_to(operation, &mut run, permit).await;
            let result = result.map_err(|error| complete(error, &run));
            self.record_end(&run, result.as_ref().err());
            result
        }
        .instrument(span)
        .await
    }

    async fn reply_to<O: Operation>(
        self: &Arc<Self>,
        operation: O,
        run: &mut Run<'_>,
        permit: Permit,
    ) -> Result<Reply<O::Output>, Error> {
        // Bad input is refused before anything is sent, the login included.
        let written = run.write(&operation)?;
        let accepted = match permit {
            // In a box of its own, so that neither part of a call's future is too large for the
            // allocator's lists of small blocks, which are much cheaper.
            Permit::Awaited => Box::pin(self.admitted_attempts(run, &written)).await?,
            Permit::HeldByCaller => Box::pin(self.attempts(run, &written)).await?,
        };
        self.read(operation, run, &written, accepted).await
    }

    /// The attempts under a permit, which is given back before the answer is read.
    pub(super) async fn admitted_attempts(
        self: &Arc<Self>,
        run: &mut Run<'_>,
        written: &WrittenRequest,
    ) -> Result<Accepted, Error> {
        let _permit = self.admitted(run).await?;
        self.attempts(run, written).await
    }

    /// Waits for a permit.
    async fn admitted(&self, run: &mut Run<'_>) -> Result<SemaphorePermit<'_>, Error> {
        if run.deadline <= run.started {
            return Err(Error::new(ErrorKind::Timeout, "the time limit of the call is zero")
                .with_advice("nothing was sent; give the call more time"));
        }
        if let Some(permit) = self.admission.try_enter() {
            return Ok(permit);
        }
        let entered = pin!(self.admission.enter());
        let permit = within(&*self.timing, run.left(self), entered).await;
        run.queue_wait = self.timing.elapsed().saturating_sub(run.started);
        permit
            .ok()
            .flatten()
            .ok_or_else(|| Error::new(ErrorKind::Timeout, "no other call finished in time"))
    }

    /// Reads the answer and reports what was unexpected in it.
    async fn read<O: Operation>(
        &self,
        operation: O,
        run: &Run<'_>,
        written: &WrittenRequest,
        accepted: Accepted,
    ) -> Result<Reply<O::Output>, Error> {
        let Accepted { answer, oddities, secrets, .. } = accepted;
        let (answer, decoded) = if answer.body().len() > long_work::LONG {
            let work = move || {
                let decoded = operation.read(&answer);
                (answer, decoded)
            };
            long_work::elsewhere(work).await.ok_or_else(|| {
                Error::new(ErrorKind::NotUnderstood, long_work::INTERRUPTED)
                    .with_outcome(run.accepted())
            })?
        } else {
            let decoded = operation.read(&answer);
            (answer, decoded)
        };
        let not_understood =
            |what: &str| run.not_understood(what, &answer, &run.redactor(written, &secrets));
        let Decoded { value, mut drift } =
            decoded.map_err(|error| not_understood(&error.to_string()))?;
        drift.append(oddities);
        if !drift.is_empty() {
            run.redactor(written, &secrets).redact_drift(&mut drift);
        }
        self.tell_drift(run, &drift);
        let strict = run.options.strict.unwrap_or(self.strict);
        if let (true, Some(first)) = (strict, drift.first()) {
            return Err(not_understood(&format!("unexpected in strict mode: {first}")));
        }
        Ok(Reply {
            value,
            status: answer.status,
            headers: answer.headers,
            attempts: run.attempts,
            elapsed: self.timing.elapsed().saturating_sub(run.started),
            queue_wait: run.queue_wait,
            drift,
        })
    }

    /// Reports what was unexpected in an answer.
    pub(super) fn tell_drift(&self, run: &Run<'_>, drift: &Drift) {
        if drift.is_empty() {
            return;
        }
        if let Some(observer) = &self.observer {
            let (system, operation) = (run.dialect.system(), run.spec.name);
            observer.drift(&ObservedDrift { system, operation, drift });
        }
        tracing::debug!(deviations = drift.len(), "the answer deviates from the known shape");
    }

    /// Records in the span, and tells the observer, how the call ended.
    pub(super) fn record_end(&self, run: &Run<'_>, error: Option<&Error>) {
        let span = &run.span;
        span.record("isp.attempts", run.attempts);
        span.record("isp.queue_wait_ms", as_millis(run.queue_wait));
        if run.attempts > 1 {
            span.record("http.request.resend_count", run.attempts - 1);
        }
        if let Some(error) = error {
            span.record("error.type", field::debug(error.kind()));
        }
        if let Some(observer) = &self.observer {
            observer.finished(&FinishedCall {
                system: run.dialect.system(),
                operation: run.spec.name,
                effect: run.spec.effect,
                attempts: run.attempts,
                status: run.status,
                failure: error.map(Error::kind),
                outcome: error.filter(|_| run.spec.effect.is_write()).map(Error::outcome),
                elapsed: self.timing.elapsed().saturating_sub(run.started),
                queue_wait: run.queue_wait,
            });
        }
    }
}

pub(super) fn span(run: &Run<'_>) -> Span {
    let url = run.dialect.base_url(run.spec).url();
    tracing::info_span!(
        "isp.call",
        otel.kind = "client",
        isp.system = run.dialect.system(),
        isp.operation = run.spec.name,
        http.request.method = run.spec.method.as_str(),
        url.scheme = url.scheme(),
        url.template = run.spec.path,
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = field::Empty,
        http.request.resend_count = field::Empty,
        error.r#type = field::Empty,
        isp.attempts = field::Empty,
        isp.queue_wait_ms = field::Empty,
        isp.token.generation = field::Empty,
    )
}

/// Adds what every error of a call says.
pub(super) fn complete(mut error: Error, run: &Run<'_>) -> Error {
    if error.system().is_none() {
        error = error.with_system(run.dialect.system());
    }
    let perhaps_done = run.perhaps_done && run.spec.effect.is_write();
    if perhaps_done && error.outcome() == Outcome::NotDone {
        error = error.with_outcome(Outcome::PerhapsDone);
    }
    // The error of a failed login keeps the login's name: that is where to look.
    if error.operation().is_none() {
        error = error.with_operation(run.name.clone()).with_attempts(run.attempts);
    }
    error
}

fn as_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

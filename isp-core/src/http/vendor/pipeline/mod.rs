//! A call from end to end.

mod admission;
mod repetition;
mod retry_after;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tracing::{Instrument, Span, field};

use self::admission::Admission;
use self::repetition::RetryQuota;
use super::dialect::{Dialect, Login};
use super::fault::{Fault, GrantVerdict};
use super::redactor::Redactor;
use super::tokens::{GrantKey, GrantStore, HeldGrant, LoginFuture};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::base_url::BaseUrl;
use crate::http::call_options::CallOptions;
use crate::http::client_options::ClientOptions;
use crate::http::limits::Limits;
use crate::http::observer::{Attempt, FinishedCall, LoginAttempt, ObservedDrift, Observer};
use crate::http::operation::Operation;
use crate::http::operation_spec::OperationSpec;
use crate::http::reply::Reply;
use crate::http::request::HttpRequest;
use crate::http::request_writer::RequestWriter;
use crate::http::reqwest_transport::ReqwestTransport;
use crate::http::retry_policy::RetryPolicy;
use crate::http::timing::{Timing, TokioTiming, spread, within};
use crate::http::transport::{Transport, TransportError, TransportErrorKind};
use crate::secret::Secret;
use crate::wire::{Decoded, Drift};

/// A grant younger than this is not taken for expired when a server answers an ambiguous 403.
const FRESH: Duration = Duration::from_secs(60);

/// What all calls of a client share: transport, permits, grants, limits, retry quota, time.
pub struct Pipeline {
    transport: Arc<dyn Transport>,
    admission: Admission,
    grants: GrantStore,
    limits: Limits,
    retry: RetryPolicy,
    quota: RetryQuota,
    timing: Arc<dyn Timing>,
    observer: Option<Arc<dyn Observer>>,
    strict: bool,
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// One call under way.
struct Run<'a> {
    dialect: &'a Arc<dyn Dialect>,
    spec: &'static OperationSpec,
    write: &'a (dyn Fn(&mut RequestWriter) -> Result<(), Error> + Send + Sync),
    options: &'a CallOptions,
    started: Duration,
    deadline: Duration,
    attempts: u32,
    /// HTTP status of the last answer.
    status: Option<u16>,
    queue_wait: Duration,
    /// Whether any attempt so far may have taken effect, whatever a later one says.
    perhaps_done: bool,
}

/// A good answer, what was odd about it, and the secrets of the request that it answers.
struct Exchange {
    answer: Answer,
    oddities: Drift,
    secrets: Vec<Secret>,
}

impl Pipeline {
    /// A pipeline with these options, for the addresses `bases`.
    pub fn from_options(options: &ClientOptions, bases: &[&BaseUrl]) -> Result<Self, Error> {
        let transport = match &options.transport {
            Some(transport) => Arc::clone(transport),
            None => Arc::new(ReqwestTransport::to(bases, options.connect_timeout)?),
        };
        Ok(Self::new(transport, options))
    }

    /// A pipeline over `transport`.
    pub fn new(transport: Arc<dyn Transport>, options: &ClientOptions) -> Self {
        let timing = options.timing.clone().unwrap_or_else(|| Arc::new(TokioTiming::new()));
        Self {
            admission: Admission::new(
                options.max_in_flight,
                options.min_spacing,
                Arc::clone(&timing),
            ),
            grants: GrantStore::new(options.remembered_grants, Arc::clone(&timing)),
            transport,
            limits: options.limits,
            retry: options.retry,
            quota: RetryQuota::new(),
            timing,
            observer: options.observer.clone(),
            strict: options.strict,
        }
    }

    /// Clock, sleep and jitter of this pipeline.
    pub fn timing(&self) -> &dyn Timing {
        &*self.timing
    }

    /// How many grants are remembered just now.
    pub fn held_grants(&self) -> usize {
        self.grants.len()
    }

    /// Makes a call.
    pub async fn call<O: Operation>(
        self: &Arc<Self>,
        dialect: &Arc<dyn Dialect>,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Reply<O::Output>, Error> {
        let write = |request: &mut RequestWriter| operation.write(request);
        let run = self.run(dialect, &O::SPEC, &write, options);
        let span = Self::span(&run);
        async {
            let (run, result) = self.admitted(run).await;
            let result = result.and_then(|exchange| self.reply(&run, exchange, operation));
            self.finish(result, &run)
        }
        .instrument(span)
        .await
    }

    /// One step of a login: no permit (its caller holds one), no grant.
    pub(crate) async fn login_step<O: Operation>(
        self: &Arc<Self>,
        dialect: &Arc<dyn Dialect>,
        operation: &O,
    ) -> Result<Reply<O::Output>, Error> {
        let options = CallOptions { timeout: Some(self.limits.login), ..CallOptions::default() };
        let write = |request: &mut RequestWriter| operation.write(request);
        let mut run = self.run(dialect, &O::SPEC, &write, &options);
        let span = Self::span(&run);
        async {
            let result = self.attempts(&mut run).await;
            let result = result.and_then(|exchange| self.reply(&run, exchange, operation));
            self.finish(result, &run)
        }
        .instrument(span)
        .await
    }

    fn run<'a>(
        &self,
        dialect: &'a Arc<dyn Dialect>,
        spec: &'static OperationSpec,
        write: &'a (dyn Fn(&mut RequestWriter) -> Result<(), Error> + Send + Sync),
        options: &'a CallOptions,
    ) -> Run<'a> {
        let started = self.timing.elapsed();
        let total = options.timeout.unwrap_or(self.limits.total);
        let deadline = started.saturating_add(total);
        Run {
            dialect,
            spec,
            write,
            options,
            started,
            deadline,
            attempts: 0,
            status: None,
            queue_wait: Duration::ZERO,
            perhaps_done: false,
        }
    }

    fn span(run: &Run<'_>) -> Span {
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
            isp.grant.generation = field::Empty,
        )
    }

    async fn admitted<'a>(
        self: &Arc<Self>,
        mut run: Run<'a>,
    ) -> (Run<'a>, Result<Exchange, Error>) {
        // Bad input is refused before anything leaves, the login included.
        if let Err(error) = Self::request(&run, None) {
            return (run, Err(error));
        }
        let permit = within(&*self.timing, self.left(&run), self.admission.enter()).await;
        run.queue_wait = self.timing.elapsed().saturating_sub(run.started);
        Span::current().record("isp.queue_wait_ms", as_millis(run.queue_wait));
        let result = match permit {
            Ok(_permit) => self.attempts(&mut run).await,
            Err(_) => Err(Error::new(ErrorKind::Timeout, "no other call finished in time")),
        };
        (run, result)
    }

    /// Sends until there is a good answer or nothing more may be tried.
    async fn attempts(self: &Arc<Self>, run: &mut Run<'_>) -> Result<Exchange, Error> {
        let mut relogins = 0;
        loop {
            let held = self.grant(run).await?;
            if let Some((_, held)) = &held {
                run.dialect.authorise(run.spec, &held.grant)?;
            }
            let (request, secrets) = Self::request(run, held.as_ref().map(|(_, held)| &**held))?;
            run.attempts += 1;
            let sent_at = self.timing.elapsed();
            let exchanged = self.exchange(run, request).await;
            run.status = exchanged.as_ref().ok().map(|answer| answer.status);
            let (fault, answer) = match exchanged {
                Ok(answer) => match run.dialect.classify(run.spec, &answer) {
                    Ok(oddities) => {
                        if run.attempts == 1 {
                            self.quota.refund();
                        }
                        self.tell_attempt(run, sent_at, None);
                        return Ok(Exchange { answer, oddities, secrets });
                    }
                    Err(mut fault) => {
                        let asked = answer.header("retry-after");
                        let asked =
                            asked.and_then(|value| retry_after::parse(value, self.timing.now()));
                        fault.retry_after = fault.retry_after.or(asked);
                        (fault, Some(answer))
                    }
                },
                Err(fault) => (fault, None),
            };
            self.tell_attempt(run, sent_at, Some(fault.kind));
            run.perhaps_done |= fault.outcome != Outcome::NotDone;
            tracing::debug!(kind = %fault.kind, attempt = run.attempts, "attempt failed");

            if let Some((key, held)) = &held {
                match self.after_refusal(run, &fault, key, held, relogins) {
                    Refusal::LogInAgain => {
                        relogins += 1;
                        continue;
                    }
                    Refusal::Condemned => {
                        let error = error_of(run, fault, answer.as_ref(), &secrets);
                        // Whoever comes next is told the same, without this call's particulars.
                        let remembered =
                            error.clone().with_attempts(0).with_outcome(Outcome::NotDone);
                        self.grants.condemn(key, held.generation, remembered);
                        return Err(error);
                    }
                    Refusal::None => {}
                }
            }
            match self.pause_before_repetition(run, &fault) {
                Ok(pause) => self.timing.sleep(pause).await,
                Err(advice) => {
                    let mut error = error_of(run, fault, answer.as_ref(), &secrets);
                    if let Some(advice) = advice {
                        error = error.with_advice(advice);
                    }
                    return Err(error);
                }
            }
        }
    }

    /// The grant that the operation needs, if any, held or fetched now.
    async fn grant(
        self: &Arc<Self>,
        run: &Run<'_>,
    ) -> Result<Option<(GrantKey, Arc<HeldGrant>)>, Error> {
        let Some(key) = run.dialect.grant_key(run.spec) else {
            return Ok(None);
        };
        let spec = run.spec;
        let log_in = || {
            let login = Login { pipeline: Arc::clone(self), dialect: Arc::clone(run.dialect) };
            let limit = self.limits.login;
            Box::pin(async move {
                let timing = Arc::clone(&login.pipeline.timing);
                let started = timing.elapsed();
                let result = match within(&*timing, limit, login.dialect.login(spec, &login)).await
                {
                    Ok(result) => result,
                    Err(_) => Err(Error::new(ErrorKind::Timeout, "the login took too long")
                        .with_system(login.dialect.system())),
                };
                if let Some(observer) = &login.pipeline.observer {
                    observer.login(&LoginAttempt {
                        system: login.dialect.system(),
                        operation: spec.name,
                        failure: result.as_ref().err().map(Error::kind),
                        elapsed: timing.elapsed().saturating_sub(started),
                    });
                }
                result
            }) as LoginFuture
        };
        match within(&*self.timing, self.left(run), self.grants.acquire(&key, log_in)).await {
            Ok(held) => {
                let held = held?;
                Span::current().record("isp.grant.generation", held.generation);
                Ok(Some((key, held)))
            }
            Err(_) => Err(Error::new(ErrorKind::Timeout, "the login did not finish in time")),
        }
    }

    /// The request, and every secret that must not be kept of it.
    fn request(
        run: &Run<'_>,
        held: Option<&HeldGrant>,
    ) -> Result<(HttpRequest, Vec<Secret>), Error> {
        let mut writer = RequestWriter::new(run.dialect.base_url(run.spec), run.spec);
        run.dialect.sign(held.map(|held| &held.grant), &mut writer);
        (run.write)(&mut writer)?;
        let mut secrets = run.dialect.secrets();
        secrets.extend_from_slice(writer.secrets());
        secrets.extend(held.map(|held| held.grant.token().clone()));
        Ok((writer.finish()?, secrets))
    }

    /// One attempt: send, read the body up to the limit, parse.
    async fn exchange(&self, run: &Run<'_>, request: HttpRequest) -> Result<Answer, Fault> {
        let limit = run.options.attempt_timeout.unwrap_or(self.limits.attempt).min(self.left(run));
        let max_body = run.options.max_body.unwrap_or(self.limits.max_body);
        let sent = async {
            let response = self.transport.send(request).await?;
            let (status, mut headers, mut body) =
                (response.status, response.headers, response.body);
            headers.retain(|(name, _)| name != "set-cookie");
            let mut whole = BytesMut::new();
            while let Some(chunk) = body.chunk().await? {
                if whole.len() + chunk.len() > max_body {
                    let what = format!("the body is larger than {max_body} bytes");
                    return Err(TransportError::new(TransportErrorKind::TooLarge, what));
                }
                whole.extend_from_slice(&chunk);
            }
            Ok((status, headers, whole.freeze()))
        };
        let (status, headers, body): (_, _, Bytes) = match within(&*self.timing, limit, sent).await
        {
            Ok(Ok(parts)) => parts,
            Ok(Err(error)) => return Err(Fault::from_transport(&error)),
            Err(_) => {
                return Err(Fault::new(ErrorKind::Timeout, "no complete answer came in time")
                    .perhaps_done()
                    .transient());
            }
        };
        Span::current().record("http.response.status_code", status);
        let json = run.dialect.parse(&body);
        Ok(Answer { status, headers, body, json })
    }

    /// What follows from a refused grant.
    fn after_refusal(
        &self,
        run: &Run<'_>,
        fault: &Fault,
        key: &GrantKey,
        held: &HeldGrant,
        relogins: u32,
    ) -> Refusal {
        let again = relogins == 0 && !self.left(run).is_zero();
        match fault.grant {
            GrantVerdict::Unconcerned => Refusal::None,
            GrantVerdict::Refused => {
                self.grants.invalidate(key, held.generation);
                // Code or status prove that nothing ran, so that a write may be repeated too.
                if again { Refusal::LogInAgain } else { Refusal::Condemned }
            }
            GrantVerdict::PerhapsExpired => {
                if self.timing.elapsed().saturating_sub(held.obtained_at) < FRESH {
                    return Refusal::None;
                }
                self.grants.invalidate(key, held.generation);
                if again && run.spec.effect.is_repeatable() {
                    Refusal::LogInAgain
                } else {
                    Refusal::None
                }
            }
        }
    }

    /// How long to wait before the next attempt, or why there is none.
    fn pause_before_repetition(
        &self,
        run: &Run<'_>,
        fault: &Fault,
    ) -> Result<Duration, Option<String>> {
        let most = run.options.max_attempts.unwrap_or(self.retry.max_attempts);
        if run.attempts >= most || !repetition::is_allowed(run.spec.effect, fault) {
            return Err(None);
        }
        let own = self.retry.pause(run.attempts, spread(&*self.timing));
        let pause = own.max(fault.retry_after.unwrap_or_default());
        if pause >= self.left(run) {
            let asked = fault.retry_after.filter(|asked| *asked == pause);
            return Err(asked.map(|asked| {
                format!(
                    "the server asks to wait {} s, longer than this call may take",
                    asked.as_secs()
                )
            }));
        }
        if !self.quota.spend() {
            return Err(Some("too many calls had to be repeated lately; try again later".into()));
        }
        Ok(pause)
    }

    fn reply<O: Operation>(
        &self,
        run: &Run<'_>,
        exchange: Exchange,
        operation: &O,
    ) -> Result<Reply<O::Output>, Error> {
        let Exchange { answer, oddities, secrets } = exchange;
        let not_understood = |what: String| {
            let outcome = match (run.spec.effect.is_write(), run.spec.proof.is_shown()) {
                (false, _) => Outcome::NotDone,
                // The dialect found the proof in the answer.
                (true, true) => Outcome::Done,
                (true, false) => Outcome::PerhapsDone,
            };
            Error::new(ErrorKind::NotUnderstood, what)
                .with_status(answer.status)
                .with_outcome(outcome)
                .with_evidence(Redactor::new(&secrets).evidence(&answer))
        };
        let Decoded { value, mut drift } =
            operation.read(&answer).map_err(|error| not_understood(error.to_string()))?;
        drift.append(oddities);
        if !drift.is_empty() {
            if let Some(observer) = &self.observer {
                let (system, operation) = (run.dialect.system(), run.spec.name);
                observer.drift(&ObservedDrift { system, operation, drift: &drift });
            }
            let strict = run.options.strict.unwrap_or(self.strict);
            if let (true, Some(first)) = (strict, drift.first()) {
                return Err(not_understood(format!("unexpected in strict mode: {first}")));
            }
            tracing::debug!(deviations = drift.len(), "the answer drifted from the known shape");
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

    fn tell_attempt(&self, run: &Run<'_>, sent_at: Duration, failure: Option<ErrorKind>) {
        if let Some(observer) = &self.observer {
            observer.attempt(&Attempt {
                system: run.dialect.system(),
                operation: run.spec.name,
                number: run.attempts,
                status: run.status,
                failure,
                elapsed: self.timing.elapsed().saturating_sub(sent_at),
            });
        }
    }

    /// Adds what every error of a call says, and tells span and observer that the call has ended.
    fn finish<T>(&self, result: Result<T, Error>, run: &Run<'_>) -> Result<T, Error> {
        let span = Span::current();
        span.record("isp.attempts", run.attempts);
        if run.attempts > 1 {
            span.record("http.request.resend_count", run.attempts - 1);
        }
        let result = result.map_err(|mut error| {
            if error.system().is_none() {
                error = error.with_system(run.dialect.system());
            }
            let perhaps_done = run.perhaps_done && run.spec.effect.is_write();
            if perhaps_done && error.outcome() == Outcome::NotDone {
                error = error.with_outcome(Outcome::PerhapsDone);
            }
            // A failed login keeps its own name: that is where to look.
            if error.operation().is_none() {
                error = error.with_operation(run.spec.name).with_attempts(run.attempts);
            }
            span.record("error.type", field::debug(error.kind()));
            error
        });
        if let Some(observer) = &self.observer {
            let failed = result.as_ref().err();
            observer.finished(&FinishedCall {
                system: run.dialect.system(),
                operation: run.spec.name,
                effect: run.spec.effect,
                attempts: run.attempts,
                status: run.status,
                failure: failed.map(Error::kind),
                outcome: failed.filter(|_| run.spec.effect.is_write()).map(Error::outcome),
                elapsed: self.timing.elapsed().saturating_sub(run.started),
                queue_wait: run.queue_wait,
            });
        }
        result
    }

    fn left(&self, run: &Run<'_>) -> Duration {
        run.deadline.saturating_sub(self.timing.elapsed())
    }
}

enum Refusal {
    /// The grant is not the trouble.
    None,
    /// One new login, one repetition.
    LogInAgain,
    /// Even a new grant was refused: remember that.
    Condemned,
}

/// The error of a call that ends with `fault`.
fn error_of(run: &Run<'_>, fault: Fault, answer: Option<&Answer>, secrets: &[Secret]) -> Error {
    let redactor = Redactor::new(secrets);
    let outcome = if run.spec.effect.is_write() { fault.outcome } else { Outcome::NotDone };
    let mut error = Error::new(fault.kind, fault.what).with_outcome(outcome);
    if let Some(code) = fault.code {
        error = error.with_code(redactor.redact(&code));
    }
    if let Some(message) = fault.message {
        error = error.with_vendor_message(redactor.redact(&message));
    }
    if let Some(advice) = fault.advice {
        error = error.with_advice(advice);
    }
    if let Some(answer) = answer {
        error = error.with_status(answer.status).with_evidence(redactor.evidence(answer));
    }
    error
}

fn as_millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

//! The attempts of a call: sign, send, classify; then stop, log in again, or wait and repeat.

use std::sync::Arc;
use std::time::Duration;

use super::Pipeline;
use super::long_work;
use super::refusal::Refusal;
use super::retry_after;
use super::run::{Accepted, Failed, Run};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::observer::Attempt;
use crate::http::request::HttpRequest;
use crate::http::request_writer::WrittenRequest;
use crate::http::timing::within;
use crate::http::transport::{BodyStream, TransportError, TransportErrorKind};
use crate::http::vendor::fault::Fault;
use crate::http::vendor::request_signer::RequestSigner;
use crate::http::vendor::tokens::{Grant, Token};
use crate::secret::Secret;
use crate::wire::Drift;

/// A request ready to be sent, with the secrets that its signature added.
struct Signed {
    request: HttpRequest,
    secrets: Vec<Secret>,
}

/// An answer as it came.
struct Received {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Pipeline {
    /// Sends until an answer is accepted or nothing more may be tried.
    pub(super) async fn attempts(
        self: &Arc<Self>,
        run: &mut Run<'_>,
        written: &WrittenRequest,
    ) -> Result<Accepted, Error> {
        // The generation of the token that was refused; a new one is tried once.
        let mut refused = None;
        loop {
            let grant = self.grant(run, refused).await?;
            let signed = sign(run, written, grant.as_ref().map(Grant::token))?;
            let failed = match self.attempt(run, signed).await {
                Ok(accepted) => {
                    if let Some(grant) = &grant {
                        grant.accepted_for(run.spec.name);
                    }
                    return Ok(accepted);
                }
                Err(failed) => failed,
            };
            if let Some(grant) = &grant {
                match self.after_refusal(run, failed.fault.token, grant, refused.is_some()) {
                    Refusal::Unconcerned => {}
                    Refusal::LogInAgain => {
                        refused = Some(grant.generation());
                        continue;
                    }
                    Refusal::RefusedAgain => {
                        let error = run.error_of(failed, written);
                        self.remember_refusal(run, grant, &error);
                        return Err(error);
                    }
                }
            }
            match self.pause_before_repetition(run, &failed.fault) {
                Ok(pause) => self.timing.sleep(pause).await,
                Err(advice) => {
                    let error = run.error_of(failed, written);
                    return Err(match advice {
                        Some(advice) => error.with_advice(advice),
                        None => error,
                    });
                }
            }
        }
    }

    /// One attempt: sends the request and lets the dialect judge the answer.
    async fn attempt(&self, run: &mut Run<'_>, signed: Signed) -> Result<Accepted, Failed> {
        let Signed { request, secrets } = signed;
        run.attempts += 1;
        let sent_at = self.timing.elapsed();
        let received = self.exchange(run, request).await;
        run.status = received.as_ref().ok().map(|received| received.status);
        let judged = match received {
            Err(fault) => Err(fault),
            Ok(received) => judge(run, received).await,
        };
        let (fault, answer) = match judged {
            Err(fault) => (fault, None),
            Ok((answer, Ok(oddities))) => {
                if run.attempts == 1 {
                    self.quota.refund();
                }
                self.tell_attempt(run, sent_at, None);
                return Ok(Accepted { answer, oddities, secrets });
            }
            Ok((answer, Err(fault))) => (self.with_retry_after(fault, &answer), Some(answer)),
        };
        self.tell_attempt(run, sent_at, Some(fault.kind));
        run.perhaps_done |= fault.outcome != Outcome::NotDone;
        tracing::debug!(kind = %fault.kind, attempt = run.attempts, "attempt failed");
        Err(Failed { fault, answer, secrets })
    }

    /// Sends the request, and reads the body up to the limit.
    async fn exchange(&self, run: &Run<'_>, request: HttpRequest) -> Result<Received, Fault> {
        let limit = run.options.attempt_timeout.unwrap_or(self.limits.attempt).min(run.left(self));
        let max_body = run.options.max_body.unwrap_or(self.limits.max_body);
        let received = async {
            let mut response = self.transport.send(request).await?;
            let body = read_body(&mut *response.body, max_body).await?;
            response.headers.retain(|(name, _)| name != "set-cookie");
            let (status, headers) = (response.status, response.headers);
            Ok::<_, TransportError>(Received { status, headers, body })
        };
        match within(&*self.timing, limit, received).await {
            Ok(Ok(received)) => {
                run.span.record("http.response.status_code", received.status);
                Ok(received)
            }
            Ok(Err(error)) => Err(Fault::from_transport(&error)),
            Err(_) => Err(Fault::new(ErrorKind::Timeout, "no complete answer came in time")
                .perhaps_done()
                .transient()),
        }
    }

    /// Adds how long the server asks to wait, unless the dialect has found that in the body.
    fn with_retry_after(&self, mut fault: Fault, answer: &Answer) -> Fault {
        let header = answer.header("retry-after");
        let asked = header.and_then(|value| retry_after::parse(value, self.timing.now()));
        fault.retry_after = fault.retry_after.or(asked);
        fault
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
}

/// Signs the written request for one attempt.
fn sign(run: &Run<'_>, written: &WrittenRequest, token: Option<&Token>) -> Result<Signed, Error> {
    if let Some(token) = token {
        run.dialect.authorise(run.spec, token)?;
    }
    let mut signer = RequestSigner::new(written);
    run.dialect.sign(token, &mut signer);
    let mut secrets = signer.take_secrets();
    secrets.extend(token.map(|token| token.secret().clone()));
    Ok(Signed { request: signer.finish(), secrets })
}

/// Parses the body and lets the dialect judge the answer.
async fn judge(run: &Run<'_>, received: Received) -> Result<(Answer, Result<Drift, Fault>), Fault> {
    let (spec, dialect) = (run.spec, Arc::clone(run.dialect));
    let is_long = received.body.len() > long_work::LONG;
    let work = move || {
        let Received { status, headers, body } = received;
        let answer = Answer::new(status, headers, body, dialect.encoding());
        let verdict = dialect.classify(spec, &answer);
        (answer, verdict)
    };
    if !is_long {
        return Ok(work());
    }
    let interrupted =
        || Fault::new(ErrorKind::NotUnderstood, long_work::INTERRUPTED).perhaps_done();
    long_work::elsewhere(work).await.ok_or_else(interrupted)
}

async fn read_body(body: &mut dyn BodyStream, max_body: usize) -> Result<Vec<u8>, TransportError> {
    let mut whole = Vec::new();
    while let Some(chunk) = body.chunk().await? {
        if whole.len() + chunk.len() > max_body {
            let what = format!("the body is larger than {max_body} bytes");
            return Err(TransportError::new(TransportErrorKind::TooLarge, what));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole)
}

//! The attempts of a call: sign, send, classify; then stop, log in again, or wait and repeat.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::Pipeline;
use super::long_work;
use super::refusal::Refusal;
use super::retry_after;
use super::run::{Accepted, Failed, Run};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::headers::Headers;
use crate::http::observer::Attempt;
use crate::http::request::HttpRequest;
use crate::http::request_writer::WrittenRequest;
use crate::http::timing::within;
use crate::http::transport::{BodyStream, HttpResponse, TransportError};
use crate::http::vendor::fault::Fault;
use crate::http::vendor::request_signer::RequestSigner;
use crate::http::vendor::tokens::{Grant, Token};
use crate::secret::Secret;
use crate::wire::Drift;

/// A request that the transport is about to send; nothing is sent before it is polled.
type Sending<'a> = BoxFuture<'a, Result<HttpResponse, TransportError>>;

/// An answer as it came.
struct Received {
    status: u16,
    headers: Headers,
    body: Vec<u8>,
    /// What follows, where only the beginning was read.
    more: Option<Box<dyn BodyStream>>,
}

/// An answer and what the dialect says of it.
struct Judged {
    answer: Answer,
    verdict: Result<Drift, Fault>,
    more: Option<Box<dyn BodyStream>>,
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
            let (request, secrets) = sign(run, written, grant.as_ref().map(Grant::token))?;
            // The request moves into the transport's future at once, not through all of these.
            let sending = self.transport.send(request);
            let failed = match self.attempt(run, sending, secrets).await {
                Ok(accepted) => {
                    // An answer that still arrives was not judged yet.
                    if let (Some(grant), None) = (&grant, &accepted.more) {
                        grant.accepted_for(run.spec.name);
                    }
                    return Ok(accepted);
                }
                Err(failed) => failed,
            };
            if let Some(grant) = &grant {
                // A token that another client has had for long is no new login.
                let logged_in_again = refused.is_some() && !grant.is_old_shared();
                match self.after_refusal(run, failed.fault.token, grant, logged_in_again) {
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
    async fn attempt(
        &self,
        run: &mut Run<'_>,
        sending: Sending<'_>,
        secrets: Vec<Secret>,
    ) -> Result<Accepted, Failed> {
        run.attempts += 1;
        // Only an observer wants to know it.
        let sent_at = self.observer.as_ref().map(|_| self.timing.elapsed());
        let received = self.exchange(run, sending).await;
        run.status = received.as_ref().ok().map(|received| received.status);
        let judged = match received {
            Err(fault) => Err(fault),
            Ok(received) => judge(run, received).await,
        };
        let (fault, answer) = match judged {
            Err(fault) => (fault, None),
            Ok(Judged { answer, verdict: Ok(oddities), more }) => {
                if run.attempts == 1 {
                    self.quota.refund();
                }
                self.tell_attempt(run, sent_at, None);
                return Ok(Accepted { answer, oddities, secrets, more });
            }
            Ok(Judged { answer, verdict: Err(fault), .. }) => {
                (self.with_retry_after(fault, &answer), Some(answer))
            }
        };
        self.tell_attempt(run, sent_at, Some(fault.kind));
        run.perhaps_done |= fault.outcome != Outcome::NotDone;
        tracing::debug!(kind = %fault.kind, attempt = run.attempts, "attempt failed");
        Err(Failed { fault, answer, secrets })
    }

    /// Sends the request, and reads the body up to the limit. The body of a large answer that is read
    /// while it arrives is given back.
    async fn exchange(&self, run: &Run<'_>, sending: Sending<'_>) -> Result<Received, Fault> {
        let limit = run.options.attempt_timeout.unwrap_or(self.limits.attempt).min(run.left(self));
        let received = pin!(async {
            let response = sending.await?;
            let whole_up_to = run.whole_up_to.filter(|_| matches!(response.status, 200..=299));
            let max_body = run.options.max_body.unwrap_or(match whole_up_to {
                None => self.limits.max_body,
                Some(_) => usize::MAX,
            });
            let (body, more) = read_body(response.body, max_body, whole_up_to).await?;
            let (status, headers) = (response.status, response.headers.without_cookies());
            Ok::<_, TransportError>(Received { status, headers, body, more })
        });
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

    fn tell_attempt(&self, run: &Run<'_>, sent_at: Option<Duration>, failure: Option<ErrorKind>) {
        if let (Some(observer), Some(sent_at)) = (&self.observer, sent_at) {
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

/// Signs the written request for one attempt; beside it, the secrets that the signature added.
fn sign(
    run: &Run<'_>,
    written: &WrittenRequest,
    token: Option<&Token>,
) -> Result<(HttpRequest, Vec<Secret>), Error> {
    if let Some(token) = token {
        run.dialect.authorise(run.spec, token)?;
    }
    let mut signer = RequestSigner::new(written);
    run.dialect.sign(token, &mut signer);
    let mut secrets = signer.take_secrets();
    secrets.extend(token.map(|token| token.secret().clone()));
    Ok((signer.finish(), secrets))
}

/// Parses the body and lets the dialect judge the answer. One that still arrives is judged at its
/// end.
async fn judge(run: &Run<'_>, received: Received) -> Result<Judged, Fault> {
    let Received { status, headers, body, more } = received;
    if more.is_some() {
        let answer = Answer::beginning(status, headers, body);
        return Ok(Judged { answer, verdict: Ok(Drift::default()), more });
    }
    let (spec, dialect) = (run.spec, Arc::clone(run.dialect));
    let is_long = body.len() > long_work::LONG;
    let work = move || {
        let answer = Answer::new(status, headers, body, dialect.encoding());
        let verdict = dialect.classify(spec, &answer);
        Judged { answer, verdict, more: None }
    };
    if !is_long {
        return Ok(work());
    }
    let interrupted =
        || Fault::new(ErrorKind::NotUnderstood, long_work::INTERRUPTED).perhaps_done();
    long_work::elsewhere(work).await.ok_or_else(interrupted)
}

/// Reads a body, or its beginning if it is larger than `whole_up_to`: then the rest is given back.
async fn read_body(
    mut body: Box<dyn BodyStream>,
    max_body: usize,
    whole_up_to: Option<usize>,
) -> Result<(Vec<u8>, Option<Box<dyn BodyStream>>), TransportError> {
    let mut read = Vec::new();
    while let Some(chunk) = body.chunk().await? {
        if read.len() + chunk.len() > max_body {
            return Err(TransportError::too_large(max_body));
        }
        read.extend_from_slice(&chunk);
        if whole_up_to.is_some_and(|most| read.len() > most) {
            return Ok((read, Some(body)));
        }
    }
    Ok((read, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::transport::TransportErrorKind;
    use async_trait::async_trait;
    use bytes::Bytes;

    /// A body that comes in these pieces.
    struct Pieces(Vec<&'static [u8]>);

    #[async_trait]
    impl BodyStream for Pieces {
        async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
            let next = (!self.0.is_empty()).then(|| self.0.remove(0));
            Ok(next.map(Bytes::from_static))
        }
    }

    async fn read(pieces: &[&'static [u8]], max_body: usize) -> Result<Vec<u8>, TransportError> {
        let (body, more) = read_body(Box::new(Pieces(pieces.to_vec())), max_body, None).await?;
        assert!(more.is_none());
        Ok(body)
    }

    #[tokio::test]
    async fn a_body_is_whole_in_however_many_pieces_it_comes() {
        let cuts: [&[&[u8]]; 6] = [
            &[b"abcdef"],
            &[b"abc", b"def"],
            &[b"a", b"bc", b"", b"def"],
            &[b"", b"abcdef"],
            &[b"abcdef", b""],
            &[b"", b"ab", b"", b"cdef", b""],
        ];
        for pieces in cuts {
            assert_eq!(&read(pieces, 6).await.unwrap()[..], b"abcdef", "{pieces:?}");
        }
        assert!(read(&[], 6).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_body_beyond_the_limit_is_refused_in_however_many_pieces_it_comes() {
        let cuts: [&[&[u8]]; 3] = [&[b"abcdef"], &[b"abc", b"def"], &[b"a", b"b", b"c", b"def"]];
        for pieces in cuts {
            let error = read(pieces, 5).await.unwrap_err();
            assert_eq!(error.kind, TransportErrorKind::TooLarge, "{pieces:?}");
        }
    }
}

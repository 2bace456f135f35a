//! The attempts of a call: sign, send, classify; then stop, log in again, or wait and repeat.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::BoxFuture;

use super::Pipeline;
use super::refusal::Refusal;
use super::retry_after;
use super::run::{Accepted, Failed, Run};
use crate::error::{Error, ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::observer::Attempt;
use crate::http::request::HttpRequest;
use crate::http::request_writer::WrittenRequest;
use crate::http::timing::within;
use crate::http::transport::{BodyStream, HttpResponse, TransportError, TransportErrorKind};
use crate::http::vendor::fault::Fault;
use crate::http::vendor::request_signer::RequestSigner;
use crate::http::vendor::tokens::Token;
use crate::secret::Secret;

/// A request that the transport is about to send; nothing is sent before it is polled.
type Sending<'a> = BoxFuture<'a, Result<HttpResponse, TransportError>>;

impl Pipeline {
    /// Sends until an answer is accepted or nothing more may be tried.
    pub(super) async fn attempts(
        self: &Arc<Self>,
        run: &mut Run<'_>,
        written: &WrittenRequest,
    ) -> Result<Accepted, Error> {
        let mut logged_in_again = false;
        loop {
            let token = self.token(run).await?;
            let (request, secrets) =
                sign(run, written, token.as_ref().map(|token| &token.held.token))?;
            // The request moves into the transport's future at once, not through all of these.
            let sending = self.transport.send(request);
            let failed = match self.attempt(run, sending, secrets).await {
                Ok(accepted) => return Ok(accepted),
                Err(failed) => failed,
            };
            if let Some(token) = &token {
                match self.after_refusal(run, failed.fault.token, token, logged_in_again) {
                    Refusal::Unconcerned => {}
                    Refusal::LogInAgain => {
                        logged_in_again = true;
                        continue;
                    }
                    Refusal::RefusedAgain => {
                        let error = run.error_of(failed, written);
                        self.remember_refusal(token, &error);
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
        let exchanged = self.exchange(run, sending).await;
        run.status = exchanged.as_ref().ok().map(|answer| answer.status);
        let (fault, answer) = match exchanged {
            Err(fault) => (fault, None),
            Ok(answer) => match run.dialect.classify(run.spec, &answer) {
                Ok(oddities) => {
                    if run.attempts == 1 {
                        self.quota.refund();
                    }
                    self.tell_attempt(run, sent_at, None);
                    return Ok(Accepted { answer, oddities, secrets });
                }
                Err(fault) => (self.with_retry_after(fault, &answer), Some(answer)),
            },
        };
        self.tell_attempt(run, sent_at, Some(fault.kind));
        run.perhaps_done |= fault.outcome != Outcome::NotDone;
        tracing::debug!(kind = %fault.kind, attempt = run.attempts, "attempt failed");
        Err(Failed { fault, answer, secrets })
    }

    /// Sends the request, reads the body up to the limit, and parses it.
    async fn exchange(&self, run: &Run<'_>, sending: Sending<'_>) -> Result<Answer, Fault> {
        let limit = run.options.attempt_timeout.unwrap_or(self.limits.attempt).min(run.left(self));
        let max_body = run.options.max_body.unwrap_or(self.limits.max_body);
        let received = pin!(async {
            let mut response = sending.await?;
            let body = read_body(&mut *response.body, max_body).await?;
            let json = run.dialect.parse(&body);
            Ok::<_, TransportError>(Answer {
                status: response.status,
                headers: response.headers.without_cookies(),
                body,
                json,
            })
        });
        match within(&*self.timing, limit, received).await {
            Ok(Ok(answer)) => {
                run.span.record("http.response.status_code", answer.status);
                Ok(answer)
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

async fn read_body(body: &mut dyn BodyStream, max_body: usize) -> Result<Bytes, TransportError> {
    // Most answers come in one piece, which is then the body as it is.
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    while let Some(chunk) = body.chunk().await? {
        let length = first.len() + whole.len();
        if length + chunk.len() > max_body {
            let what = format!("the body is larger than {max_body} bytes");
            return Err(TransportError::new(TransportErrorKind::TooLarge, what));
        }
        if length == 0 {
            first = chunk;
            continue;
        }
        if whole.is_empty() {
            whole = BytesMut::from(std::mem::take(&mut first));
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(if whole.is_empty() { first } else { whole.freeze() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_trait::async_trait;

    /// A body that comes in these pieces.
    struct Pieces(Vec<&'static [u8]>);

    #[async_trait]
    impl BodyStream for Pieces {
        async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
            let next = (!self.0.is_empty()).then(|| self.0.remove(0));
            Ok(next.map(Bytes::from_static))
        }
    }

    async fn read(pieces: &[&'static [u8]], max_body: usize) -> Result<Bytes, TransportError> {
        read_body(&mut Pieces(pieces.to_vec()), max_body).await
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

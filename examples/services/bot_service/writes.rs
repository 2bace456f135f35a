//! Writes: each is made once, whatever happens to its caller.
//!
//! A caller names each write by a key of its own, in the header `Idempotency-Key`. A messenger delivers a
//! customer's message more than once, and a connection may break at any moment: the same key then gives
//! the answer of the first request, and nothing is done again. Only a write that was surely not done is
//! forgotten, so that the same key may try it anew. This service itself never repeats one.
//!
//! Keys are kept in the memory of this process. Where several replicas run, or a restart must not forget
//! them, keep them in a shared database.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use isp_core::Outcome;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::failure::Failure;
use crate::service::InFlight;

/// How many writes are remembered.
const REMEMBERED: usize = 10_000;

/// The longest key, in characters.
const LONGEST_KEY: usize = 100;

/// The caller's name of a write.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key(String);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let key = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        match key {
            Some(key) if (1..=LONGEST_KEY).contains(&key.len()) => Ok(Self(key.to_owned())),
            _ => Err(Failure::invalid(
                "the header Idempotency-Key must name this write: 1 to 100 characters, the same \
                 when it is asked for again",
            )),
        }
    }
}

/// How a write ended, as its caller is told.
pub(crate) type Answer = Result<(StatusCode, Value), Failure>;

/// The writes of this process. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Writes(Arc<Mutex<VecDeque<Write>>>);

struct Write {
    key: Key,
    /// What was asked for.
    request: Vec<u8>,
    answer: watch::Receiver<Option<Answer>>,
}

impl Writes {
    /// Makes the write unless its key is known, and waits for its answer no longer than `limit`. The
    /// write itself is not ended by that, nor by the caller's going away.
    pub(crate) async fn once(
        &self,
        key: Key,
        request: Vec<u8>,
        limit: Duration,
        in_flight: InFlight,
        write: impl Future<Output = Answer> + Send + 'static,
    ) -> Answer {
        let mut answer = match self.begin(&key, request)? {
            Begun::Before(answer) => answer,
            Begun::Now(sender) => {
                let (answer, writes) = (sender.subscribe(), self.clone());
                tokio::spawn(async move {
                    let answer = write.await;
                    match &answer {
                        Ok((status, _)) => tracing::info!(status = status.as_u16(), "write done"),
                        Err(failure) => {
                            let (error, outcome) = (failure.log_line(), failure.outcome);
                            tracing::warn!(error, %outcome, "write failed");
                        }
                    }
                    if answer.as_ref().is_err_and(|failure| failure.outcome == Outcome::NotDone) {
                        writes.forget(&key);
                    }
                    sender.send_replace(Some(answer));
                    drop(in_flight);
                });
                answer
            }
        };
        match timeout(limit, answer.wait_for(Option::is_some)).await {
            Ok(Ok(answer)) => answer.clone().unwrap_or_else(|| Err(Failure::perhaps_done())),
            // The task ended without an answer.
            Ok(Err(_)) => Err(Failure::perhaps_done()),
            Err(_) => Err(Failure::still_running()),
        }
    }

    fn begin(&self, key: &Key, request: Vec<u8>) -> Result<Begun, Failure> {
        let mut writes = self.lock();
        if let Some(known) = writes.iter().find(|known| known.key == *key) {
            if known.request != request {
                return Err(Failure::invalid("this Idempotency-Key names another write"));
            }
            return Ok(Begun::Before(known.answer.clone()));
        }
        if writes.len() >= REMEMBERED {
            let is_over = |write: &Write| write.answer.borrow().is_some();
            let oldest = writes.iter().position(is_over);
            oldest.and_then(|oldest| writes.remove(oldest));
        }
        let (sender, answer) = watch::channel(None);
        writes.push_back(Write { key: key.clone(), request, answer });
        Ok(Begun::Now(sender))
    }

    fn forget(&self, key: &Key) {
        self.lock().retain(|known| known.key != *key);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Write>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Begun {
    /// By an earlier request.
    Before(watch::Receiver<Option<Answer>>),
    /// By this one, which must send the answer.
    Now(watch::Sender<Option<Answer>>),
}

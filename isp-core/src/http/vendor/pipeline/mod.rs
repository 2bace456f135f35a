//! A call from end to end.
//!
//! | file | what it does |
//! |---|---|
//! | `call` | one call: write the request, wait for a permit, make the attempts, read the reply |
//! | `attempts` | the loop: sign, send, classify; then stop, log in again, or wait and repeat |
//! | `long_work` | reads long answers away from the worker that serves other tasks |
//! | `login` | the token of an attempt, held or fetched by a login |
//! | `refusal` | what follows from a refused token |
//! | `repetition` | whether and when a failed attempt is repeated |
//! | `open` | a call whose answer is read while it arrives |
//! | `kept` | what is kept of an error: the redacted beginning of the answer |
//!
//! `run` is the state of one call, `admission` and `retry_quota` are shared by all calls.

mod admission;
mod attempts;
mod call;
mod kept;
mod login;
mod long_work;
mod open;
mod refusal;
mod repetition;
mod retry_after;
mod retry_quota;
mod run;

use std::fmt;
use std::sync::Arc;

use self::admission::Admission;
pub(crate) use self::open::{OpenCall, UnsentCall};
use self::retry_quota::RetryQuota;
pub(crate) use self::run::Run;
use super::tokens::{SharedTokens, TokenPool};
use crate::error::Error;
use crate::http::base_url::BaseUrl;
use crate::http::client_options::ClientOptions;
use crate::http::limits::Limits;
use crate::http::observer::Observer;
use crate::http::reqwest_transport::ReqwestTransport;
use crate::http::retry_policy::RetryPolicy;
use crate::http::timing::{Timing, TokioTiming};
use crate::http::transport::Transport;

/// What all calls of a client share: transport, permits, tokens, limits, retry quota, clock.
pub struct Pipeline {
    transport: Arc<dyn Transport>,
    admission: Admission,
    tokens: TokenPool,
    /// The tokens that other clients share; `None`: they stay in this one.
    shared: Option<Arc<SharedTokens>>,
    limits: Limits,
    retry: RetryPolicy,
    quota: RetryQuota,
    timing: Arc<dyn Timing>,
    observer: Option<Arc<dyn Observer>>,
    strict: bool,
}

impl Pipeline {
    /// A pipeline with these options, for the addresses `bases`.
    pub fn from_options(options: &ClientOptions, bases: &[&BaseUrl]) -> Result<Self, Error> {
        let transport = match &options.transport {
            Some(transport) => Arc::clone(transport),
            None => Arc::new(ReqwestTransport::to(bases, options)?),
        };
        Ok(Self::new(transport, options))
    }

    /// A pipeline over `transport`, whatever transport the options name.
    pub fn new(transport: Arc<dyn Transport>, options: &ClientOptions) -> Self {
        let timing = options.timing.clone().unwrap_or_else(|| Arc::new(TokioTiming::new()));
        Self {
            admission: Admission::new(
                options.max_in_flight,
                options.min_spacing,
                Arc::clone(&timing),
            ),
            tokens: TokenPool::new(options.remembered_tokens, Arc::clone(&timing)),
            shared: options.token_store.as_ref().map(|store| {
                Arc::new(SharedTokens::new(
                    Arc::clone(store),
                    Arc::clone(&timing),
                    options.observer.clone(),
                    options.limits.login,
                ))
            }),
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

    /// How many tokens are held at the moment.
    pub fn held_tokens(&self) -> usize {
        self.tokens.len()
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline").field("limits", &self.limits).finish_non_exhaustive()
    }
}

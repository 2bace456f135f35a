//! Events of calls as metrics.

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};

use super::observer::{
    Attempt, FinishedCall, LoginAttempt, ObservedDrift, Observer, TokenStoreAccess,
};
use crate::error::Outcome;

const CALLS: &str = "isp_calls_total";
const CALL_DURATION: &str = "isp_call_duration_seconds";
const QUEUE_WAIT: &str = "isp_queue_wait_seconds";
const RETRIES: &str = "isp_retries_total";
const ATTEMPTS: &str = "isp_attempts_total";
const ATTEMPT_DURATION: &str = "isp_attempt_duration_seconds";
const LOGINS: &str = "isp_logins_total";
const LOGIN_DURATION: &str = "isp_login_duration_seconds";
const DRIFT: &str = "isp_drift_total";
const STORE_ACCESSES: &str = "isp_token_store_accesses_total";
const STORE_DURATION: &str = "isp_token_store_access_duration_seconds";

/// Counts calls, attempts, logins, drift and uses of a token store by the `metrics` facade, for the
/// recorder that the program installed. [`telemetry`](super::telemetry) lists the names.
///
/// ```
/// use std::sync::Arc;
/// use isp_core::http::{MetricsObserver, Observer};
///
/// // After the recorder is installed: `.observer(observer.clone())` on the builder of each client.
/// let observer: Arc<dyn Observer> = Arc::new(MetricsObserver::new());
/// ```
///
/// Labels are names and classes: the ERP, the vendor's name of the operation, how it ended. None of them
/// holds a secret, an address or the number of anybody.
#[derive(Clone)]
pub struct MetricsObserver {
    next: Option<Arc<dyn Observer>>,
}

impl MetricsObserver {
    /// Describes the metrics to the recorder that is installed.
    pub fn new() -> Self {
        let counters = [
            (CALLS, "Finished calls"),
            (RETRIES, "Requests that repeated an earlier one of their call"),
            (ATTEMPTS, "Requests sent to the ERP"),
            (LOGINS, "Logins"),
            (DRIFT, "Deviations of answers from the known shape"),
            (STORE_ACCESSES, "Questions to the token store"),
        ];
        for (name, description) in counters {
            describe_counter!(name, Unit::Count, description);
        }
        let histograms = [
            (CALL_DURATION, "From a call to its end"),
            (QUEUE_WAIT, "Time that calls waited for a permit"),
            (ATTEMPT_DURATION, "From sending a request to its answer"),
            (LOGIN_DURATION, "From the beginning of a login to its end"),
            (STORE_DURATION, "From a question to the token store to its answer"),
        ];
        for (name, description) in histograms {
            describe_histogram!(name, Unit::Seconds, description);
        }
        Self { next: None }
    }

    /// Hands every event to another observer, too.
    pub fn followed_by(mut self, next: Arc<dyn Observer>) -> Self {
        self.next = Some(next);
        self
    }
}

impl Default for MetricsObserver {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for MetricsObserver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MetricsObserver").finish_non_exhaustive()
    }
}

impl Observer for MetricsObserver {
    fn attempt(&self, attempt: &Attempt) {
        let &Attempt { system, operation, failure, elapsed, .. } = attempt;
        counter!(ATTEMPTS, "system" => system, "operation" => operation,
            "outcome" => outcome(failure, None), "kind" => kind(failure))
        .increment(1);
        histogram!(ATTEMPT_DURATION, "system" => system, "operation" => operation).record(elapsed);
        if let Some(next) = &self.next {
            next.attempt(attempt);
        }
    }

    fn login(&self, login: &LoginAttempt) {
        let &LoginAttempt { system, failure, elapsed, .. } = login;
        counter!(LOGINS, "system" => system,
            "outcome" => outcome(failure, None), "kind" => kind(failure))
        .increment(1);
        histogram!(LOGIN_DURATION, "system" => system).record(elapsed);
        if let Some(next) = &self.next {
            next.login(login);
        }
    }

    fn token_store(&self, access: &TokenStoreAccess) {
        let &TokenStoreAccess { system, action, failure, elapsed } = access;
        let action = format!("{action:?}");
        counter!(STORE_ACCESSES, "system" => system, "action" => action.clone(),
            "outcome" => outcome(failure, None), "kind" => kind(failure))
        .increment(1);
        histogram!(STORE_DURATION, "system" => system, "action" => action).record(elapsed);
        if let Some(next) = &self.next {
            next.token_store(access);
        }
    }

    fn drift(&self, drift: &ObservedDrift<'_>) {
        let &ObservedDrift { system, operation, drift: deviations } = drift;
        counter!(DRIFT, "system" => system, "operation" => operation)
            .increment(deviations.len() as u64);
        if let Some(next) = &self.next {
            next.drift(drift);
        }
    }

    fn finished(&self, call: &FinishedCall) {
        let &FinishedCall { system, operation, failure, elapsed, queue_wait, .. } = call;
        let outcome = outcome(failure, call.outcome);
        counter!(CALLS, "system" => system, "operation" => operation,
            "outcome" => outcome, "kind" => kind(failure))
        .increment(1);
        histogram!(CALL_DURATION, "system" => system, "operation" => operation,
            "outcome" => outcome)
        .record(elapsed);
        histogram!(QUEUE_WAIT, "system" => system).record(queue_wait);
        let retries = u64::from(call.attempts.saturating_sub(1));
        if retries > 0 {
            counter!(RETRIES, "system" => system, "operation" => operation).increment(retries);
        }
        if let Some(next) = &self.next {
            next.finished(call);
        }
    }
}

/// How it ended; `outcome` is that of a write that failed.
fn outcome(failure: Option<impl Debug>, outcome: Option<Outcome>) -> &'static str {
    match (failure, outcome) {
        (None, _) => "ok",
        (Some(_), None) => "failed",
        (Some(_), Some(Outcome::NotDone)) => "not_done",
        (Some(_), Some(Outcome::PerhapsDone)) => "perhaps_done",
        (Some(_), Some(Outcome::Done)) => "done_but_unread",
    }
}

/// The class of an error by its name in the code, as in `error.type` of the spans.
fn kind(failure: Option<impl Debug>) -> Cow<'static, str> {
    failure.map_or("none".into(), |kind| format!("{kind:?}").into())
}

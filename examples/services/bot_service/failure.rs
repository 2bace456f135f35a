//! What the caller is told when a request fails.
//!
//! The status alone says whether a write was done: 2xx it was, 409 perhaps, every other status it was
//! not. 409 is used for nothing else, and no proxy or client repeats a request because of it.

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use isp_core::{Error, ErrorKind, Outcome};
use serde::Serialize;

/// How much of the ERP's own words a message repeats, in characters.
const LONGEST_MESSAGE: usize = 300;

/// The body of every answer that is not what was asked for. It may be shown to anybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Failure {
    #[serde(skip)]
    pub(crate) status: StatusCode,
    kind: &'static str,
    message: String,
    pub(crate) outcome: Outcome,
    /// Seconds after which the same request may succeed; only where it was not done.
    retry_after: Option<u32>,
    /// The whole error, for the log alone.
    #[serde(skip)]
    log: Option<String>,
}

/// Where a message comes from.
enum Says {
    /// This text: the error is about the ERP or this service, and not about what was asked.
    This(&'static str),
    /// What the SDK says of the value that it refused.
    What,
    /// The ERP's reason, redacted by the SDK.
    Vendor,
}

/// The row of a kind of error: its name, status, seconds to wait, and message.
fn row(kind: ErrorKind) -> (&'static str, StatusCode, Option<u32>, Says) {
    use Says::{This, Vendor, What};
    use StatusCode as S;
    const LOGIN: &str = "the ERP refused this service's login; its operator must act";
    const SET_UP: &str = "the ERP or this service is not set up for this; its operator must act";
    const WRONG_ANSWER: &str = "the ERP's answer could not be understood";
    match kind {
        ErrorKind::InvalidInput => ("invalid_input", S::BAD_REQUEST, None, What),
        ErrorKind::Unsupported => {
            ("unsupported", S::NOT_IMPLEMENTED, None, This("this ERP does not offer it"))
        }
        ErrorKind::OutOfReach => {
            ("out_of_reach", S::FORBIDDEN, None, This("this service's login cannot see it"))
        }
        ErrorKind::Credential => ("credential", S::INTERNAL_SERVER_ERROR, None, This(LOGIN)),
        ErrorKind::Configuration => ("configuration", S::INTERNAL_SERVER_ERROR, None, This(SET_UP)),
        ErrorKind::NotFound => ("not_found", S::NOT_FOUND, None, This("there is no such thing")),
        ErrorKind::Refused => ("refused", S::UNPROCESSABLE_ENTITY, None, Vendor),
        ErrorKind::Unreachable => {
            ("unreachable", S::SERVICE_UNAVAILABLE, Some(10), This("the ERP cannot be reached"))
        }
        ErrorKind::Timeout => {
            ("timeout", S::GATEWAY_TIMEOUT, Some(10), This("the ERP did not answer in time"))
        }
        ErrorKind::Overloaded => {
            ("overloaded", S::SERVICE_UNAVAILABLE, Some(30), This("the ERP is overloaded"))
        }
        ErrorKind::ServerFault => {
            ("server_fault", S::BAD_GATEWAY, None, This("the ERP reported a failure of its own"))
        }
        ErrorKind::NotUnderstood => ("not_understood", S::BAD_GATEWAY, None, This(WRONG_ANSWER)),
        ErrorKind::TooLarge => {
            ("too_large", S::BAD_GATEWAY, None, This("the ERP's answer is too large"))
        }
        // A kind that a later version of the SDK adds.
        _ => ("unknown", S::INTERNAL_SERVER_ERROR, None, This("the request failed")),
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (kind, status, retry_after, says) = row(error.kind());
        let message = match says {
            Says::This(text) => text,
            Says::What => error.what(),
            Says::Vendor => error.vendor_message().unwrap_or_else(|| error.what()),
        };
        let message = message.chars().take(LONGEST_MESSAGE).collect();
        let log = Some(error.to_string());
        let outcome = error.outcome();
        let failure = Self { status, kind, message, outcome, retry_after, log };
        match outcome {
            Outcome::NotDone => failure,
            Outcome::Done => Self {
                status: StatusCode::OK,
                message: "it is done, but the ERP's answer could not be read in full".into(),
                retry_after: None,
                ..failure
            },
            _ => Self { kind, log: failure.log, ..Self::perhaps_done() },
        }
    }
}

impl Failure {
    /// The whole error in one line, safe to log.
    pub(crate) fn log_line(&self) -> &str {
        self.log.as_deref().unwrap_or(&self.message)
    }

    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        let (message, outcome) = (message.into(), Outcome::NotDone);
        Self { status, kind, message, outcome, retry_after: None, log: None }
    }

    /// A value of the request that this service refuses.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_input", message)
    }

    /// The customer has no such thing.
    pub(crate) fn not_found(message: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// A business rule refused.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", message)
    }

    pub(crate) fn body_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "the body is too large")
    }

    pub(crate) fn body_too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "body_too_slow", "the body did not arrive in time")
    }

    pub(crate) fn no_such_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no_such_route", "there is no such route")
    }

    pub(crate) fn wrong_method() -> Self {
        let message = "this route has another method";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", message)
    }

    pub(crate) fn unauthorized() -> Self {
        let message = "the bearer token is missing or wrong";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    /// As many requests are in flight as this service takes.
    pub(crate) fn busy() -> Self {
        let busy = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many requests at once");
        Self { retry_after: Some(1), ..busy }
    }

    /// A read took longer than this service waits.
    pub(crate) fn read_timeout() -> Self {
        Self::from(Error::new(ErrorKind::Timeout, "the time limit of this service has passed"))
    }

    /// A write was begun, and nobody knows how it ended.
    pub(crate) fn perhaps_done() -> Self {
        let message = "it is not known whether this was done: look before you ask for it anew";
        let failure = Self::new(StatusCode::CONFLICT, "unknown_outcome", message);
        Self { outcome: Outcome::PerhapsDone, ..failure }
    }

    /// A write is still being made.
    pub(crate) fn still_running() -> Self {
        let message = "this is still being done: the same Idempotency-Key will tell how it ended";
        Self { kind: "still_running", message: message.into(), ..Self::perhaps_done() }
    }
}

/// The line that the log has about a failed request.
#[derive(Debug, Clone)]
pub(crate) struct LogLine(pub(crate) String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(&self)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        response.extensions_mut().insert(LogLine(self.log_line().to_owned()));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [ErrorKind; 13] = [
        ErrorKind::InvalidInput,
        ErrorKind::Unsupported,
        ErrorKind::OutOfReach,
        ErrorKind::Credential,
        ErrorKind::Configuration,
        ErrorKind::NotFound,
        ErrorKind::Refused,
        ErrorKind::Unreachable,
        ErrorKind::Timeout,
        ErrorKind::Overloaded,
        ErrorKind::ServerFault,
        ErrorKind::NotUnderstood,
        ErrorKind::TooLarge,
    ];

    #[test]
    fn each_kind_has_its_own_name_and_a_status_that_says_not_done() {
        for kind in KINDS {
            let failure = Failure::from(Error::new(kind, "a reason"));
            assert_eq!(serde_json::to_value(kind).unwrap(), failure.kind);
            assert!(failure.status.is_client_error() || failure.status.is_server_error());
            assert_ne!(failure.status, StatusCode::CONFLICT, "{kind}");
        }
    }

    #[test]
    fn whatever_the_kind_a_write_that_is_perhaps_done_is_409_without_a_time_to_retry() {
        for kind in KINDS {
            let error = Error::new(kind, "a reason").with_outcome(Outcome::PerhapsDone);
            let failure = Failure::from(error);
            assert_eq!((failure.status, failure.retry_after), (StatusCode::CONFLICT, None));
        }
    }

    #[test]
    fn a_write_that_is_done_is_never_reported_as_failed() {
        for kind in KINDS {
            let failure = Failure::from(Error::new(kind, "a reason").with_outcome(Outcome::Done));
            assert_eq!((failure.status, failure.retry_after), (StatusCode::OK, None));
        }
    }

    #[test]
    fn only_refusals_repeat_words_of_the_erp() {
        for kind in KINDS {
            let error = Error::new(kind, "what").with_vendor_message("as palavras do ERP");
            let repeated = Failure::from(error).message.contains("palavras");
            assert_eq!(repeated, kind == ErrorKind::Refused, "{kind}");
        }
    }
}

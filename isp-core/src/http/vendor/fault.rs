//! What is wrong with an answer, and what the HTTP status alone says about that.

use std::time::Duration;

use crate::error::{ErrorKind, Outcome};
use crate::http::answer::Answer;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::wire::JsonError;

/// What is wrong with an answer, as judged by a dialect.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Fault {
    /// The class of the error.
    pub kind: ErrorKind,
    /// One clause for people, without secrets.
    pub what: String,
    /// The vendor's code, as written.
    pub code: Option<String>,
    /// The vendor's message; it is redacted before it is shown.
    pub message: Option<String>,
    /// Better advice than the kind's.
    pub advice: Option<&'static str>,
    /// Whether the same request may succeed a moment later.
    pub transient: bool,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// Whether the token was refused.
    pub token: TokenVerdict,
    /// Whether a write may have taken effect.
    pub outcome: Outcome,
    /// Whether no connection was opened, so that nothing was sent.
    pub(crate) unsent: bool,
}

/// What a fault says about the token that the request carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenVerdict {
    /// Nothing.
    Unconcerned,
    /// Refused as such, before anything ran: log in again and repeat, once.
    Refused,
    /// Perhaps expired, perhaps not allowed: log in again only if the token is not new, and repeat only
    /// what is harmless to repeat.
    PerhapsExpired,
}

impl Fault {
    /// A final fault: the operation was not done.
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self {
            kind,
            what: what.into(),
            code: None,
            message: None,
            advice: None,
            transient: false,
            retry_after: None,
            token: TokenVerdict::Unconcerned,
            outcome: Outcome::NotDone,
            unsent: false,
        }
    }

    /// The fault of a request that the transport could not complete.
    pub(crate) fn from_transport(error: &TransportError) -> Self {
        match error.kind {
            TransportErrorKind::Request => Self::new(ErrorKind::InvalidInput, error.to_string()),
            TransportErrorKind::Connect => {
                let mut fault = Self::new(ErrorKind::Unreachable, error.to_string()).transient();
                fault.unsent = true;
                fault
            }
            TransportErrorKind::Tls => {
                let mut fault = Self::new(ErrorKind::Configuration, error.to_string()).with_advice(
                    "check scheme and port of the base URL, the server's certificate, this machine's \
                     CA certificates and its clock",
                );
                fault.unsent = true;
                fault
            }
            TransportErrorKind::Broken => {
                Self::new(ErrorKind::Unreachable, error.to_string()).perhaps_done().transient()
            }
            TransportErrorKind::NotHttp => Self::new(ErrorKind::NotUnderstood, error.to_string())
                .perhaps_done()
                .with_advice("check scheme and port of the base URL"),
            TransportErrorKind::TooLarge => {
                Self::new(ErrorKind::TooLarge, error.to_string()).perhaps_done()
            }
        }
    }

    /// Adds the vendor's code.
    pub fn with_code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }

    /// Adds the vendor's message.
    pub fn with_message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }

    /// Adds advice.
    pub fn with_advice(mut self, advice: &'static str) -> Self {
        self.advice = Some(advice);
        self
    }

    /// A write may have taken effect.
    pub fn perhaps_done(mut self) -> Self {
        self.outcome = Outcome::PerhapsDone;
        self
    }

    /// The same request may succeed a moment later.
    pub fn transient(mut self) -> Self {
        self.transient = true;
        self
    }

    /// Says what the answer means for the token.
    pub fn with_token_verdict(mut self, verdict: TokenVerdict) -> Self {
        self.token = verdict;
        self
    }

    /// What the HTTP status alone says, the same for every vendor; `None` for 2xx. A write is *not
    /// done* only where the status says that the server refused before it did anything.
    pub fn from_status(answer: &Answer) -> Option<Self> {
        let status = answer.status;
        let fault = match status {
            200..=299 => return None,
            300..=399 => Self::new(ErrorKind::Configuration, "the server redirects elsewhere")
                .perhaps_done()
                .with_advice("correct the base URL: redirects are not followed, since the request carries secrets"),
            400 | 422 => Self::new(ErrorKind::InvalidInput, "the server refused a value"),
            401 => Self::new(ErrorKind::Credential, "the server refused the token")
                .with_token_verdict(TokenVerdict::Refused),
            403 => Self::new(ErrorKind::Credential, "the server forbids it")
                .with_token_verdict(TokenVerdict::PerhapsExpired),
            404 if answer.looks_like_html() => Self::new(
                ErrorKind::Configuration,
                "a web page says that there is nothing under this address",
            )
            .with_advice("check the base URL and any proxy in front of the ERP"),
            404 => Self::new(ErrorKind::NotFound, "the server has nothing under this address")
                .with_advice("check the code and the base URL"),
            408 => Self::new(ErrorKind::Timeout, "the server timed out").perhaps_done().transient(),
            429 => Self::new(ErrorKind::Overloaded, "the server asks to wait").transient(),
            502..=504 => Self::new(ErrorKind::Overloaded, "the server or its proxy is overloaded")
                .perhaps_done()
                .transient(),
            500..=599 => Self::new(ErrorKind::ServerFault, "the server failed").perhaps_done(),
            405 | 406 | 411 | 415 | 421 | 426 => Self::new(
                ErrorKind::Configuration,
                format!("the server does not accept this request (HTTP {status})"),
            )
            .with_advice("check the base URL and any proxy in front of the ERP"),
            413 | 414 | 431 => Self::new(
                ErrorKind::InvalidInput,
                format!("the request is larger than the server accepts (HTTP {status})"),
            ),
            400..=499 => {
                Self::new(ErrorKind::Refused, format!("the server refused with HTTP {status}"))
                    .perhaps_done()
            }
            _ => Self::new(ErrorKind::NotUnderstood, format!("unexpected HTTP status {status}"))
                .perhaps_done(),
        };
        Some(fault)
    }

    /// The fault of an answer that should be JSON and is a web page, empty, or cut off.
    pub fn not_json(answer: &Answer) -> Option<Self> {
        let error = answer.json().err()?;
        let fault = if answer.looks_like_html() {
            Self::new(ErrorKind::NotUnderstood, "a web page came instead of JSON")
                .with_advice("check the base URL and any proxy or login page in front of the ERP")
        } else {
            let fault = Self::new(ErrorKind::NotUnderstood, error.to_string());
            match error {
                JsonError::TooManyValues { .. } | JsonError::TooLong => fault.with_advice(
                    "ask for less at a time, or read the list row by row where the operation can",
                ),
                _ => fault,
            }
        };
        Some(fault.perhaps_done())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::wire::TextEncoding;

    fn with_status(status: u16) -> Answer {
        Answer::new(status, Vec::new(), "{}", TextEncoding::Utf8)
    }

    #[test]
    fn every_status_has_its_class_and_says_whether_a_write_may_be_done() {
        use ErrorKind::{
            Configuration, Credential, InvalidInput, NotFound, NotUnderstood, Overloaded, Refused,
            ServerFault, Timeout,
        };
        use Outcome::{NotDone, PerhapsDone};
        use TokenVerdict::{PerhapsExpired, Unconcerned};

        let rows = [
            (100..=199, NotUnderstood, false, PerhapsDone, Unconcerned),
            (300..=399, Configuration, false, PerhapsDone, Unconcerned),
            (400..=400, InvalidInput, false, NotDone, Unconcerned),
            (401..=401, Credential, false, NotDone, TokenVerdict::Refused),
            (402..=402, Refused, false, PerhapsDone, Unconcerned),
            (403..=403, Credential, false, NotDone, PerhapsExpired),
            (404..=404, NotFound, false, NotDone, Unconcerned),
            (405..=406, Configuration, false, NotDone, Unconcerned),
            (407..=407, Refused, false, PerhapsDone, Unconcerned),
            (408..=408, Timeout, true, PerhapsDone, Unconcerned),
            (409..=410, Refused, false, PerhapsDone, Unconcerned),
            (411..=411, Configuration, false, NotDone, Unconcerned),
            (412..=412, Refused, false, PerhapsDone, Unconcerned),
            (413..=414, InvalidInput, false, NotDone, Unconcerned),
            (415..=415, Configuration, false, NotDone, Unconcerned),
            (416..=420, Refused, false, PerhapsDone, Unconcerned),
            (421..=421, Configuration, false, NotDone, Unconcerned),
            (422..=422, InvalidInput, false, NotDone, Unconcerned),
            (423..=425, Refused, false, PerhapsDone, Unconcerned),
            (426..=426, Configuration, false, NotDone, Unconcerned),
            (427..=428, Refused, false, PerhapsDone, Unconcerned),
            (429..=429, Overloaded, true, NotDone, Unconcerned),
            (430..=430, Refused, false, PerhapsDone, Unconcerned),
            (431..=431, InvalidInput, false, NotDone, Unconcerned),
            (432..=499, Refused, false, PerhapsDone, Unconcerned),
            (500..=501, ServerFault, false, PerhapsDone, Unconcerned),
            (502..=504, Overloaded, true, PerhapsDone, Unconcerned),
            (505..=599, ServerFault, false, PerhapsDone, Unconcerned),
            (600..=999, NotUnderstood, false, PerhapsDone, Unconcerned),
        ];
        let mut next = 100;
        for (statuses, kind, transient, outcome, verdict) in rows {
            for status in statuses {
                // 2xx is the only gap in the table.
                next = if next == 200 { 300 } else { next };
                assert_eq!(status, next, "the table leaves no status out");
                next += 1;
                let fault = Fault::from_status(&with_status(status)).unwrap();
                assert_eq!(
                    (fault.kind, fault.transient, fault.outcome, fault.token),
                    (kind, transient, outcome, verdict),
                    "HTTP {status}"
                );
            }
        }
        assert_eq!(next, 1000);
        assert!((200..=299).all(|status| Fault::from_status(&with_status(status)).is_none()));
    }

    #[test]
    fn the_body_does_not_change_what_the_status_says() {
        let page = "<html><body>nao localizado</body></html>";
        let answer = Answer::new(503, Vec::new(), page, TextEncoding::Utf8);
        let fault = Fault::from_status(&answer).unwrap();
        assert_eq!((fault.kind, fault.outcome), (ErrorKind::Overloaded, Outcome::PerhapsDone));
    }
}

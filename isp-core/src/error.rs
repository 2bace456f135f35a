//! The error type: what failed, where, whether it may have taken effect, and what to do.

mod message_pt;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::brazil::DocumentError;

/// The class of an [`Error`]: what an operator or a program acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The caller's value was refused, by us before the network or by the ERP.
    InvalidInput,
    /// This ERP cannot do this; see [`Capabilities`](crate::Capabilities).
    Unsupported,
    /// The thing asked for belongs to a customer whom this login cannot see. It may exist.
    OutOfReach,
    /// A password, token or profile was refused.
    Credential,
    /// The ERP or this side is not set up for it: module not licensed, service not granted, address not
    /// allowed, a certificate or protocol that is not acceptable.
    Configuration,
    /// The ERP says that there is no such thing.
    NotFound,
    /// A business rule of the ERP refused.
    Refused,
    /// The server could not be reached: name, route or a broken connection.
    Unreachable,
    /// Time ran out.
    Timeout,
    /// The server is overloaded or limits requests (HTTP 429, 502, 503, 504).
    Overloaded,
    /// The server reported a failure of its own (other HTTP 5xx).
    ServerFault,
    /// The answer could not be understood: HTML, truncated JSON, an empty body, another shape.
    NotUnderstood,
    /// The answer was larger than the limit.
    TooLarge,
}

impl ErrorKind {
    /// What to do about it, in a few words.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::InvalidInput => "correct the value",
            Self::Unsupported => "check capabilities() before calling",
            Self::OutOfReach => "use a login that can see it",
            Self::Credential => "check the configured credentials",
            Self::Configuration => "ask the provider to license or grant it in the ERP",
            Self::NotFound => "check the code",
            Self::Refused => "tell the user the reason",
            Self::Unreachable => "check the address and the network, then try again",
            Self::Timeout => "try again later or allow more time",
            Self::Overloaded => "try again later, at a lower rate",
            Self::ServerFault => "report it to the provider",
            Self::NotUnderstood => "compare the evidence with the documented response",
            Self::TooLarge => "request less at once or raise the limit",
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid input",
            Self::Unsupported => "unsupported",
            Self::OutOfReach => "out of reach",
            Self::Credential => "credential refused",
            Self::Configuration => "configuration",
            Self::NotFound => "not found",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timed out",
            Self::Overloaded => "server overloaded",
            Self::ServerFault => "server fault",
            Self::NotUnderstood => "answer not understood",
            Self::TooLarge => "answer too large",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whether a failed call may still have taken effect.
///
/// Nothing that writes is repeated by this library unless it was not done; with
/// [`Outcome::PerhapsDone`] the caller decides, usually after reading back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// Certainly not done: no request was sent, or the server rejected it before processing.
    NotDone,
    /// The request was sent and no clear answer was received.
    PerhapsDone,
    /// The server said that it is done; only the answer's details could not be read.
    Done,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotDone => "not done",
            Self::PerhapsDone => "perhaps done",
            Self::Done => "done despite the error",
        })
    }
}

/// What the server sent, for diagnosis: at most 4 KiB, with secrets and document numbers
/// replaced.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// `Content-Type` of the answer, where one was given.
    pub content_type: Option<String>,
    /// The beginning of the body as text, redacted.
    pub body: String,
    /// Length of the whole body in bytes.
    pub body_length: usize,
}

impl Evidence {
    /// Evidence with an already redacted body.
    pub fn new(content_type: Option<String>, body: String, body_length: usize) -> Self {
        Self { content_type, body, body_length }
    }
}

/// `Debug` leaves out the body, which may contain personal data.
impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("content_type", &self.content_type)
            .field("body_length", &self.body_length)
            .finish_non_exhaustive()
    }
}

/// The error of every fallible call.
///
/// `Display` is one line, useful and safe to log: no URL, no token, no password, no body.
///
/// ```
/// use isp_core::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Refused, "the connection is not blocked");
/// assert!(!error.is_transient());
/// assert_eq!(error.to_string(), "refused: the connection is not blocked; tell the user the reason");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    what: Cow<'static, str>,
    system: Option<&'static str>,
    operation: Option<Cow<'static, str>>,
    status: Option<u16>,
    code: Option<String>,
    vendor_message: Option<String>,
    attempts: u32,
    outcome: Outcome,
    advice: Option<Cow<'static, str>>,
    evidence: Option<Evidence>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A new error. `what` is one clause without secrets or personal data.
    pub fn new(kind: ErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            system: None,
            operation: None,
            status: None,
            code: None,
            vendor_message: None,
            attempts: 0,
            outcome: Outcome::NotDone,
            advice: None,
            evidence: None,
            source: None,
        }))
    }

    /// Bad input, found before the network was touched.
    pub fn invalid_input(what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::InvalidInput, what)
    }

    /// An operation that this ERP does not have, with the reason.
    pub fn unsupported(operation: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Unsupported, reason).with_operation(operation)
    }

    /// Names the ERP.
    pub fn with_system(mut self, system: &'static str) -> Self {
        self.0.system = Some(system);
        self
    }

    /// Names the operation, by the vendor's name where there is one.
    pub fn with_operation(mut self, operation: impl Into<Cow<'static, str>>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    /// The HTTP status of the answer.
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// The vendor's error code, as written (`"003"`).
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// The vendor's message, already redacted.
    pub fn with_vendor_message(mut self, message: impl Into<String>) -> Self {
        self.0.vendor_message = Some(message.into());
        self
    }

    /// How many requests were sent.
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Whether the call may have taken effect.
    pub fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = outcome;
        self
    }

    /// Better advice than the kind's own.
    pub fn with_advice(mut self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.0.advice = Some(advice.into());
        self
    }

    /// What the server sent, redacted.
    pub fn with_evidence(mut self, evidence: Evidence) -> Self {
        self.0.evidence = Some(evidence);
        self
    }

    /// The cause. Its text must be as safe to log as the error's own.
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Arc::new(source));
        self
    }

    /// The class of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What went wrong, in one clause.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// The ERP, such as `MK Webservices`.
    pub fn system(&self) -> Option<&'static str> {
        self.0.system
    }

    /// The operation, by the vendor's name, such as `WSMKFaturasPendentes`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// HTTP status of the answer, where one came.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The vendor's error code as written, such as `"003"`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The vendor's message, redacted.
    pub fn vendor_message(&self) -> Option<&str> {
        self.0.vendor_message.as_deref()
    }

    /// How many requests were sent for this call, its logins not counted.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the call may still have taken effect.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// What to do about it.
    pub fn advice(&self) -> &str {
        self.0.advice.as_deref().unwrap_or_else(|| self.0.kind.advice())
    }

    /// What the server sent: at most 4 KiB, redacted.
    pub fn evidence(&self) -> Option<&Evidence> {
        self.0.evidence.as_ref()
    }

    /// The ERP says that there is no such thing.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound
    }

    /// The same call may succeed later without any change.
    pub fn is_transient(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Unreachable | ErrorKind::Timeout | ErrorKind::Overloaded)
    }

    /// A password, token or profile was refused.
    pub fn is_credential(&self) -> bool {
        self.0.kind == ErrorKind::Credential
    }

    /// The provider must license, grant or allow something in the ERP.
    pub fn is_configuration(&self) -> bool {
        self.0.kind == ErrorKind::Configuration
    }

    /// A business rule refused; the vendor's message says why.
    pub fn is_refused(&self) -> bool {
        self.0.kind == ErrorKind::Refused
    }

    /// The answer could not be understood.
    pub fn is_not_understood(&self) -> bool {
        self.0.kind == ErrorKind::NotUnderstood
    }

    /// This ERP has no such operation.
    pub fn is_unsupported(&self) -> bool {
        self.0.kind == ErrorKind::Unsupported
    }
}

/// So that `text.parse::<Document>()?` can stand beside the calls. The text does not repeat the document.
impl From<DocumentError> for Error {
    fn from(error: DocumentError) -> Self {
        Self::invalid_input(error.to_string()).with_source(error)
    }
}

/// All but the evidence, which may hold personal data, and the source. `message` is the line of `Display`.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Error", 10)?;
        fields.serialize_field("kind", &self.kind())?;
        fields.serialize_field("message", &self.to_string())?;
        fields.serialize_field("system", &self.system())?;
        fields.serialize_field("operation", &self.operation())?;
        fields.serialize_field("status", &self.status())?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("vendor_message", &self.vendor_message())?;
        fields.serialize_field("attempts", &self.attempts())?;
        fields.serialize_field("outcome", &self.outcome())?;
        fields.serialize_field("advice", self.advice())?;
        fields.end()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        match (inner.system, self.operation()) {
            (Some(system), Some(operation)) => write!(f, "{system} {operation}: ")?,
            (Some(name), None) | (None, Some(name)) => write!(f, "{name}: ")?,
            (None, None) => {}
        }
        write!(f, "{}: {}", inner.kind, OneLine(&inner.what))?;
        if let Some(message) = &inner.vendor_message {
            write!(f, ": \"{}\"", OneLine(message))?;
        }
        let mut facts = Vec::new();
        if let Some(status) = inner.status {
            facts.push(format!("HTTP {status}"));
        }
        if let Some(code) = &inner.code {
            facts.push(format!("code {}", OneLine(code)));
        }
        if inner.attempts > 0 {
            let plural = if inner.attempts == 1 { "" } else { "s" };
            facts.push(format!("{} attempt{plural}", inner.attempts));
        }
        if inner.outcome != Outcome::NotDone {
            facts.push(inner.outcome.to_string());
        }
        if !facts.is_empty() {
            write!(f, " ({})", facts.join(", "))?;
        }
        write!(f, "; {}", OneLine(self.advice()))
    }
}

/// `Debug` has the same facts as `Display`, one field each, and the evidence without its body.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("what", &inner.what)
            .field("system", &inner.system)
            .field("operation", &inner.operation)
            .field("status", &inner.status)
            .field("code", &inner.code)
            .field("vendor_message", &inner.vendor_message)
            .field("attempts", &inner.attempts)
            .field("outcome", &inner.outcome)
            .field("evidence", &inner.evidence)
            .field("source", &inner.source)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

/// Control characters become spaces and long text is cut, so that a log line stays one line.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 300;
        let mut after_blank = false;
        for (written, c) in self.0.trim().chars().enumerate() {
            if written == LONGEST {
                return f.write_str("…");
            }
            let blank = c.is_control() || c == ' ';
            if blank && after_blank {
                continue;
            }
            after_blank = blank;
            write!(f, "{}", if blank { ' ' } else { c })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_is_one_line_with_operation_status_code_attempts_outcome_and_advice() {
        let error = Error::new(ErrorKind::Refused, "the ERP refused")
            .with_system("MK Webservices")
            .with_operation("WSMKNovoAtendimento")
            .with_status(200)
            .with_code("004")
            .with_vendor_message("linha um\r\nlinha dois")
            .with_attempts(2)
            .with_outcome(Outcome::PerhapsDone);
        assert_eq!(
            error.to_string(),
            "MK Webservices WSMKNovoAtendimento: refused: the ERP refused: \"linha um linha dois\" \
             (HTTP 200, code 004, 2 attempts, perhaps done); tell the user the reason"
        );
    }

    #[test]
    fn a_document_that_is_none_is_invalid_input_and_not_repeated() {
        let read = |text: &str| -> Result<crate::Document, Error> { Ok(text.parse()?) };
        let error = read("529.982.247-26").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.outcome(), Outcome::NotDone);
        assert!(error.to_string().contains("check digit is wrong"), "{error}");
        assert!(!format!("{error} {error:?}").contains("529"), "{error:?}");
    }

    #[test]
    fn debug_leaves_out_the_body_of_the_evidence() {
        let error = Error::new(ErrorKind::NotUnderstood, "HTML").with_evidence(Evidence::new(
            None,
            "MARIA".into(),
            5,
        ));
        assert!(!format!("{error:?} {error:#?}").contains("MARIA"));
        assert_eq!(error.evidence().unwrap().body, "MARIA");
    }

    #[test]
    fn a_long_vendor_message_is_cut() {
        let error = Error::new(ErrorKind::Refused, "x").with_vendor_message("á".repeat(10_000));
        assert!(error.to_string().chars().count() < 400);
    }
}

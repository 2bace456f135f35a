//! What is known of an operation without its arguments.

use std::fmt;

use super::proof::Proof;

/// What is known of an operation without its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationSpec {
    /// The vendor's name, such as `WSMKFaturasPendentes`.
    pub name: &'static str,
    /// What it does, in a few words.
    pub title: &'static str,
    /// The vendor's family, such as `faturas`.
    pub family: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with `{name}` for path parameters.
    pub path: &'static str,
    /// The vendor's parameters, in order.
    pub parameters: &'static [ParameterSpec],
    /// What a repetition would do. Decides retries; the HTTP method does not.
    pub effect: Effect,
    /// What in the answer proves that a write was done; reads need none.
    pub proof: Proof,
    /// Where the shape of the answer comes from.
    pub evidence: EvidenceLevel,
    /// The vendor's code of the service that must be granted, where it is known.
    pub service_code: Option<u32>,
    /// The vendor's name of that service, which an administrator enables, where it is known.
    pub service_name: Option<&'static str>,
    /// The vendor's first release that has the operation, such as `72`, where it is known.
    pub since: Option<&'static str>,
    /// How the answer's body is written.
    pub answer: AnswerFormat,
    /// Name of the type that the answer is read into; empty where none is named.
    pub output: &'static str,
    /// The method of the client with its arguments, such as `consulta_doc(doc)`; empty where the
    /// declaration names none.
    pub call: &'static str,
}

impl OperationSpec {
    /// A `GET` with the careful defaults: effect [`Effect::Once`], [`Proof::Unshown`], evidence
    /// [`EvidenceLevel::Assumed`].
    pub const fn get(name: &'static str, path: &'static str) -> Self {
        Self {
            name,
            title: "",
            family: "",
            method: Method::Get,
            path,
            parameters: &[],
            effect: Effect::Once,
            proof: Proof::Unshown,
            evidence: EvidenceLevel::Assumed,
            service_code: None,
            service_name: None,
            since: None,
            answer: AnswerFormat::Json,
            output: "",
            call: "",
        }
    }

    /// Whether an empty body is an answer: an undocumented answer to a write may be empty.
    pub const fn may_answer_nothing(&self) -> bool {
        self.effect.is_write() && !self.proof.is_shown()
    }

    /// The same with another method.
    pub const fn with_method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Says what it does.
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = title;
        self
    }

    /// Names the vendor's family.
    pub const fn in_family(mut self, family: &'static str) -> Self {
        self.family = family;
        self
    }

    /// Declares the effect.
    pub const fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// Declares what proves that a write was done.
    pub const fn with_proof(mut self, proof: Proof) -> Self {
        self.proof = proof;
        self
    }

    /// Declares where the shape comes from.
    pub const fn with_evidence(mut self, evidence: EvidenceLevel) -> Self {
        self.evidence = evidence;
        self
    }

    /// Names the service that must be granted.
    pub const fn with_service_code(mut self, code: Option<u32>) -> Self {
        self.service_code = code;
        self
    }

    /// Gives the vendor's name of the service that must be granted.
    pub const fn with_service_name(mut self, name: Option<&'static str>) -> Self {
        self.service_name = name;
        self
    }

    /// Gives the vendor's first release that has the operation.
    pub const fn since(mut self, release: Option<&'static str>) -> Self {
        self.since = release;
        self
    }

    /// Lists the vendor's parameters.
    pub const fn with_parameters(mut self, parameters: &'static [ParameterSpec]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Names the type that the answer is read into.
    pub const fn returning(mut self, output: &'static str) -> Self {
        self.output = output;
        self
    }

    /// Gives the method of the client with its arguments.
    pub const fn called_by(mut self, call: &'static str) -> Self {
        self.call = call;
        self
    }

    /// Declares how the body is written.
    pub const fn answering(mut self, answer: AnswerFormat) -> Self {
        self.answer = answer;
        self
    }
}

/// A parameter of the vendor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParameterSpec {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// The vendor's first release that reads it, where that is later than the operation's.
    pub since: Option<&'static str>,
}

impl ParameterSpec {
    /// A required parameter.
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true, since: None }
    }

    /// An optional parameter.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false, since: None }
    }

    /// Gives the vendor's first release that reads it.
    pub const fn since(mut self, release: Option<&'static str>) -> Self {
        self.since = release;
        self
    }
}

/// HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// The method of that name, in capitals; anything else is refused when it is compiled.
    #[doc(hidden)]
    #[allow(clippy::panic, reason = "a declaration is evaluated by the compiler")]
    pub const fn named(name: &str) -> Self {
        match name.as_bytes() {
            b"GET" => Self::Get,
            b"POST" => Self::Post,
            b"PUT" => Self::Put,
            b"DELETE" => Self::Delete,
            _ => panic!("an HTTP method is GET, POST, PUT or DELETE"),
        }
    }

    /// As on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a repetition of the call would do.
///
/// Declared for each operation, because these ERPs write by `GET`: one such call texts the customer,
/// another resets passwords in bulk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Changes nothing: retried after a transient failure.
    Read,
    /// Changes something, but a repetition changes nothing more: retried after a transient failure.
    Idempotent,
    /// A repetition would do it twice: retried only if the request certainly had no effect.
    Once,
    /// Fetches a token: retried after a transient failure.
    Login,
}

impl Effect {
    /// Whether a repetition is safe.
    pub const fn is_repeatable(self) -> bool {
        !matches!(self, Self::Once)
    }

    /// Whether the call changes something in the ERP.
    pub const fn is_write(self) -> bool {
        matches!(self, Self::Once | Self::Idempotent)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Idempotent => "idempotent",
            Self::Once => "once",
            Self::Login => "login",
        })
    }
}

/// Where the shape of an operation's answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EvidenceLevel {
    /// Undocumented: the answer is untyped JSON.
    Assumed,
    /// The vendor's manual or sample, or a single client, shows it.
    Manual,
    /// Several independent clients of real servers show it.
    Observed,
}

impl fmt::Display for EvidenceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Assumed => "assumed",
            Self::Manual => "manual",
            Self::Observed => "observed",
        })
    }
}

/// How an answer's body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AnswerFormat {
    /// JSON, whatever its content type says.
    Json,
    /// A file. A JSON or HTML answer is then an error.
    Bytes,
}

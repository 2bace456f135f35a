//! Status word, error code and message of MK's answers, and what they prove.
//!
//! | in the answer | a read | a write |
//! |---|---|---|
//! | `status` is `ERRO` | refused, with the code's class | refused, not done |
//! | `status` is `OK`, `sucesso`, `… com sucesso` | read | done, if the operation's proof is present too |
//! | no `status` | read; not understood alone or with an empty list, whatever is beside it | done, if the proof is present |
//! | `status` looks like a failure (`FALHA`, `ERROR`, `NOK`, `false`), an `erro` or `error` member, `success: false` | not understood | perhaps done |
//! | any other `status` | read with drift; not understood with an empty list | perhaps done |
//! | `ERRO` somewhere below `OK` | not understood | perhaps done |
//!
//! An envelope may be at the root, in a list, or below another key such as `response`, in which one
//! rule wraps its whole answer; another rule writes it as text into its status. Only a code, never a
//! message, proves that a session token was refused or that a record was not found.

use isp_core::wire::{List, Node, Object, View, fold, parse_utf8};

use super::envelope_key::EnvelopeKey;

/// What a status word proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatusWord {
    /// There is none.
    Absent,
    /// A documented word for success.
    Success,
    /// `ERRO`, the only documented word for failure.
    Failure,
    /// Undocumented, but it looks like a failure.
    LooksLikeFailure(String),
    /// Undocumented.
    Unknown(String),
}

impl StatusWord {
    fn of(value: Node<'_>) -> Self {
        let word = match value.view() {
            View::Null => return Self::Absent,
            View::Text(text) if text.trim_start().starts_with('{') => {
                return Self::Unknown("a text in braces".into());
            }
            View::Text(text) if text.eq_ignore_ascii_case("ok") => return Self::Success,
            View::Text(text) => text.trim().to_owned(),
            View::Bool(flag) => flag.to_string(),
            View::Number(number) => number.to_string(),
            View::List(_) => return Self::Unknown("a list".into()),
            View::Object(_) => return Self::Unknown("an object".into()),
        };
        match fold(&word).as_str() {
            "" => Self::Absent,
            "ok" | "sucesso" => Self::Success,
            "erro" => Self::Failure,
            sentence if is_success_sentence(sentence) => Self::Success,
            other if looks_like_failure(other) => Self::LooksLikeFailure(word),
            _ => Self::Unknown(word),
        }
    }

    /// Combines two status words of one answer; if they differ, neither proves anything.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, word) | (word, Self::Absent) => word,
            (one, other) if one == other => one,
            (one, other) => Self::Unknown(format!("{} and {}", one.shown(), other.shown())),
        }
    }

    /// The word for an error message.
    fn shown(&self) -> &str {
        match self {
            Self::Absent => "nothing",
            Self::Success => "success",
            Self::Failure => "ERRO",
            Self::LooksLikeFailure(word) | Self::Unknown(word) => word,
        }
    }
}

/// `OS cancelada com sucesso`, but not `OS não cancelada com sucesso`.
fn is_success_sentence(sentence: &str) -> bool {
    let negated = |word: &str| matches!(word, "nao" | "nem" | "sem" | "erro" | "falha");
    sentence.trim_end_matches(['.', '!']).ends_with(" com sucesso")
        && !sentence.split_whitespace().any(negated)
}

fn looks_like_failure(word: &str) -> bool {
    ["erro", "falh", "fail", "nok", "false"].iter().any(|start| word.starts_with(start))
}

/// Where in the answer the envelope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the root, which is an object: the documented place.
    Root,
    /// In the key in which the rule wraps its whole answer, or in the text of its status.
    Wrapper,
    /// Anywhere else.
    Elsewhere,
    /// A failure below a root that reports success.
    BelowSuccess,
}

/// Status word, code and message of an answer, from any place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Envelope {
    pub(super) status: StatusWord,
    /// The error code as sent; a code of zeros counts as none.
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    /// Whether a member reports an error or denies success in an undocumented form.
    pub(super) names_an_error: bool,
    /// Whether there is anything besides the envelope: rows, or members of a record.
    pub(super) has_payload: bool,
    /// Whether a list is empty, and perhaps the one that was asked for.
    pub(super) has_empty_list: bool,
    pub(super) place: Place,
}

impl Envelope {
    /// Reads the envelope of an answer. In a bare list of rows (`rows_at_root`) the `status` of a
    /// row is not the status word of the answer.
    pub(super) fn of(answer: Node<'_>, rows_at_root: bool) -> Self {
        let mut envelope = match answer.view() {
            View::Object(root) => {
                let envelope = Self::with_payload(root);
                match envelope.place {
                    Place::Wrapper => envelope,
                    _ => Self { place: Place::Root, ..envelope },
                }
            }
            View::List(items) => match items.only().and_then(Node::as_object) {
                Some(root) if !rows_at_root => {
                    Self { place: Place::Elsewhere, ..Self::with_payload(root) }
                }
                _ => Self { has_payload: !items.is_empty(), ..Self::without_words() },
            },
            _ => Self::without_words(),
        };
        if let Some(inner) = failure_below(answer) {
            envelope.place = match envelope.status {
                StatusWord::Success => Place::BelowSuccess,
                _ => Place::Elsewhere,
            };
            envelope.status = inner.status;
            envelope.code = inner.code;
            envelope.message = inner.message;
            envelope.names_an_error |= inner.names_an_error;
        }
        envelope
    }

    fn with_payload(root: Object<'_>) -> Self {
        let has_empty_list = payload(root).filter_map(Node::as_list).any(List::is_empty);
        Self { has_payload: has_payload(root), has_empty_list, ..Self::at(root) }
    }

    fn without_words() -> Self {
        Self {
            status: StatusWord::Absent,
            code: None,
            message: None,
            names_an_error: false,
            has_payload: false,
            has_empty_list: false,
            place: Place::Elsewhere,
        }
    }

    /// Reads the words of an envelope, not whether there is anything besides them.
    fn at(object: Object<'_>) -> Self {
        let mut envelope = Self::without_words();
        for (name, value) in object {
            let Some(key) = EnvelopeKey::of(name) else { continue };
            match key {
                EnvelopeKey::Status => envelope = envelope.with_status(value),
                EnvelopeKey::Code => {
                    let code = text(value).filter(|code| code.chars().any(|c| c != '0'));
                    envelope.code = envelope.code.or(code);
                }
                EnvelopeKey::Message => envelope.message = envelope.message.or(text(value)),
                EnvelopeKey::Error => envelope.names_an_error |= is_said(value),
                EnvelopeKey::Success => envelope.names_an_error |= value.as_bool() != Some(true),
                EnvelopeKey::Token => {}
            }
        }
        envelope
    }

    fn with_status(mut self, value: Node<'_>) -> Self {
        // One rule writes its whole envelope as text into its status.
        let text = value.as_str().filter(|text| text.trim_start().starts_with('{'));
        let text = text.and_then(|text| parse_utf8(text.as_bytes()).ok());
        let inner = text.as_ref().and_then(|text| text.root().as_object()).map(Self::at);
        let Some(inner) = inner else {
            self.status = self.status.and(StatusWord::of(value));
            return self;
        };
        self.status = self.status.and(inner.status);
        self.code = self.code.or(inner.code);
        self.message = self.message.or(inner.message);
        self.names_an_error |= inner.names_an_error;
        self.place = Place::Wrapper;
        self
    }

    pub(super) fn is_at_root(&self) -> bool {
        self.place == Place::Root
    }

    /// Whether it is where the vendor shows it: at the root, or in the rule's wrapper.
    pub(super) fn is_in_its_place(&self) -> bool {
        matches!(self.place, Place::Root | Place::Wrapper)
    }

    /// The same, read from the key in which a rule wraps its whole answer.
    pub(super) fn of_a_wrapped_answer(mut self) -> Self {
        if self.is_at_root() {
            self.place = Place::Wrapper;
        }
        self
    }

    /// Whether there is a failure below a root that reports success.
    pub(super) fn contradicts_itself(&self) -> bool {
        self.place == Place::BelowSuccess
    }

    /// The code without leading zeros, which MK does not always send.
    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref().map(|code| code.trim_start_matches('0'))
    }

    /// Whether the code is one of the two by which MK refuses a session token.
    pub(super) fn refuses_the_token(&self) -> bool {
        matches!(self.code(), Some("1" | "999"))
    }

    fn says_failure(&self) -> bool {
        let failed = matches!(self.status, StatusWord::Failure | StatusWord::LooksLikeFailure(_));
        failed || self.code.is_some() || self.names_an_error
    }

    /// The text for an error: MK's message, or else an undocumented status word.
    pub(super) fn words(&self) -> Option<String> {
        match (&self.status, &self.message) {
            (StatusWord::LooksLikeFailure(word) | StatusWord::Unknown(word), Some(message)) => {
                Some(format!("{word}: {message}"))
            }
            (StatusWord::LooksLikeFailure(word) | StatusWord::Unknown(word), None) => {
                Some(word.clone())
            }
            (_, message) => message.clone(),
        }
    }
}

/// A failure in a list or below any key of the root.
fn failure_below(answer: Node<'_>) -> Option<Envelope> {
    // Words and numbers cannot hold an envelope, and there are many of them.
    match answer.view() {
        View::List(items) => items.iter().filter(|item| item.has_content()).find_map(failure_in),
        View::Object(members) => {
            members.values().filter(|value| value.has_content()).find_map(failure_in)
        }
        _ => None,
    }
}

/// A failure in a value that is not the root.
pub(super) fn failure_in(value: Node<'_>) -> Option<Envelope> {
    let here = value.as_object().map(Envelope::at).filter(Envelope::says_failure);
    here.or_else(|| failure_below(value))
}

/// What an object holds besides an envelope.
fn payload(object: Object<'_>) -> impl Iterator<Item = Node<'_>> {
    let is_envelope = |name: &str| {
        use EnvelopeKey::{Code, Message, Status, Token};
        matches!(EnvelopeKey::of(name), Some(Status | Code | Message | Token))
    };
    object.iter().filter(move |(name, _)| !is_envelope(name)).map(|(_, value)| value)
}

/// Whether an object holds more than an envelope. If it holds lists, only they count, since
/// customer code and name are also sent with an empty list.
fn has_payload(object: Object<'_>) -> bool {
    let mut lists = payload(object).filter_map(Node::as_list).peekable();
    if lists.peek().is_some() {
        return lists.any(|items| !items.is_empty());
    }
    payload(object).any(is_said)
}

/// Whether a value is neither blank nor false.
fn is_said(value: Node<'_>) -> bool {
    match value.view() {
        View::Null | View::Bool(false) => false,
        View::Bool(true) | View::Number(_) => true,
        View::Text(text) => !text.trim().is_empty(),
        View::List(items) => !items.is_empty(),
        View::Object(members) => !members.is_empty(),
    }
}

fn text(value: Node<'_>) -> Option<String> {
    match value.view() {
        View::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        View::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

//! One request with its answer, as it stands in the file.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::layout::indented;
use crate::http::TransportErrorKind;

/// One request with its answer, or with the reason why there is none.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exchange {
    pub(super) request: SentRequest,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<KeptAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<KeptFailure>,
}

/// A request. What is in braces in its path is a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentRequest {
    pub(super) method: String,
    pub(super) path: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) query: Vec<SentParameter>,
    /// Fields of a form, parts of a multipart form, or members of a JSON object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) body: Vec<SentParameter>,
}

/// A parameter; without a value if it is a secret or a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SentParameter {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptAnswer {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) headers: Vec<(String, String)>,
    /// JSON as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    json: Option<Box<RawValue>>,
    /// Other text, by lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Vec<String>>,
    /// Bytes that are not UTF-8, by lines, with one character (U+0000 to U+00FF) for each byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<Vec<String>>,
    /// Why the body ends before its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cut: Option<KeptFailure>,
}

/// Why there is no answer, or no more of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum KeptFailure {
    /// No request could be written.
    Request,
    /// No connection.
    Connect,
    /// The certificate or protocol was not acceptable.
    Tls,
    /// The connection broke.
    Broken,
    /// What came back was not HTTP.
    NotHttp,
    /// The body was larger than the limit.
    TooLarge,
    /// The caller stopped waiting or reading.
    GivenUp,
}

impl From<TransportErrorKind> for KeptFailure {
    fn from(kind: TransportErrorKind) -> Self {
        match kind {
            TransportErrorKind::Request => Self::Request,
            TransportErrorKind::Connect => Self::Connect,
            TransportErrorKind::Tls => Self::Tls,
            TransportErrorKind::Broken => Self::Broken,
            TransportErrorKind::NotHttp => Self::NotHttp,
            TransportErrorKind::TooLarge => Self::TooLarge,
        }
    }
}

impl From<KeptFailure> for TransportErrorKind {
    fn from(kept: KeptFailure) -> Self {
        match kept {
            KeptFailure::Request => Self::Request,
            KeptFailure::Connect => Self::Connect,
            KeptFailure::Tls => Self::Tls,
            KeptFailure::Broken | KeptFailure::GivenUp => Self::Broken,
            KeptFailure::NotHttp => Self::NotHttp,
            KeptFailure::TooLarge => Self::TooLarge,
        }
    }
}

impl KeptAnswer {
    /// An answer with its body in the form that people read best.
    pub(super) fn new(
        status: u16,
        headers: Vec<(String, String)>,
        body: &[u8],
        cut: Option<KeptFailure>,
    ) -> Self {
        let mut answer = Self { status, headers, json: None, text: None, bytes: None, cut };
        if let Ok(text) = std::str::from_utf8(body) {
            answer.json = as_json(text);
            answer.text = answer.json.is_none().then(|| lines(text));
        } else {
            let letters: String = body.iter().copied().map(char::from).collect();
            let is_json = as_json(&letters).is_some();
            answer.bytes = Some(lines(&if is_json { indented(&letters) } else { letters }));
        }
        answer
    }

    /// The bytes of the body.
    pub(super) fn body(&self) -> Vec<u8> {
        let byte = |c: char| u8::try_from(u32::from(c)).unwrap_or(b'?');
        match (&self.json, &self.text, &self.bytes) {
            (Some(raw), ..) => raw.get().as_bytes().to_vec(),
            (_, Some(lines), _) => lines.concat().into_bytes(),
            (.., Some(lines)) => lines.concat().chars().map(byte).collect(),
            _ => Vec::new(),
        }
    }
}

/// A text that can stand in the file as JSON.
fn as_json(text: &str) -> Option<Box<RawValue>> {
    if !text.starts_with(['{', '[']) || !text.ends_with(['}', ']']) {
        return None;
    }
    // With the levels around it in the file.
    let nested = format!("[[[[{text}]]]]");
    serde_json::from_str::<&RawValue>(&nested).ok()?;
    RawValue::from_string(text.to_owned()).ok()
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

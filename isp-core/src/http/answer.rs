//! What an operation reads: a complete answer.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::headers::Headers;
use crate::wire::{self, DecodeError, Decoded, Json, JsonError, Node, TextEncoding};

/// A complete answer: status, headers, bounded body, and the body as JSON where it is JSON.
///
/// `Debug` leaves headers and body out.
#[non_exhaustive]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers. Cookies are left out because they are secrets.
    pub headers: Headers,
    content: Content,
}

/// The body.
enum Content {
    Json(Json),
    Other { body: Bytes, why: JsonError },
}

impl Answer {
    /// An answer whose body is parsed here, where it is JSON.
    pub fn new(
        status: u16,
        headers: impl Into<Headers>,
        body: impl Into<Vec<u8>>,
        encoding: TextEncoding,
    ) -> Self {
        let content = match Json::parse(body.into(), encoding) {
            Ok(json) => Content::Json(json),
            Err((why, body)) => Content::Other { body: body.into(), why },
        };
        Self { status, headers: headers.into(), content }
    }

    /// An answer of which only the beginning of the body has come.
    pub(super) fn beginning(status: u16, headers: Headers, body: impl Into<Bytes>) -> Self {
        let why = JsonError::still_arriving();
        Self { status, headers, content: Content::Other { body: body.into(), why } }
    }

    /// The body as JSON after the dialect's text repair, or why it is not JSON.
    pub fn json(&self) -> Result<Node<'_>, &JsonError> {
        match &self.content {
            Content::Json(json) => Ok(json.root()),
            Content::Other { why, .. } => Err(why),
        }
    }

    /// The body, unchanged.
    pub fn body(&self) -> &[u8] {
        match &self.content {
            Content::Json(json) => json.bytes(),
            Content::Other { body, .. } => body,
        }
    }

    /// The body, unchanged and owned; without a copy where it is not JSON.
    pub fn to_bytes(&self) -> Bytes {
        match &self.content {
            Content::Json(json) => Bytes::copy_from_slice(json.bytes()),
            Content::Other { body, .. } => body.clone(),
        }
    }

    /// The beginning of the body as text, at most about `length` bytes: repaired where it is JSON.
    pub fn head(&self, length: usize) -> String {
        match &self.content {
            Content::Json(json) => json.head(length),
            Content::Other { body, .. } => {
                let head = body.get(..length).unwrap_or(body);
                String::from_utf8_lossy(head).into_owned()
            }
        }
    }

    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Decodes the JSON tolerantly; see [`wire::decode`]. An empty body, where the dialect
    /// accepts one, reads as `null`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<Decoded<T>, DecodeError> {
        match self.json() {
            Ok(value) => wire::decode(value),
            Err(JsonError::Empty) => wire::decode_value(&Value::Null),
            Err(_) => Err(DecodeError::unexpected("$", "JSON", "something else")),
        }
    }

    /// Whether the body is empty or white space alone.
    pub fn is_blank(&self) -> bool {
        self.body().iter().all(u8::is_ascii_whitespace)
    }

    /// Whether the body is a web page, whatever its content type says.
    pub fn looks_like_html(&self) -> bool {
        let head: Vec<u8> = self
            .body()
            .iter()
            .copied()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF))
            .take(15)
            .map(|byte| byte.to_ascii_lowercase())
            .collect();
        [&b"<!doctype html"[..], b"<html", b"<head", b"<body"]
            .iter()
            .any(|tag| head.starts_with(tag))
            || (head.starts_with(b"<")
                && self.header("content-type").is_some_and(|kind| kind.contains("html")))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body_length", &self.body().len())
            .finish_non_exhaustive()
    }
}

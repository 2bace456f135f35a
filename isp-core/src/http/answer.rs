//! What an operation reads: a complete answer.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::headers::Headers;
use crate::wire::{self, DecodeError, Decoded, JsonError};

/// A complete answer: status, headers, bounded body, and the body as JSON where it is JSON.
///
/// `Debug` leaves headers and body out.
#[non_exhaustive]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers. Cookies are left out because they are secrets.
    pub headers: Headers,
    /// The body, unchanged.
    pub body: Bytes,
    /// The body as JSON after the dialect's text repair, or why it is not JSON.
    pub json: Result<Value, JsonError>,
}

impl Answer {
    /// An answer; for tests of your own operations.
    pub fn new(
        status: u16,
        headers: impl Into<Headers>,
        body: impl Into<Bytes>,
        json: Result<Value, JsonError>,
    ) -> Self {
        Self { status, headers: headers.into(), body: body.into(), json }
    }

    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Decodes the JSON tolerantly; see [`wire::decode`]. An empty body, where the dialect
    /// accepts one, reads as `null`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<Decoded<T>, DecodeError> {
        match &self.json {
            Ok(value) => wire::decode(value),
            Err(JsonError::Empty) => wire::decode(&Value::Null),
            Err(_) => Err(DecodeError::unexpected("$", "JSON", "something else")),
        }
    }

    /// Whether the body is empty or white space alone.
    pub fn is_blank(&self) -> bool {
        self.body.iter().all(u8::is_ascii_whitespace)
    }

    /// Whether the body is a web page, whatever its content type says.
    pub fn looks_like_html(&self) -> bool {
        let head: Vec<u8> = self
            .body
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
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

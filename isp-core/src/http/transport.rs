//! What sends a request: the network, or a test double.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;

use super::headers::Headers;
use super::request::HttpRequest;

/// Sends one request and returns one response, with nothing on top: no retry, no redirect, no cookie,
/// no referer. [`ReqwestTransport`](super::ReqwestTransport) is the default; tests and special
/// networks bring their own.
#[crate::readable_signatures]
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// Sends. The caller bounds the time and drops the future when it runs out.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// A response whose body is still to be read.
#[non_exhaustive]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Headers,
    /// The body.
    pub body: Box<dyn BodyStream>,
}

impl HttpResponse {
    /// A response whose body comes from `body`.
    pub fn new(status: u16, headers: impl Into<Headers>, body: Box<dyn BodyStream>) -> Self {
        Self { status, headers: headers.into(), body }
    }

    /// A response whose body is already here.
    pub fn ready(status: u16, headers: impl Into<Headers>, body: impl Into<Bytes>) -> Self {
        Self::new(status, headers, Box::new(Ready(Some(body.into()))))
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A body, piece by piece.
#[crate::readable_signatures]
#[async_trait]
pub trait BodyStream: Send {
    /// The next piece; `None` at the end.
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError>;
}

struct Ready(Option<Bytes>);

#[async_trait]
impl BodyStream for Ready {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        Ok(self.0.take())
    }
}

/// Why the response is missing or incomplete. Its text contains no URL.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{what}")]
#[non_exhaustive]
pub struct TransportError {
    /// How far the request got.
    pub kind: TransportErrorKind,
    /// What happened, safe to log.
    pub what: String,
}

impl TransportError {
    /// An error.
    pub fn new(kind: TransportErrorKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into() }
    }

    /// The body is larger than `limit` bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(TransportErrorKind::TooLarge, format!("the body is larger than {limit} bytes"))
    }
}

/// How far a request got, which decides whether it can have taken effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request could not be written: an error of the caller.
    Request,
    /// No connection: name, route, refusal. Nothing was sent.
    Connect,
    /// The server's certificate or protocol is not acceptable; trying again does not help. Nothing was
    /// sent.
    Tls,
    /// The connection broke after part of the request may have been sent.
    Broken,
    /// What came back is not HTTP. The request may have been read.
    NotHttp,
    /// The body grew beyond the limit; the rest was not read.
    TooLarge,
}

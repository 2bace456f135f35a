//! A request and a response as a simulator sees them.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{FutureExt, stream};

/// A request as a simulator sees it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SimulatedRequest {
    /// HTTP method.
    pub method: String,
    /// Path, still percent-encoded.
    pub path: String,
    /// Query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Bytes,
}

impl SimulatedRequest {
    /// The first query parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The fields of a `multipart/form-data` body, in order; `None` if the body has another format.
    pub fn form_fields(&self) -> Option<Vec<(String, Bytes)>> {
        let boundary = multer::parse_boundary(self.header("content-type")?).ok()?;
        // The whole body is in memory, so reading it never waits.
        read_form(self.body.clone(), boundary).now_or_never()?.ok()
    }
}

async fn read_form(body: Bytes, boundary: String) -> multer::Result<Vec<(String, Bytes)>> {
    let mut form = multer::Multipart::new(stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let mut fields = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        fields.push((name, field.bytes().await?));
    }
    Ok(fields)
}

/// A response of a simulator.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SimulatedResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Bytes,
}

impl SimulatedResponse {
    /// A response with a content type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        Self { status, headers: vec![("content-type", content_type.to_owned())], body: body.into() }
    }

    /// Adds a header.
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// What answers: a vendor's simulator.
pub trait ServedBy: Send + Sync + 'static {
    /// Answers one request.
    fn answer(&self, request: &SimulatedRequest) -> SimulatedResponse;
}

//! A request, ready to be sent.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use url::Url;

use super::operation_spec::Method;
use crate::secret::Secret;

/// A request, ready for a [`Transport`](super::Transport).
///
/// `Debug` shows the method alone: the rest may hold personal data or tokens.
#[non_exhaustive]
pub struct HttpRequest {
    /// HTTP method.
    pub method: Method,
    /// The whole URL. Its query may hold a token: never log it.
    pub url: RequestUrl,
    /// Headers. Every value is treated as secret.
    pub headers: Vec<(&'static str, Secret)>,
    /// The body.
    pub body: Body,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

/// The whole URL of a request; it reads as a `str`.
///
/// There is no `Display`, and `Debug` shows nothing of it: the query may hold a token.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestUrl(pub(super) Url);

impl RequestUrl {
    /// The URL as text. Do not log it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for RequestUrl {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for RequestUrl {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl fmt::Debug for RequestUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestUrl([redacted])")
    }
}

/// The body of a request.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// None.
    Empty,
    /// `application/x-www-form-urlencoded; charset=UTF-8`, already encoded.
    Form(String),
    /// `application/json`.
    Json(String),
    /// `multipart/form-data`, its fields in order.
    Multipart(Vec<(Cow<'static, str>, FormValue)>),
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Form(_) => "Form(..)",
            Self::Json(_) => "Json(..)",
            Self::Multipart(_) => "Multipart(..)",
        })
    }
}

/// The value of a field of a `multipart/form-data` body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormValue {
    /// Text.
    Text(String),
    /// A file.
    File(FilePart),
}

impl FormValue {
    /// The text, unless it is a file.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::File(_) => None,
        }
    }
}

impl fmt::Debug for FormValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(..)"),
            Self::File(file) => file.fmt(f),
        }
    }
}

/// A file to be uploaded.
///
/// `Debug` shows its length alone.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilePart {
    /// Its name, with the extension.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
    /// Its content type, such as `image/png`; `None` sends none.
    pub content_type: Option<&'static str>,
}

impl FilePart {
    /// A file with this name and content.
    pub fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), content_type: None }
    }

    /// The same with a content type.
    pub fn with_content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FilePart({} bytes)", self.bytes.len())
    }
}

//! A request, ready to be sent.

use std::borrow::Cow;
use std::fmt;

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
    pub url: String,
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
    /// `multipart/form-data` of text fields, in order.
    Multipart(Vec<(Cow<'static, str>, String)>),
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

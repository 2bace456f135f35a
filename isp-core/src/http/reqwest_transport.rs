//! The default transport.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::multipart::{Form, Part};

use super::base_url::BaseUrl;
use super::headers::Headers;
use super::operation_spec::Method;
use super::request::{Body, HttpRequest};
use super::transport::{BodyStream, HttpResponse, Transport, TransportError, TransportErrorKind};
use crate::error::{Error, ErrorKind};

/// HTTP by `reqwest`, without anything that could send a secret elsewhere: no redirect, no referer,
/// no cookie jar, no repetition of its own.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …) as usual.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport to any address. Connections must be open within `connect_timeout`.
    pub fn new(connect_timeout: Duration) -> Result<Self, Error> {
        Self::build(connect_timeout, true, true)
    }

    /// A transport to these addresses. Where all are plain HTTP it does without the system's CA
    /// certificates, which small containers do not have; where all are on this machine, without the
    /// environment's proxy.
    pub fn to(bases: &[&BaseUrl], connect_timeout: Duration) -> Result<Self, Error> {
        let needs_tls = !bases.iter().all(|base| base.is_plaintext());
        let leaves_machine = !bases.iter().all(|base| base.is_loopback());
        Self::build(connect_timeout, needs_tls, leaves_machine)
    }

    fn build(
        connect_timeout: Duration,
        needs_tls: bool,
        leaves_machine: bool,
    ) -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .user_agent(concat!("isp-core/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Without the 0 every request would be copied for a repetition that never comes.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(connect_timeout);
        let builder = if leaves_machine { builder } else { builder.no_proxy() };
        let client = with_tls(builder, needs_tls)?.build().map_err(|error| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be set up")
                .with_advice("check TLS certificates and the proxy variables of the environment")
                .with_source(error.without_url())
        })?;
        Ok(Self(client))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

/// The provider is chosen here and not by `reqwest`, which would panic where the process has none.
#[cfg(feature = "rustls-no-provider")]
fn with_tls(
    builder: reqwest::ClientBuilder,
    needs_tls: bool,
) -> Result<reqwest::ClientBuilder, Error> {
    let refused = |error: rustls::Error| {
        Error::new(ErrorKind::Configuration, "TLS cannot be set up")
            .with_advice("install the system's CA certificates (package ca-certificates)")
            .with_source(error)
    };
    let provider = crypto_provider()?;
    let config = rustls::ClientConfig::builder_with_provider(Provider::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(refused)?;
    let config = match rustls_platform_verifier::Verifier::new(provider) {
        Ok(verifier) => {
            let verifier = std::sync::Arc::new(verifier);
            config.dangerous().with_custom_certificate_verifier(verifier)
        }
        Err(error) if needs_tls => return Err(refused(error)),
        Err(_) => config.with_root_certificates(rustls::RootCertStore::empty()),
    };
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
}

#[cfg(feature = "rustls-no-provider")]
type Provider = std::sync::Arc<rustls::crypto::CryptoProvider>;

#[cfg(feature = "rustls")]
#[allow(clippy::unnecessary_wraps, reason = "the other form below can fail")]
fn crypto_provider() -> Result<Provider, Error> {
    Ok(Provider::new(rustls::crypto::ring::default_provider()))
}

#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn crypto_provider() -> Result<Provider, Error> {
    rustls::crypto::CryptoProvider::get_default().cloned().ok_or_else(|| {
        Error::new(ErrorKind::Configuration, "the process has no rustls crypto provider")
            .with_advice("install one at the start of the program, or use the feature `rustls`")
    })
}

#[cfg(not(feature = "rustls-no-provider"))]
#[allow(clippy::unnecessary_wraps, reason = "the other form above can fail")]
fn with_tls(builder: reqwest::ClientBuilder, _: bool) -> Result<reqwest::ClientBuilder, Error> {
    Ok(builder)
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let sent = self.0.execute(self.request(request)?);
        let mut response = sent.await.map_err(|error| explain(&error))?;
        let headers = Headers::of_map(std::mem::take(response.headers_mut()));
        Ok(HttpResponse::new(response.status().as_u16(), headers, Box::new(ReqwestBody(response))))
    }
}

impl ReqwestTransport {
    /// The request as `reqwest` wants it.
    fn request(&self, request: HttpRequest) -> Result<reqwest::Request, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut sent = reqwest::Request::new(method, request.url.0);
        for (name, value) in &request.headers {
            let mut value = HeaderValue::try_from(value.expose())
                .map_err(|_| malformed("a header holds a character that HTTP does not allow"))?;
            value.set_sensitive(true);
            let name =
                HeaderName::try_from(*name).map_err(|_| malformed("a header has no valid name"))?;
            sent.headers_mut().append(name, value);
        }
        let (content_type, text) = match request.body {
            Body::Empty => return Ok(sent),
            Body::Multipart(fields) => {
                let fields = fields.into_iter();
                let form = fields.fold(Form::new(), |form, (name, value)| form.text(name, value));
                return self.with_form(sent, form);
            }
            Body::File(name, file) => {
                let part = Part::stream(file.bytes).file_name(file.name);
                return self.with_form(sent, Form::new().part(name, part));
            }
            // Without the charset MK reads the form as Windows-1252.
            Body::Form(form) => ("application/x-www-form-urlencoded; charset=UTF-8", form),
            Body::Json(json) => ("application/json", json),
        };
        sent.headers_mut().append(CONTENT_TYPE, HeaderValue::from_static(content_type));
        *sent.body_mut() = Some(text.into());
        Ok(sent)
    }

    fn with_form(
        &self,
        request: reqwest::Request,
        form: Form,
    ) -> Result<reqwest::Request, TransportError> {
        let builder = RequestBuilder::from_parts(self.0.clone(), request);
        builder.multipart(form).build().map_err(|error| explain(&error))
    }
}

struct ReqwestBody(reqwest::Response);

#[async_trait]
impl BodyStream for ReqwestBody {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await.map_err(|error| explain(&error))
    }
}

#[cfg(feature = "rustls-no-provider")]
fn tls_error(error: &reqwest::Error) -> Option<String> {
    // After the connection is made, part of the request may have been sent.
    if error.is_connect() { super::tls_error::explain(error) } else { None }
}

#[cfg(not(feature = "rustls-no-provider"))]
fn tls_error(_: &reqwest::Error) -> Option<String> {
    None
}

fn is_not_http(error: &reqwest::Error) -> bool {
    let first = std::error::Error::source(error);
    let mut causes = std::iter::successors(first, |cause| cause.source());
    causes.any(|cause| cause.downcast_ref().is_some_and(hyper::Error::is_parse))
}

fn malformed(what: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Request, what)
}

/// Keeps the text of the causes and drops the URL, which holds the token.
fn explain(error: &reqwest::Error) -> TransportError {
    if error.is_builder() {
        return malformed("the request cannot be written");
    }
    if let Some(what) = tls_error(error) {
        return TransportError::new(TransportErrorKind::Tls, what);
    }
    if is_not_http(error) {
        return TransportError::new(TransportErrorKind::NotHttp, "the server's answer is not HTTP");
    }
    let (kind, what) = if error.is_connect() {
        (TransportErrorKind::Connect, "no connection")
    } else {
        (TransportErrorKind::Broken, "the connection broke")
    };
    // reqwest's own text has the URL; the causes below it (I/O, TLS, HTTP) do not.
    let mut what = what.to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        cause = error.source();
        if cause.is_none() {
            what = format!("{what}: {error}");
        }
    }
    TransportError::new(kind, what)
}

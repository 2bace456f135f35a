//! The default transport.

use std::borrow::Cow;
use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::multipart::{Form, Part};

use super::base_url::BaseUrl;
use super::client_options::ClientOptions;
use super::headers::Headers;
use super::operation_spec::Method;
use super::request::{Body, FormValue, HttpRequest};
use super::transport::{BodyStream, HttpResponse, Transport, TransportError, TransportErrorKind};
use super::{tls, tls_error};
use crate::error::{Error, ErrorKind};
use crate::secret::Secret;

/// HTTP by `reqwest`, without anything that could send a secret elsewhere: no redirect, no referer,
/// no cookie jar, no repetition of its own.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …) as usual, unless the options
/// name one.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport to any address, as the options say.
    pub fn new(options: &ClientOptions) -> Result<Self, Error> {
        Self::build(options, true, true)
    }

    /// A transport to these addresses. Where all are plain HTTP it does without the system's CA
    /// certificates, which small containers do not have; where all are on this machine, without the
    /// environment's proxy.
    pub fn to(bases: &[&BaseUrl], options: &ClientOptions) -> Result<Self, Error> {
        let needs_tls = !bases.iter().all(|base| base.is_plaintext());
        let leaves_machine = !bases.iter().all(|base| base.is_loopback());
        let has_tls = cfg!(any(feature = "native-tls", feature = "rustls-no-provider"));
        if needs_tls && !has_tls {
            return Err(Error::new(
                ErrorKind::Configuration,
                "the address is https://, and this program was built without TLS",
            )
            .with_advice("turn on the feature `rustls` or `native-tls`, or bring a transport"));
        }
        Self::build(options, needs_tls, leaves_machine)
    }

    /// A transport by a client of your own, for what the options do not have: client certificates,
    /// SOCKS, DNS, a pool that is shared.
    ///
    /// Its settings are yours to answer for. Turn these off, as [`ReqwestTransport::new`] does:
    /// redirects, which would take a token to another address (`redirect::Policy::none()`); the referer,
    /// which would hold the URL and with it MK's token (`referer(false)`); and repetitions, which could do
    /// a write twice (`retry::never()`).
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }

    fn build(
        options: &ClientOptions,
        needs_tls: bool,
        leaves_machine: bool,
    ) -> Result<Self, Error> {
        let own_name = concat!("isp-core/", env!("CARGO_PKG_VERSION"));
        let user_agent = match &options.user_agent {
            Some(name) => HeaderValue::try_from(format!("{name} {own_name}")).map_err(|_| {
                Error::invalid_input("the user agent holds a character that HTTP does not allow")
            })?,
            None => HeaderValue::from_static(own_name),
        };
        let builder = reqwest::Client::builder()
            .user_agent(user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Without the 0 every request would be copied for a repetition that never comes.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(options.connect_timeout);
        let builder = match &options.proxy {
            Some(url) => builder.proxy(proxy(url)?),
            None if leaves_machine => builder,
            None => builder.no_proxy(),
        };
        let builder = tls::set_up(builder, needs_tls, &options.root_certificates)?;
        let client = builder.build().map_err(|error| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be set up")
                .with_advice("check TLS certificates and the proxy variables of the environment")
                .with_source(error.without_url())
        })?;
        Ok(Self(client))
    }
}

/// The address may hold a password, so that no error quotes it.
fn proxy(url: &Secret) -> Result<reqwest::Proxy, Error> {
    let has_scheme = ["http://", "https://"].iter().any(|scheme| url.expose().starts_with(scheme));
    let proxy = reqwest::Proxy::all(url.expose()).ok().filter(|_| has_scheme);
    proxy.ok_or_else(|| {
        Error::invalid_input("the proxy's address is not a URL")
            .with_advice("write it like http://user:password@proxy.example.com:3128")
    })
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
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
            Body::Empty => {
                // Some servers and proxies answer 411 to a POST or PUT that says no length.
                if matches!(request.method, Method::Post | Method::Put) {
                    sent.headers_mut().append(CONTENT_LENGTH, HeaderValue::from_static("0"));
                }
                return Ok(sent);
            }
            Body::Multipart(fields) => return self.with_form(sent, fields),
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
        fields: Vec<(Cow<'static, str>, FormValue)>,
    ) -> Result<reqwest::Request, TransportError> {
        let mut form = Form::new();
        for (name, value) in fields {
            form = match value {
                FormValue::Text(text) => form.text(name, text),
                FormValue::File(file) => {
                    let length = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
                    let mut part =
                        Part::stream_with_length(file.bytes, length).file_name(file.name);
                    if let Some(kind) = file.content_type {
                        part = part.mime_str(kind).map_err(|error| explain(&error))?;
                    }
                    form.part(name, part)
                }
            };
        }
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

fn is_not_http(error: &reqwest::Error) -> bool {
    let first = std::error::Error::source(error);
    let mut causes = std::iter::successors(first, |cause| cause.source());
    causes.any(|cause| cause.downcast_ref().is_some_and(hyper::Error::is_parse))
}

fn malformed(what: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Request, what)
}

/// Host and port, which tell an engineer what to check. The rest of the URL may hold a token.
fn host(error: &reqwest::Error) -> String {
    let url = error.url();
    let host = url.and_then(url::Url::host_str).unwrap_or("the server");
    match url.and_then(url::Url::port) {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Keeps the text of the causes and drops the URL, which holds the token.
fn explain(error: &reqwest::Error) -> TransportError {
    if error.is_builder() {
        return malformed("the request cannot be written");
    }
    // After the connection is made, part of the request may have been sent.
    if error.is_connect()
        && let Some(what) = tls_error::explain(error)
    {
        return TransportError::new(TransportErrorKind::Tls, format!("{what}: {}", host(error)));
    }
    if is_not_http(error) {
        return TransportError::new(TransportErrorKind::NotHttp, "the server's answer is not HTTP");
    }
    let (kind, mut what) = if error.is_connect() {
        (TransportErrorKind::Connect, format!("no connection to {}", host(error)))
    } else {
        (TransportErrorKind::Broken, "the connection broke".to_owned())
    };
    // reqwest's own text has the URL; the causes below it (I/O, TLS, HTTP) do not.
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        cause = error.source();
        if cause.is_none() {
            what = format!("{what}: {error}");
        }
    }
    TransportError::new(kind, what)
}

//! The options that clients of all vendors share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;

use super::base_url::BaseUrl;
use super::limits::Limits;
use super::observer::Observer;
use super::retry_policy::RetryPolicy;
use super::timing::Timing;
use super::token_store::TokenStore;
use super::transport::Transport;
use crate::error::Error;
use crate::secret::Secret;
use crate::wire::sao_paulo;

/// The options that every client's builder has. [`client_options!`](crate::client_options) gives a
/// builder their setters.
#[derive(Clone)]
#[non_exhaustive]
pub struct ClientOptions {
    /// Whether `http://` is allowed.
    pub plaintext_allowed: bool,
    /// Time limits and the largest body.
    pub limits: Limits,
    /// How often calls that are safe to repeat are retried, and the pauses between attempts.
    pub retry: RetryPolicy,
    /// How many calls may run at once.
    pub max_in_flight: usize,
    /// The least time between the starts of two calls.
    pub min_spacing: Duration,
    /// How long it may take to open a connection.
    pub connect_timeout: Duration,
    /// What the default transport says of itself, before its own name.
    pub user_agent: Option<String>,
    /// Certificates in PEM whose issuers the default transport trusts besides those of the system.
    pub root_certificates: Vec<Vec<u8>>,
    /// The proxy of the default transport, instead of the environment's.
    pub proxy: Option<Secret>,
    /// How many tokens are remembered; the least recently used are dropped first.
    pub remembered_tokens: usize,
    /// Where tokens are kept outside of the client.
    pub token_store: Option<Arc<dyn TokenStore>>,
    /// Whether anything unexpected in an answer is an error.
    pub strict: bool,
    /// The zone of the times that the server writes.
    pub time_zone: Option<TimeZone>,
    /// Receives attempts, logins, drift and finished calls.
    pub observer: Option<Arc<dyn Observer>>,
    /// Another transport than the default one.
    pub transport: Option<Arc<dyn Transport>>,
    /// Another clock than the default one.
    pub timing: Option<Arc<dyn Timing>>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            plaintext_allowed: false,
            limits: Limits::default(),
            retry: RetryPolicy::default(),
            max_in_flight: 8,
            min_spacing: Duration::ZERO,
            connect_timeout: Duration::from_secs(10),
            user_agent: None,
            root_certificates: Vec::new(),
            proxy: None,
            remembered_tokens: 10_000,
            token_store: None,
            strict: false,
            time_zone: None,
            observer: None,
            transport: None,
            timing: None,
        }
    }
}

impl ClientOptions {
    /// Reads a base URL, and refuses plain HTTP unless it is allowed.
    pub fn base_url(&self, text: &str) -> Result<BaseUrl, Error> {
        let base_url = BaseUrl::parse(text)?.require_https_unless(self.plaintext_allowed)?;
        if base_url.is_plaintext() {
            tracing::warn!(%base_url, "credentials are sent over plain HTTP");
        }
        Ok(base_url)
    }

    /// The zone, America/Sao_Paulo by default.
    #[allow(clippy::doc_markdown, reason = "the zone's own name")]
    pub fn time_zone(&self) -> TimeZone {
        self.time_zone.clone().unwrap_or_else(sao_paulo)
    }
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .field("max_in_flight", &self.max_in_flight)
            .field("min_spacing", &self.min_spacing)
            .finish_non_exhaustive()
    }
}

/// Gives a client's builder, which keeps its [`ClientOptions`](crate::http::ClientOptions) in a field
/// named `options`, a setter for each of them.
#[macro_export]
macro_rules! client_options {
    ($builder:ident) => {
        impl $builder {
            /// Allows `http://`: passwords and tokens are then sent unencrypted.
            pub fn allow_plaintext_http(mut self) -> Self {
                self.options.plaintext_allowed = true;
                self
            }

            /// Time limits and the largest body.
            pub fn limits(mut self, limits: $crate::http::Limits) -> Self {
                self.options.limits = limits;
                self
            }

            /// A time limit for each whole call. 60 s by default.
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.limits.total = limit;
                self
            }

            /// How often calls that are safe to repeat are retried, and the pauses in between.
            pub fn retry(mut self, policy: $crate::http::RetryPolicy) -> Self {
                self.options.retry = policy;
                self
            }

            /// How many calls may run at once. 8 by default.
            pub fn max_in_flight(mut self, calls: usize) -> Self {
                self.options.max_in_flight = calls;
                self
            }

            /// The least time between the starts of two calls. None by default.
            pub fn min_spacing(mut self, spacing: ::std::time::Duration) -> Self {
                self.options.min_spacing = spacing;
                self
            }

            /// How long it may take to open a connection. 10 s by default.
            pub fn connect_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.options.connect_timeout = limit;
                self
            }

            /// The name of your program, such as `my-bot/1.0`, which the header `User-Agent` then
            /// holds before the crate's own.
            pub fn user_agent(mut self, name: impl Into<String>) -> Self {
                self.options.user_agent = Some(name.into());
                self
            }

            /// Trusts certificates that the issuers in this PEM text have signed, besides the
            /// system's: for an ERP behind the provider's own authority. May be called repeatedly.
            pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
                self.options.root_certificates.push(pem.into());
                self
            }

            /// Sends everything through the proxy at this address, such as
            /// `http://user:password@proxy.example.com:3128`, instead of the one that the environment
            /// names.
            pub fn proxy(mut self, url: impl Into<String>) -> Self {
                self.options.proxy = Some($crate::Secret::new(url));
                self
            }

            /// Shares logins with the other clients of this store, and keeps them over a restart.
            pub fn token_store(
                mut self,
                store: ::std::sync::Arc<dyn $crate::http::TokenStore>,
            ) -> Self {
                self.options.token_store = Some(store);
                self
            }

            /// Makes anything unexpected in an answer an error: for tests.
            pub fn strict(mut self, strict: bool) -> Self {
                self.options.strict = strict;
                self
            }

            /// The zone of the times that the server writes. `America/Sao_Paulo` by default.
            pub fn time_zone(mut self, zone: $crate::jiff::tz::TimeZone) -> Self {
                self.options.time_zone = Some(zone);
                self
            }

            /// Receives attempts, logins, drift and finished calls.
            pub fn observer(
                mut self,
                observer: ::std::sync::Arc<dyn $crate::http::Observer>,
            ) -> Self {
                self.options.observer = Some(observer);
                self
            }

            /// Another transport than the default one, such as
            /// [`ReqwestTransport::from_client`](isp_core::http::ReqwestTransport::from_client) with a
            /// `reqwest` client of your own.
            pub fn transport(
                mut self,
                transport: ::std::sync::Arc<dyn $crate::http::Transport>,
            ) -> Self {
                self.options.transport = Some(transport);
                self
            }

            /// Another clock.
            pub fn timing(mut self, timing: ::std::sync::Arc<dyn $crate::http::Timing>) -> Self {
                self.options.timing = Some(timing);
                self
            }
        }
    };
}

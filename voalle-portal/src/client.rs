//! The client and how it is configured.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use isp_core::http::{
    BaseUrl, Limits, Pipeline, ReqwestTransport, RetryPolicy, Timing, TokioTiming, Transport,
};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::dialect::{Provider, SYSTEM};
use crate::subscriber::Subscriber;

/// A client of one provider's portal. It holds the provider's secrets; whoever is to be seen logs in
/// by [`Client::subscriber`]. Cheap to clone; clones share connections, logins and limits.
#[derive(Clone)]
pub struct Client {
    pipeline: Arc<Pipeline>,
    provider: Arc<Provider>,
}

impl Client {
    /// A client of the portal at `base_url` (`Api_Path`), such as `https://api.example.com.br`; a
    /// final slash does not matter. Nothing is sent until the first call.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.into(),
            credentials: None,
            plaintext_allowed: false,
            time_zone: None,
            limits: Limits::default(),
            retry: RetryPolicy::default(),
            max_in_flight: 8,
            min_spacing: Duration::ZERO,
            connect_timeout: Duration::from_secs(10),
            remembered_subscribers: 10_000,
            strict: false,
            transport: None,
            timing: None,
        }
    }

    /// The portal as the subscriber with this user name and password sees it. Handles are cheap: two
    /// with the same user name and password share one login. Nothing is sent until the first call,
    /// which also reports a user name or password that cannot be right.
    pub fn subscriber(
        &self,
        username: impl Into<String>,
        password: impl Into<String>,
    ) -> Subscriber {
        Subscriber::new(
            Arc::clone(&self.pipeline),
            Arc::clone(&self.provider),
            Secret::new(username),
            Secret::new(password),
        )
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.provider.base_url).finish_non_exhaustive()
    }
}

/// Configures a [`Client`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    base_url: String,
    credentials: Option<(String, String, String)>,
    plaintext_allowed: bool,
    time_zone: Option<TimeZone>,
    limits: Limits,
    retry: RetryPolicy,
    max_in_flight: usize,
    min_spacing: Duration,
    connect_timeout: Duration,
    remembered_subscribers: usize,
    strict: bool,
    transport: Option<Arc<dyn Transport>>,
    timing: Option<Arc<dyn Timing>>,
}

impl ClientBuilder {
    /// The provider's verify token, client id and client secret, found in the ERP under Suite /
    /// Settings / Parameters / App Cliente.
    pub fn credentials(
        mut self,
        verify_token: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        self.credentials = Some((verify_token.into(), client_id.into(), client_secret.into()));
        self
    }

    /// Consents to `http://`: the subscriber's password then travels in clear, in the URL.
    pub fn allow_plaintext_http(mut self) -> Self {
        self.plaintext_allowed = true;
        self
    }

    /// The zone of the times that the server writes. `America/Sao_Paulo` unless said.
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.time_zone = Some(zone);
        self
    }

    /// Time limits and the largest body.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// A time limit for each whole call. 60 s unless said.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.total = limit;
        self
    }

    /// How often and how patiently harmless calls are repeated.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many calls may be under way at once. 8 unless said.
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        self.max_in_flight = calls;
        self
    }

    /// The least time between the starts of two calls. None unless said.
    pub fn min_spacing(mut self, spacing: Duration) -> Self {
        self.min_spacing = spacing;
        self
    }

    /// How long a connection may take to come about. 10 s unless said.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How many subscribers' logins are remembered; the least recently used go first. 10 000 unless
    /// said.
    pub fn remembered_subscribers(mut self, subscribers: usize) -> Self {
        self.remembered_subscribers = subscribers;
        self
    }

    /// Makes anything unexpected in an answer an error: for tests.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Another transport than the default one.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Another clock.
    pub fn timing(mut self, timing: Arc<dyn Timing>) -> Self {
        self.timing = Some(timing);
        self
    }

    /// The client, or what is wrong with the configuration. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        let in_portal = |error: Error| error.with_system(SYSTEM);
        let base_url = BaseUrl::parse(&self.base_url)
            .and_then(|base| base.require_https_unless(self.plaintext_allowed))
            .map_err(in_portal)?;
        if base_url.is_plaintext() {
            tracing::warn!(isp.system = SYSTEM, "credentials travel over plain HTTP");
        }
        let (verify_token, client_id, client_secret) = self.credentials.ok_or_else(|| {
            in_portal(Error::invalid_input("no credentials").with_advice("call credentials(…)"))
        })?;
        let secret = |name, text| Secret::configured(name, text).map_err(in_portal);
        let provider = Provider {
            base_url,
            verify_token: secret("verify_token", verify_token)?,
            client_id: secret("client_id", client_id)?,
            client_secret: secret("client_secret", client_secret)?,
            time_zone: match self.time_zone {
                Some(zone) => zone,
                None => isp_core::wire::sao_paulo(),
            },
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(ReqwestTransport::new(self.connect_timeout).map_err(in_portal)?),
        };
        let pipeline = Pipeline::builder(transport)
            .limits(self.limits)
            .retry(self.retry)
            .max_in_flight(self.max_in_flight)
            .min_spacing(self.min_spacing)
            .remembered_grants(self.remembered_subscribers)
            .strict(self.strict)
            .timing(self.timing.unwrap_or_else(|| Arc::new(TokioTiming::new())))
            .build();
        Ok(Client { pipeline: Arc::new(pipeline), provider: Arc::new(provider) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

//! The client and how it is configured.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use isp_core::http::{
    BaseUrl, Call as CoreCall, Dialect, Limits, Operation, Pipeline, ReqwestTransport, RetryPolicy,
    Timing, TokioTiming, Transport,
};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::call::Call;
use crate::dialect::MkDialect;
use crate::isp::MkIsp;

/// A client of one MK installation. Cheap to clone; clones share connections, tokens and limits.
#[derive(Clone)]
pub struct Client {
    pipeline: Arc<Pipeline>,
    dialect: Arc<MkDialect>,
}

impl Client {
    /// A client of the installation at `base_url`, such as `https://erp.example.com.br:8443`; a final
    /// slash or `/mk` does not matter. Nothing is sent until the first call.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.into(),
            credentials: None,
            plaintext_allowed: false,
            single_use_tokens: false,
            one_token_per_service: false,
            time_zone: None,
            limits: Limits::default(),
            retry: RetryPolicy::default(),
            max_in_flight: 8,
            min_spacing: Duration::ZERO,
            connect_timeout: Duration::from_secs(10),
            strict: false,
            transport: None,
            timing: None,
        }
    }

    /// A call of any operation, also of one that you wrote yourself.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let dialect: Arc<dyn Dialect> = Arc::<MkDialect>::clone(&self.dialect);
        Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation))
    }

    /// This installation in the vocabulary shared with other ERPs.
    pub fn isp(&self) -> MkIsp {
        MkIsp::new(self.clone())
    }

    /// The zone of the times that the server writes.
    pub(crate) fn time_zone(&self) -> &TimeZone {
        &self.dialect.time_zone
    }

    /// The current day at the provider.
    pub(crate) fn today(&self) -> jiff::civil::Date {
        self.pipeline.timing().now().to_zoned(self.time_zone().clone()).date()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.dialect.base_url).finish_non_exhaustive()
    }
}

/// Configures a [`Client`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    base_url: String,
    credentials: Option<(String, String)>,
    plaintext_allowed: bool,
    single_use_tokens: bool,
    one_token_per_service: bool,
    time_zone: Option<TimeZone>,
    limits: Limits,
    retry: RetryPolicy,
    max_in_flight: usize,
    min_spacing: Duration,
    connect_timeout: Duration,
    strict: bool,
    transport: Option<Arc<dyn Transport>>,
    timing: Option<Arc<dyn Timing>>,
}

impl ClientBuilder {
    /// The operator's user token and the web-service profile's counter-password (`contra-senha`).
    pub fn credentials(
        mut self,
        user_token: impl Into<String>,
        profile_password: impl Into<String>,
    ) -> Self {
        self.credentials = Some((user_token.into(), profile_password.into()));
        self
    }

    /// Consents to `http://`: tokens and passwords then travel in clear, in the URL.
    pub fn allow_plaintext_http(mut self) -> Self {
        self.plaintext_allowed = true;
        self
    }

    /// For a profile with the option `Invalidar = Sim`: every call logs in for itself and no token is
    /// used twice. Profiles that say `LimiteUso: 1` are treated so without being told.
    pub fn single_use_tokens(mut self) -> Self {
        self.single_use_tokens = true;
        self
    }

    /// Asks for one token for each service code instead of one for all (`9999`).
    pub fn one_token_per_service(mut self) -> Self {
        self.one_token_per_service = true;
        self
    }

    /// The zone of the times that the server writes. America/Sao_Paulo unless said.
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
        let in_mk = |error: Error| error.with_system(MkDialect::SYSTEM);
        let base_url = BaseUrl::parse(&self.base_url)
            .and_then(|base| base.require_https_unless(self.plaintext_allowed))
            .map_err(in_mk)?
            .without_final_segment("mk");
        if base_url.is_plaintext() {
            tracing::warn!(isp.system = MkDialect::SYSTEM, "credentials travel over plain HTTP");
        }
        let (user_token, profile_password) = self.credentials.ok_or_else(|| {
            in_mk(Error::invalid_input("no credentials").with_advice("call credentials(…)"))
        })?;
        let dialect = MkDialect {
            base_url,
            user_token: Secret::configured("user_token", user_token).map_err(in_mk)?,
            profile_password: Secret::configured("profile_password", profile_password)
                .map_err(in_mk)?,
            single_use_tokens: self.single_use_tokens,
            one_token_per_service: self.one_token_per_service,
            time_zone: match self.time_zone {
                Some(zone) => zone,
                None => isp_core::wire::sao_paulo(),
            },
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(ReqwestTransport::new(self.connect_timeout).map_err(in_mk)?),
        };
        let pipeline = Pipeline::builder(transport)
            .limits(self.limits)
            .retry(self.retry)
            .max_in_flight(self.max_in_flight)
            .min_spacing(self.min_spacing)
            .strict(self.strict)
            .timing(self.timing.unwrap_or_else(|| Arc::new(TokioTiming::new())))
            .build();
        Ok(Client { pipeline: Arc::new(pipeline), dialect: Arc::new(dialect) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

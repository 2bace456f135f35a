//! The client and how it is configured.

use std::fmt;
use std::sync::Arc;

use isp_core::http::ClientOptions;
use isp_core::http::vendor::Pipeline;
use isp_core::{Error, Secret};

use crate::dialect::{Provider, SYSTEM};
use crate::subscriber::Subscriber;
use crate::ticket_defaults::TicketDefaults;

/// A client of one provider's portal, with the provider's secrets. [`Client::subscriber`] adds a
/// subscriber's login. Cheap to clone; clones share connections, logins and limits.
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
            ticket_defaults: None,
            options: ClientOptions::default(),
        }
    }

    /// The portal as seen by the subscriber with this user name and password. Cheap to create: two
    /// with the same user name and password share one login. Nothing is sent until the first call;
    /// a malformed user name or password is an error of that call.
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

    pub(crate) fn ticket_defaults(&self) -> Option<TicketDefaults> {
        self.provider.ticket_defaults
    }

    /// How many subscribers' logins are remembered now, at most
    /// [`remembered_subscribers`](ClientBuilder::remembered_subscribers).
    pub fn held_logins(&self) -> usize {
        self.pipeline.held_tokens()
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
    ticket_defaults: Option<TicketDefaults>,
    options: ClientOptions,
}

isp_core::client_options!(ClientBuilder);

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

    /// Values shared by all tickets. With them the [`Isp`](isp_core::Isp) of every subscriber can
    /// open tickets.
    pub fn ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// How many subscribers' logins are remembered, by default 10 000. The least recently used are
    /// dropped first.
    pub fn remembered_subscribers(mut self, subscribers: usize) -> Self {
        self.options.remembered_tokens = subscribers;
        self
    }

    /// The client, or what is wrong with the configuration. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        self.connect().map_err(|error| error.with_system(SYSTEM))
    }

    fn connect(self) -> Result<Client, Error> {
        let base_url = self.options.base_url(&self.base_url)?;
        let (verify_token, client_id, client_secret) = self.credentials.ok_or_else(|| {
            Error::invalid_input("no credentials").with_advice("call credentials(…)")
        })?;
        let provider = Provider {
            base_url,
            verify_token: Secret::configured("verify_token", verify_token)?,
            client_id: Secret::configured("client_id", client_id)?,
            client_secret: Secret::configured("client_secret", client_secret)?,
            time_zone: self.options.time_zone(),
            ticket_defaults: self.ticket_defaults,
        };
        let pipeline = Pipeline::from_options(&self.options, &[&provider.base_url])?;
        Ok(Client { pipeline: Arc::new(pipeline), provider: Arc::new(provider) })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

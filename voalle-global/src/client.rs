//! The client and how it is configured.

use std::fmt;
use std::sync::Arc;

use isp_core::http::vendor::{Dialect, Pipeline};
use isp_core::http::{Call as CoreCall, ClientOptions, Operation, TokioTiming};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::Call;
use crate::dialect::{Addresses, GlobalDialect, Grant, SYSTEM};
use crate::isp::remembered::Remembered;
use crate::operations::authentication::ConnectToken;
use crate::ticket_defaults::TicketDefaults;

/// The port at which the ERP gives out tokens.
const AUTHENTICATION_PORT: u16 = 45_700;
/// The port of all other operations.
const DATA_PORT: u16 = 45_715;

/// A client of one provider's API with an integrator's credentials. Cheap to clone; clones share
/// connections, the token, limits, and what [`Client::isp`] remembers.
#[derive(Clone)]
pub struct Client {
    pipeline: Arc<Pipeline>,
    dialect: Arc<GlobalDialect>,
    remembered: Arc<Remembered>,
    ticket_defaults: Option<TicketDefaults>,
}

impl Client {
    /// A client of the ERP at `host`, such as `https://erp.example.com.br`: tokens at its port 45700,
    /// everything else at its port 45715. Either of the two ports may be part of `host`, where it is
    /// ignored; any other is refused: see [`builder_at`](Self::builder_at). Nothing is sent until the
    /// first call.
    pub fn builder(host: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(Place::Host(host.into()))
    }

    /// A client of an ERP behind a proxy, or on ports of its own: the address of the token operation
    /// and that of all others, each with its port and path. A final slash does not matter.
    ///
    /// ```
    /// # fn build() -> Result<(), isp_core::Error> {
    /// let global = voalle_global::Client::builder_at(
    ///     "https://erp.example.com.br/auth",
    ///     "https://erp.example.com.br/data",
    /// )
    /// .credentials("client-id", "client-secret", "syndata")
    /// .build()?;
    /// # Ok(())
    /// # }
    /// # build().unwrap();
    /// ```
    pub fn builder_at(
        authentication_url: impl Into<String>,
        data_url: impl Into<String>,
    ) -> ClientBuilder {
        let (authentication, data) = (authentication_url.into(), data_url.into());
        ClientBuilder::new(Place::Addresses { authentication, data })
    }

    /// A call of any operation, including your own.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let dialect: Arc<dyn Dialect> = Arc::<GlobalDialect>::clone(&self.dialect);
        Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation))
    }

    /// Token of the integrator user. Every call fetches it by itself; this one returns the answer.
    ///
    /// With a refresh token it uses up the one that the client holds: the new one is in the answer alone.
    ///
    /// `POST /connect/token`
    #[doc(alias = "/connect/token")]
    pub fn connect_token(&self) -> Call<ConnectToken> {
        self.call(self.dialect.connect_token())
    }

    /// The refresh token that the next login will use: store it before the program ends, since each
    /// use replaces it. `None` with the other kinds of credentials.
    pub fn refresh_token(&self) -> Option<Secret> {
        self.dialect.refresh_token()
    }

    pub(crate) fn ticket_defaults(&self) -> Option<TicketDefaults> {
        self.ticket_defaults
    }

    /// Whose records are whose, as far as answers have told.
    pub(crate) fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    /// The time zone of the server's times.
    pub(crate) fn time_zone(&self) -> &TimeZone {
        self.dialect.time_zone()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Addresses { authentication, data } = self.dialect.addresses();
        f.debug_struct("Client")
            .field("authentication_url", authentication)
            .field("data_url", data)
            .finish_non_exhaustive()
    }
}

/// Where the ERP is.
enum Place {
    Host(String),
    Addresses { authentication: String, data: String },
}

/// How the client logs in, as the caller gave it.
enum Credentials {
    Client { client_id: String, client_secret: String, syndata: String },
    Password { client_secret: String, username: String, password: String, syndata: String },
    Refresh { client_secret: String, refresh_token: String },
}

/// Configures a [`Client`].
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    place: Place,
    credentials: Option<Credentials>,
    ticket_defaults: Option<TicketDefaults>,
    options: ClientOptions,
}

isp_core::client_options!(ClientBuilder);

impl ClientBuilder {
    fn new(place: Place) -> Self {
        let options = ClientOptions::default();
        Self { place, credentials: None, ticket_defaults: None, options }
    }

    /// The integrator's client id and client secret, from the record of the integrator user, and
    /// `syndata`, the token of the installation, from Suite / Settings / Parameters /
    /// Integration-Map. The way that the vendor recommends (grant `client_credentials`).
    pub fn credentials(
        mut self,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        syndata: impl Into<String>,
    ) -> Self {
        let (client_id, client_secret) = (client_id.into(), client_secret.into());
        self.credentials =
            Some(Credentials::Client { client_id, client_secret, syndata: syndata.into() });
        self
    }

    /// The older way (grant `password`): a user's name and password, and the client secret that the
    /// vendor publishes for its client `synauth`.
    pub fn password_credentials(
        mut self,
        client_secret: impl Into<String>,
        username: impl Into<String>,
        password: impl Into<String>,
        syndata: impl Into<String>,
    ) -> Self {
        let (client_secret, username) = (client_secret.into(), username.into());
        let (password, syndata) = (password.into(), syndata.into());
        self.credentials =
            Some(Credentials::Password { client_secret, username, password, syndata });
        self
    }

    /// A refresh token from an earlier login, and the client secret that the vendor publishes for its
    /// client `synauth`. Each login replaces the refresh token: see [`Client::refresh_token`]. A call that
    /// is dropped while it logs in may lose the new one, and the old one is used up then.
    pub fn refresh_credentials(
        mut self,
        client_secret: impl Into<String>,
        refresh_token: impl Into<String>,
    ) -> Self {
        let (client_secret, refresh_token) = (client_secret.into(), refresh_token.into());
        self.credentials = Some(Credentials::Refresh { client_secret, refresh_token });
        self
    }

    /// Values shared by all tickets. With them the [`Isp`](isp_core::Isp) can open tickets.
    pub fn ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// The client, or what is wrong with the configuration. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        self.connect().map_err(|error| error.with_system(SYSTEM))
    }

    fn connect(mut self) -> Result<Client, Error> {
        let addresses = self.addresses()?;
        let timing = self.options.timing.get_or_insert_with(|| Arc::new(TokioTiming::new()));
        let remembered = Arc::new(Remembered::new(Arc::clone(timing)));
        let credentials = self.credentials.ok_or_else(|| {
            Error::invalid_input("no credentials").with_advice("call credentials(…)")
        })?;
        let pipeline =
            Pipeline::from_options(&self.options, &[&addresses.authentication, &addresses.data])?;
        let dialect =
            GlobalDialect::new(addresses, credentials.into_grant()?, self.options.time_zone());
        Ok(Client {
            pipeline: Arc::new(pipeline),
            dialect: Arc::new(dialect),
            remembered,
            ticket_defaults: self.ticket_defaults,
        })
    }

    fn addresses(&self) -> Result<Addresses, Error> {
        match &self.place {
            Place::Host(host) => {
                let host = self.options.base_url(host)?;
                if host.port().is_some_and(|port| ![AUTHENTICATION_PORT, DATA_PORT].contains(&port))
                {
                    let what = "the host names a port that is neither 45700 nor 45715";
                    return Err(Error::invalid_input(what)
                        .with_advice("give both addresses by builder_at(…)"));
                }
                Ok(Addresses {
                    authentication: host.with_port(AUTHENTICATION_PORT),
                    data: host.with_port(DATA_PORT),
                })
            }
            Place::Addresses { authentication, data } => Ok(Addresses {
                authentication: self.options.base_url(authentication)?,
                data: self.options.base_url(data)?,
            }),
        }
    }
}

impl Credentials {
    fn into_grant(self) -> Result<Grant, Error> {
        let secret = Secret::configured;
        Ok(match self {
            Self::Client { client_id, client_secret, syndata } => Grant::ClientCredentials {
                client_id: secret("client_id", client_id)?,
                client_secret: secret("client_secret", client_secret)?,
                syndata: secret("syndata", syndata)?,
            },
            Self::Password { client_secret, username, password, syndata } => Grant::Password {
                client_secret: secret("client_secret", client_secret)?,
                username: secret("username", username)?,
                password: secret("password", password)?,
                syndata: secret("syndata", syndata)?,
            },
            Self::Refresh { client_secret, refresh_token } => Grant::refresh(
                secret("client_secret", client_secret)?,
                secret("refresh_token", refresh_token)?,
            ),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::http::BaseUrl;

    fn addresses_of(builder: ClientBuilder) -> Result<(BaseUrl, BaseUrl), Error> {
        let client = builder.credentials("id", "secret", "syndata").build()?;
        let Addresses { authentication, data } = client.dialect.addresses();
        Ok((authentication.clone(), data.clone()))
    }

    #[test]
    fn one_host_gives_both_addresses_whatever_port_was_pasted() {
        for host in [
            "https://erp.example.com.br",
            "https://erp.example.com.br/",
            "https://erp.example.com.br:45700",
            "https://erp.example.com.br:45715/",
        ] {
            let (authentication, data) = addresses_of(Client::builder(host)).unwrap();
            assert_eq!(authentication.to_string(), "https://erp.example.com.br:45700");
            assert_eq!(data.to_string(), "https://erp.example.com.br:45715");
        }
    }

    #[test]
    fn another_port_is_refused_and_says_what_to_do() {
        let error = addresses_of(Client::builder("https://erp.example.com.br:8443")).unwrap_err();
        assert!(error.to_string().contains("builder_at"), "{error}");
    }

    #[test]
    fn behind_a_proxy_both_addresses_are_taken_as_they_are() {
        let at = Client::builder_at("https://a.example.com/auth/", "https://b.example.com:8443");
        let (authentication, data) = addresses_of(at).unwrap();
        assert_eq!(authentication.to_string(), "https://a.example.com/auth");
        assert_eq!(data.to_string(), "https://b.example.com:8443");
    }

    #[test]
    fn plain_http_needs_consent_for_each_address() {
        for (authentication, data) in [
            ("http://a.example.com", "https://a.example.com"),
            ("https://a.example.com", "http://a.example.com"),
        ] {
            assert!(addresses_of(Client::builder_at(authentication, data)).is_err());
            let allowed = Client::builder_at(authentication, data).allow_plaintext_http();
            assert!(addresses_of(allowed).is_ok());
        }
    }

    #[test]
    fn missing_and_malformed_credentials_are_refused_without_being_shown() {
        let builder = || Client::builder("https://erp.example.com.br");
        assert!(builder().build().unwrap_err().to_string().contains("credentials(…)"));
        for (builder, name) in [
            (builder().credentials("", "s3cr3t", "data"), "client_id"),
            (builder().credentials("id", "s3cr3t\n", "data"), "client_secret"),
            (builder().credentials("id", "s3cr3t", " "), "syndata"),
            (builder().password_credentials("fixed", "", "s3cr3t", "data"), "username"),
            (builder().refresh_credentials("fixed", "s3cr3t "), "refresh_token"),
        ] {
            let text = builder.build().unwrap_err().to_string();
            assert!(text.contains(name) && !text.contains("s3cr3t"), "{text}");
        }
    }
}

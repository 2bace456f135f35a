//! The client and how it is configured.

use std::fmt;
use std::sync::Arc;

use isp_core::http::vendor::{Dialect, Pipeline};
use isp_core::http::{BaseUrl, Call as CoreCall, ClientOptions, Operation};
use isp_core::{Error, Secret};
use jiff::tz::TimeZone;

use crate::Call;
use crate::dialect::{Account, MkDialect, Operator, Profile};
use crate::path_download::PathDownload;

/// A client of one MK installation. Cheap to clone; clones share connections, tokens and limits.
#[derive(Clone)]
pub struct Client {
    pipeline: Arc<Pipeline>,
    dialect: Arc<MkDialect>,
    /// Where links to files may lead, besides the base URL.
    file_origins: Arc<[BaseUrl]>,
}

impl Client {
    /// A client of the installation at `base_url`, such as `https://erp.example.com.br:8443`; a final
    /// slash or `/mk` does not matter. The addresses in MK's manual are `http://`; they need
    /// [`allow_plaintext_http`](ClientBuilder::allow_plaintext_http). Nothing is sent until the first
    /// call.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder {
            base_url: base_url.into(),
            credentials: None,
            operator: None,
            single_use_tokens: false,
            one_token_per_service: false,
            core_api: None,
            file_origins: Vec::new(),
            options: ClientOptions::default(),
        }
    }

    /// A call of any operation, including your own.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let dialect: Arc<dyn Dialect> = Arc::<MkDialect>::clone(&self.dialect);
        Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation))
    }

    /// The PDF behind the link in [`path_download`](crate::operations::faturas::SegundaViaCobranca) of a
    /// second copy.
    ///
    /// The link must lead to the base URL's scheme, host and port, or to an address that
    /// [`files_at`](ClientBuilder::files_at) allows; any other is refused before anything is sent. Nothing
    /// is sent with it, neither token nor parameter, and no redirect is followed. A file that is larger
    /// than the client's largest body (16 MiB, [`with_max_body`](Call::with_max_body)), that is no PDF or
    /// not a whole one is an error.
    ///
    /// ```no_run
    /// # async fn run(mk: mk_webservices::Client) -> Result<(), isp_core::Error> {
    /// let copy = mk.segunda_via_cobranca(900_101).await?;
    /// if let Some(link) = &copy.path_download {
    ///     let pdf = mk.path_download(link)?.await?;
    ///     println!("{} bytes", pdf.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias = "PathDownload")]
    pub fn path_download(&self, link: &str) -> Result<Call<PathDownload>, Error> {
        let mut origins = vec![&self.dialect.base_url];
        origins.extend(self.file_origins.iter());
        let (operation, dialect) = PathDownload::of(link, &origins)?;
        Ok(Call(CoreCall::new(Arc::clone(&self.pipeline), dialect, operation)))
    }

    /// Whether it logs in as an operator, for whom MK opens only some rules.
    pub(crate) fn is_operator(&self) -> bool {
        self.dialect.account.is_operator()
    }

    /// The time zone of the server's times.
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
    operator: Option<(String, String)>,
    single_use_tokens: bool,
    one_token_per_service: bool,
    core_api: Option<String>,
    file_origins: Vec<String>,
    options: ClientOptions,
}

isp_core::client_options!(ClientBuilder);

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

    /// An operator's login and password (`WSAutenticacaoOperador`), instead of
    /// [`credentials`](Self::credentials).
    ///
    /// The operator's own token then signs every call. MK accepts it for the rules that its manual calls
    /// specific (those that are licensed separately, such as a new ticket), and only of operators who are
    /// listed in its web-service manager, from a start date to an end date. No answer shows these dates,
    /// so it is MK that refuses outside of them. The general rules need `credentials`.
    pub fn operator(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.operator = Some((name.into(), password.into()));
        self
    }

    /// For a profile with the option `Invalidar = Sim`: every call logs in separately and no token
    /// is used twice. Profiles with `LimiteUso: 1` are detected and treated the same way.
    pub fn single_use_tokens(mut self) -> Self {
        self.single_use_tokens = true;
        self
    }

    /// Requests one token for each service code instead of one for all (`9999`).
    pub fn one_token_per_service(mut self) -> Self {
        self.one_token_per_service = true;
        self
    }

    /// The address of the core-api, by default `{base}/core-api`. It is a separate process that
    /// many installations do not have; it may listen on another port.
    pub fn core_api(mut self, base_url: impl Into<String>) -> Self {
        self.core_api = Some(base_url.into());
        self
    }

    /// One more address to which [`path_download`](Client::path_download) may follow a link, such as
    /// `http://erp.example.com.br:8080`: scheme, host and port. For installations whose own idea of their
    /// address is not the base URL. Over `http://` whoever stands between reads the boleto.
    pub fn files_at(mut self, origin: impl Into<String>) -> Self {
        self.file_origins.push(origin.into());
        self
    }

    /// The client, or what is wrong with the configuration. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        self.connect().map_err(|error| error.with_system(MkDialect::SYSTEM))
    }

    fn account(&self) -> Result<Account, Error> {
        match (&self.credentials, &self.operator) {
            (Some((user_token, password)), None) => Ok(Account::Profile(Profile {
                user_token: Secret::configured("user_token", user_token.clone())?,
                password: Secret::configured("profile_password", password.clone())?,
                single_use_tokens: self.single_use_tokens,
                one_token_per_service: self.one_token_per_service,
            })),
            (None, Some(_)) if self.single_use_tokens || self.one_token_per_service => {
                Err(Error::invalid_input("an operator has one token, for any number of calls")
                    .with_advice("omit single_use_tokens() and one_token_per_service()"))
            }
            (None, Some((name, password))) => Ok(Account::Operator(Operator {
                name: Secret::configured("operator", name.clone())?,
                password: Secret::configured("operator_password", password.clone())?,
            })),
            (Some(_), Some(_)) => {
                Err(Error::invalid_input("credentials of a profile and an operator are given")
                    .with_advice("call credentials(…) or operator(…), not both"))
            }
            (None, None) => Err(Error::invalid_input("no credentials")
                .with_advice("call credentials(…), or operator(…) for the specific rules alone")),
        }
    }

    fn connect(self) -> Result<Client, Error> {
        let base_url = self.options.base_url(&self.base_url)?.without_final_segment("mk");
        let account = self.account()?;
        let core_api = match &self.core_api {
            Some(base_url) => self.options.base_url(base_url)?,
            None => base_url.with_segment("core-api"),
        };
        let file_origins = self.file_origins.iter().map(|origin| BaseUrl::parse(origin));
        let file_origins: Arc<[BaseUrl]> = file_origins.collect::<Result<_, _>>()?;
        let dialect = MkDialect {
            base_url,
            core_api,
            token_key: account.main_token_key(),
            account,
            time_zone: self.options.time_zone(),
        };
        let mut addresses = vec![&dialect.base_url, &dialect.core_api];
        addresses.extend(file_origins.iter());
        let pipeline = Arc::new(Pipeline::from_options(&self.options, &addresses)?);
        Ok(Client { pipeline, dialect: Arc::new(dialect), file_origins })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}

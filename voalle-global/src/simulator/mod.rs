//! A simulated provider-wide API on loopback: shows a [`World`](isp_core::testing::World) in the API's
//! wire format, tokens and data on two ports as a real ERP does.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use isp_core::testing::World;
//! use voalle_global::simulator::Simulator;
//!
//! let simulator = Simulator::start(World::example()).await?;
//! let global = voalle_global::Client::builder_at(simulator.authentication_url(), simulator.data_url())
//!     .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
//!     .allow_plaintext_http()
//!     .build()?;
//! let person = global.people_txid("529.982.247-25".parse()?).await?.response;
//! assert_eq!(person.id, 10_123);
//! assert_eq!(simulator.login_count(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Any client of a real ERP can talk to it.
//!
//! *From sources* (the vendor's samples, clients of real ERPs): ports, paths, parameters, the keys of
//! every answer, business errors with HTTP 200, the refused login, 404 without a body for an unknown
//! path. An operation about things that the world does not have, such as campaigns or OLTs, answers the
//! known sample.
//!
//! *Generic*: an operation whose answer is undocumented
//! ([`Assumed`](isp_core::http::EvidenceLevel::Assumed)) answers [`UNDOCUMENTED_ANSWER`], whatever its
//! parameters are; the trust unlock also changes the world. Whatever is not found is refused with the
//! documented *Registro não encontrado.*, since no other refusal of its kind is known; a missing or
//! expired token is 401 without a body. A world may have several customers with one document; a real ERP
//! does not, and the first is shown.
//!
//! - [`Quirks`]: how the installation is configured; can change while it runs.
//! - [`Simulator::authentication_server`] and [`Simulator::data_server`]: the requests so far, and
//!   faults for the next ones.
//! - [`Simulator::world`]: the provider's data, to read and to change.

mod answers;
mod authentication;
mod connections;
mod contracts;
mod invoices;
mod people;
mod quirks;
mod samples;
mod service;
mod state;
mod tickets;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use isp_core::loopback::LoopbackServer;
use isp_core::testing::SharedWorld;

use authentication::Authentication;
use service::Data;
use state::State;

pub use answers::UNDOCUMENTED_ANSWER;
pub use quirks::Quirks;

/// A running simulator. It stops when dropped.
pub struct Simulator {
    authentication: LoopbackServer,
    data: LoopbackServer,
    state: Arc<State>,
}

impl Simulator {
    /// Starts with default [`Quirks`] on two free ports of 127.0.0.1. Pass a clone of a [`SharedWorld`]
    /// to show the same world elsewhere too.
    pub async fn start(world: impl Into<SharedWorld>) -> io::Result<Self> {
        Self::builder().start(world).await
    }

    /// A builder: other quirks or addresses.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder { quirks: Quirks::default() }
    }

    /// The address of the tokens, plain HTTP, such as `http://127.0.0.1:45700`.
    pub fn authentication_url(&self) -> String {
        self.authentication.base_url()
    }

    /// The address of the data, plain HTTP, such as `http://127.0.0.1:45715`.
    pub fn data_url(&self) -> String {
        self.data.base_url()
    }

    /// The integrator's client id.
    pub fn client_id(&self) -> &str {
        &self.state.credentials.client_id
    }

    /// The integrator's client secret.
    pub fn client_secret(&self) -> &str {
        &self.state.credentials.client_secret
    }

    /// Token of the installation.
    pub fn syndata(&self) -> &str {
        &self.state.credentials.syndata
    }

    /// The client secret of the older grants, which a real vendor publishes.
    pub fn older_client_secret(&self) -> &str {
        &self.state.credentials.older_client_secret
    }

    /// User name of the older grant.
    pub fn username(&self) -> &str {
        &self.state.credentials.username
    }

    /// Its password.
    pub fn password(&self) -> &str {
        &self.state.credentials.password
    }

    /// A refresh token that is good for one login.
    pub fn issue_refresh_token(&self) -> String {
        self.state.tokens().issue_refresh_token()
    }

    /// The HTTP server of the tokens: the requests so far, faults for the next ones.
    pub fn authentication_server(&self) -> &LoopbackServer {
        &self.authentication
    }

    /// The HTTP server of the data: the requests so far, faults for the next ones.
    pub fn data_server(&self) -> &LoopbackServer {
        &self.data
    }

    /// The world that it shows.
    pub fn world(&self) -> &SharedWorld {
        &self.state.world
    }

    /// How many tokens were issued: the number of successful logins.
    pub fn login_count(&self) -> usize {
        self.state.tokens().count()
    }

    /// Lets every token issued so far expire: HTTP 401.
    pub fn expire_tokens(&self) {
        self.state.tokens().expire_all();
    }

    /// The current quirks.
    pub fn quirks(&self) -> Quirks {
        self.state.quirks().clone()
    }

    /// Changes some quirks, from the next request on.
    pub fn change_quirks(&self, change: impl FnOnce(&mut Quirks)) {
        change(&mut self.state.quirks());
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator")
            .field("authentication", &self.authentication)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

/// Configures a [`Simulator`].
#[must_use = "a builder does nothing until `start`"]
#[derive(Debug)]
pub struct SimulatorBuilder {
    quirks: Quirks,
}

impl SimulatorBuilder {
    /// How the installation is configured.
    pub fn quirks(mut self, quirks: Quirks) -> Self {
        self.quirks = quirks;
        self
    }

    /// Starts on two free ports of 127.0.0.1.
    pub async fn start(self, world: impl Into<SharedWorld>) -> io::Result<Simulator> {
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        self.start_at(free, free, world).await
    }

    /// Starts with the tokens at the first address and the data at the second.
    pub async fn start_at(
        self,
        authentication: SocketAddr,
        data: SocketAddr,
        world: impl Into<SharedWorld>,
    ) -> io::Result<Simulator> {
        let state = Arc::new(State::new(world.into(), self.quirks));
        let tokens = Authentication(Arc::clone(&state));
        Ok(Simulator {
            authentication: LoopbackServer::start_at(authentication, tokens).await?,
            data: LoopbackServer::start_at(data, Data(Arc::clone(&state))).await?,
            state,
        })
    }
}

//! A simulated MK server on loopback: shows a [`World`](isp_core::testing::World) in MK's wire format.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use isp_core::testing::World;
//! use mk_webservices::simulator::Simulator;
//!
//! let erp = Simulator::start(World::example()).await?;
//! let mk = mk_webservices::Client::builder(erp.base_url())
//!     .credentials(erp.user_token(), erp.profile_password())
//!     .allow_plaintext_http()
//!     .build()?;
//! let pendentes = mk.faturas_pendentes(10_123).await?;
//! assert_eq!(pendentes.faturas_pendentes.len(), 4);
//! assert_eq!(erp.login_count(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Any client of a real server can talk to it.
//!
//! *From sources* (the vendor's manual and examples, answers that clients of real servers show): paths,
//! parameters, the keys of every answer, five error envelopes inside HTTP 200, ISO-8859-1 that is torn
//! UTF-8, HTML error pages, the ways in which a token ends. Of an answer that is known in part, only
//! that part is sent.
//!
//! *Generic*: an operation whose answer is undocumented
//! ([`Assumed`](isp_core::http::EvidenceLevel::Assumed)) answers [`UNDOCUMENTED_ANSWER`], whatever
//! its parameters are. If it writes and its request alone tells what changes, the world changes. Where
//! a refusal is not documented, the server uses the most common envelope; a comment says so.
//!
//! - [`Quirks`]: how the installation is configured and what is wrong with it; can change while it runs.
//! - [`Simulator::server`]: the requests so far, and faults for the next ones.
//! - [`Simulator::world`]: the provider's data, to read and to change.

mod answers;
mod core_api;
mod parameters;
mod quirks;
mod rules;
mod service;
mod state;
mod tokens;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use isp_core::loopback::LoopbackServer;
use isp_core::testing::SharedWorld;

use service::Service;
use state::{Credentials, State};

pub use answers::UNDOCUMENTED_ANSWER;
pub use quirks::Quirks;

/// A running simulator. It stops when dropped.
pub struct Simulator {
    server: LoopbackServer,
    state: Arc<State>,
}

impl Simulator {
    /// Starts with default [`Quirks`] on a free port of 127.0.0.1. Pass a clone of a [`SharedWorld`] to
    /// show the same world elsewhere too.
    pub async fn start(world: impl Into<SharedWorld>) -> io::Result<Self> {
        Self::builder().start(world).await
    }

    /// A builder: other quirks, credentials or address.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder {
            quirks: Quirks::default(),
            credentials: Credentials {
                user_token: "fedcba9876543210fedcba9876543210".into(),
                profile_password: "5e0a1b2c3d4f607".into(),
                operator: "operador".into(),
                operator_password: "senha-do-operador".into(),
            },
        }
    }

    /// Its base URL, plain HTTP, such as `http://127.0.0.1:8080`; clients add `/mk/…` themselves.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The operator's user token: `token` of `WSAutenticacao`.
    pub fn user_token(&self) -> &str {
        &self.state.credentials.user_token
    }

    /// The profile's counter-password: `password` of `WSAutenticacao`.
    pub fn profile_password(&self) -> &str {
        &self.state.credentials.profile_password
    }

    /// Name and password of the one operator: `WSAutenticacaoOperador`.
    pub fn operator(&self) -> (&str, &str) {
        let credentials = &self.state.credentials;
        (&credentials.operator, &credentials.operator_password)
    }

    /// The HTTP server: the requests so far, faults for the next ones.
    pub fn server(&self) -> &LoopbackServer {
        &self.server
    }

    /// The world that it shows.
    pub fn world(&self) -> &SharedWorld {
        &self.state.world
    }

    /// How many tokens were issued: the number of successful logins.
    pub fn login_count(&self) -> usize {
        self.state.tokens.count()
    }

    /// How many text messages `WSMKLDViaSMS` and `WSMKAlterarSenhaSac` sent. `WSMKLDViaSMS` sends none
    /// to a customer without a mobile number.
    pub fn sms_count(&self) -> usize {
        self.state.sent_messages.count()
    }

    /// Lets every token issued so far expire: error 999 with the token's row number.
    pub fn expire_tokens(&self) {
        self.state.tokens.expire_all();
    }

    /// Revokes every token issued so far: error 001.
    pub fn revoke_tokens(&self) {
        self.state.tokens.revoke_all();
    }

    /// The current quirks.
    pub fn quirks(&self) -> Quirks {
        self.state.quirks().clone()
    }

    /// Replaces the quirks, from the next request on.
    pub fn set_quirks(&self, quirks: Quirks) {
        *self.state.quirks() = quirks;
    }

    /// Changes some quirks, from the next request on.
    pub fn change_quirks(&self, change: impl FnOnce(&mut Quirks)) {
        change(&mut self.state.quirks());
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("server", &self.server).finish_non_exhaustive()
    }
}

/// Configures a [`Simulator`].
#[must_use = "a builder does nothing until `start`"]
pub struct SimulatorBuilder {
    quirks: Quirks,
    credentials: Credentials,
}

impl SimulatorBuilder {
    /// How the installation is configured and what is wrong with it.
    pub fn quirks(mut self, quirks: Quirks) -> Self {
        self.quirks = quirks;
        self
    }

    /// User token and profile password, in place of the default ones.
    pub fn credentials(
        mut self,
        user_token: impl Into<String>,
        profile_password: impl Into<String>,
    ) -> Self {
        self.credentials.user_token = user_token.into();
        self.credentials.profile_password = profile_password.into();
        self
    }

    /// Name and password of the operator, in place of the default ones.
    pub fn operator(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials.operator = name.into();
        self.credentials.operator_password = password.into();
        self
    }

    /// Starts on a free port of 127.0.0.1.
    pub async fn start(self, world: impl Into<SharedWorld>) -> io::Result<Simulator> {
        self.start_at(SocketAddr::from(([127, 0, 0, 1], 0)), world).await
    }

    /// Starts at this address.
    pub async fn start_at(
        self,
        address: SocketAddr,
        world: impl Into<SharedWorld>,
    ) -> io::Result<Simulator> {
        let state = Arc::new(State::new(world.into(), self.credentials, self.quirks));
        let server = LoopbackServer::start_at(address, Service(Arc::clone(&state))).await?;
        Ok(Simulator { server, state })
    }
}

impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder").field("quirks", &self.quirks).finish_non_exhaustive()
    }
}

//! A fake MK server on loopback: an invented provider behind MK's wire format, byte for byte.
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
//! It answers as real servers were seen to: errors inside HTTP 200 in five envelopes, ISO-8859-1 that
//! is torn UTF-8, HTML pages for what is not licensed, tokens that end. What no source shows is
//! assumed, and said so in a comment beside it. Any client of the real ERP can talk to it.
//!
//! - [`Quirks`]: how the installation is set up and what is wrong with it; changeable while it runs.
//! - [`Simulator::server`]: requests so far, and [`InjectedFault`](isp_core::loopback::InjectedFault) on the way.
//! - [`Simulator::world`]: the provider itself, to look at and to change.

mod answers;
mod core_api;
mod desk;
mod parameters;
mod quirks;
mod rules;
mod sessions;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use isp_core::loopback::LoopbackServer;
use isp_core::testing::SharedWorld;

use desk::{Counter, Desk, Secrets};
pub use quirks::Quirks;

/// A running fake of an MK server. It stops when dropped.
pub struct Simulator {
    server: LoopbackServer,
    desk: Arc<Desk>,
}

impl Simulator {
    /// Starts a usual server on a free port of 127.0.0.1. Keep a clone of a [`SharedWorld`] to show
    /// the same world elsewhere.
    pub async fn start(world: impl Into<SharedWorld>) -> io::Result<Self> {
        Self::builder().start(world).await
    }

    /// Configures a server.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder {
            quirks: Quirks::default(),
            secrets: Secrets {
                user_token: "fedcba9876543210fedcba9876543210".into(),
                profile_password: "5e0a1b2c3d4f607".into(),
                operator: "operador".into(),
                operator_password: "senha-do-operador".into(),
            },
        }
    }

    /// Where it listens, such as `http://127.0.0.1:8080`; clients add `/mk/…` themselves.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The operator's user token: `token` of `WSAutenticacao`.
    pub fn user_token(&self) -> &str {
        &self.desk.secrets.user_token
    }

    /// The profile's counter-password: `password` of `WSAutenticacao`.
    pub fn profile_password(&self) -> &str {
        &self.desk.secrets.profile_password
    }

    /// Name and password of the one operator: `WSAutenticacaoOperador`.
    pub fn operator(&self) -> (&str, &str) {
        let secrets = &self.desk.secrets;
        (&secrets.operator, &secrets.operator_password)
    }

    /// The server: requests so far, faults for the next ones.
    pub fn server(&self) -> &LoopbackServer {
        &self.server
    }

    /// The provider behind it.
    pub fn world(&self) -> &SharedWorld {
        &self.desk.world
    }

    /// How many session tokens were given.
    pub fn login_count(&self) -> usize {
        self.desk.sessions.count()
    }

    /// How many texts `WSMKLDViaSMS` and `WSMKAlterarSenhaSac` sent; none goes to a customer without a
    /// mobile number.
    pub fn sms_count(&self) -> usize {
        self.desk.outside.texts()
    }

    /// Ends the life of all present tokens: they answer 999 with their row number.
    pub fn expire_tokens(&self) {
        self.desk.sessions.expire_all();
    }

    /// Takes back all present tokens: they answer 001.
    pub fn revoke_tokens(&self) {
        self.desk.sessions.revoke_all();
    }

    /// How it is set up now.
    pub fn quirks(&self) -> Quirks {
        self.desk.quirks().clone()
    }

    /// Sets it up otherwise, from the next request on.
    pub fn set_quirks(&self, quirks: Quirks) {
        *self.desk.quirks() = quirks;
    }

    /// Changes some of its set-up, from the next request on.
    pub fn change_quirks(&self, change: impl FnOnce(&mut Quirks)) {
        change(&mut self.desk.quirks());
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
    secrets: Secrets,
}

impl SimulatorBuilder {
    /// How the installation is set up and what is wrong with it.
    pub fn quirks(mut self, quirks: Quirks) -> Self {
        self.quirks = quirks;
        self
    }

    /// Other secrets than the invented ones: user token and profile password.
    pub fn credentials(
        mut self,
        user_token: impl Into<String>,
        profile_password: impl Into<String>,
    ) -> Self {
        self.secrets.user_token = user_token.into();
        self.secrets.profile_password = profile_password.into();
        self
    }

    /// Another operator than the invented one: name and password.
    pub fn operator(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.secrets.operator = name.into();
        self.secrets.operator_password = password.into();
        self
    }

    /// Starts on a free port of 127.0.0.1.
    pub async fn start(self, world: impl Into<SharedWorld>) -> io::Result<Simulator> {
        self.start_at(SocketAddr::from(([127, 0, 0, 1], 0)), world).await
    }

    /// Starts at a chosen address.
    pub async fn start_at(
        self,
        address: SocketAddr,
        world: impl Into<SharedWorld>,
    ) -> io::Result<Simulator> {
        let desk = Arc::new(Desk::new(world.into(), self.secrets, self.quirks));
        let server = LoopbackServer::start_at(address, Counter(Arc::clone(&desk))).await?;
        Ok(Simulator { server, desk })
    }
}

impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder").field("quirks", &self.quirks).finish_non_exhaustive()
    }
}

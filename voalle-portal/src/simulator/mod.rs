//! A fake Voalle portal on loopback: an invented world through the portal's wire format.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use isp_core::testing::World;
//! use voalle_portal::simulator::Simulator;
//!
//! let simulator = Simulator::start(World::example()).await?;
//! let portal = voalle_portal::Client::builder(simulator.base_url())
//!     .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
//!     .allow_plaintext_http()
//!     .build()?;
//! let maria = portal.subscriber("52998224725", "senha-da-maria");
//! assert_eq!(maria.person().await?.id, 10_123);
//! # Ok(())
//! # }
//! ```
//!
//! Known from samples and clients of real servers: paths, parameters, shapes, the refused login. What
//! nobody has seen is assumed here: 401 for a missing, unknown or expired token or a missing
//! `Verify-Token`, 403 for somebody else's data, 404 for what there is not, 422 for a refused form or
//! unlock, an empty body after an unlock, the situations of tickets, and a PDF for a fiscal note.

mod catalogue;
mod connections;
mod contracts;
mod invoices;
mod multipart;
mod notes;
mod people;
mod portal;
mod tickets;
mod tokens;
mod wire;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use isp_core::loopback::LoopbackServer;
use isp_core::testing::SharedWorld;

use self::portal::Portal;
use self::tokens::Tokens;

const VERIFY_TOKEN: &str = "simulated-verify-token";
const CLIENT_ID: &str = "1_simulatedclientid";
const CLIENT_SECRET: &str = "simulated-client-secret";

/// A running simulator. It stops when dropped.
pub struct Simulator {
    server: LoopbackServer,
    tokens: Tokens,
}

impl Simulator {
    /// Shows `world` on a free port of 127.0.0.1.
    pub async fn start(world: impl Into<SharedWorld>) -> io::Result<Self> {
        Self::builder().start(world).await
    }

    /// Shows `world` at a chosen address.
    pub async fn start_at(address: SocketAddr, world: impl Into<SharedWorld>) -> io::Result<Self> {
        Self::builder().start_at(address, world).await
    }

    /// A simulator with other habits.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder { token_lifetime: Duration::from_secs(14_400), page_size: None }
    }

    /// Its base URL, plain HTTP.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The provider's verify token.
    pub fn verify_token(&self) -> &'static str {
        VERIFY_TOKEN
    }

    /// The provider's client id.
    pub fn client_id(&self) -> &'static str {
        CLIENT_ID
    }

    /// The provider's client secret.
    pub fn client_secret(&self) -> &'static str {
        CLIENT_SECRET
    }

    /// How many logins were tried, refused ones too.
    pub fn login_count(&self) -> usize {
        self.server.count("/portal_authentication")
    }

    /// Ends the life of every token handed out so far.
    pub fn expire_tokens(&self) {
        self.tokens.expire();
    }

    /// The server under it: requests served, faults for the next ones.
    pub fn server(&self) -> &LoopbackServer {
        &self.server
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("address", &self.server.address()).finish_non_exhaustive()
    }
}

/// Habits of a [`Simulator`].
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `start`"]
pub struct SimulatorBuilder {
    token_lifetime: Duration,
    page_size: Option<usize>,
}

impl SimulatorBuilder {
    /// How long tokens live, in whole seconds. Four hours unless said.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// Cuts the lists of tickets and fiscal notes into pages of so many rows even if nobody asks for a limit.
    pub fn page_size(mut self, rows: usize) -> Self {
        self.page_size = Some(rows);
        self
    }

    /// Shows `world` on a free port of 127.0.0.1.
    pub async fn start(self, world: impl Into<SharedWorld>) -> io::Result<Simulator> {
        self.start_at(SocketAddr::from(([127, 0, 0, 1], 0)), world).await
    }

    /// Shows `world` at a chosen address.
    pub async fn start_at(
        self,
        address: SocketAddr,
        world: impl Into<SharedWorld>,
    ) -> io::Result<Simulator> {
        let tokens = Tokens::new(self.token_lifetime);
        let portal = Portal::new(world.into(), tokens.clone(), self.page_size);
        let server = LoopbackServer::start_at(address, portal).await?;
        Ok(Simulator { server, tokens })
    }
}

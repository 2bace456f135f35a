//! A simulated Voalle portal on loopback: shows a [`World`](isp_core::testing::World) in the portal's
//! wire format.
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
//! assert_eq!(simulator.login_count(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! Any client of a real portal can talk to it.
//!
//! *From sources* (the vendor's samples, its own app, clients of real portals): paths, parameters, the
//! keys of every answer, the refused login. Of an answer that is known in part, only that part is sent.
//!
//! *Generic*: an operation whose answer is undocumented
//! ([`Assumed`](isp_core::http::EvidenceLevel::Assumed)) answers [`UNDOCUMENTED_ANSWER`], whatever its
//! parameters are; the trust unlock also changes the world. No refusal other than that of the login is
//! documented. The others have the same body and a common status: 401 for a missing or invalid token,
//! 403 for data of another subscriber, 404 for what does not exist, 422 for an invalid form.
//!
//! - [`Quirks`]: how the installation is configured; can change while it runs.
//! - [`Simulator::server`]: the requests so far, and faults for the next ones.
//! - [`Simulator::world`]: the provider's data, to read and to change.

mod answers;
mod connections;
mod contracts;
mod invoices;
mod people;
mod quirks;
mod service;
mod state;
mod tickets;
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
                verify_token: "simulated-verify-token".into(),
                client_id: "1_simulatedclientid".into(),
                client_secret: "simulated-client-secret".into(),
            },
        }
    }

    /// Its base URL, plain HTTP, such as `http://127.0.0.1:8080`.
    pub fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// The provider's verify token.
    pub fn verify_token(&self) -> &str {
        &self.state.credentials.verify_token
    }

    /// The provider's client id.
    pub fn client_id(&self) -> &str {
        &self.state.credentials.client_id
    }

    /// The provider's client secret.
    pub fn client_secret(&self) -> &str {
        &self.state.credentials.client_secret
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

    /// Lets every token issued so far expire: HTTP 401.
    pub fn expire_tokens(&self) {
        self.state.tokens.expire_all();
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
    /// How the installation is configured.
    pub fn quirks(mut self, quirks: Quirks) -> Self {
        self.quirks = quirks;
        self
    }

    /// Verify token, client id and client secret, in place of the default ones.
    pub fn credentials(
        mut self,
        verify_token: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        self.credentials = Credentials {
            verify_token: verify_token.into(),
            client_id: client_id.into(),
            client_secret: client_secret.into(),
        };
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

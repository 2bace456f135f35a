//! What a running server holds.

use std::sync::{Mutex, MutexGuard, PoisonError};

use isp_core::testing::SharedWorld;

use super::quirks::Quirks;
use super::tokens::Tokens;

/// The provider's secrets.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) verify_token: String,
    pub(super) client_id: String,
    pub(super) client_secret: String,
}

/// Everything behind the port. [`Simulator`](super::Simulator) and
/// [`Service`](super::service::Service) share one.
pub(super) struct State {
    pub(super) world: SharedWorld,
    pub(super) credentials: Credentials,
    pub(super) tokens: Tokens,
    quirks: Mutex<Quirks>,
}

impl State {
    pub(super) fn new(world: SharedWorld, credentials: Credentials, quirks: Quirks) -> Self {
        Self { world, credentials, tokens: Tokens::default(), quirks: Mutex::new(quirks) }
    }

    pub(super) fn quirks(&self) -> MutexGuard<'_, Quirks> {
        self.quirks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! What a running simulator holds.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use isp_core::testing::SharedWorld;

use super::quirks::Quirks;

/// The integrator's secrets.
pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) syndata: String,
    pub(super) older_client_secret: String,
    pub(super) username: String,
    pub(super) password: String,
}

/// Everything behind the two ports.
pub(super) struct State {
    pub(super) world: SharedWorld,
    pub(super) credentials: Credentials,
    tokens: Mutex<Tokens>,
    quirks: Mutex<Quirks>,
}

impl State {
    pub(super) fn new(world: SharedWorld, quirks: Quirks) -> Self {
        let credentials = Credentials {
            client_id: "simulated-id-7f3a".into(),
            client_secret: "simulated-key-91c2".into(),
            syndata: "simulated-data-5be0".into(),
            older_client_secret: "simulated-older-key-44aa".into(),
            username: "simulated-user-1d08".into(),
            password: "simulated-password".into(),
        };
        Self { world, credentials, tokens: Mutex::default(), quirks: Mutex::new(quirks) }
    }

    pub(super) fn quirks(&self) -> MutexGuard<'_, Quirks> {
        self.quirks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tokens that were issued.
#[derive(Default)]
pub(super) struct Tokens {
    count: usize,
    refresh_count: usize,
    /// Time of expiry by token.
    valid: HashMap<String, Instant>,
    /// Each is good for one login.
    refresh: HashSet<String>,
}

impl Tokens {
    pub(super) fn issue(&mut self, lifetime: Duration) -> String {
        self.count += 1;
        let token = format!("SIMULATED-GLOBAL-TOKEN-{:08}", self.count);
        self.valid.insert(token.clone(), now() + lifetime);
        token
    }

    pub(super) fn issue_refresh_token(&mut self) -> String {
        self.refresh_count += 1;
        let token = format!("SIMULATED-REFRESH-TOKEN-{:08}", self.refresh_count);
        self.refresh.insert(token.clone());
        token
    }

    /// Uses up a refresh token, if it is one.
    pub(super) fn use_up(&mut self, refresh_token: &str) -> bool {
        self.refresh.remove(refresh_token)
    }

    pub(super) fn is_valid(&self, token: &str) -> bool {
        self.valid.get(token).is_some_and(|expires| now() < *expires)
    }

    /// How many tokens were issued.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn expire_all(&mut self) {
        self.valid.clear();
    }
}

#[allow(clippy::disallowed_methods, reason = "a server has its own clock, which no test pauses")]
fn now() -> Instant {
    Instant::now()
}

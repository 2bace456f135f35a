//! Bearer tokens, each issued to one subscriber.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use isp_core::CustomerId;

#[derive(Default)]
pub(super) struct Tokens(Mutex<Issued>);

#[derive(Default)]
struct Issued {
    count: usize,
    /// Subscriber and time of expiry by token.
    valid: HashMap<String, (CustomerId, Instant)>,
}

impl Tokens {
    pub(super) fn issue(&self, subscriber: &CustomerId, lifetime: Duration) -> String {
        let mut issued = self.lock();
        issued.count += 1;
        let token = format!("SIMULATED-PORTAL-TOKEN-{:08}", issued.count);
        issued.valid.insert(token.clone(), (subscriber.clone(), now() + lifetime));
        token
    }

    /// The subscriber to whom a valid token was issued.
    pub(super) fn subscriber(&self, token: &str) -> Option<CustomerId> {
        let issued = self.lock();
        let (subscriber, expires) = issued.valid.get(token)?;
        (now() < *expires).then(|| subscriber.clone())
    }

    /// How many tokens were issued.
    pub(super) fn count(&self) -> usize {
        self.lock().count
    }

    pub(super) fn expire_all(&self) {
        self.lock().valid.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Issued> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[allow(clippy::disallowed_methods, reason = "a server has its own clock, which no test pauses")]
fn now() -> Instant {
    Instant::now()
}

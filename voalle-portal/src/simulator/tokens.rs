//! Bearer tokens and whose they are.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use isp_core::CustomerId;

#[derive(Clone)]
pub(super) struct Tokens {
    lifetime: Duration,
    issued: Arc<Mutex<Issued>>,
}

#[derive(Default)]
struct Issued {
    count: u64,
    alive: HashMap<String, (CustomerId, Instant)>,
}

impl Tokens {
    pub(super) fn new(lifetime: Duration) -> Self {
        Self { lifetime, issued: Arc::default() }
    }

    pub(super) fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// A new token of `customer`'s.
    pub(super) fn issue(&self, customer: &CustomerId) -> String {
        let mut issued = self.lock();
        issued.count += 1;
        let token = format!("SIMULATED-PORTAL-TOKEN-{:08}", issued.count);
        issued.alive.insert(token.clone(), (customer.clone(), now() + self.lifetime));
        token
    }

    /// Whose token it is, while it lives.
    pub(super) fn owner(&self, token: &str) -> Option<CustomerId> {
        let issued = self.lock();
        let (customer, end) = issued.alive.get(token)?;
        (now() < *end).then(|| customer.clone())
    }

    pub(super) fn expire(&self) {
        self.lock().alive.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Issued> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now() -> Instant {
    #[allow(
        clippy::disallowed_methods,
        reason = "stands for a machine that tests' stopped clocks do not reach"
    )]
    Instant::now()
}

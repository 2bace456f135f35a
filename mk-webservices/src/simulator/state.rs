//! What a running server holds.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use isp_core::testing::SharedWorld;
use isp_core::{InvoiceId, Money};

use super::quirks::Quirks;
use super::tokens::Tokens;

/// The secrets of the one web-service profile and of the one operator.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) user_token: String,
    pub(super) profile_password: String,
    pub(super) operator: String,
    pub(super) operator_password: String,
}

/// Everything behind the port. [`Simulator`](super::Simulator) and
/// [`Service`](super::service::Service) share one.
pub(super) struct State {
    pub(super) world: SharedWorld,
    pub(super) credentials: Credentials,
    pub(super) tokens: Tokens,
    pub(super) sent_messages: SentMessages,
    pub(super) files: Files,
    pub(super) settlements: Settlements,
    quirks: Mutex<Quirks>,
}

impl State {
    pub(super) fn new(world: SharedWorld, credentials: Credentials, quirks: Quirks) -> Self {
        Self {
            world,
            credentials,
            tokens: Tokens::default(),
            sent_messages: SentMessages::default(),
            files: Files::default(),
            settlements: Settlements::default(),
            quirks: Mutex::new(quirks),
        }
    }

    pub(super) fn quirks(&self) -> MutexGuard<'_, Quirks> {
        self.quirks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts the text messages to customers.
#[derive(Debug, Default)]
pub(super) struct SentMessages(AtomicUsize);

impl SentMessages {
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// The files that rules wrote to `/mk/tmp/`.
#[derive(Debug, Default)]
pub(super) struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Files {
    pub(super) fn write(&self, name: &str, bytes: Vec<u8>) {
        self.lock().insert(name.to_owned(), bytes);
    }

    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.lock().get(name).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The requests to settle invoices that were not settled yet, by the text that names each.
#[derive(Debug, Default)]
pub(super) struct Settlements(Mutex<BTreeMap<String, Settlement>>);

/// What one of them settles.
#[derive(Debug, Clone)]
pub(super) struct Settlement {
    pub(super) invoices: Vec<InvoiceId>,
    pub(super) total: Money,
}

impl Settlements {
    pub(super) fn add(&self, name: &str, settlement: Settlement) {
        self.lock().insert(name.to_owned(), settlement);
    }

    pub(super) fn find(&self, name: &str) -> Option<Settlement> {
        self.lock().get(name).cloned()
    }

    pub(super) fn remove(&self, name: &str) {
        self.lock().remove(name);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Settlement>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Tokens shared by the clients of one process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use super::{Fence, StoredToken, TokenStore, TokenStoreError};
use crate::http::vendor::TokenKey;

/// Keeps tokens in the memory of one process, for all clients that have it.
///
/// ```
/// use std::sync::Arc;
/// use isp_core::http::MemoryTokenStore;
///
/// // One for all clients: `.token_store(store.clone())` on the builder of each.
/// let store = Arc::new(MemoryTokenStore::new());
/// assert!(store.is_empty());
/// ```
///
/// It forgets nothing but what is replaced: meant for the few logins of a service and for tests.
#[derive(Default)]
pub struct MemoryTokenStore(Mutex<HashMap<TokenKey, Entry>>);

#[derive(Default)]
struct Entry {
    token: Option<(Fence, StoredToken)>,
    lock: Option<(Fence, Instant)>,
    last_fence: u64,
}

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many tokens are kept.
    pub fn len(&self) -> usize {
        self.entries().values().filter(|entry| entry.token.is_some()).count()
    }

    /// Whether no token is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<TokenKey, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn release(&mut self, fence: Fence) {
        self.lock.take_if(|(holder, _)| *holder == fence);
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, key: &TokenKey) -> Result<Option<StoredToken>, TokenStoreError> {
        let entries = self.entries();
        let kept = entries.get(key).and_then(|entry| entry.token.as_ref());
        Ok(kept.map(|(_, token)| token.clone()))
    }

    async fn lock(
        &self,
        key: &TokenKey,
        lifetime: Duration,
    ) -> Result<Option<Fence>, TokenStoreError> {
        let now = Instant::now();
        let mut entries = self.entries();
        let entry = entries.entry(key.clone()).or_default();
        if entry.lock.is_some_and(|(_, until)| now < until) {
            return Ok(None);
        }
        entry.last_fence += 1;
        let fence = Fence(entry.last_fence);
        entry.lock = Some((fence, now + lifetime));
        Ok(Some(fence))
    }

    async fn save(
        &self,
        key: &TokenKey,
        fence: Fence,
        token: &StoredToken,
    ) -> Result<bool, TokenStoreError> {
        let mut entries = self.entries();
        let entry = entries.entry(key.clone()).or_default();
        entry.release(fence);
        if entry.token.as_ref().is_some_and(|(kept, _)| *kept > fence) {
            return Ok(false);
        }
        entry.token = Some((fence, token.clone()));
        Ok(true)
    }

    async fn unlock(&self, key: &TokenKey, fence: Fence) -> Result<(), TokenStoreError> {
        if let Some(entry) = self.entries().get_mut(key) {
            entry.release(fence);
        }
        Ok(())
    }
}

impl fmt::Debug for MemoryTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryTokenStore").field("tokens", &self.len()).finish()
    }
}

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
/// A token is forgotten after its end; one of unknown life is kept until it is replaced.
#[derive(Default)]
pub struct MemoryTokenStore(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    by_key: HashMap<TokenKey, Entry>,
    /// Of all keys, so that a key may be forgotten.
    last_fence: u64,
}

#[derive(Default)]
struct Entry {
    token: Option<(Fence, StoredToken)>,
    /// When the token ends. `None`: unknown.
    ends: Option<Instant>,
    /// The lock, and when it ends. `None`: later than can be told.
    lock: Option<(Fence, Option<Instant>)>,
}

impl MemoryTokenStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many tokens are kept.
    pub fn len(&self) -> usize {
        let now = Instant::now();
        self.kept().by_key.values().filter(|entry| entry.token(now).is_some()).count()
    }

    /// Whether no token is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn token(&self, now: Instant) -> Option<&StoredToken> {
        let (_, token) = self.token.as_ref()?;
        self.ends.is_none_or(|end| now < end).then_some(token)
    }

    fn is_locked(&self, now: Instant) -> bool {
        self.lock.is_some_and(|(_, end)| end.is_none_or(|end| now < end))
    }

    fn release(&mut self, fence: Fence) {
        self.lock.take_if(|(holder, _)| *holder == fence);
    }
}

#[async_trait]
impl TokenStore for MemoryTokenStore {
    async fn load(&self, key: &TokenKey) -> Result<Option<StoredToken>, TokenStoreError> {
        let kept = self.kept();
        Ok(kept.by_key.get(key).and_then(|entry| entry.token(Instant::now())).cloned())
    }

    async fn lock(
        &self,
        key: &TokenKey,
        lifetime: Duration,
    ) -> Result<Option<Fence>, TokenStoreError> {
        let now = Instant::now();
        let Kept { by_key, last_fence } = &mut *self.kept();
        let entry = by_key.entry(key.clone()).or_default();
        if entry.is_locked(now) {
            return Ok(None);
        }
        *last_fence += 1;
        let fence = Fence(*last_fence);
        entry.lock = Some((fence, now.checked_add(lifetime)));
        Ok(Some(fence))
    }

    async fn save(
        &self,
        key: &TokenKey,
        fence: Fence,
        token: &StoredToken,
    ) -> Result<bool, TokenStoreError> {
        let now = Instant::now();
        let by_key = &mut self.kept().by_key;
        by_key.retain(|_, entry| entry.is_locked(now) || entry.token(now).is_some());
        let entry = by_key.entry(key.clone()).or_default();
        entry.release(fence);
        if entry.token.as_ref().is_some_and(|(kept, _)| *kept > fence) {
            return Ok(false);
        }
        entry.ends = token.lifetime().and_then(|lifetime| now.checked_add(lifetime));
        entry.token = Some((fence, token.clone()));
        Ok(true)
    }

    async fn unlock(&self, key: &TokenKey, fence: Fence) -> Result<(), TokenStoreError> {
        if let Some(entry) = self.kept().by_key.get_mut(key) {
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

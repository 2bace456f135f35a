//! Where the tokens of logins are kept outside of a client: shared by processes, kept over restarts.

mod memory;
mod stored_token;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;

pub use self::memory::MemoryTokenStore;
pub use self::stored_token::StoredToken;
use super::vendor::TokenKey;

/// Keeps the tokens of logins for several clients, in one process or in many. Set it on each client's
/// builder. Without one, a client keeps its tokens in its own memory, and so do all clients beside it.
///
/// Clients with the same store, address and credentials share one login: the first that needs a
/// token locks its key, logs in and saves the token; the others wait for it. A token that the ERP
/// refuses is replaced once, for all. Each client still holds the tokens that it uses in memory and
/// asks the store only where it would log in otherwise, so a call costs nothing more.
///
/// Never given to a store: tokens that are good for a limited number of calls, which would then be used
/// more often than that.
///
/// A client does not depend on its store. A method that fails, or does not answer within a second,
/// leaves it to its own logins for five seconds; the [`Observer`](super::Observer) hears of it.
///
/// [`MemoryTokenStore`] keeps tokens within one process; the crate `isp-redis` keeps them in Redis.
/// An implementation must not let the token, or the parts of the key, be read by others, or appear
/// in a log: both are whole logins.
#[crate::readable_signatures]
#[async_trait]
pub trait TokenStore: Send + Sync + 'static {
    /// The token of the key, if one is kept.
    async fn load(&self, key: &TokenKey) -> Result<Option<StoredToken>, TokenStoreError>;

    /// Takes the lock of the key, unless another client holds it: then `None`. The lock ends by itself
    /// after `lifetime`, so that a client that dies with it stops the others no longer.
    async fn lock(
        &self,
        key: &TokenKey,
        lifetime: Duration,
    ) -> Result<Option<Fence>, TokenStoreError>;

    /// Keeps the token of a login made under the lock of `fence`, and releases that lock. Whether it
    /// was kept: not if a token of a later fence is kept already, because then this client was so slow
    /// that another has logged in since.
    async fn save(
        &self,
        key: &TokenKey,
        fence: Fence,
        token: &StoredToken,
    ) -> Result<bool, TokenStoreError>;

    /// Releases the lock of `fence` without a token; nothing happens if another client has it by now.
    async fn unlock(&self, key: &TokenKey, fence: Fence) -> Result<(), TokenStoreError>;
}

/// The number of a lock: each lock of a key has a higher one than those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fence(pub u64);

/// Why a [`TokenStore`] did not do what it was asked. One line that is safe to log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenStoreError {
    kind: TokenStoreErrorKind,
    message: String,
}

/// The class of a [`TokenStoreError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenStoreErrorKind {
    /// The store does not answer, refuses the client, or failed. It is left alone for a while.
    Unavailable,
    /// What is kept cannot be read: written by another version, under another key, or changed by
    /// somebody. It counts as no token, and is replaced by that of the next login.
    Unreadable,
}

impl TokenStoreError {
    /// The store cannot be used now. The message must hold no secret.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self { kind: TokenStoreErrorKind::Unavailable, message: message.into() }
    }

    /// What is kept cannot be read. The message must hold no secret.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self { kind: TokenStoreErrorKind::Unreadable, message: message.into() }
    }

    /// Its class.
    pub fn kind(&self) -> TokenStoreErrorKind {
        self.kind
    }
}

impl fmt::Display for TokenStoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = match self.kind {
            TokenStoreErrorKind::Unavailable => "the token store is unavailable",
            TokenStoreErrorKind::Unreadable => "what the token store keeps is unreadable",
        };
        write!(f, "{class}: {}", self.message)
    }
}

impl std::error::Error for TokenStoreError {}

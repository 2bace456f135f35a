//! A session token, as a login gave it.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::secret::Secret;

/// Which token is meant: one for each service scope (MK) or subscriber (Voalle).
///
/// Credentials are part of it, so that another password is another token; `Debug` is redacted. Cheap
/// to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenKey(Arc<[Secret]>);

impl TokenKey {
    /// A key made of parts.
    pub fn new(parts: impl IntoIterator<Item = Secret>) -> Self {
        Self(parts.into_iter().collect())
    }

    /// Its parts, in order.
    pub fn parts(&self) -> &[Secret] {
        &self.0
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenKey([redacted])")
    }
}

/// A session token with what is known of its life.
#[derive(Clone)]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
    uses: Option<u64>,
    facts: Arc<dyn Any + Send + Sync>,
}

impl Token {
    /// A token of unknown life: used until the server refuses it.
    pub fn new(secret: Secret) -> Self {
        Self { secret, lifetime: None, uses: None, facts: Arc::new(()) }
    }

    /// How long from now it is valid. `None`: unknown.
    pub fn valid_for(mut self, lifetime: Option<Duration>) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// For how many calls it is valid. `None`: any number. `Some(1)`: each call logs in for itself.
    /// 0 counts as 1: a token for no call would be followed by logins without end.
    pub fn good_for(mut self, uses: Option<u64>) -> Self {
        self.uses = uses.map(|uses| uses.max(1));
        self
    }

    /// Keeps what else the login answered, for the dialect.
    pub fn with_facts<T: Any + Send + Sync>(mut self, facts: T) -> Self {
        self.facts = Arc::new(facts);
        self
    }

    /// Its text.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// How long it is valid from the login on.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }

    /// For how many calls it is valid.
    pub fn uses(&self) -> Option<u64> {
        self.uses
    }

    /// What else the login answered.
    pub fn facts<T: Any>(&self) -> Option<&T> {
        self.facts.downcast_ref()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("lifetime", &self.lifetime)
            .field("uses", &self.uses)
            .finish_non_exhaustive()
    }
}

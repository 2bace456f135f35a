//! The tokens that several clients share by a [`TokenStore`]: whoever needs one takes that of another
//! client's login, or locks the key and logs in while the others wait.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::held::{HeldToken, Obtained};
use super::slot::LoginFuture;
use super::token::{Token, TokenKey};
use crate::error::Error;
use crate::http::observer::{Observer, TokenStoreAccess, TokenStoreAction};
use crate::http::timing::{Timing, spread, within};
use crate::http::token_store::{
    Fence, StoredToken, TokenStore, TokenStoreError, TokenStoreErrorKind,
};
use crate::http::vendor::dialect::Dialect;

/// How long the store may take for an answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(1);
/// How long a store that failed or did not answer is left alone.
const FAILURE_PAUSE: Duration = Duration::from_secs(5);
/// The pauses between two looks for the token of the client that holds the lock.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_millis(500);
/// How much longer than a login a lock lasts: the store has to answer, too.
const LOCK_MARGIN: Duration = Duration::from_secs(2);
/// How long a lock lasts at most, however long a login may take.
const LONGEST_LOCK: Duration = Duration::from_secs(3600);

/// The store of a client, and what the client knows of it.
pub(crate) struct SharedTokens {
    store: Arc<dyn TokenStore>,
    timing: Arc<dyn Timing>,
    observer: Option<Arc<dyn Observer>>,
    lock_lifetime: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The store failed, and is not asked before this moment.
    paused_until: Duration,
    /// The locks of this client, and when they end by themselves. One that is still here when the next
    /// login begins belongs to a login that nobody waited for any more.
    locks: HashMap<TokenKey, (Fence, Duration)>,
}

/// One key of the store, and the dialect that knows its tokens.
struct Entry<'a> {
    key: TokenKey,
    dialect: &'a dyn Dialect,
}

enum Found {
    Token(Obtained),
    Lock(Fence),
    /// The store does not help: this client logs in for itself.
    Nothing,
}

/// The store failed, or is left alone because it failed before.
struct Unavailable;

impl SharedTokens {
    /// Tokens in `store`, whose logins take at most `login_limit`.
    pub(crate) fn new(
        store: Arc<dyn TokenStore>,
        timing: Arc<dyn Timing>,
        observer: Option<Arc<dyn Observer>>,
        login_limit: Duration,
    ) -> Self {
        let lock_lifetime = login_limit.saturating_add(LOCK_MARGIN).min(LONGEST_LOCK);
        Self { store, timing, observer, lock_lifetime, state: Mutex::default() }
    }

    /// A token other than `held`: that of another client's login, or else of `login`, which is saved
    /// for the others.
    pub(crate) async fn obtain(
        self: Arc<Self>,
        dialect: Arc<dyn Dialect>,
        key: TokenKey,
        held: Option<Arc<HeldToken>>,
        login: LoginFuture,
    ) -> Result<Obtained, Error> {
        let entry = Entry { key, dialect: &*dialect };
        let fence = match self.find(&entry, held.as_deref()).await {
            Ok(Found::Token(obtained)) => return Ok(obtained),
            Ok(Found::Lock(fence)) => Some(fence),
            Ok(Found::Nothing) | Err(Unavailable) => None,
        };
        let result = login.await;
        if let Some(fence) = fence {
            match result.as_ref().ok().and_then(|token| self.stored(&entry, token)) {
                Some(token) => self.save(&entry, fence, &token).await,
                None => self.unlock(&entry, fence).await,
            }
        }
        result.map(Obtained::by_login)
    }

    /// The token of another client, or the lock under which this one logs in.
    async fn find(
        &self,
        entry: &Entry<'_>,
        held: Option<&HeldToken>,
    ) -> Result<Found, Unavailable> {
        if let Some(fence) = self.abandoned_lock(&entry.key) {
            self.unlock(entry, fence).await;
        }
        let give_up_at = self.timing.elapsed().saturating_add(self.lock_lifetime);
        let mut wait = FIRST_WAIT;
        loop {
            if let Some(obtained) = self.load(entry, held).await? {
                return Ok(Found::Token(obtained));
            }
            if let Some(fence) = self.lock(entry).await? {
                // The last holder may have saved its token after the look above.
                let Some(obtained) = self.load(entry, held).await? else {
                    return Ok(Found::Lock(fence));
                };
                self.unlock(entry, fence).await;
                return Ok(Found::Token(obtained));
            }
            // A holder that died has lost its lock by now; whatever keeps it locked, calls go on.
            if self.timing.elapsed() >= give_up_at {
                return Ok(Found::Nothing);
            }
            self.timing.sleep(wait.mul_f64(0.5 + spread(&*self.timing) / 2.0)).await;
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// The token that is kept, unless it is `held` or ends soon.
    async fn load(
        &self,
        entry: &Entry<'_>,
        held: Option<&HeldToken>,
    ) -> Result<Option<Obtained>, Unavailable> {
        let kept = self.ask(entry, TokenStoreAction::Load, self.store.load(&entry.key)).await?;
        let Some(kept) = kept.flatten() else { return Ok(None) };
        if held.is_some_and(|held| *held.token.secret() == kept.secret) {
            return Ok(None);
        }
        let Some(obtained) = self.obtained(entry, &kept) else {
            let error = TokenStoreError::unreadable("the facts beside the token are unknown");
            Self::warn(entry, TokenStoreAction::Load, &error);
            return Ok(None);
        };
        Ok(obtained.is_good_for_long().then_some(obtained))
    }

    async fn lock(&self, entry: &Entry<'_>) -> Result<Option<Fence>, Unavailable> {
        let until = self.timing.elapsed().saturating_add(self.lock_lifetime);
        let lock = self.store.lock(&entry.key, self.lock_lifetime);
        let fence = self.ask(entry, TokenStoreAction::Lock, lock).await?.ok_or(Unavailable)?;
        if let Some(fence) = fence {
            let now = self.timing.elapsed();
            let locks = &mut self.state().locks;
            locks.retain(|_, (_, until)| now < *until);
            locks.insert(entry.key.clone(), (fence, until));
        }
        Ok(fence)
    }

    async fn save(&self, entry: &Entry<'_>, fence: Fence, token: &StoredToken) {
        let save = self.store.save(&entry.key, fence, token);
        let saved = self.ask(entry, TokenStoreAction::Save, save).await;
        if let Ok(Some(false)) = saved {
            tracing::debug!("another client has logged in since; its token is kept for the others");
        }
        self.forget_lock(entry, &saved);
    }

    async fn unlock(&self, entry: &Entry<'_>, fence: Fence) {
        let unlock = self.store.unlock(&entry.key, fence);
        let unlocked = self.ask(entry, TokenStoreAction::Unlock, unlock).await;
        self.forget_lock(entry, &unlocked);
    }

    /// A lock that could not be released is still this client's, until it ends by itself.
    fn forget_lock<T>(&self, entry: &Entry<'_>, released: &Result<T, Unavailable>) {
        if released.is_ok() {
            self.state().locks.remove(&entry.key);
        }
    }

    fn abandoned_lock(&self, key: &TokenKey) -> Option<Fence> {
        self.state().locks.get(key).map(|(fence, _)| *fence)
    }

    /// The answer of the store; `None` if what it keeps is unreadable.
    async fn ask<T>(
        &self,
        entry: &Entry<'_>,
        action: TokenStoreAction,
        answer: impl Future<Output = Result<T, TokenStoreError>>,
    ) -> Result<Option<T>, Unavailable> {
        let started = self.timing.elapsed();
        if started < self.state().paused_until {
            return Err(Unavailable);
        }
        let answer = within(&*self.timing, ANSWER_LIMIT, pin!(answer)).await;
        let answer = answer.unwrap_or_else(|_| {
            Err(TokenStoreError::unavailable(format!("no answer within {ANSWER_LIMIT:?}")))
        });
        let ended = self.timing.elapsed();
        if let Some(observer) = &self.observer {
            observer.token_store(&TokenStoreAccess {
                system: entry.dialect.system(),
                action,
                failure: answer.as_ref().err().map(TokenStoreError::kind),
                elapsed: ended.saturating_sub(started),
            });
        }
        let error = match answer {
            Ok(answer) => return Ok(Some(answer)),
            Err(error) => error,
        };
        Self::warn(entry, action, &error);
        match error.kind() {
            TokenStoreErrorKind::Unreadable => Ok(None),
            TokenStoreErrorKind::Unavailable => {
                self.state().paused_until = ended.saturating_add(FAILURE_PAUSE);
                Err(Unavailable)
            }
        }
    }

    fn warn(entry: &Entry<'_>, action: TokenStoreAction, error: &TokenStoreError) {
        let system = entry.dialect.system();
        tracing::warn!(isp.system = system, ?action, %error, "logins are not shared");
    }

    fn stored(&self, entry: &Entry<'_>, token: &Token) -> Option<StoredToken> {
        if token.uses().is_some() {
            return None;
        }
        let now = self.timing.now();
        let mut stored = StoredToken::new(token.secret().clone(), now);
        stored.facts = entry.dialect.write_facts(token);
        stored.expires_at = match token.lifetime() {
            // Beyond the last year that can be written it is as good as unknown.
            Some(lifetime) => now.checked_add(lifetime).ok(),
            None => None,
        };
        Some(stored)
    }

    fn obtained(&self, entry: &Entry<'_>, kept: &StoredToken) -> Option<Obtained> {
        let token = Token::new(kept.secret.clone()).valid_for(kept.lifetime());
        let token = entry.dialect.read_facts(token, kept.facts.as_ref())?;
        let age = self.timing.now().duration_since(kept.obtained_at);
        // Negative where the clocks of two machines differ.
        let age = Duration::try_from(age).unwrap_or_default();
        Some(Obtained { token, age, is_shared: true })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The tokens that are held: one login at a time for each key, however many callers wait.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use super::held::HeldToken;
use super::token::{Token, TokenKey};
use crate::error::Error;
use crate::http::timing::Timing;

/// How long a refused login is remembered: asking again would not change the answer.
const REMEMBER_REFUSAL: Duration = Duration::from_secs(30);
/// How long a login that found the server unreachable or overloaded is remembered.
const REMEMBER_OUTAGE: Duration = Duration::from_secs(1);
/// How long the held token is used after an early renewal failed, before the next try.
const RENEWAL_PAUSE: Duration = Duration::from_secs(15);

/// A login of the dialect.
pub(crate) type LoginFuture = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send>>;
/// A login whose outcome is recorded; all who wait for the token share it.
type RecordedLogin = Pin<Box<dyn Future<Output = Result<Arc<HeldToken>, Error>> + Send>>;

/// All tokens of a client.
pub(crate) struct TokenStore {
    slots: Mutex<Slots>,
    capacity: usize,
    timing: Arc<dyn Timing>,
}

#[derive(Default)]
struct Slots {
    /// Each slot with the number of its last use.
    by_key: HashMap<TokenKey, (Arc<Slot>, u64)>,
    /// Uses of all slots so far.
    uses: u64,
}

/// What is known of the token of one key.
#[derive(Default)]
struct Slot(Mutex<SlotState>);

#[derive(Default)]
struct SlotState {
    current: Option<Arc<HeldToken>>,
    login: Option<WeakShared<RecordedLogin>>,
    /// The error of the last login, and until when it is given instead of logging in.
    failure: Option<(Duration, Error)>,
    no_renewal_before: Duration,
    generation: u64,
    single_use: bool,
}

/// What a caller does next to get a token.
enum Step {
    Use(Arc<HeldToken>),
    Fail(Error),
    Wait(Shared<RecordedLogin>),
    Renew(Shared<RecordedLogin>, Arc<HeldToken>),
    /// The token of a login serves one call, so each caller logs in for itself.
    LogInAlone,
}

impl TokenStore {
    /// A store that remembers at most `capacity` keys; the least recently used are dropped first.
    pub(crate) fn new(capacity: usize, timing: Arc<dyn Timing>) -> Self {
        Self { slots: Mutex::default(), capacity: capacity.max(1), timing }
    }

    /// A token for one call: the held one, or a new one by `login`.
    ///
    /// Callers that arrive while a login is in progress share it. It goes on as long as one of
    /// them waits; no task runs in the background.
    pub(crate) async fn acquire(
        &self,
        key: &TokenKey,
        login: impl Fn() -> LoginFuture + Send + Sync,
    ) -> Result<Arc<HeldToken>, Error> {
        let slot = self.slot(key);
        loop {
            match self.next_step(&slot, &login) {
                Step::Use(held) => return Ok(held),
                Step::Fail(error) => return Err(error),
                Step::Wait(login) => {
                    let held = login.await?;
                    if held.take() {
                        return Ok(held);
                    }
                }
                Step::Renew(login, held) => match login.await {
                    Ok(renewed) if renewed.take() => return Ok(renewed),
                    _ if held.take() => return Ok(held),
                    _ => {}
                },
                Step::LogInAlone => {
                    let result = login().await;
                    let held = slot.record(result, &*self.timing)?;
                    if held.take() {
                        return Ok(held);
                    }
                }
            }
        }
    }

    /// Forgets the token of that generation: the server refused it.
    pub(crate) fn invalidate(&self, key: &TokenKey, generation: u64) {
        let slot = self.slot(key);
        let mut state = slot.lock();
        if state.current.as_ref().is_some_and(|held| held.generation == generation) {
            state.current = None;
        }
    }

    /// Forgets the token and remembers `error` for a while: the server refused it right after a login,
    /// so another login would not help.
    pub(crate) fn remember_refusal(&self, key: &TokenKey, generation: u64, error: Error) {
        self.invalidate(key, generation);
        let until = self.timing.elapsed() + REMEMBER_REFUSAL;
        self.slot(key).lock().failure = Some((until, error));
    }

    /// How many keys are remembered.
    pub(crate) fn len(&self) -> usize {
        self.slots().by_key.len()
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self, key: &TokenKey) -> Arc<Slot> {
        let mut slots = self.slots();
        slots.uses += 1;
        let now = slots.uses;
        if let Some((slot, used)) = slots.by_key.get_mut(key) {
            *used = now;
            return Arc::clone(slot);
        }
        if slots.by_key.len() >= self.capacity {
            // A sixteenth at once, so that a full store does not search for every new key.
            let mut ages: Vec<u64> = slots.by_key.values().map(|(_, used)| *used).collect();
            let surplus = (self.capacity / 16).min(ages.len().saturating_sub(1));
            let (_, newest_to_go, _) = ages.select_nth_unstable(surplus);
            let newest_to_go = *newest_to_go;
            slots.by_key.retain(|_, (_, used)| *used > newest_to_go);
        }
        let slot = Arc::<Slot>::default();
        slots.by_key.insert(key.clone(), (Arc::clone(&slot), now));
        slot
    }

    fn next_step(&self, slot: &Arc<Slot>, login: &impl Fn() -> LoginFuture) -> Step {
        let now = self.timing.elapsed();
        let mut state = slot.lock();
        if let Some(held) = state.current.clone() {
            if held.is_expired(now) {
                state.current = None;
            } else if held.wants_renewal(now)
                && now >= state.no_renewal_before
                && state.login().is_none()
            {
                return Step::Renew(self.start(slot, &mut state, login()), held);
            } else if held.take() {
                return Step::Use(held);
            } else {
                state.current = None;
            }
        }
        match &state.failure {
            Some((until, error)) if now < *until => return Step::Fail(error.clone()),
            Some(_) => state.failure = None,
            None => {}
        }
        if state.single_use {
            return Step::LogInAlone;
        }
        match state.login() {
            Some(login) => Step::Wait(login),
            None => Step::Wait(self.start(slot, &mut state, login())),
        }
    }

    fn start(
        &self,
        slot: &Arc<Slot>,
        state: &mut SlotState,
        login: LoginFuture,
    ) -> Shared<RecordedLogin> {
        let (slot, timing) = (Arc::clone(slot), Arc::clone(&self.timing));
        let login: RecordedLogin = Box::pin(async move {
            let result = login.await;
            slot.record(result, &*timing)
        });
        let login = login.shared();
        state.login = login.downgrade();
        login
    }
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, SlotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records how a login ended.
    fn record(
        &self,
        result: Result<Token, Error>,
        timing: &dyn Timing,
    ) -> Result<Arc<HeldToken>, Error> {
        let now = timing.elapsed();
        let mut state = self.lock();
        state.login = None;
        match result {
            Ok(token) => {
                state.generation += 1;
                state.single_use = token.uses() == Some(1);
                state.failure = None;
                let held = Arc::new(HeldToken::new(token, state.generation, timing));
                // A single-use token belongs to the call that logged in for it.
                state.current = (!state.single_use).then(|| Arc::clone(&held));
                Ok(held)
            }
            Err(error) => {
                state.no_renewal_before = now + RENEWAL_PAUSE;
                let memory = if error.is_transient() { REMEMBER_OUTAGE } else { REMEMBER_REFUSAL };
                if state.current.is_none() {
                    state.failure = Some((now + memory, error.clone()));
                }
                Err(error)
            }
        }
    }
}

impl SlotState {
    /// The login in progress, if a caller still waits for it.
    fn login(&self) -> Option<Shared<RecordedLogin>> {
        self.login.as_ref().and_then(WeakShared::upgrade)
    }
}

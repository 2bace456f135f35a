//! The grants that are held: one login at a time for each key, however many callers wait.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use super::grant::{Grant, GrantKey};
use crate::error::Error;
use crate::http::timing::{Timing, spread};

/// A grant this close to its end counts as expired: a request takes a while to arrive.
const SAFETY_MARGIN: Duration = Duration::from_secs(5);
/// A refused login is remembered so long: the answer will not change by asking again.
const REMEMBER_REFUSAL: Duration = Duration::from_secs(30);
/// An unreachable or overloaded server is spared so long.
const REMEMBER_TROUBLE: Duration = Duration::from_secs(1);
/// After a failed early renewal the good grant is used so long before the next try.
const RENEWAL_PAUSE: Duration = Duration::from_secs(15);

/// A login under way.
pub(crate) type LoginFuture = Pin<Box<dyn Future<Output = Result<Grant, Error>> + Send>>;
type Flight = Pin<Box<dyn Future<Output = Result<Arc<HeldGrant>, Error>> + Send>>;

/// A grant with its place in the store's history.
pub(crate) struct HeldGrant {
    pub(crate) grant: Grant,
    pub(crate) generation: u64,
    pub(crate) obtained_at: Duration,
    expires_at: Option<Duration>,
    renew_at: Option<Duration>,
    uses_left: Option<AtomicU64>,
}

impl HeldGrant {
    fn new(grant: Grant, generation: u64, timing: &dyn Timing) -> Self {
        let now = timing.elapsed();
        let expires_at = grant.lifetime().map(|lifetime| now.saturating_add(lifetime));
        // Renewed in the last tenth of its life, at most five minutes early, spread over callers.
        let renew_at = grant.lifetime().map(|lifetime| {
            let early = (lifetime / 10).min(Duration::from_secs(300));
            let early = SAFETY_MARGIN + early.mul_f64(1.0 - spread(timing) / 5.0);
            now.saturating_add(lifetime.saturating_sub(early))
        });
        let uses_left = grant.uses().map(AtomicU64::new);
        Self { grant, generation, obtained_at: now, expires_at, renew_at, uses_left }
    }

    fn is_expired(&self, now: Duration) -> bool {
        self.expires_at.is_some_and(|end| now + SAFETY_MARGIN >= end)
    }

    fn wants_renewal(&self, now: Duration) -> bool {
        self.renew_at.is_some_and(|start| now >= start)
    }

    /// Takes one use; false when none is left.
    fn take(&self) -> bool {
        let Some(left) = &self.uses_left else {
            return true;
        };
        left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1)).is_ok()
    }
}

/// All grants of a client.
pub(crate) struct GrantStore {
    slots: Mutex<Slots>,
    capacity: usize,
    timing: Arc<dyn Timing>,
}

#[derive(Default)]
struct Slots {
    by_key: HashMap<GrantKey, (Arc<Slot>, u64)>,
    uses: u64,
}

#[derive(Default)]
struct Slot(Mutex<SlotState>);

#[derive(Default)]
struct SlotState {
    current: Option<Arc<HeldGrant>>,
    flight: Option<WeakShared<Flight>>,
    failure: Option<(Duration, Error)>,
    no_renewal_before: Duration,
    generation: u64,
    single_use: bool,
}

enum Step {
    Use(Arc<HeldGrant>),
    Fail(Error),
    Wait(Shared<Flight>),
    Renew(Shared<Flight>, Arc<HeldGrant>),
    LogInAlone,
}

impl GrantStore {
    /// A store that remembers at most `capacity` keys; the least recently used go first.
    pub(crate) fn new(capacity: usize, timing: Arc<dyn Timing>) -> Self {
        Self { slots: Mutex::default(), capacity: capacity.max(1), timing }
    }

    /// A grant for one call: the held one, or a new one by `login`.
    ///
    /// Callers who come while a login is under way share it. It goes on as long as one of them still
    /// waits; no task runs in the background.
    pub(crate) async fn acquire(
        &self,
        key: &GrantKey,
        login: impl Fn() -> LoginFuture + Send + Sync,
    ) -> Result<Arc<HeldGrant>, Error> {
        let slot = self.slot(key);
        loop {
            match self.next_step(&slot, &login) {
                Step::Use(held) => return Ok(held),
                Step::Fail(error) => return Err(error),
                Step::Wait(flight) => {
                    let held = flight.await?;
                    if held.take() {
                        return Ok(held);
                    }
                }
                Step::Renew(flight, good) => match flight.await {
                    Ok(held) if held.take() => return Ok(held),
                    _ if good.take() => return Ok(good),
                    _ => {}
                },
                Step::LogInAlone => {
                    let result = login().await;
                    let held = slot.settle(result, &*self.timing)?;
                    if held.take() {
                        return Ok(held);
                    }
                }
            }
        }
    }

    /// Forgets the grant of that generation: the server refused it.
    pub(crate) fn invalidate(&self, key: &GrantKey, generation: u64) {
        let slot = self.slot(key);
        let mut state = slot.lock();
        if state.current.as_ref().is_some_and(|held| held.generation == generation) {
            state.current = None;
        }
    }

    /// Forgets the grant and remembers `error` for a while: the server refused it although it was
    /// new, so another login would not help.
    pub(crate) fn condemn(&self, key: &GrantKey, generation: u64, error: Error) {
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

    fn slot(&self, key: &GrantKey) -> Arc<Slot> {
        let mut slots = self.slots();
        slots.uses += 1;
        let now = slots.uses;
        if let Some((slot, used)) = slots.by_key.get_mut(key) {
            *used = now;
            return Arc::clone(slot);
        }
        if slots.by_key.len() >= self.capacity {
            // A sixteenth at once, so that a full store does not search at every newcomer.
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
                && state.flight().is_none()
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
        match state.flight() {
            Some(flight) => Step::Wait(flight),
            None => Step::Wait(self.start(slot, &mut state, login())),
        }
    }

    fn start(&self, slot: &Arc<Slot>, state: &mut SlotState, login: LoginFuture) -> Shared<Flight> {
        let (slot, timing) = (Arc::clone(slot), Arc::clone(&self.timing));
        let flight: Flight = Box::pin(async move {
            let result = login.await;
            slot.settle(result, &*timing)
        });
        let flight = flight.shared();
        state.flight = flight.downgrade();
        flight
    }
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, SlotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records how a login ended.
    fn settle(
        &self,
        result: Result<Grant, Error>,
        timing: &dyn Timing,
    ) -> Result<Arc<HeldGrant>, Error> {
        let now = timing.elapsed();
        let mut state = self.lock();
        state.flight = None;
        match result {
            Ok(grant) => {
                state.generation += 1;
                state.single_use = grant.uses() == Some(1);
                state.failure = None;
                let held = Arc::new(HeldGrant::new(grant, state.generation, timing));
                // A single-use grant belongs to the call that logged in for it.
                state.current = (!state.single_use).then(|| Arc::clone(&held));
                Ok(held)
            }
            Err(error) => {
                state.no_renewal_before = now + RENEWAL_PAUSE;
                let memory = if error.is_transient() { REMEMBER_TROUBLE } else { REMEMBER_REFUSAL };
                if state.current.is_none() {
                    state.failure = Some((now + memory, error.clone()));
                }
                Err(error)
            }
        }
    }
}

impl SlotState {
    /// The login under way, if somebody still waits for it.
    fn flight(&self) -> Option<Shared<Flight>> {
        self.flight.as_ref().and_then(WeakShared::upgrade)
    }
}

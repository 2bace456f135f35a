//! The tokens that are held: one login at a time for each key, however many callers wait.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::grant::Grant;
use super::slot::{Need, ObtainFuture, Slot, Step};
use super::token::TokenKey;
use crate::error::Error;
use crate::http::timing::{Timing, within};

/// All tokens of a client.
pub(crate) struct TokenPool {
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

/// What a call wants a token for.
pub(crate) struct Wanted<'a> {
    pub(crate) key: &'a TokenKey,
    pub(crate) operation: &'static str,
    /// The generation of the token that was refused to this call before; 0 for none.
    pub(crate) refused: u64,
    /// How long it waits for a renewal while the held token is good.
    pub(crate) patience: Duration,
}

impl TokenPool {
    /// A pool that remembers at most `capacity` keys; the least recently used are dropped first.
    pub(crate) fn new(capacity: usize, timing: Arc<dyn Timing>) -> Self {
        Self { slots: Mutex::default(), capacity: capacity.max(1), timing }
    }

    /// A token for one call: the held one, or a new one by `login`.
    ///
    /// Callers that arrive while a login is in progress share it. It goes on as long as one of
    /// them waits; no task runs in the background.
    pub(crate) async fn acquire(
        &self,
        wanted: Wanted<'_>,
        login: impl Fn(Need) -> ObtainFuture + Send + Sync,
    ) -> Result<Grant, Error> {
        let Wanted { key, operation, refused, patience } = wanted;
        let slot = self.slot(key);
        let mut may_renew = true;
        loop {
            let step = slot.next_step(operation, refused, may_renew, &login, &self.timing);
            let came = match step {
                Step::Use(held) => return Ok(Grant::new(held, &slot)),
                Step::Fail(error) => return Err(error),
                Step::Wait(login) => Some(login.await?),
                Step::Renew(login, held) => {
                    may_renew = false;
                    let life_left = held.life_left(self.timing.elapsed());
                    let patience = patience.min(life_left / 2);
                    let renewed = within(&*self.timing, patience, pin!(login)).await;
                    renewed.ok().and_then(Result::ok)
                }
                Step::LogInAlone => Some(slot.record(login(Need::Own).await, &*self.timing)?),
            };
            if let Some(held) = came
                && slot.may_try(operation, &held, self.timing.elapsed())?
                && held.take()
            {
                return Ok(Grant::new(held, &slot));
            }
        }
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
            // A sixteenth at once, so that a full pool does not search for every new key.
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
}

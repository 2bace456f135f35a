//! What is known of the tokens of one key.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use super::held::{HeldToken, Obtained};
use super::token::Token;
use super::verdicts::{Remembered, Verdicts};
use crate::error::Error;
use crate::http::timing::Timing;

/// How long a refused login is remembered: asking again would not change the answer.
const REMEMBER_REFUSAL: Duration = Duration::from_secs(30);
/// How long it is remembered, at first and at most, that an operation was refused under a new login
/// too. Each time this happens again, the pause doubles: the new token may only have been ended at
/// once, but an operation that is not granted must not log in for ever.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long a login is remembered that failed for another reason, such as an outage or a proxy's page:
/// long enough that waiting tasks do not all log in.
const REMEMBER_OUTAGE: Duration = Duration::from_secs(1);
/// How long the held token is used after a renewal was started that failed, hung, or was abandoned
/// with its callers, before the next one.
const RENEWAL_PAUSE: Duration = Duration::from_secs(15);

/// A login of the dialect.
pub(crate) type LoginFuture = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send>>;
/// A login, or the token of another client's login.
pub(crate) type ObtainFuture = Pin<Box<dyn Future<Output = Result<Obtained, Error>> + Send>>;
/// A login whose outcome is recorded; all who wait for the token share it.
pub(super) type RecordedLogin = Pin<Box<dyn Future<Output = Result<Arc<HeldToken>, Error>> + Send>>;

/// Which token is wanted.
pub(crate) enum Need {
    /// Any other than this one, which is refused or ends soon.
    Other(Option<Arc<HeldToken>>),
    /// One of a login of its own, because tokens of this key serve a limited number of calls.
    Own,
}

/// All that is known of one key.
#[derive(Default)]
pub(super) struct Slot(Mutex<SlotState>);

#[derive(Default)]
pub(super) struct SlotState {
    current: Option<Arc<HeldToken>>,
    /// Whether the current token was refused for an operation, and nothing succeeded with it since.
    is_doubted: bool,
    login: Option<WeakShared<RecordedLogin>>,
    /// The error of the last login, and until when it is given instead of logging in.
    failure: Option<(Duration, Error)>,
    no_renewal_before: Duration,
    /// A new login that was refused too, which stops other refused operations from logging in.
    useless_login: Option<UselessLogin>,
    /// The youngest token with which anything succeeded.
    accepted: u64,
    verdicts: Verdicts,
    generation: u64,
    single_use: bool,
    /// Whether tokens serve a limited number of calls, so that they are never shared.
    limited_use: bool,
}

/// A new login whose token was refused as the one before it. Void as soon as something succeeds with
/// that token.
#[derive(Clone, Copy)]
struct UselessLogin {
    generation: u64,
    until: Duration,
    pause: Duration,
}

/// What a caller does next to get a token.
pub(super) enum Step {
    Use(Arc<HeldToken>),
    Fail(Error),
    Wait(Shared<RecordedLogin>),
    /// A login is in progress, but the held token may do if that takes long.
    Renew(Shared<RecordedLogin>, Arc<HeldToken>),
    /// The token of a login serves one call, so each caller logs in for itself.
    LogInAlone,
}

impl Slot {
    pub(super) fn lock(&self) -> MutexGuard<'_, SlotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next step of a caller that needs a token younger than generation `refused`.
    pub(super) fn next_step(
        self: &Arc<Self>,
        operation: &'static str,
        refused: u64,
        may_renew: bool,
        login: &impl Fn(Need) -> ObtainFuture,
        timing: &Arc<dyn Timing>,
    ) -> Step {
        let now = timing.elapsed();
        let mut state = self.lock();
        if let Some(error) = state.verdicts.error(operation, now) {
            return Step::Fail(error);
        }
        if let Some(held) = state.usable(operation, refused, now) {
            if may_renew {
                match state.login() {
                    // Refused for an operation: perhaps ended, so wait for the new one.
                    Some(login) if state.is_doubted => return Step::Renew(login, held),
                    None if state.is_due_for_renewal(&held, now) => {
                        return Step::Renew(self.start(&mut state, login, timing), held);
                    }
                    _ => {}
                }
            }
            if held.take() {
                return Step::Use(held);
            }
            state.current = None;
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
            None => Step::Wait(self.start(&mut state, login, timing)),
        }
    }

    /// Whether the token of a login that was waited for may be tried: it may have been refused for the
    /// operation in the meantime.
    pub(super) fn may_try(
        &self,
        operation: &'static str,
        held: &HeldToken,
        now: Duration,
    ) -> Result<bool, Error> {
        let state = self.lock();
        match state.verdicts.error(operation, now) {
            Some(error) => Err(error),
            None => Ok(state.verdicts.may_try(operation, held.generation)),
        }
    }

    /// Records how a login ended.
    pub(super) fn record(
        &self,
        result: Result<Obtained, Error>,
        timing: &dyn Timing,
    ) -> Result<Arc<HeldToken>, Error> {
        self.lock().record(result, timing)
    }

    fn start(
        self: &Arc<Self>,
        state: &mut SlotState,
        login: &impl Fn(Need) -> ObtainFuture,
        timing: &Arc<dyn Timing>,
    ) -> Shared<RecordedLogin> {
        // Counted from here, so that a login which nobody waits for any more is a failed try too.
        state.no_renewal_before = timing.elapsed() + RENEWAL_PAUSE;
        let login = login(state.need());
        let (slot, timing) = (Arc::clone(self), Arc::clone(timing));
        let login: RecordedLogin = Box::pin(async move {
            let result = login.await;
            let mut state = slot.lock();
            state.login = None;
            state.record(result, &*timing)
        });
        let login = login.shared();
        state.login = login.downgrade();
        login
    }
}

impl SlotState {
    /// The held token, if it may be tried for the operation.
    fn usable(
        &mut self,
        operation: &'static str,
        refused: u64,
        now: Duration,
    ) -> Option<Arc<HeldToken>> {
        self.current.take_if(|held| held.is_expired(now));
        let held = self.current.as_ref()?;
        let may_try =
            held.generation > refused && self.verdicts.may_try(operation, held.generation);
        may_try.then(|| Arc::clone(held))
    }

    /// The token that a login is started for.
    fn need(&self) -> Need {
        if self.limited_use { Need::Own } else { Need::Other(self.current.clone()) }
    }

    fn is_due_for_renewal(&self, held: &HeldToken, now: Duration) -> bool {
        (self.is_doubted || held.wants_renewal(now)) && now >= self.no_renewal_before
    }

    /// The login in progress, if a caller still waits for it.
    fn login(&self) -> Option<Shared<RecordedLogin>> {
        self.login.as_ref().and_then(WeakShared::upgrade)
    }

    fn record(
        &mut self,
        result: Result<Obtained, Error>,
        timing: &dyn Timing,
    ) -> Result<Arc<HeldToken>, Error> {
        let now = timing.elapsed();
        match result {
            Ok(obtained) => {
                self.generation += 1;
                let uses = obtained.token.uses();
                (self.single_use, self.limited_use) = (uses == Some(1), uses.is_some());
                self.failure = None;
                self.is_doubted = false;
                self.no_renewal_before = Duration::ZERO;
                let held = Arc::new(HeldToken::new(obtained, self.generation, timing));
                // A single-use token belongs to the call that logged in for it.
                self.current = (!self.single_use).then(|| Arc::clone(&held));
                Ok(held)
            }
            Err(error) => {
                let memory = if error.is_credential() { REMEMBER_REFUSAL } else { REMEMBER_OUTAGE };
                self.no_renewal_before = now + RENEWAL_PAUSE;
                self.failure = Some((now + memory, error.clone()));
                Err(error)
            }
        }
    }

    /// An operation succeeded with a token.
    pub(super) fn accept(&mut self, operation: &'static str, generation: u64) {
        self.verdicts.accept(operation, generation);
        self.accepted = self.accepted.max(generation);
        if self.holds(generation) {
            self.is_doubted = false;
        }
    }

    /// A token was refused for an operation. Whether another is worth a try.
    pub(super) fn refuse(
        &mut self,
        operation: &'static str,
        held: &HeldToken,
        now: Duration,
    ) -> bool {
        let generation = held.generation;
        let younger = self.current.as_ref().is_some_and(|held| held.generation > generation);
        let useless = self.useless_login().is_some_and(|login| now < login.until)
            || self.verdicts.is_remembered(operation, now)
            || (!held.is_old_shared()
                && self.verdicts.is_of_new_login(operation, generation, LONGEST_PAUSE * 2, now));
        if useless && !younger {
            return false;
        }
        // Of single-use tokens each is refused for itself.
        if !self.single_use {
            self.verdicts.refuse(operation, generation, now);
        }
        self.doubt(generation);
        true
    }

    /// A token was refused for an operation although it is of a new login.
    pub(super) fn refuse_again(
        &mut self,
        operation: &'static str,
        generation: u64,
        now: Duration,
        error: Error,
    ) {
        if self.verdicts.is_remembered(operation, now) {
            return;
        }
        let before = self.verdicts.last_pause(operation);
        let useless = match self.useless_login() {
            Some(login) if now < login.until => UselessLogin { generation, ..login },
            login => {
                let before = login.map_or(before, |login| login.pause.max(before));
                let pause = (before * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
                UselessLogin { generation, until: now + pause, pause }
            }
        };
        self.useless_login = Some(useless);
        let refusal = Remembered {
            until: useless.until,
            pause: useless.pause.max(before),
            generation,
            error,
        };
        self.verdicts.remember(operation, refusal, now);
    }

    /// A token has perhaps ended.
    pub(super) fn doubt(&mut self, generation: u64) {
        self.is_doubted |= self.holds(generation);
    }

    fn holds(&self, generation: u64) -> bool {
        self.current.as_ref().is_some_and(|held| held.generation == generation)
    }

    /// The last useless login, unless anything succeeded since.
    fn useless_login(&self) -> Option<UselessLogin> {
        self.useless_login.filter(|login| self.accepted < login.generation)
    }
}

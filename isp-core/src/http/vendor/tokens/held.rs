//! A token that is held: when it ends, when it is renewed, how often it may still be used.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::token::Token;
use crate::http::timing::{Timing, spread};

/// A token this close to its end counts as expired: a request takes a while to arrive.
const SAFETY_MARGIN: Duration = Duration::from_secs(5);
/// A token younger than this is not taken for expired.
pub(crate) const FRESH: Duration = Duration::from_secs(60);
/// How early a token is renewed at most.
const EARLIEST_RENEWAL: Duration = Duration::from_secs(300);

/// A token that somebody's login gave.
pub(crate) struct Obtained {
    pub(crate) token: Token,
    /// How long ago that login was.
    pub(crate) age: Duration,
    /// Whether it was a login of another client, whose token a store kept.
    pub(crate) is_shared: bool,
}

impl Obtained {
    /// By a login that has just ended.
    pub(crate) fn by_login(token: Token) -> Self {
        Self { token, age: Duration::ZERO, is_shared: false }
    }

    /// Whether it is good for longer than the time in which tokens are renewed.
    pub(crate) fn is_good_for_long(&self) -> bool {
        self.token.lifetime().is_none_or(|lifetime| {
            let left = lifetime.saturating_sub(self.age);
            left > SAFETY_MARGIN + earliness(lifetime)
        })
    }
}

/// How early, before the safety margin, a token of that lifetime is renewed.
fn earliness(lifetime: Duration) -> Duration {
    (lifetime / 10).min(EARLIEST_RENEWAL)
}

/// A token as the pool holds it.
pub(crate) struct HeldToken {
    pub(crate) token: Token,
    /// 1 for the first token of its key, one more after each login.
    pub(crate) generation: u64,
    received_at: Duration,
    /// How long before its receipt the login was.
    age_at_receipt: Duration,
    is_shared: bool,
    expires_at: Option<Duration>,
    renew_at: Option<Duration>,
    uses_left: Option<AtomicU64>,
}

impl HeldToken {
    pub(super) fn new(obtained: Obtained, generation: u64, timing: &dyn Timing) -> Self {
        let Obtained { token, age, is_shared } = obtained;
        let now = timing.elapsed();
        let left = token.lifetime().map(|lifetime| lifetime.saturating_sub(age));
        let expires_at = left.map(|left| now.saturating_add(left));
        // Renewed in the last tenth of its life and at most five minutes early. The moment is random
        // within a fifth of that, so that many tokens of one age are not renewed at once.
        let renew_at = token.lifetime().map(|lifetime| {
            let early = SAFETY_MARGIN + earliness(lifetime).mul_f64(1.0 - spread(timing) / 5.0);
            now.saturating_add(lifetime.saturating_sub(early).saturating_sub(age))
        });
        let uses_left = token.uses().map(AtomicU64::new);
        Self {
            token,
            generation,
            received_at: now,
            age_at_receipt: age,
            is_shared,
            expires_at,
            renew_at,
            uses_left,
        }
    }

    /// How long ago its login was.
    pub(super) fn age(&self, now: Duration) -> Duration {
        self.age_at_receipt.saturating_add(now.saturating_sub(self.received_at))
    }

    /// Whether another client had it for so long that it may have ended since its login.
    pub(super) fn is_old_shared(&self) -> bool {
        self.is_shared && self.age_at_receipt >= FRESH
    }

    pub(super) fn is_expired(&self, now: Duration) -> bool {
        self.life_left(now).is_zero()
    }

    /// How long it may still be used.
    pub(super) fn life_left(&self, now: Duration) -> Duration {
        let end = self.expires_at.unwrap_or(Duration::MAX);
        end.saturating_sub(SAFETY_MARGIN).saturating_sub(now)
    }

    pub(super) fn wants_renewal(&self, now: Duration) -> bool {
        self.renew_at.is_some_and(|start| now >= start)
    }

    /// Takes one use; false when none is left.
    pub(super) fn take(&self) -> bool {
        let Some(left) = &self.uses_left else {
            return true;
        };
        left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1)).is_ok()
    }
}

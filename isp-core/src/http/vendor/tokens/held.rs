//! A token that is held: when it ends, when it is renewed, how often it may still be used.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::token::Token;
use crate::http::timing::{Timing, spread};

/// A token this close to its end counts as expired: a request takes a while to arrive.
const SAFETY_MARGIN: Duration = Duration::from_secs(5);

/// A token as the store holds it.
pub(crate) struct HeldToken {
    pub(crate) token: Token,
    /// 1 for the first token of its key, one more after each login.
    pub(crate) generation: u64,
    pub(crate) obtained_at: Duration,
    expires_at: Option<Duration>,
    renew_at: Option<Duration>,
    uses_left: Option<AtomicU64>,
}

impl HeldToken {
    pub(super) fn new(token: Token, generation: u64, timing: &dyn Timing) -> Self {
        let now = timing.elapsed();
        let expires_at = token.lifetime().map(|lifetime| now.saturating_add(lifetime));
        // Renewed in the last tenth of its life and at most five minutes early. The moment is random
        // within a fifth of that, so that many tokens of one age are not renewed at once.
        let renew_at = token.lifetime().map(|lifetime| {
            let early = (lifetime / 10).min(Duration::from_secs(300));
            let early = SAFETY_MARGIN + early.mul_f64(1.0 - spread(timing) / 5.0);
            now.saturating_add(lifetime.saturating_sub(early))
        });
        let uses_left = token.uses().map(AtomicU64::new);
        Self { token, generation, obtained_at: now, expires_at, renew_at, uses_left }
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

//! What the server said of each operation under one login.

use std::time::Duration;

use crate::error::Error;

/// The operations that were called under one login, each with what came of it.
#[derive(Default)]
pub(super) struct Verdicts(Vec<Verdict>);

/// What is known of one operation.
struct Verdict {
    operation: &'static str,
    /// The youngest token with which it succeeded; 0 if it never did. An operation that succeeded
    /// before is refused for the arguments of a call or the age of a token, so that the refusal of
    /// one call does not stop the others.
    accepted: u64,
    /// Tokens up to this generation were refused for it, the last one at that moment.
    refused_up_to: u64,
    refused_at: Duration,
    /// The refusal of the token of a new login.
    refusal: Option<Box<Remembered>>,
}

/// A refusal that is given to callers instead of another try.
pub(super) struct Remembered {
    pub(super) error: Error,
    /// The refused token.
    pub(super) generation: u64,
    pub(super) until: Duration,
    /// How long a login was avoided, of which the next such pause is the double.
    pub(super) pause: Duration,
}

impl Verdicts {
    /// Records a success.
    pub(super) fn accept(&mut self, operation: &'static str, generation: u64) {
        self.change(operation, |verdict| {
            verdict.accepted = verdict.accepted.max(generation);
            verdict.refusal.take_if(|refusal| refusal.generation < generation);
        });
    }

    /// Records that a token was refused.
    pub(super) fn refuse(&mut self, operation: &'static str, generation: u64, now: Duration) {
        self.change(operation, |verdict| {
            verdict.refused_up_to = verdict.refused_up_to.max(generation);
            verdict.refused_at = now;
        });
    }

    /// Whether a token of that generation is of a login that followed, less than `recent` ago, a
    /// refusal of the operation, which has not succeeded since.
    pub(super) fn is_of_new_login(
        &self,
        operation: &'static str,
        generation: u64,
        recent: Duration,
        now: Duration,
    ) -> bool {
        self.of(operation).is_some_and(|verdict| {
            let after_refusal = (1..generation).contains(&verdict.refused_up_to);
            let is_recent = now.saturating_sub(verdict.refused_at) < recent;
            after_refusal && is_recent && verdict.accepted <= verdict.refused_up_to
        })
    }

    /// Remembers that even the token of a new login was refused.
    pub(super) fn remember(&mut self, operation: &'static str, refusal: Remembered, now: Duration) {
        self.refuse(operation, refusal.generation, now);
        self.change(operation, |verdict| verdict.refusal = Some(Box::new(refusal)));
    }

    /// How long the last refusal of a new login's token was remembered; zero if the operation has
    /// succeeded with a later token.
    pub(super) fn last_pause(&self, operation: &'static str) -> Duration {
        let refusal = self.of(operation).and_then(|verdict| verdict.refusal.as_deref());
        refusal.map_or(Duration::ZERO, |refusal| refusal.pause)
    }

    /// Whether it is remembered that even the token of a new login was refused.
    pub(super) fn is_remembered(&self, operation: &'static str, now: Duration) -> bool {
        self.of(operation).is_some_and(|verdict| verdict.remembered(now).is_some())
    }

    /// The error that the operation ends with instead of being sent.
    pub(super) fn error(&self, operation: &'static str, now: Duration) -> Option<Error> {
        let verdict = self.of(operation).filter(|verdict| verdict.accepted == 0)?;
        verdict.remembered(now).cloned()
    }

    /// Whether a token of that generation may be tried.
    pub(super) fn may_try(&self, operation: &'static str, generation: u64) -> bool {
        self.of(operation)
            .is_none_or(|verdict| verdict.accepted > 0 || generation > verdict.refused_up_to)
    }

    fn of(&self, operation: &'static str) -> Option<&Verdict> {
        self.0.iter().find(|verdict| verdict.operation == operation)
    }

    fn change(&mut self, operation: &'static str, change: impl FnOnce(&mut Verdict)) {
        if let Some(verdict) = self.0.iter_mut().find(|verdict| verdict.operation == operation) {
            return change(verdict);
        }
        let mut verdict = Verdict {
            operation,
            accepted: 0,
            refused_up_to: 0,
            refused_at: Duration::ZERO,
            refusal: None,
        };
        change(&mut verdict);
        self.0.push(verdict);
    }
}

impl Verdict {
    fn remembered(&self, now: Duration) -> Option<&Error> {
        self.refusal.as_deref().filter(|refusal| now < refusal.until).map(|refusal| &refusal.error)
    }
}

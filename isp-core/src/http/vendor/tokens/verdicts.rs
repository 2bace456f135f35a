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
    /// The refusal of the token of a new login, and until when it is remembered.
    refusal: Option<Box<(Duration, Error)>>,
}

impl Verdicts {
    /// Records a success.
    pub(super) fn accept(&mut self, operation: &'static str, generation: u64) {
        self.change(operation, |verdict| verdict.accepted = verdict.accepted.max(generation));
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
    pub(super) fn remember(&mut self, operation: &'static str, until: Duration, error: Error) {
        self.change(operation, |verdict| verdict.refusal = Some(Box::new((until, error))));
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
        self.refusal.as_deref().filter(|(until, _)| now < *until).map(|(_, error)| error)
    }
}

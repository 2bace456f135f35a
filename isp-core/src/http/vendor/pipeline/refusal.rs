//! What follows from a refused token.

use std::time::Duration;

use super::Pipeline;
use super::login::TokenInUse;
use super::run::Run;
use crate::error::{Error, Outcome};
use crate::http::vendor::fault::TokenVerdict;

/// A token younger than this is not taken for expired when a server answers an ambiguous 403.
const FRESH: Duration = Duration::from_secs(60);

/// What follows for the call.
pub(super) enum Refusal {
    /// The token was not refused.
    Unconcerned,
    /// One new login, one repetition.
    LogInAgain,
    /// Even the token of a new login was refused.
    RefusedAgain,
}

impl Pipeline {
    /// Drops a refused token, and says what follows for the call.
    pub(super) fn after_refusal(
        &self,
        run: &Run<'_>,
        verdict: TokenVerdict,
        token: &TokenInUse,
        logged_in_again: bool,
    ) -> Refusal {
        let may_log_in = !logged_in_again && !run.left(self).is_zero();
        match verdict {
            TokenVerdict::Unconcerned => Refusal::Unconcerned,
            TokenVerdict::Refused => {
                self.tokens.invalidate(&token.key, token.held.generation);
                // Code or status prove that nothing ran, so that a write may be repeated too.
                if may_log_in { Refusal::LogInAgain } else { Refusal::RefusedAgain }
            }
            TokenVerdict::PerhapsExpired => {
                let age = self.timing.elapsed().saturating_sub(token.held.obtained_at);
                if age < FRESH {
                    return Refusal::Unconcerned;
                }
                self.tokens.invalidate(&token.key, token.held.generation);
                if may_log_in && run.spec.effect.is_repeatable() {
                    Refusal::LogInAgain
                } else {
                    Refusal::Unconcerned
                }
            }
        }
    }

    /// Lets the next calls fail with this error for a while, instead of logging in.
    pub(super) fn remember_refusal(&self, token: &TokenInUse, error: &Error) {
        // They get the same error, without this call's own attempts and outcome.
        let error = error.clone().with_attempts(0).with_outcome(Outcome::NotDone);
        self.tokens.remember_refusal(&token.key, token.held.generation, error);
    }
}

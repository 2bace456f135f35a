//! What follows from a refused token.

use super::Pipeline;
use super::run::Run;
use crate::error::{Error, Outcome};
use crate::http::vendor::fault::TokenVerdict;
use crate::http::vendor::tokens::{FRESH, Grant};

/// What follows for the call.
pub(super) enum Refusal {
    /// The token was not refused, or it is known only that the call must end.
    Unconcerned,
    /// One repetition with the token of a new login.
    LogInAgain,
    /// Even the token of a new login was refused, or a new login is known to be useless.
    RefusedAgain,
}

impl Pipeline {
    /// Records that a token was refused for the call's operation, and says what follows for the call.
    /// Other operations keep the token until it is refused for them too.
    pub(super) fn after_refusal(
        &self,
        run: &Run<'_>,
        verdict: TokenVerdict,
        grant: &Grant,
        logged_in_again: bool,
    ) -> Refusal {
        let now = self.timing.elapsed();
        let out_of_time = run.left(self).is_zero();
        match verdict {
            TokenVerdict::Unconcerned => Refusal::Unconcerned,
            TokenVerdict::Refused if logged_in_again => Refusal::RefusedAgain,
            TokenVerdict::Refused if out_of_time => {
                grant.doubted();
                Refusal::Unconcerned
            }
            // Code or status prove that nothing ran, so that a write may be repeated too.
            TokenVerdict::Refused if grant.refused_for(run.spec.name, now) => Refusal::LogInAgain,
            TokenVerdict::Refused => Refusal::RefusedAgain,
            TokenVerdict::PerhapsExpired if grant.age(now) < FRESH => Refusal::Unconcerned,
            TokenVerdict::PerhapsExpired => {
                let may_repeat =
                    !logged_in_again && !out_of_time && run.spec.effect.is_repeatable();
                if may_repeat && grant.refused_for(run.spec.name, now) {
                    Refusal::LogInAgain
                } else {
                    grant.doubted();
                    Refusal::Unconcerned
                }
            }
        }
    }

    /// Lets the next calls of the operation fail with this error for a while, instead of logging in.
    pub(super) fn remember_refusal(&self, run: &Run<'_>, grant: &Grant, error: &Error) {
        // They get the same error, without this call's own attempts and outcome.
        let error = error.clone().with_attempts(0).with_outcome(Outcome::NotDone);
        grant.refused_again_for(run.spec.name, self.timing.elapsed(), error);
    }
}

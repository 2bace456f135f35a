//! Whether and when a failed attempt is repeated.

use std::time::Duration;

use super::Pipeline;
use super::run::Run;
use crate::error::Outcome;
use crate::http::operation_spec::Effect;
use crate::http::timing::spread;
use crate::http::vendor::fault::Fault;

impl Pipeline {
    /// How long to wait before the next attempt. Where there is none: advice, if waiting would help.
    pub(super) fn pause_before_repetition(
        &self,
        run: &Run<'_>,
        fault: &Fault,
    ) -> Result<Duration, Option<String>> {
        let most = run.options.max_attempts.unwrap_or(self.retry.max_attempts);
        if run.attempts >= most || !may_be_repeated(run.spec.effect, fault) {
            return Err(None);
        }
        let own = self.retry.pause(run.attempts, spread(&*self.timing));
        let pause = own.max(fault.retry_after.unwrap_or_default());
        if pause >= run.left(self) {
            let asked = fault.retry_after.filter(|asked| *asked == pause);
            return Err(asked.map(|asked| {
                format!(
                    "the server asks to wait {} s, longer than this call may take",
                    asked.as_secs()
                )
            }));
        }
        if !self.quota.spend() {
            return Err(Some("too many recent calls had to be repeated; try again later".into()));
        }
        Ok(pause)
    }
}

/// A write that may have taken effect is never repeated.
fn may_be_repeated(effect: Effect, fault: &Fault) -> bool {
    // Without a connection nothing can have happened.
    let never_left = fault.unsent && fault.outcome == Outcome::NotDone;
    fault.transient && (effect.is_repeatable() || never_left)
}

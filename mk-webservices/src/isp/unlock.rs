//! The trust unlock, by the version of the rule that the installation has.

use isp_core::wire::fold;
use isp_core::{Error, Native, Outcome, TrustUnlock, UnlockRefusal};

use super::{MkIsp, is_from_mk, not_understood};
use crate::operations::conexoes::AutoDesbloqueio;

/// Which version of the rule [`Isp::trust_unlock`](isp_core::Isp::trust_unlock) uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnlockRule {
    /// `WSMKAutoDesbloqueioV2`; the first version if the server says that it has no such rule.
    Newest,
    /// `WSMKAutoDesbloqueio` alone.
    First,
    /// `WSMKAutoDesbloqueioV2` alone.
    Second,
}

const PERHAPS_MISSING: &str = "an installation without WSMKAutoDesbloqueioV2 may answer so too: check \
    the connection, and use with_trust_unlock_v1() if the rule is missing";

impl MkIsp {
    pub(super) async fn unlock(&self, code: u64) -> Result<TrustUnlock, Error> {
        let second = match self.unlock_rule {
            UnlockRule::First => return outcome(self.client.auto_desbloqueio(code).await, code),
            UnlockRule::Newest | UnlockRule::Second => self.client.auto_desbloqueio_v2(code).await,
        };
        match second {
            Err(error) if self.unlock_rule == UnlockRule::Newest && is_missing(&error) => {
                outcome(self.client.auto_desbloqueio(code).await, code)
            }
            Err(error) if error.is_configuration() && error.outcome() == Outcome::PerhapsDone => {
                Err(error.with_advice(PERHAPS_MISSING))
            }
            second => outcome(second, code),
        }
    }
}

/// Whether the server says that it has no such rule: Tomcat's page with the status 404. Then nothing was
/// done. The page with the status 500 also comes from a rule that failed half-way.
fn is_missing(error: &Error) -> bool {
    let is_page = error.evidence().is_some_and(|sent| sent.body.trim_start().starts_with('<'));
    error.status() == Some(404) && error.outcome() == Outcome::NotDone && is_page
}

fn outcome(answer: Result<AutoDesbloqueio, Error>, code: u64) -> Result<TrustUnlock, Error> {
    match answer {
        Ok(answer) => unlocked(answer, code),
        Err(error) => refused(&error).ok_or(error),
    }
}

fn unlocked(answer: AutoDesbloqueio, code: u64) -> Result<TrustUnlock, Error> {
    if answer.conexao.as_ref().is_some_and(|found| !found.is(code)) {
        return Err(not_understood("the answer is about another connection")
            .with_outcome(Outcome::PerhapsDone));
    }
    let until = answer.limite_excecao;
    Ok(TrustUnlock::Unlocked { until, native: Native::of(answer) })
}

/// MK's own refusal, with its words; `None` for a refusal by HTTP status.
fn refused(error: &Error) -> Option<TrustUnlock> {
    let by_mk = error.is_refused() && error.outcome() == Outcome::NotDone && is_from_mk(error);
    let words = error.vendor_message().filter(|words| by_mk && !words.trim().is_empty())?;
    let folded = fold(words);
    let reason = match folded.trim_end_matches('.') {
        "status na conexao incompativel para auto-desbloqueio" => UnlockRefusal::NotBlocked,
        "operacao indisponivel para esta conexao" => UnlockRefusal::AllowanceUsed,
        _ => UnlockRefusal::Unknown(words.to_owned()),
    };
    Some(TrustUnlock::Refused { reason, words: Some(words.to_owned()) })
}

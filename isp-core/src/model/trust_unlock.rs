//! The trust unlock (`desbloqueio de confiança`): a blocked connection works again for some days.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Native;

/// The result of a trust unlock.
#[doc(alias("desbloqueio de confiança", "desbloqueio de confianca", "liberação", "liberacao"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TrustUnlock {
    /// Unlocked.
    Unlocked {
        /// The last unlocked day, where the ERP tells.
        until: Option<Date>,
        /// The vendor's own record.
        #[serde(skip)]
        native: Native,
    },
    /// Refused by a rule of the ERP; nothing was changed.
    Refused {
        /// Why.
        reason: UnlockRefusal,
        /// What the ERP said, unchanged; `None` where the refusal was read from the connection's
        /// state.
        words: Option<String>,
    },
}

impl TrustUnlock {
    /// Unlocked, until a day where it is known.
    pub const fn unlocked(until: Option<Date>) -> Self {
        Self::Unlocked { until, native: Native::none() }
    }

    /// Refused, without words of the ERP.
    pub const fn refused(reason: UnlockRefusal) -> Self {
        Self::Refused { reason, words: None }
    }

    /// Whether the line is now let through.
    pub fn is_unlocked(&self) -> bool {
        matches!(self, Self::Unlocked { .. })
    }

    /// Why it was refused; `None` if it was not.
    pub const fn refusal(&self) -> Option<&UnlockRefusal> {
        match self {
            Self::Unlocked { .. } => None,
            Self::Refused { reason, .. } => Some(reason),
        }
    }

    /// What a subscriber is told, in Portuguese. The ERP's own words are not among it: they may be meant
    /// for staff.
    ///
    /// ```
    /// use isp_core::jiff::civil::date;
    /// use isp_core::{TrustUnlock, UnlockRefusal};
    ///
    /// let unlocked = TrustUnlock::unlocked(Some(date(2026, 9, 13)));
    /// assert_eq!(unlocked.message_pt(), "A conexão está liberada até 13/09/2026.");
    ///
    /// let refused = TrustUnlock::refused(UnlockRefusal::AllowanceUsed);
    /// assert!(refused.message_pt().starts_with("Não resta nenhum desbloqueio de confiança"));
    /// ```
    pub fn message_pt(&self) -> Cow<'static, str> {
        match self {
            Self::Refused { reason, .. } => reason.message_pt().into(),
            Self::Unlocked { until: None, .. } => "A conexão está liberada.".into(),
            Self::Unlocked { until: Some(day), .. } => {
                format!("A conexão está liberada até {}.", day.strftime("%d/%m/%Y")).into()
            }
        }
    }

    /// The vendor's own record of an unlock, if it is a `T`.
    pub fn native<T: Any>(&self) -> Option<&T> {
        match self {
            Self::Unlocked { native, .. } => native.get(),
            Self::Refused { .. } => None,
        }
    }
}

/// Why a trust unlock was refused.
#[doc(alias("motivo da recusa"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnlockRefusal {
    /// The connection is not blocked, or not in a way that a trust unlock lifts.
    NotBlocked,
    /// The connection is blocked by the provider for a reason other than debt, which a trust unlock
    /// does not lift.
    BlockedByProvider,
    /// The allowance of this period is used up.
    AllowanceUsed,
    /// What the ERP said, unchanged. Never empty: a refusal without a reason is an error.
    Unknown(String),
}

impl UnlockRefusal {
    /// What a subscriber is told, in Portuguese. It never repeats the ERP's own words.
    pub const fn message_pt(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "O desbloqueio não foi autorizado. Fale com o atendimento.",
            Self::NotBlocked => {
                "O desbloqueio de confiança não se aplica a esta conexão. Se ela não funciona, fale \
                 com o suporte."
            }
            Self::BlockedByProvider => {
                "O bloqueio da conexão não é por falta de pagamento. Fale com o atendimento."
            }
            Self::AllowanceUsed => {
                "Não resta nenhum desbloqueio de confiança neste período. Fale com o atendimento."
            }
        }
    }
}

impl fmt::Display for UnlockRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBlocked => {
                f.write_str("the connection is not blocked in a way that a trust unlock lifts")
            }
            Self::BlockedByProvider => {
                f.write_str("the provider blocked the connection for a reason other than debt")
            }
            Self::AllowanceUsed => f.write_str("no trust unlock is left in this period"),
            Self::Unknown(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_in_portuguese_says_its_reason_and_nothing_of_the_erps_words() {
        let refusals = [
            UnlockRefusal::NotBlocked,
            UnlockRefusal::BlockedByProvider,
            UnlockRefusal::AllowanceUsed,
            UnlockRefusal::Unknown("Conexão liberada por operador.interno".into()),
        ];
        let messages = refusals.map(|reason| TrustUnlock::refused(reason).message_pt());
        for (place, message) in messages.iter().enumerate() {
            assert!(!message.contains("liberada"), "{message}");
            assert!(!message.contains("operador"), "{message}");
            assert!(!messages[..place].contains(message), "{message}");
        }
    }
}

//! The trust unlock (`desbloqueio de confiança`): a blocked connection works again for some days.

use std::fmt;

use jiff::civil::Date;

/// The result of a trust unlock.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrustUnlock {
    /// Unlocked.
    Unlocked {
        /// The last unlocked day, where the ERP tells.
        until: Option<Date>,
    },
    /// Refused by a rule of the ERP; nothing was changed.
    Refused(UnlockRefusal),
}

impl TrustUnlock {
    /// Whether the line is now let through.
    pub fn is_unlocked(&self) -> bool {
        matches!(self, Self::Unlocked { .. })
    }
}

/// Why a trust unlock was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
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

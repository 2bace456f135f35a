//! Chart of accounts.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Chart of accounts.
    ///
    /// Only the key of the list is documented, its rows are not.
    ///
    /// An account's code is text with dots, such as `7.00.04.00.00`.
    WSMKPlanoContas, fn plano_contas -> PlanoContas {
        effect: Read,
        evidence: Manual,
    }
}

/// The chart of accounts.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlanoContas {
    /// Accounts.
    #[serde(rename = "PlanoContas")]
    pub plano_contas: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

//! Due-date rules.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Due-date rules.
    ///
    /// Only the key of the list is documented, its rows are not.
    ///
    /// A related rule calls the code of a due-date rule `codfaturamentoregra`.
    WSMKListaRegraVencimento, fn lista_regra_vencimento -> ListaRegraVencimento {
        effect: Read,
        evidence: Manual,
    }
}

/// The due-date rules.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaRegraVencimento {
    /// Due-date rules.
    #[serde(rename = "RegrasVencimento")]
    pub regras_vencimento: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

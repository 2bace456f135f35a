//! Blocking rules.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Blocking rules.
    ///
    /// Only the key of the list is documented, its rows are not.
    WSMKListaRegraBloqueio, fn lista_regra_bloqueio -> ListaRegraBloqueio {
        effect: Read,
        evidence: Manual,
    }
}

/// The blocking rules.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaRegraBloqueio {
    /// Blocking rules.
    #[serde(rename = "RegraBloqueio")]
    pub regra_bloqueio: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

//! SLA tables.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// SLA tables.
    ///
    /// Only the key of the list is documented, its rows are not.
    WSMKListaTabelaSLA, fn lista_tabela_sla -> ListaTabelaSLA {
        effect: Read,
        evidence: Manual,
    }
}

/// The SLA tables.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaTabelaSLA {
    /// SLA tables.
    #[serde(rename = "TabelaSLA")]
    pub tabela_sla: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

//! Discounts.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Discounts.
    ///
    /// Only the key of the list is documented, its rows are not.
    WSMKListaDesconto, fn lista_desconto -> ListaDesconto {
        effect: Read,
        evidence: Manual,
    }
}

/// The discounts.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaDesconto {
    /// Discount rules.
    #[serde(rename = "RegrasDesconto")]
    pub regras_desconto: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

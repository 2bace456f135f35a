//! Payment profiles.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Payment profiles.
    ///
    /// Only the key of the list is documented, its rows are not.
    WSMKListaProfilePagamento, fn lista_profile_pagamento -> ListaProfilePagamento {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Code of the means of payment; one client uses 3 for boletos.
            "CodigoFormaPagamento" codigo_forma_pagamento: u64,
        }
    }
}

/// The payment profiles.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaProfilePagamento {
    /// Payment profiles.
    #[serde(rename = "ProfilesPagamento")]
    pub profiles_pagamento: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

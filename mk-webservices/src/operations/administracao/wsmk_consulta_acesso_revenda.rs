//! Resellers.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Resellers.
    ///
    /// Licensed separately.
    WSMKConsultaAcessoRevenda, fn consulta_acesso_revenda -> AcessosRevenda {
        effect: Read,
        evidence: Manual,
    }
}

/// Resellers.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AcessosRevenda {
    /// The resellers. The vendor's key is that of the access profiles.
    #[serde(rename = "Perfil")]
    pub perfil: Vec<AcessoRevenda>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A reseller.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AcessoRevenda {
    /// Code.
    pub codrevenda: u64,
    /// Name.
    pub nome_revenda: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaAcessoRevenda {
        WSMKConsultaAcessoRevenda::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaAcessoRevenda.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaAcessoRevenda.ok.json").perfil;
        assert_eq!(
            (rows[0].codrevenda, rows[0].nome_revenda.as_deref()),
            (3, Some("Revenda exemplo"))
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Perfil"));
    }
}

//! Access profiles.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Access profiles.
    ///
    /// Licensed separately.
    WSMKConsultaPerfilAcesso, fn consulta_perfil_acesso -> PerfisAcesso {
        effect: Read,
        evidence: Manual,
    }
}

/// Access profiles of the provider's users.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PerfisAcesso {
    /// The profiles.
    #[serde(rename = "Perfil")]
    pub perfil: Vec<PerfilAcesso>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An access profile.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PerfilAcesso {
    /// Code.
    pub codperfilacessomaster: u64,
    /// Name.
    pub descricao: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaPerfilAcesso {
        WSMKConsultaPerfilAcesso::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaPerfilAcesso.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaPerfilAcesso.ok.json").perfil;
        assert_eq!(
            (rows[0].codperfilacessomaster, rows[0].descricao.as_deref()),
            (4, Some("Perfil exemplo"))
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Perfil"));
    }
}

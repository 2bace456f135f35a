//! User groups.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// User groups.
    ///
    /// Licensed separately.
    WSMKConsultaUsuarioGrupo, fn consulta_usuario_grupo -> UsuarioGrupos {
        effect: Read,
        evidence: Manual,
    }
}

/// Groups of the provider's users.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UsuarioGrupos {
    /// The groups. The vendor's key is that of the access profiles.
    #[serde(rename = "Perfil")]
    pub perfil: Vec<UsuarioGrupo>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A user group.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UsuarioGrupo {
    /// Code.
    pub grp_codigo: u64,
    /// Name.
    pub grp_nome: Option<String>,
    /// Code of the system, such as `"MK0"`.
    pub sis_codigo: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaUsuarioGrupo {
        WSMKConsultaUsuarioGrupo::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaUsuarioGrupo.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaUsuarioGrupo.ok.json").perfil;
        assert_eq!((rows[0].grp_codigo, rows[0].sis_codigo.as_deref()), (1, Some("MK0")));
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Perfil"));
    }
}

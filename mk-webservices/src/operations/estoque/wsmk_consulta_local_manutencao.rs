//! Places of maintenance.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Places of maintenance.
    ///
    /// Licensed separately.
    WSMKConsultaLocalManutencao, fn consulta_local_manutencao -> LocaisManutencao {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Kind or name of the place; its format is unknown.
            local: Text(&str),
        }
    }
}

/// Places of maintenance.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LocaisManutencao {
    /// The places. The vendor's key ends in a colon.
    #[serde(rename = "Código:")]
    pub locais: Vec<LocalDeManutencao>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A place of maintenance.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LocalDeManutencao {
    /// Code.
    pub codigo: u64,
    /// Name.
    pub nome: Option<String>,
    /// Street.
    pub logradouro: Option<String>,
    /// House number, as text.
    pub numero: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// City.
    pub cidade: Option<String>,
    /// CEP.
    pub cep: Option<String>,
    /// Street code.
    pub codlogradouro: Option<u64>,
    /// District code.
    pub codbairro: Option<u64>,
    /// City code.
    pub codcidade: Option<u64>,
    /// State code, which is not IBGE's.
    pub codestado: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaLocalManutencao {
        WSMKConsultaLocalManutencao::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaLocalManutencao.rule?sys=MK0&token=TOKEN"
        );
        let of_a_kind = request(&operation().local("POP"));
        assert!(of_a_kind.ends_with("&token=TOKEN&local=POP"), "{of_a_kind}");
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaLocalManutencao.ok.json").locais;
        assert_eq!(
            (rows[0].codigo, rows[0].numero.as_deref(), rows[0].codbairro),
            (341, Some("1842"), Some(11))
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Código"));
    }
}

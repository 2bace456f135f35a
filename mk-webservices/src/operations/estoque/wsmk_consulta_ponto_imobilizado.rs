//! Points of fixed assets.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Points of fixed assets.
    ///
    /// Licensed separately.
    WSMKConsultaPontoImobilizado, fn consulta_ponto_imobilizado -> PontosImobilizado {
        effect: Read,
        evidence: Manual,
    }
}

/// Points of fixed assets.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PontosImobilizado {
    /// The points. The vendor's key ends in a colon.
    #[serde(rename = "Código:")]
    pub pontos: Vec<PontoImobilizado>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A point of fixed assets.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PontoImobilizado {
    /// Code.
    pub codigo: u64,
    /// Name and address in one text.
    pub descricao: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaPontoImobilizado {
        WSMKConsultaPontoImobilizado::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaPontoImobilizado.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaPontoImobilizado.ok.json").pontos;
        assert_eq!((rows.len(), rows[1].codigo), (2, 50));
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Código"));
    }
}

//! Stock of a sector.

use isp_core::Money;
use isp_core::record;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Stock of a sector.
    ///
    /// Licensed separately. The token's parameter has a capital here.
    WSMKConsultaProdutoEstoque, fn consulta_produto_estoque -> ProdutosEstoque {
        effect: Read,
        evidence: Manual,
        required: {
            /// Sector code.
            cd_setor: u64,
        }
        always: {
            "Token" = "the session token" in Signature,
        }
    }
}

/// Products in stock.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProdutosEstoque {
    /// The products. The vendor's key ends in a colon, and may be in the singular.
    #[serde(rename = "Códigos:", alias = "Código:")]
    pub produtos: Vec<ProdutoEstoque>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A product in stock.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProdutoEstoque {
    /// Product code.
    pub cod: u64,
    /// Name.
    pub descricao: Option<String>,
    /// Sector code.
    #[serde(rename = "CodSetor")]
    pub cod_setor: Option<u64>,
    /// Sector's name.
    pub descricao_setor: Option<String>,
    /// Whether each piece has a serial number.
    pub controle_serial: Option<YesNo>,
    /// Quantity in stock.
    pub estoque_atual: Option<f64>,
    /// Cost of a piece, in BRL.
    pub custo_un: Option<Money>,
    /// Cost of all, in BRL.
    pub custo_total: Option<Money>,
    /// Price of a piece, in BRL.
    pub venda_un: Option<Money>,
    /// Price of all, in BRL.
    pub venda_total: Option<Money>,
    /// Place in the list, as text.
    pub ordem: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaProdutoEstoque {
        WSMKConsultaProdutoEstoque::new(12)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaProdutoEstoque.rule?sys=MK0&Token=TOKEN&cd_setor=12"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaProdutoEstoque.ok.json").produtos;
        assert_eq!(
            (rows[0].cod, rows[0].cod_setor, rows[0].estoque_atual),
            (2001, Some(12), Some(1.0))
        );
        assert_eq!(rows[0].venda_un.map(Money::centavos), Some(15_000));
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Códigos"));
    }
}

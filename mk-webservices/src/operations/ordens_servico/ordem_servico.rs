//! The service order as the core-api shows it.

use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A service order of the core-api. The only example is partly illegible: unknown fields are in the
/// drift.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrdemServico {
    /// Service-order code, `codigoOS` of the rules.
    pub id: u64,
    /// Protocol of the ticket, `AAMM.n`. Text: `2601.10` is not `2601.1`.
    pub protocolo: Option<String>,
    /// Day of opening.
    #[serde(default, with = "wire::date::option")]
    pub data_abertura: Option<Date>,
    /// When it was stored, as written: probably local time with a `Z` that does not mean UTC.
    pub data_hora_insert: Option<String>,
    /// What the customer complains of.
    pub defeito_reclamado: Option<String>,
    /// What the technician found.
    pub defeito_constatado: Option<String>,
    /// Login of the operator.
    pub operador: Option<String>,
    /// Customer code (`CodigoPessoa`).
    pub pessoa_id: Option<u64>,
    /// Lead's code.
    pub lead_id: Option<u64>,
    /// CEP, eight digits.
    pub cep: Option<String>,
    /// City code.
    pub cidade_id: Option<u64>,
    /// District code.
    pub bairro_id: Option<u64>,
    /// Street code. Its type is assumed.
    pub logradouro_id: Option<u64>,
    /// Condominium code. Its type is assumed.
    pub condominio_id: Option<u64>,
}

//! Active contracts of a customer.

use isp_core::record;
use isp_core::wire::{self, EchoedCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Active contracts of a customer.
    ///
    /// A blocked customer's contract is still listed.
    WSMKContratosPorCliente, fn contratos_por_cliente -> ContratosPorCliente {
        service: 8,
        service_name: "Contratos por cliente",
        effect: Read,
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
    }
}

/// A customer's active contracts.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContratosPorCliente {
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<EchoedCode>,
    /// Name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// Active contracts.
    #[serde(rename = "ContratosAtivos")]
    pub contratos_ativos: Vec<ContratoAtivo>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An active contract.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContratoAtivo {
    /// Contract code.
    pub codcontrato: u64,
    /// Name of the plan.
    pub plano_acesso: Option<String>,
    /// First day.
    #[serde(default, with = "wire::date::option")]
    pub adesao: Option<Date>,
    /// Expected last day.
    #[serde(default, with = "wire::date::option")]
    pub previsao_vencimento: Option<Date>,
    /// Company code.
    pub cd_empresa: Option<u64>,
    /// Company name.
    pub nome_empresa: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};
    use jiff::civil::date;

    fn operation() -> WSMKContratosPorCliente {
        WSMKContratosPorCliente::new(10_123)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKContratosPorCliente.rule?sys=MK0&token=TOKEN&cd_cliente=10123"
        );
    }

    #[test]
    fn it_reads_contracts_with_and_without_company() {
        let contracts = decoded(&operation(), "WSMKContratosPorCliente.ok.json").contratos_ativos;
        assert_eq!(contracts[0].plano_acesso.as_deref(), Some("FIBRA 500 MEGA PROMOÇÃO"));
        assert_eq!(contracts[0].adesao, Some(date(2023, 5, 25)));
        assert_eq!(contracts[1].cd_empresa, None);
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        let empty = decoded(&operation(), "WSMKContratosPorCliente.vazio.json");
        assert!(empty.contratos_ativos.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("ContratosAtivos"));
    }
}

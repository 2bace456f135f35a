//! Contracts of a customer, including cancelled and suspended ones.

use isp_core::open_enum;
use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Contracts of a customer, including cancelled and suspended ones.
    ///
    /// Missing on older installations.
    WSMKContratosPorClienteV2, fn contratos_por_cliente_v2 -> Vec<ContratoPorStatus> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
        optional: {
            /// Only contracts of this state. The accepted words are undocumented; by default all contracts.
            status: Text(&str),
        }
    }
}

/// A contract with its state.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContratoPorStatus {
    /// Contract code.
    pub codcontrato: u64,
    /// State.
    pub status_contrato: Option<StatusContrato>,
    /// Name of the plan.
    pub plano_acesso: Option<String>,
    /// First day.
    #[serde(default, with = "wire::date::option")]
    pub adesao: Option<Date>,
}

open_enum! {
    /// State of a contract (`status_contrato`).
    pub enum StatusContrato {
        /// In force.
        Ativo = "Ativo",
        /// Cancelled.
        Cancelado = "Cancelado",
        /// Suspended.
        Suspenso = "Suspenso",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};
    use jiff::civil::date;

    fn operation() -> WSMKContratosPorClienteV2 {
        WSMKContratosPorClienteV2::new(10_123)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKContratosPorClienteV2.rule?sys=MK0&token=TOKEN&cd_cliente=10123";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().status("Ativo")), format!("{path}&status=Ativo"));
        assert!(refusal(&operation().status("")).contains("status"));
    }

    #[test]
    fn it_reads_contracts_of_every_state_with_and_without_a_first_day() {
        let contracts = decoded(&operation(), "WSMKContratosPorClienteV2.ok.json");
        let facts: Vec<_> =
            contracts.into_iter().map(|c| (c.codcontrato, c.status_contrato, c.adesao)).collect();
        assert_eq!(
            facts,
            [
                (20_567, Some(StatusContrato::Ativo), Some(date(2023, 5, 25))),
                (20_111, Some(StatusContrato::Cancelado), None),
                (20_568, Some(StatusContrato::Suspenso), Some(date(2024, 1, 10))),
            ]
        );
    }

    #[test]
    fn an_unknown_state_is_kept() {
        let answer =
            decoded_from(&operation(), r#"[{"codcontrato":1,"status_contrato":"Hibernado"}]"#);
        assert_eq!(answer[0].status_contrato, Some(StatusContrato::Unknown("Hibernado".into())));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded(&operation(), "WSMKContratosPorClienteV2.vazio.json").is_empty());
        decode_error(&operation(), r#"{"status":"OK"}"#);
        decode_error(&operation(), "null");
    }
}

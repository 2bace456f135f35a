//! Service orders opened on a day, with the day for which each is scheduled.

use isp_core::brazil::State;
use isp_core::record;
use isp_core::wire::{self, ParsedText};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Service orders opened on a day, with the day for which each is scheduled.
    ///
    /// An empty list means that there are none.
    WSMKConsultaOrdemAgendamento, fn consulta_ordem_agendamento -> OrdensAgendadas {
        effect: Read,
        evidence: Observed,
        required: {
            /// Day of opening.
            "DataAbertura" data_abertura: BrazilianDate(Date),
        }
        optional: {
            /// Technician's code.
            tecnico: u64,
            /// Customer code.
            cliente: u64,
        }
    }
}

/// Scheduled service orders.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrdensAgendadas {
    /// The service orders. The vendor's key ends in a colon.
    #[serde(rename = "Agendas:")]
    pub agendas: Vec<OrdemAgendada>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A service order and its day.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrdemAgendada {
    /// Service-order code, `codigoOS` elsewhere.
    pub codos: u64,
    /// Protocol of the ticket, `AAMM.n`. Text: `2601.10` is not `2601.1`.
    #[serde(rename = "Protocolo")]
    pub protocolo: Option<String>,
    /// Customer code.
    #[serde(rename = "codCliente")]
    pub cod_cliente: Option<u64>,
    /// Customer's name.
    #[serde(rename = "Cliente")]
    pub cliente: Option<String>,
    /// Contract code.
    pub codcontrato: Option<u64>,
    /// Day of opening.
    #[serde(rename = "Data", default, with = "wire::date::option")]
    pub data: Option<Date>,
    /// Day for which it is scheduled; `None` when it is not.
    #[serde(rename = "Data_agendamento", default, with = "wire::date::option")]
    pub data_agendamento: Option<Date>,
    /// Its kind in words.
    #[serde(rename = "Descricao_os")]
    pub descricao_os: Option<String>,
    /// Technician's name.
    #[serde(rename = "Técnico")]
    pub tecnico: Option<String>,
    /// Probably the person code of the technician; not the customer's.
    pub codpessoa: Option<u64>,
    /// Street.
    pub logradouro: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// State.
    pub siglaestado: Option<ParsedText<State>>,
    /// CEP, eight digits.
    pub cep: Option<String>,
    /// State of the service order; the meaning of the codes is undocumented.
    pub status: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKConsultaOrdemAgendamento {
        WSMKConsultaOrdemAgendamento::new(date(2026, 1, 12))
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKConsultaOrdemAgendamento.rule?sys=MK0&token=TOKEN\
                    &DataAbertura=12%2F01%2F2026";
        assert_eq!(request(&operation()), path);
        assert_eq!(
            request(&operation().tecnico(77).cliente(301)),
            format!("{path}&tecnico=77&cliente=301")
        );
    }

    #[test]
    fn an_order_without_its_day_is_not_scheduled() {
        let orders = decoded(&operation(), "WSMKConsultaOrdemAgendamento.ok.json").agendas;
        assert_eq!(orders[0].data, Some(date(2026, 1, 12)));
        assert_eq!(orders[0].data_agendamento, Some(date(2026, 1, 15)));
        assert_eq!(orders[0].tecnico.as_deref(), Some("TECNICO EXEMPLO"));
        assert_eq!((orders[1].data_agendamento, orders[1].codcontrato), (None, None));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        let empty = decoded(&operation(), "WSMKConsultaOrdemAgendamento.vazio.json");
        assert!(empty.agendas.is_empty());
        decode_error(&operation(), r#"{"status":"OK"}"#);
        decode_error(&operation(), r#"{"Agendas:":null,"status":"OK"}"#);
    }

    #[test]
    fn keys_without_colon_and_accent_are_known_too() {
        let answer = decoded_from(&operation(), r#"{"Agendas":[{"codos":"8001","Tecnico":"X"}]}"#);
        assert_eq!(answer.agendas[0].tecnico.as_deref(), Some("X"));
    }
}

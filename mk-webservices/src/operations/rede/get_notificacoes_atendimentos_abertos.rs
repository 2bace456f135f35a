//! Open tickets of an outage.

use isp_core::record;
use isp_core::wire::{self, YesNo};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::operation::core_operation;

core_operation! {
    /// Open tickets of an outage.
    GetNotificacoesAtendimentosAbertos = GET "notificacoes/atendimentos-abertos",
    fn notificacoes_atendimentos_abertos -> Vec<AtendimentoDaParada> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Code of the outage (`cod`).
            codigo_parada: u64,
        }
    }
}

/// A ticket of a connection hit by an outage.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AtendimentoDaParada {
    /// Code of the outage.
    pub cd_parada: Option<u64>,
    /// Connection code.
    pub codconexao: Option<u64>,
    /// PPPoE login.
    pub username: Option<String>,
    /// MAC address; all zeros if unset.
    pub mac_address: Option<String>,
    /// Customer's name.
    pub cliente: Option<String>,
    /// `"Física"` for a natural person.
    pub tipopessoa: Option<String>,
    /// City.
    pub cidade: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// Protocol, `AAMM.n`. Text: `2601.10` is not `2601.1`.
    pub protocolo: Option<String>,
    /// Whether it is finished.
    pub atendimento_finalizado: Option<YesNo>,
    /// When it was opened.
    #[serde(default, with = "wire::instant::option")]
    pub dh_ate: Option<Timestamp>,
    /// Ticket code.
    pub codatendimento: u64,
    /// State, such as `"I"`; the meaning of the letters is unknown.
    pub situacao: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, digits.
    pub fone01: Option<String>,
    /// Second phone, digits.
    pub fone02: Option<String>,
    /// Fax, digits.
    pub fax: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> GetNotificacoesAtendimentosAbertos {
        GetNotificacoesAtendimentosAbertos::new(199)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /core-api/notificacoes/atendimentos-abertos?token=TOKEN&codigo_parada=199"
        );
    }

    #[test]
    fn it_reads_tickets_with_code_protocol_and_state() {
        let tickets = decoded(&operation(), "core-api.notificacoes.atendimentos-abertos.ok.json");
        let ticket = &tickets[0];
        assert_eq!((ticket.codatendimento, ticket.protocolo.as_deref()), (7545, Some("2601.242")));
        assert_eq!(ticket.atendimento_finalizado, Some(YesNo::No));
        assert_eq!(ticket.situacao.as_deref(), Some("I"));
        assert_eq!(ticket.dh_ate, "2026-01-13T10:10:52Z".parse().ok());
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded_from(&operation(), "[]").is_empty());
        decode_error(&operation(), r#"{"message":"x"}"#);
    }
}

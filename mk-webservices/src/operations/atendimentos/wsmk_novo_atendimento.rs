//! Open a ticket.

use isp_core::record;
use isp_core::wire::{EchoedCode, TextOrNumber};
use serde::{Deserialize, Serialize};

use crate::numbered::numbered;
use crate::operation::operation;

operation! {
    /// Open a ticket.
    ///
    /// Licensed separately. The contract must be the customer's own and the classification not one
    /// for closing; inactive customers are refused.
    WSMKNovoAtendimento, fn novo_atendimento -> NovoAtendimento {
        effect: Once,
        proof: Proof::Member("Protocolo"),
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
            /// Process code (`codprocesso`).
            cd_processo: u64,
            /// Classification code.
            cd_classificacao_ate: u64,
            /// Channel through which the customer made contact.
            origem_contato: OrigemContato,
            /// Description of the problem.
            info: Text(&str),
        }
        optional: {
            /// Contract code.
            cd_contrato: u64,
            /// Code of the group that sees the ticket.
            cd_grupo_visualizadores: u64,
            /// Login of the operator who opens it.
            op_abertura: Text(&str),
            /// Connection code; needed where the contract has several.
            conexao_associada: u64,
        }
    }
}

numbered! {
    /// Channel through which a customer made contact (`origem_contato`).
    #[allow(missing_docs)]
    pub enum OrigemContato {
        Email = 1,
        Outros = 2,
        Presencial = 3,
        Sac = 4,
        Site = 5,
        Telefone = 6,
        Tecnico = 7,
        Crm = 8,
        WhatsApp = 9,
        Facebook = 10,
        Instagram = 11,
        Messenger = 12,
        Bot = 13,
        Monitoramento = 14,
        ReclameAqui = 15,
    }
}

/// The opened ticket. Keep both code and protocol: no operation finds the code by the protocol.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NovoAtendimento {
    /// Ticket code, needed to comment on it.
    #[serde(rename = "CodigoAtendimento")]
    pub codigo_atendimento: Option<u64>,
    /// The same under the name of older releases.
    pub cd_atendimento: Option<u64>,
    /// Protocol, `AAMM.n`, for the customer. A server that writes it as a number has lost its final
    /// zeros: read [`NovoAtendimento::protocolo`].
    #[serde(rename = "Protocolo")]
    pub protocolo: TextOrNumber,
    /// Customer code.
    #[serde(rename = "CodigoCliente")]
    pub codigo_cliente: Option<EchoedCode>,
    /// Name.
    #[serde(rename = "Cliente")]
    pub cliente: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

impl NovoAtendimento {
    /// The protocol, if it came as text: `2601.10` is not `2601.1`.
    pub fn protocolo(&self) -> Option<&str> {
        match &self.protocolo {
            TextOrNumber::Text(text) => Some(text.trim()),
            TextOrNumber::Number(_) => None,
        }
    }

    /// The ticket's code under either name.
    pub fn codigo(&self) -> Option<u64> {
        self.codigo_atendimento.or(self.cd_atendimento)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, refusal, request};

    fn operation() -> WSMKNovoAtendimento {
        WSMKNovoAtendimento::new(10_123, 3, 12, OrigemContato::Bot, "Sem conexão & lento")
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKNovoAtendimento.rule?sys=MK0&token=TOKEN&cd_cliente=10123&cd_processo=3\
                    &cd_classificacao_ate=12&origem_contato=13&info=Sem+conex%C3%A3o+%26+lento";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .cd_contrato(20_567)
            .cd_grupo_visualizadores(2)
            .op_abertura("bot")
            .conexao_associada(30_111);
        assert_eq!(
            request(&whole),
            format!(
                "{path}&cd_contrato=20567&cd_grupo_visualizadores=2&op_abertura=bot&conexao_associada=30111"
            )
        );
    }

    #[test]
    fn a_ticket_without_text_is_refused() {
        assert!(
            refusal(&WSMKNovoAtendimento::new(1, 2, 3, OrigemContato::Bot, " ")).contains("info")
        );
    }

    #[test]
    fn the_protocol_stays_text_and_the_code_has_two_names() {
        let opened = decoded(&operation(), "WSMKNovoAtendimento.ok.json");
        assert_eq!((opened.protocolo(), opened.codigo()), (Some("2601.745"), Some(7546)));
        let older = decoded_from(
            &operation(),
            r#"{"cd_atendimento":7546,"Protocolo":"2601.10","status":"OK"}"#,
        );
        assert_eq!((older.protocolo(), older.codigo()), (Some("2601.10"), Some(7546)));
    }
}

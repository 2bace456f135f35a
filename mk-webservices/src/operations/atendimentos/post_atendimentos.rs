//! Open a ticket over the core-api.

use super::AtendimentoCore;
use crate::operation::core_operation;
use isp_core::http::Proof;

core_operation! {
    /// Open a ticket over the core-api. That it answers with the ticket, as a change does, is inferred.
    PostAtendimentos = Post "atendimentos", fn criar_atendimento -> AtendimentoCore {
        title: "open a ticket",
        family: "atendimentos",
        effect: Once,
        proof: Proof::Member("protocolo"),
        evidence: Manual,
        required: {
            /// Customer code (`CodigoPessoa`).
            "pessoaId" pessoa_id: int in json,
            /// Contract code.
            "contratoId" contrato_id: int in json,
            /// Company code (`cd_empresa`).
            "empresaId" empresa_id: int in json,
            /// Process code (`codprocesso`).
            "processoId" processo_id: int in json,
            /// Classification code.
            "classificacaoId" classificacao_id: int in json,
            /// What is the matter.
            "infoCliente" info_cliente: text in json,
        }
        optional: {
            /// Connection code.
            "conexaoId" conexao_id: int in json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use serde_json::Value;

    const CORPO: &str =
        include_str!("../../../tests/fixtures/core-api.atendimentos.post.corpo.json");

    fn operation() -> PostAtendimentos {
        PostAtendimentos::new(301, 5001, 2, 12, 8, "Sem conexão desde ontem")
    }

    #[test]
    fn everything_but_the_token_is_in_the_body() {
        let path = "POST /core-api/atendimentos?token=TOKEN";
        let mut body: Value = serde_json::from_str(CORPO).unwrap();
        assert_eq!(request(&operation().conexao_id(9001)), format!("{path} {body}"));
        body.as_object_mut().unwrap().remove("conexaoId");
        assert_eq!(request(&operation()), format!("{path} {body}"));
    }

    #[test]
    fn a_ticket_without_text_is_refused() {
        assert!(refusal(&PostAtendimentos::new(1, 2, 3, 4, 5, "")).contains("infoCliente"));
    }

    #[test]
    fn the_answer_is_the_ticket_and_an_empty_one_is_none() {
        let ticket = decoded(&operation(), "core-api.atendimentos.protocolo.put.ok.json");
        assert_eq!((ticket.id, ticket.protocolo.as_str()), (7545, "2601.36"));
        decode_error(&operation(), "{}");
    }
}

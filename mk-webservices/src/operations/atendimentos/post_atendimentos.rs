//! Open a ticket over the core-api.

use super::AtendimentoCore;
use crate::operation::core_operation;

core_operation! {
    /// Open a ticket over the core-api.
    ///
    /// The answer is assumed to be the ticket, as after a change.
    PostAtendimentos = POST "atendimentos", fn criar_atendimento -> AtendimentoCore {
        effect: Once,
        proof: Proof::Member("protocolo"),
        evidence: Manual,
        required: PostAtendimentosParameters {
            /// Customer code (`CodigoPessoa`).
            "pessoaId" pessoa_id: u64 in Json,
            /// Contract code.
            "contratoId" contrato_id: u64 in Json,
            /// Company code (`cd_empresa`).
            "empresaId" empresa_id: u64 in Json,
            /// Process code (`codprocesso`).
            "processoId" processo_id: u64 in Json,
            /// Classification code.
            "classificacaoId" classificacao_id: u64 in Json,
            /// Description of the problem.
            "infoCliente" info_cliente: Text(&str) in Json,
        }
        optional: {
            /// Connection code.
            "conexaoId" conexao_id: u64 in Json,
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

    fn about(text: &str) -> PostAtendimentos {
        PostAtendimentos::new(PostAtendimentosParameters {
            pessoa_id: 301,
            contrato_id: 5001,
            empresa_id: 2,
            processo_id: 12,
            classificacao_id: 8,
            info_cliente: text.into(),
        })
    }

    fn operation() -> PostAtendimentos {
        about("Sem conexão desde ontem")
    }

    #[test]
    fn the_request_is_exact() {
        let path = "POST /core-api/atendimentos?token=TOKEN";
        let mut body: Value = serde_json::from_str(CORPO).unwrap();
        assert_eq!(request(&operation().conexao_id(9001)), format!("{path} {body}"));
        body.as_object_mut().unwrap().remove("conexaoId");
        assert_eq!(request(&operation()), format!("{path} {body}"));
    }

    #[test]
    fn a_ticket_without_text_is_refused() {
        assert!(refusal(&about("")).contains("infoCliente"));
    }

    #[test]
    fn the_answer_is_the_ticket_and_an_empty_one_is_none() {
        let ticket = decoded(&operation(), "core-api.atendimentos.protocolo.put.ok.json");
        assert_eq!((ticket.id, ticket.protocolo.as_str()), (7545, "2601.36"));
        decode_error(&operation(), "{}");
    }
}

//! Change or close a ticket.

use isp_core::Error;
use isp_core::http::Proof;

use super::{AtendimentoCore, TipoComentario};
use crate::operation::core_operation;

core_operation! {
    /// Change or close a ticket; there is no rule that closes one.
    ///
    /// To close it, give `finalizado(true)` and `classificacao_encerramento`. The operator who closes it
    /// is always the token's user.
    PutAtendimentosProtocolo = Put "atendimentos/protocolo",
    fn alterar_atendimento -> AtendimentoCore {
        title: "change or close a ticket",
        family: "atendimentos",
        effect: Idempotent,
        proof: Proof::Member("protocolo"),
        evidence: Observed,
        required: {
            /// Protocol, `AAMM.n`.
            protocolo: text,
        }
        optional: {
            /// Operator's code.
            "operadorId" operador_id: int in json,
            /// Connection code.
            "conexaoId" conexao_id: int in json,
            /// Contract code.
            "contratoId" contrato_id: int in json,
            /// Code of the contact's origin, probably that of [`OrigemContato`](super::OrigemContato).
            "origemContatoId" origem_contato_id: int in json,
            /// Code of the technician in charge.
            "tecnicoResponsavelId" tecnico_responsavel_id: int in json,
            /// Classification code.
            "classificacaoId" classificacao_id: int in json,
            /// Subprocess code; the process follows by itself.
            "subprocessoId" subprocesso_id: int in json,
            /// What the customer said.
            "infoCliente" info_cliente: text in json,
            /// Who sees the comment. Private if not given.
            "tipoComentario" tipo_comentario: TipoComentario in json,
            /// Whether to close the ticket.
            finalizado: sn in json,
            /// Code of a closing classification; only to close.
            "classificacaoEncerramento" classificacao_encerramento: int in json,
            /// Comment at closing; only to close.
            "comentarioEncerramento" comentario_encerramento: text in json,
        }
        check: PutAtendimentosProtocolo::is_a_change_or_closes,
    }
}

impl PutAtendimentosProtocolo {
    fn is_a_change_or_closes(&self) -> Result<(), Error> {
        let refuse = |what| Err(Error::invalid_input(what));
        let closes = self.finalizado == Some(true);
        let classified = self.classificacao_encerramento.is_some();
        if closes && !classified {
            return refuse("to close a ticket, classificacaoEncerramento is needed");
        }
        if !closes && (classified || self.comentario_encerramento.is_some()) {
            return refuse(
                "classificacaoEncerramento and comentarioEncerramento only count \
                 with finalizado",
            );
        }
        let unchanged = self.finalizado.is_none()
            && self.operador_id.is_none()
            && self.conexao_id.is_none()
            && self.contrato_id.is_none()
            && self.origem_contato_id.is_none()
            && self.tecnico_responsavel_id.is_none()
            && self.classificacao_id.is_none()
            && self.subprocesso_id.is_none()
            && self.info_cliente.is_none()
            && self.tipo_comentario.is_none();
        if unchanged {
            return refuse("nothing to change in the ticket");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};
    use jiff::civil::date;
    use serde_json::Value;

    const PATH: &str = "PUT /core-api/atendimentos/protocolo?token=TOKEN&protocolo=2601.36";

    fn operation() -> PutAtendimentosProtocolo {
        PutAtendimentosProtocolo::new("2601.36")
    }

    fn with_body(text: &str) -> String {
        format!("{PATH} {}", serde_json::from_str::<Value>(text).unwrap())
    }

    #[test]
    fn a_change_is_sent_as_the_vendor_shows_it() {
        let change = operation()
            .finalizado(false)
            .subprocesso_id(405)
            .info_cliente("Texto alterado")
            .tipo_comentario(TipoComentario::Privado);
        let body = include_str!(
            "../../../tests/fixtures/core-api.atendimentos.protocolo.put.corpo-alterar.json"
        );
        assert_eq!(request(&change), with_body(body));
    }

    #[test]
    fn closing_is_sent_as_the_vendor_shows_it() {
        let close = operation()
            .finalizado(true)
            .classificacao_encerramento(8)
            .comentario_encerramento("Resolvido")
            .tipo_comentario(TipoComentario::Publico);
        let body = include_str!(
            "../../../tests/fixtures/core-api.atendimentos.protocolo.put.corpo-encerrar.json"
        );
        assert_eq!(request(&close), with_body(body));
    }

    #[test]
    fn each_code_goes_by_its_own_name() {
        let change = operation()
            .operador_id(1)
            .conexao_id(2)
            .contrato_id(3)
            .origem_contato_id(4)
            .tecnico_responsavel_id(5)
            .classificacao_id(6);
        assert_eq!(
            request(&change),
            with_body(
                r#"{"operadorId":1,"conexaoId":2,"contratoId":3,"origemContatoId":4,
                    "tecnicoResponsavelId":5,"classificacaoId":6}"#
            )
        );
    }

    #[test]
    fn closing_needs_its_classification_and_its_words_need_closing() {
        let refused = refusal(&operation().finalizado(true));
        assert!(refused.contains("classificacaoEncerramento"));
        for change in [
            operation().classificacao_encerramento(8),
            operation().comentario_encerramento("Resolvido"),
            operation().finalizado(false).classificacao_encerramento(8),
        ] {
            assert!(refusal(&change).contains("finalizado"));
        }
    }

    #[test]
    fn a_change_of_nothing_or_of_no_ticket_is_refused() {
        assert!(refusal(&operation()).contains("nothing to change"));
        let nameless = PutAtendimentosProtocolo::new(" ").finalizado(false);
        assert!(refusal(&nameless).contains("protocolo"));
    }

    #[test]
    fn it_reads_the_ticket() {
        let ticket = decoded(&operation(), "core-api.atendimentos.protocolo.put.ok.json");
        assert_eq!((ticket.id, ticket.protocolo.as_str()), (7545, "2601.36"));
        assert_eq!(ticket.abertura(), Some(date(2026, 1, 6).at(18, 31, 4, 0)));
        assert!(ticket.finalizado.unwrap().is_no());
        assert_eq!(ticket.operador_encerramento.as_deref(), Some("1275"));
        assert_eq!(ticket.data_finalizado, None);
        decode_error(&operation(), r#"{"id":7545}"#);
    }

    #[test]
    fn a_closed_ticket_says_when_and_how() {
        let ticket = decoded_from(
            &operation(),
            r#"{"id":"7545","protocolo":"2601.10","finalizado":"S",
                "dataFinalizado":"2026-01-07T00:00:00.000Z","classificacaoEncerramentoId":"8"}"#,
        );
        assert!(ticket.finalizado.unwrap().is_yes());
        assert_eq!(ticket.data_finalizado, Some(date(2026, 1, 7)));
        assert_eq!(ticket.classificacao_encerramento_id, Some(8));
    }
}

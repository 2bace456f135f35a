//! Change or close a ticket.

use isp_core::Error;

use super::encerramento_atendimento::{EncerramentoAtendimento, Finalizado};
use super::{AtendimentoCore, TipoComentario};
use crate::Client;
use crate::operation::core_operation;

core_operation! {
    /// Change or close a ticket.
    ///
    /// Only what is given changes. This is the only operation that closes a
    /// ticket: see [`Client::encerrar_atendimento`]. The operator who closes it is always the
    /// token's user.
    PutAtendimentosProtocolo = PUT "atendimentos/protocolo",
    fn alterar_atendimento -> AtendimentoCore {
        effect: Idempotent,
        proof: Proof::Member("protocolo"),
        evidence: Observed,
        required: {
            /// Protocol, `AAMM.n`.
            protocolo: Text(&str),
        }
        optional: {
            /// Operator's code.
            "operadorId" operador_id: u64 in Json,
            /// Connection code.
            "conexaoId" conexao_id: u64 in Json,
            /// Contract code.
            "contratoId" contrato_id: u64 in Json,
            /// Code of the contact's origin, probably that of [`OrigemContato`](super::OrigemContato).
            "origemContatoId" origem_contato_id: u64 in Json,
            /// Code of the technician in charge.
            "tecnicoResponsavelId" tecnico_responsavel_id: u64 in Json,
            /// Classification code.
            "classificacaoId" classificacao_id: u64 in Json,
            /// Subprocess code; the process follows by itself.
            "subprocessoId" subprocesso_id: u64 in Json,
            /// What the customer said.
            "infoCliente" info_cliente: Text(&str) in Json,
            /// Who sees the comment. Private if not given.
            "tipoComentario" tipo_comentario: TipoComentario in Json,
            /// Closes the ticket; `None` says explicitly that it stays open.
            finalizado: Finalizado(Option<EncerramentoAtendimento>) in Json,
        }
        check: PutAtendimentosProtocolo::changes_something,
    }
}

impl PutAtendimentosProtocolo {
    /// Closes a ticket.
    pub fn closing(protocolo: &str, encerramento: EncerramentoAtendimento) -> Self {
        Self::new(protocolo).finalizado(Some(encerramento))
    }

    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("nothing to change in the ticket"));
        }
        Ok(())
    }
}

impl Client {
    /// Close a ticket.
    ///
    /// `PUT /core-api/atendimentos/protocolo`
    #[doc(alias = "atendimentos/protocolo")]
    pub fn encerrar_atendimento(
        &self,
        protocolo: &str,
        encerramento: EncerramentoAtendimento,
    ) -> Call<PutAtendimentosProtocolo> {
        self.call(PutAtendimentosProtocolo::closing(protocolo, encerramento))
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
    fn the_request_is_exact() {
        let change = operation()
            .finalizado(None)
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
        let closing = EncerramentoAtendimento::new(8).with_comentario("Resolvido");
        let close = PutAtendimentosProtocolo::closing("2601.36", closing)
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
    fn a_closing_needs_no_comment_but_a_given_one_has_words() {
        let close = |closing| PutAtendimentosProtocolo::closing("2601.36", closing);
        let silent = EncerramentoAtendimento::new(8);
        assert_eq!(
            request(&close(silent.clone())),
            with_body(r#"{"finalizado":"S","classificacaoEncerramento":8}"#)
        );
        let blank = close(silent.with_comentario(" "));
        assert!(refusal(&blank).contains("comentarioEncerramento"));
    }

    #[test]
    fn a_change_of_nothing_or_of_no_ticket_is_refused() {
        assert!(refusal(&operation()).contains("nothing to change"));
        let nameless = PutAtendimentosProtocolo::new(" ").finalizado(None);
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

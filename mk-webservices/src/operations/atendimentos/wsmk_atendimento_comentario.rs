//! Comment on a ticket.

use isp_core::Error;
use isp_core::record;
use serde::{Deserialize, Serialize};

use super::comentario::{LIMITE_CODIFICADO, tamanho_codificado};
use crate::numbered::numbered;
use crate::operation::operation;

operation! {
    /// Comment on a ticket.
    ///
    /// Licensed separately. A closed ticket is reported as not found, like an unknown one.
    ///
    /// The server stores 300 characters **after** it has turned accented letters and
    /// punctuation into HTML entities: a longer comment is refused here, and
    /// [`dividir_comentario`](super::dividir_comentario) splits it into several.
    WSMKAtendimentoComentario, fn atendimento_comentario -> AtendimentoComentario {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Observed,
        required: {
            /// Ticket code (`CodigoAtendimento`), not the protocol.
            cd_atendimento: u64,
            /// The comment.
            comentario: Text(&str),
            /// Login of the operator who comments; the server checks it.
            user: Text(&str),
        }
        optional: {
            /// Who sees it; private if not given.
            tipo: TipoComentario,
        }
        check: WSMKAtendimentoComentario::fits,
    }
}

impl WSMKAtendimentoComentario {
    fn fits(&self) -> Result<(), Error> {
        let length = tamanho_codificado(self.comentario.as_str());
        if length > LIMITE_CODIFICADO {
            return Err(Error::invalid_input(format!(
                "comentario takes {length} characters once encoded, {LIMITE_CODIFICADO} are safe: \
                 split it with dividir_comentario"
            )));
        }
        Ok(())
    }
}

numbered! {
    /// Who sees a comment (`tipo`, `tipoComentario`).
    pub enum TipoComentario {
        /// Only the provider.
        Privado = 1,
        /// The customer too.
        Publico = 2,
    }
}

/// The comment as stored.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AtendimentoComentario {
    /// Ticket code.
    #[serde(rename = "CodigoAtendimento")]
    pub codigo_atendimento: u64,
    /// The comment.
    #[serde(rename = "Comentario")]
    pub comentario: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::atendimentos::dividir_comentario;
    use crate::operations::testing::{
        decode_error, decoded, fault, fault_of_status, refusal, request,
    };
    use isp_core::ErrorKind;

    fn operation(comment: &str) -> WSMKAtendimentoComentario {
        WSMKAtendimentoComentario::new(7546, comment, "operador.exemplo")
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAtendimentoComentario.rule?sys=MK0&token=TOKEN&cd_atendimento=7546\
                    &comentario=texto+de+exemplo&user=operador.exemplo";
        let private = operation("texto de exemplo");
        assert_eq!(request(&private), path);
        for (tipo, code) in [
            (TipoComentario::Privado, 1),
            (TipoComentario::Publico, 2),
            (TipoComentario::Unknown(3), 3),
        ] {
            assert_eq!(request(&private.clone().tipo(tipo)), format!("{path}&tipo={code}"));
        }
    }

    #[test]
    fn a_comment_that_does_not_fit_is_refused_and_its_pieces_are_not() {
        let long = "não há conexão (desde ontem) ".repeat(12);
        assert!(refusal(&operation(&long)).contains("dividir_comentario"));
        let pieces = dividir_comentario(&long);
        assert!(pieces.len() > 1);
        for piece in pieces {
            request(&operation(&piece));
        }
    }

    #[test]
    fn a_comment_without_text_or_author_is_refused() {
        assert!(refusal(&operation(" ")).contains("comentario"));
        assert!(refusal(&WSMKAtendimentoComentario::new(7546, "texto", "")).contains("user"));
    }

    #[test]
    fn it_reads_the_ticket_and_the_echo() {
        let answer = decoded(&operation("x"), "WSMKAtendimentoComentario.ok.json");
        assert_eq!(answer.codigo_atendimento, 7546);
        assert_eq!(answer.comentario.as_deref(), Some("texto de exemplo"));
        decode_error(&operation("x"), "{}");
    }

    #[test]
    fn a_closed_or_unknown_ticket_is_not_found_and_a_missing_module_is_configuration() {
        let error = fault(&operation("x"), "WSMKAtendimentoComentario.erro.json");
        assert_eq!(error.kind, ErrorKind::NotFound);
        let page = "WSMKAtendimentoComentario.modulo-ausente.500.html";
        let error = fault_of_status(&operation("x"), 500, page);
        assert_eq!(error.kind, ErrorKind::Configuration);
        assert!(error.message.unwrap().contains("Tabela"));
    }
}

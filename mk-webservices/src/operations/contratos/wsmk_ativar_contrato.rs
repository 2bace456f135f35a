//! Activate a contract.

use isp_core::record;
use isp_core::wire::{self, Untyped};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Activate a contract.
    ///
    /// Licensed separately. For a contract that waits for its activation; one that was suspended or
    /// cancelled is reactivated by [`WSMKContratoAlterarStatus`](super::WSMKContratoAlterarStatus).
    WSMKAtivarContrato, fn ativar_contrato -> AtivarContrato {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Contract code.
            contrato: u64,
        }
        optional: {
            /// Remark for the contract's history.
            observacao: Text(&str),
        }
    }
}

/// The new state of a contract, and what came with an activation.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AtivarContrato {
    /// `"Contrato 5003 ativado com sucesso."`
    pub mensagem: Option<String>,
    /// Customer's name.
    pub nome_cliente: Option<String>,
    /// Name of the plan.
    pub plano_acesso: Option<String>,
    /// Due date of the first invoice.
    #[serde(default, with = "wire::date::option")]
    pub primeira_parcela: Option<Date>,
    /// The contract's connections; the shape of an item is unknown.
    pub conexoes: Option<Vec<Untyped>>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};
    use jiff::civil::date;

    fn operation() -> WSMKAtivarContrato {
        WSMKAtivarContrato::new(5003)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAtivarContrato.rule?sys=MK0&token=TOKEN&contrato=5003";
        assert_eq!(request(&operation()), path);
        let noted = operation().observacao("Instalação concluída");
        assert_eq!(
            request(&noted),
            format!("{path}&observacao=Instala%C3%A7%C3%A3o+conclu%C3%ADda")
        );
        assert!(refusal(&operation().observacao(" ")).contains("observacao"));
    }

    #[test]
    fn it_reads_what_was_activated_and_when_the_first_invoice_is_due() {
        let done = decoded(&operation(), "WSMKAtivarContrato.ok.json");
        assert_eq!(done.mensagem.as_deref(), Some("Contrato 5003 ativado com sucesso."));
        assert_eq!(done.primeira_parcela, Some(date(2026, 2, 10)));
        assert_eq!(done.conexoes.as_deref(), Some(&[][..]));
        let connected = r#"{"conexoes":[{"codconexao":9001}],"status":"OK"}"#;
        let connections = decoded_from(&operation(), connected).conexoes.unwrap();
        assert_eq!(connections[0].value()["codconexao"], 9001);
    }

    #[test]
    fn an_answer_without_the_word_for_success_does_not_prove_it() {
        for body in ["{}", r#"{"mensagem":"Contrato 5003 não pode ser ativado."}"#] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}

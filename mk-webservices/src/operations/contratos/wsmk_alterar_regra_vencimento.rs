//! Change the due-date rule of a contract.

use isp_core::http::{Parameter, Slot};
use isp_core::{Error, Secret};
use serde_json::{Value, json};

use super::ContaDoContrato;
use super::conta_do_contrato::can_be_changed;
use crate::operation::operation;
use crate::operations::Confirmacao;

operation! {
    /// Change the due-date rule of a contract.
    ///
    /// Licensed separately. Read the postings by
    /// [`WSMKConsultarContasContrato`](super::WSMKConsultarContasContrato) just before: each carries
    /// what authorises its change.
    POST WSMKAlterarRegraVencimento, fn alterar_regra_vencimento -> Confirmacao {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// The postings that change.
            contas: Contas(Vec<ContaDoContrato>) in Json,
            /// Code of the new due-date rule.
            codfaturamentoregra: u64 in Json,
            /// Contract code.
            cd_contrato: u64 in Json,
            /// Remark for the contract's history.
            observacao: Text(&str) in Json,
            /// Whether the days of discounts move too.
            "atualizarDataDesconto" atualizar_data_desconto: SimNao(bool) in Json,
        }
    }
}

/// Of each posting only its codes and what authorises its change.
#[derive(Clone)]
struct Contas(Vec<ContaDoContrato>);

impl From<Vec<ContaDoContrato>> for Contas {
    fn from(contas: Vec<ContaDoContrato>) -> Self {
        Self(contas)
    }
}

impl Parameter for Contas {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        can_be_changed(&self.0)?;
        let mut rows = Vec::new();
        for conta in &self.0 {
            let hash = conta.hash.as_ref().map_or("", Secret::expose);
            rows.push(json!({
                "cd_conta": conta.cd_conta,
                "cd_fatura": conta.cd_fatura,
                "codigo": conta.codigo,
                "hash": hash,
            }));
            slot.redact(hash);
        }
        slot.json(Value::Array(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contratos::WSMKConsultarContasContrato;
    use crate::operations::testing::{decode_error, decoded, refusal, request};

    fn with(contas: Vec<ContaDoContrato>) -> WSMKAlterarRegraVencimento {
        WSMKAlterarRegraVencimento::new(contas, 82, 5001, "ok", true)
    }

    fn read() -> Vec<ContaDoContrato> {
        let postings = WSMKConsultarContasContrato::new(5001);
        decoded(&postings, "WSMKConsultarContasContrato.ok.json").contas
    }

    #[test]
    fn the_request_is_exact() {
        let body = include_str!("../../../tests/fixtures/WSMKAlterarRegraVencimento.corpo.json");
        let body: Value = serde_json::from_str(body).unwrap();
        let path = "POST /mk/WSMKAlterarRegraVencimento.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&with(read())), format!("{path} {body}"));
    }

    #[test]
    fn a_change_without_postings_or_without_what_authorises_it_is_refused() {
        assert!(refusal(&with(Vec::new())).contains("no posting"));
        let mut unauthorised = read();
        unauthorised[1].hash = None;
        assert!(refusal(&with(unauthorised)).contains("posting 1002 has no `hash`"));
    }

    #[test]
    fn the_status_word_proves_it() {
        let done = decoded(&with(read()), "WSMKAlterarRegraVencimento.ok.json");
        assert_eq!(done.mensagem.as_deref(), Some("OK! Alterações aplicadas com sucesso."));
        assert!(decode_error(&with(read()), "{}").contains("does not prove"));
    }
}

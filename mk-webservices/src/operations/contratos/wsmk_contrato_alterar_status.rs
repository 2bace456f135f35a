//! Suspend, cancel or reactivate a contract.

use super::{AtivarContrato, MudancaDeStatus};
use crate::operation::operation;

operation! {
    /// Suspend, cancel or reactivate a contract.
    ///
    /// Licensed separately. Only a reactivation answers more than
    /// [`mensagem`](AtivarContrato::mensagem) and [`status`](AtivarContrato::status).
    POST WSMKContratoAlterarStatus, fn contrato_alterar_status -> AtivarContrato {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// What is to become of which contract.
            mudanca: MudancaDeStatus in Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contratos::OperacaoContrato;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;
    use serde_json::Value;

    const PATH: &str = "POST /mk/WSMKContratoAlterarStatus.rule?sys=MK0&token=TOKEN";

    fn operation() -> WSMKContratoAlterarStatus {
        WSMKContratoAlterarStatus::new(MudancaDeStatus::new(OperacaoContrato::Cancelar, 5003))
    }

    #[test]
    fn the_request_is_exact() {
        let mut change = MudancaDeStatus::new(OperacaoContrato::Suspender, 5003);
        change.observacao = Some("Pedido do cliente.".into());
        change.codigo_motivo_suspensao = Some(15);
        change.bloquear_conexao = Some(true);
        change.data_bloqueio_conexao = Some(date(2026, 1, 16));
        change.gerar_proporcional = Some(true);
        change.inativar_cliente = Some(false);
        change.data_reativacao_contrato = Some(date(2026, 3, 16));
        change.remover_contas = Some(false);
        let body =
            include_str!("../../../tests/fixtures/WSMKContratoAlterarStatus.corpo-suspender.json");
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(request(&WSMKContratoAlterarStatus::new(change)), format!("{PATH} {body}"));
    }

    #[test]
    fn what_is_not_given_is_sent_as_an_empty_text() {
        assert_eq!(
            request(&operation()),
            format!(
                "{PATH} {}",
                concat!(
                    r#"{"BloquearConexao":"","CodigoMotivoCancelamento":"","#,
                    r#""CodigoMotivoSuspensao":"","Contrato":"5003","DataBloqueioConexao":"","#,
                    r#""DataReativacaoContrato":"","GerarProporcional":"","InativarCliente":"","#,
                    r#""Observacao":"","Operacao":"CANCELAR","RemoverContas":""}"#,
                )
            )
        );
    }

    #[test]
    fn a_change_to_nothing_is_refused() {
        let nothing = MudancaDeStatus::new(OperacaoContrato::from(" "), 5003);
        assert!(refusal(&WSMKContratoAlterarStatus::new(nothing)).contains("Operacao"));
    }

    #[test]
    fn a_cancellation_answers_a_sentence_and_a_reactivation_more() {
        let cancelled = decoded(&operation(), "WSMKContratoAlterarStatus.cancelar.ok.json");
        assert_eq!(cancelled.mensagem.as_deref(), Some("Contrato 5003 cancelado com sucesso."));
        assert_eq!(cancelled.primeira_parcela, None);
        let active = decoded(&operation(), "WSMKContratoAlterarStatus.ativar.ok.json");
        assert_eq!(active.primeira_parcela, Some(date(2026, 3, 16)));
        assert!(decode_error(&operation(), "{}").contains("does not prove"));
    }
}

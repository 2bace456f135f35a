//! Create a contract.

use isp_core::Money;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::planos::TipoPlano;

operation! {
    /// Create a contract.
    ///
    /// Licensed separately. The manual does not show the format of the values: `S`/`N` for
    /// parameters that look like switches is an assumption.
    WSMKNovoContrato, fn novo_contrato -> NovoContrato {
        effect: Once,
        proof: Proof::Sentence {
            member: "mensagem",
            sentence: "Contrato <n> criado com sucesso.",
        },
        evidence: Manual,
        required: NovoContratoParameters {
            /// Customer code (`CodigoPessoa`).
            "CodigoCliente" codigo_cliente: u64,
            /// Kind of the plan.
            "CodigoTipoPlano" codigo_tipo_plano: TipoPlano,
            /// Plan code.
            "CodigoPlanoAcesso" codigo_plano_acesso: u64,
            /// Code of the due-date rule.
            "CodigoRegraVencimento" codigo_regra_vencimento: u64,
            /// Code of the blocking rule.
            "CodigoRegraBloqueio" codigo_regra_bloqueio: u64,
            /// Code of the means of payment.
            "CodigoFormaPagamento" codigo_forma_pagamento: u64,
            /// Code of the payment profile.
            "CodigoProfilePagamento" codigo_profile_pagamento: u64,
            /// Code of the billing method.
            "CodigoMetodoFaturamento" codigo_metodo_faturamento: u64,
            /// Account of the chart of accounts, text with dots such as `7.00.04.00.00`.
            "CodigoPlanoContas" codigo_plano_contas: Text,
        }
        optional: {
            /// Code of the SLA table; needed where the installation has any.
            "CodigoSLA" codigo_sla: u64,
            /// Whether the contract is not renewed automatically.
            "IgnorarRenovacaoAutomatica" ignorar_renovacao_automatica: SimNao(bool),
            /// Amount suggested for the renewal, in BRL.
            "ValorSugeridoRenovacao" valor_sugerido_renovacao: Money,
            /// Discount for inactivity; its format is unknown.
            "DescontoInatividade" desconto_inatividade: Text(&str),
            /// Code of the discount rule.
            "CodigoDescontoAplicado" codigo_desconto_aplicado: u64,
            /// Salesperson; its format is unknown.
            "ConsultorCRM" consultor_crm: Text(&str),
            /// Whether to mail the welcome letter to `email_dst`.
            "EnviarBV" enviar_bv: SimNao(bool),
            /// E-mail address of the welcome letter.
            "EmailDst" email_dst: Text(&str),
            /// Whether the contract waits for its activation.
            "AguardaAtivacao" aguarda_ativacao: SimNao(bool),
            /// Company code.
            cd_empresa: u64,
        }
    }
}

/// The created contract.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NovoContrato {
    /// `"Contrato 5003 criado com sucesso."`: the only place that has the new code.
    pub mensagem: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

impl NovoContrato {
    /// The new contract's code, from the sentence.
    pub fn codcontrato(&self) -> Option<u64> {
        let (_, rest) = self.mensagem.as_deref()?.split_once("Contrato ")?;
        rest.split_whitespace().next()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};

    fn billed_to(account: &str) -> WSMKNovoContrato {
        WSMKNovoContrato::new(NovoContratoParameters {
            codigo_cliente: 10_123,
            codigo_tipo_plano: TipoPlano::Internet,
            codigo_plano_acesso: 41,
            codigo_regra_vencimento: 5,
            codigo_regra_bloqueio: 2,
            codigo_forma_pagamento: 3,
            codigo_profile_pagamento: 4,
            codigo_metodo_faturamento: 1,
            codigo_plano_contas: account.into(),
        })
    }

    fn operation() -> WSMKNovoContrato {
        billed_to("7.00.04.00.00")
    }

    const PATH: &str = "GET /mk/WSMKNovoContrato.rule?sys=MK0&token=TOKEN&CodigoCliente=10123\
                        &CodigoTipoPlano=1&CodigoPlanoAcesso=41&CodigoRegraVencimento=5\
                        &CodigoRegraBloqueio=2&CodigoFormaPagamento=3&CodigoProfilePagamento=4\
                        &CodigoMetodoFaturamento=1&CodigoPlanoContas=7.00.04.00.00";

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), PATH);
        let whole = operation()
            .codigo_sla(6)
            .ignorar_renovacao_automatica(true)
            .valor_sugerido_renovacao(Money::from_centavos(9990))
            .desconto_inatividade("10")
            .codigo_desconto_aplicado(8)
            .consultor_crm("consultor.exemplo")
            .enviar_bv(true)
            .email_dst("maria@example.com")
            .aguarda_ativacao(false)
            .cd_empresa(1);
        assert_eq!(
            request(&whole),
            format!(
                "{PATH}&CodigoSLA=6&IgnorarRenovacaoAutomatica=S&ValorSugeridoRenovacao=99.90\
                 &DescontoInatividade=10&CodigoDescontoAplicado=8&ConsultorCRM=consultor.exemplo\
                 &EnviarBV=S&EmailDst=maria%40example.com&AguardaAtivacao=N&cd_empresa=1"
            )
        );
    }

    #[test]
    fn a_contract_without_an_account_is_refused() {
        assert!(refusal(&billed_to(" ")).contains("CodigoPlanoContas"));
    }

    #[test]
    fn the_number_is_read_from_the_sentence_and_the_sentence_kept() {
        let made = decoded(&operation(), "WSMKNovoContrato.ok.json");
        assert_eq!(made.codcontrato(), Some(5003));
        assert_eq!(made.mensagem.as_deref(), Some("Contrato 5003 criado com sucesso."));
    }

    #[test]
    fn another_sentence_does_not_prove_that_a_contract_was_made() {
        for body in [
            r#"{"mensagem":"Criado com sucesso.","status":"OK"}"#,
            r#"{"mensagem":"Contrato do cliente 10123 criado.","status":"OK"}"#,
            r#"{"status":"OK"}"#,
        ] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}

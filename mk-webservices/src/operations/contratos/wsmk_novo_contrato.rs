//! New contract.

use isp_core::Error;
use isp_core::http::Proof;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::planos::TipoPlano;

operation! {
    /// New contract. Licensed separately. Besides the constructor's arguments the vendor demands
    /// `codigo_regra_bloqueio`, `codigo_forma_pagamento`, `codigo_profile_pagamento`,
    /// `codigo_metodo_faturamento` and `codigo_plano_contas`: without them nothing is sent.
    ///
    /// The vendor does not print the form of the values: `S`/`N` for what reads as a switch is assumed.
    WSMKNovoContrato = "WSMKNovoContrato", fn novo_contrato -> NovoContrato {
        title: "new contract",
        family: "contratos",
        service: None,
        effect: Once,
        proof: Proof::Sentence {
            member: "mensagem",
            sentence: "Contrato <n> criado com sucesso.",
        },
        evidence: Manual,
        required: {
            /// Customer code (`CodigoPessoa`).
            "CodigoCliente" codigo_cliente: int,
            /// Kind of the plan.
            "CodigoTipoPlano" codigo_tipo_plano: TipoPlano,
            /// Plan code.
            "CodigoPlanoAcesso" codigo_plano_acesso: int,
            /// Code of the due-date rule.
            "CodigoRegraVencimento" codigo_regra_vencimento: int,
        }
        optional: {
            /// Code of the SLA table; needed where the installation has any.
            "CodigoSLA" codigo_sla: int,
            /// Code of the blocking rule; must be given.
            "CodigoRegraBloqueio" codigo_regra_bloqueio: int,
            /// Code of the means of payment; must be given.
            "CodigoFormaPagamento" codigo_forma_pagamento: int,
            /// Code of the payment profile; must be given.
            "CodigoProfilePagamento" codigo_profile_pagamento: int,
            /// Code of the billing method; must be given.
            "CodigoMetodoFaturamento" codigo_metodo_faturamento: int,
            /// Account of the chart of accounts, text with dots such as `7.00.04.00.00`; must be given.
            "CodigoPlanoContas" codigo_plano_contas: text,
            /// Without renewal by itself.
            "IgnorarRenovacaoAutomatica" ignorar_renovacao_automatica: sn,
            /// Amount suggested for the renewal, in BRL.
            "ValorSugeridoRenovacao" valor_sugerido_renovacao: number,
            /// Discount for inactivity, as the vendor writes it.
            "DescontoInatividade" desconto_inatividade: text,
            /// Code of the discount rule.
            "CodigoDescontoAplicado" codigo_desconto_aplicado: int,
            /// The salesperson, as the vendor writes it.
            "ConsultorCRM" consultor_crm: text,
            /// Whether to mail the welcome letter to `email_dst`.
            "EnviarBV" enviar_bv: sn,
            /// E-mail address of the welcome letter.
            "EmailDst" email_dst: text,
            /// Whether the contract waits for its activation.
            "AguardaAtivacao" aguarda_ativacao: sn,
            /// Company code.
            cd_empresa: int,
        }
        check: WSMKNovoContrato::has_all_codes,
    }
}

impl WSMKNovoContrato {
    fn has_all_codes(&self) -> Result<(), Error> {
        let codes = [
            ("CodigoRegraBloqueio", self.codigo_regra_bloqueio.is_some()),
            ("CodigoFormaPagamento", self.codigo_forma_pagamento.is_some()),
            ("CodigoProfilePagamento", self.codigo_profile_pagamento.is_some()),
            ("CodigoMetodoFaturamento", self.codigo_metodo_faturamento.is_some()),
            ("CodigoPlanoContas", self.codigo_plano_contas.is_some()),
        ];
        match codes.into_iter().find(|(_, given)| !given) {
            Some((name, _)) => {
                Err(Error::invalid_input(format!("WSMKNovoContrato needs `{name}`")))
            }
            None => Ok(()),
        }
    }
}

/// What a new contract answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NovoContrato {
    /// `"Contrato 5003 criado com sucesso."`: the only place where the new code stands.
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

    fn bare() -> WSMKNovoContrato {
        WSMKNovoContrato::new(10_123, TipoPlano::Internet, 41, 5)
    }

    fn operation() -> WSMKNovoContrato {
        bare()
            .codigo_regra_bloqueio(2)
            .codigo_forma_pagamento(3)
            .codigo_profile_pagamento(4)
            .codigo_metodo_faturamento(1)
            .codigo_plano_contas("7.00.04.00.00")
    }

    const PATH: &str = "GET /mk/WSMKNovoContrato.rule?sys=MK0&token=TOKEN&CodigoCliente=10123\
                        &CodigoTipoPlano=1&CodigoPlanoAcesso=41&CodigoRegraVencimento=5";
    const CODES: &str = "&CodigoRegraBloqueio=2&CodigoFormaPagamento=3&CodigoProfilePagamento=4\
                         &CodigoMetodoFaturamento=1&CodigoPlanoContas=7.00.04.00.00";

    #[test]
    fn it_sends_what_it_must_and_the_rest_when_given() {
        assert_eq!(request(&operation()), format!("{PATH}{CODES}"));
        let whole = operation()
            .codigo_sla(6)
            .ignorar_renovacao_automatica(true)
            .valor_sugerido_renovacao(99.9)
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
                "{PATH}&CodigoSLA=6{CODES}&IgnorarRenovacaoAutomatica=S&ValorSugeridoRenovacao=99.9\
                 &DescontoInatividade=10&CodigoDescontoAplicado=8&ConsultorCRM=consultor.exemplo\
                 &EnviarBV=S&EmailDst=maria%40example.com&AguardaAtivacao=N&cd_empresa=1"
            )
        );
    }

    #[test]
    fn a_contract_that_lacks_a_code_is_refused_by_its_name() {
        let mut contract = bare();
        assert!(refusal(&contract).contains("CodigoRegraBloqueio"));
        contract = contract.codigo_regra_bloqueio(2);
        assert!(refusal(&contract).contains("CodigoFormaPagamento"));
        contract = contract.codigo_forma_pagamento(3);
        assert!(refusal(&contract).contains("CodigoProfilePagamento"));
        contract = contract.codigo_profile_pagamento(4);
        assert!(refusal(&contract).contains("CodigoMetodoFaturamento"));
        contract = contract.codigo_metodo_faturamento(1);
        assert!(refusal(&contract).contains("CodigoPlanoContas"));
        assert!(refusal(&contract.codigo_plano_contas(" ")).contains("CodigoPlanoContas"));
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

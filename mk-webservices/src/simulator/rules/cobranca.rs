//! Rules of billing. The lists' keys are known, the rows are assumed.

use isp_core::testing::World;
use serde_json::json;

use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKListaRegraVencimento", lista_regra_vencimento),
    Rule::new("WSMKListaTabelaSLA", lista_tabela_sla),
    Rule::new("WSMKListaRegraBloqueio", lista_regra_bloqueio),
    Rule::new("WSMKListaProfilePagamento", lista_profile_pagamento),
    Rule::new("WSMKListaDesconto", lista_desconto),
    Rule::new("WSMKPlanoContas", plano_contas),
];

/// The form of payment by boleto.
const BOLETO: u64 = 3;

/// The names are those of a sister rule.
fn lista_regra_vencimento(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "RegrasVencimento": [
            {"codfaturamentoregra": 1, "descricao": "VENCIMENTO DIA 10", "dia_vcto": 10},
            {"codfaturamentoregra": 2, "descricao": "VENCIMENTO DIA 20", "dia_vcto": 20},
        ],
        "status": "OK",
    }))
}

fn lista_tabela_sla(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({"TabelaSLA": [{"codigo": 1, "descricao": "SLA PADRÃO"}], "status": "OK"}))
}

fn lista_regra_bloqueio(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "RegraBloqueio": [{"codigo": 1, "descricao": "BLOQUEIO APÓS 15 DIAS"}],
        "status": "OK",
    }))
}

fn lista_profile_pagamento(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let profiles = match call.parameters.optional_code("CodigoFormaPagamento")? {
        None | Some(BOLETO) => json!([{"codigo": 1, "descricao": "BOLETO COM REGISTRO"}]),
        Some(_) => json!([]),
    };
    Ok(json!({"ProfilesPagamento": profiles, "status": "OK"}))
}

fn lista_desconto(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "RegrasDesconto": [{"codigo": 1, "descricao": "PROMOÇÃO DE ADESÃO"}],
        "status": "OK",
    }))
}

fn plano_contas(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "PlanoContas": [{"codigo": "7.00.04.00.00", "descricao": "MENSALIDADES"}],
        "status": "OK",
    }))
}

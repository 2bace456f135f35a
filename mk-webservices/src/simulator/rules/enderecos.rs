//! Addresses. Nobody shows what these rules answer: the lists are plausible, no more.

use isp_core::testing::World;
use serde_json::{Value, json};

use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKListaEstruturaEnderecos", lista_estrutura_enderecos).of_service(16),
    Rule::new("WSMKListaEstados", lista_estados),
    Rule::new("WSMKListaBairros", lista_bairros).requires(&["cd_cidade"]),
    Rule::new("WSMKListaCondominios", lista_condominios),
];

/// The one city of this server.
const CITY: u64 = 7;

/// Flat rows. The list's key and the two names are one integrator's guess, the codes are named like
/// the parameters of the writes.
fn lista_estrutura_enderecos(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |district: u64, name: &str, street: u64, street_name: &str| {
        json!({
            "bairro": name,
            "cd_bairro": district,
            "cd_cidade": CITY,
            "cd_logradouro": street,
            "cd_uf": 16,
            "cidade": "CIDADE EXEMPLO",
            "logradouro": street_name,
            "uf": "PR",
        })
    };
    Ok(json!({
        "ListaEnderecos": [
            row(8, "JARDIM SÃO JOSÉ", 11, "RUA DAS ACÁCIAS"),
            row(9, "CENTRO", 12, "AVENIDA BRASIL"),
        ],
        "status": "OK",
    }))
}

fn lista_estados(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "Estados": [{"codigo": 16, "nome": "PARANÁ", "sigla": "PR"}],
        "status": "OK",
    }))
}

fn lista_bairros(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let districts: Value = match call.parameters.required_code("cd_cidade")? {
        CITY => json!([
            {"codigo": 8, "nome": "JARDIM SÃO JOSÉ"},
            {"codigo": 9, "nome": "CENTRO"},
        ]),
        _ => json!([]),
    };
    Ok(json!({"Bairros": districts, "status": "OK"}))
}

fn lista_condominios(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "Condominios": [{"codigo": 3, "nome": "EDIFÍCIO EXEMPLO"}],
        "status": "OK",
    }))
}

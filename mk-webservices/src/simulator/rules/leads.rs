//! Leads: people who may become customers. The world has none, so that nothing is kept.

use isp_core::GeoPoint;
use isp_core::testing::World;
use serde_json::json;

use super::words::{code, customer};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKNovaLead", nova_lead).requires(&["cd_cliente", "info"]),
    Rule::new("WSMKInserirLead", inserir_lead).requires(&["nome", "fone01", "endereco_lead"]),
    Rule::new("WSMKVerificaDispPorta", verifica_disp_porta).requires(&["lat", "lon"]),
];

/// State, city, district, street, number, complement, CEP.
const PARTS_OF_AN_ADDRESS: usize = 7;

fn nova_lead(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    Ok(json!({
        "CodigoLead": 3447,
        "CodigoPessoa": code(customer.id.to_number()),
        "status": "OK",
    }))
}

/// That an address of another number of parts is refused is assumed.
fn inserir_lead(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let address = call.parameters.required("endereco_lead")?;
    if address.split('|').count() != PARTS_OF_AN_ADDRESS {
        return Err(Refusal::BAD_PARAMETER);
    }
    Ok(json!({
        "cd_lead": 11_733,
        "pass_sac": "senha-do-lead",
        "status": "sucesso",
        "user_sac": "lead-11733",
    }))
}

/// The network of this world reaches no further south than São Paulo. The words for "no" are assumed.
fn verifica_disp_porta(_: &mut World, call: &RuleCall<'_>) -> Reply {
    const SOUTHERN_END: f64 = -25.0;
    let degrees = |name| call.parameters.text(name);
    let place = GeoPoint::from_texts(degrees("lat"), degrees("lon"));
    let place = place.ok_or(Refusal::BAD_PARAMETER)?;
    let free = place.latitude > SOUTHERN_END;
    let message = if free { "Porta disponivel." } else { "Nenhuma porta disponivel." };
    Ok(json!({"disponivel": free, "mensagem": message, "status": "OK"}))
}

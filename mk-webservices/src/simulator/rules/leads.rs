//! Leads: people who may become customers. The world has no leads, so they are not stored.

use isp_core::GeoPoint;
use isp_core::testing::World;
use serde_json::json;

use super::values::{code, customer};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKNovaLead", nova_lead)
        .token(TokenKind::SessionOrOperator)
        .required(&["cd_cliente", "info"]),
    Rule::new("WSMKInserirLead", inserir_lead).token(TokenKind::SessionOrOperator).required(&[
        "nome",
        "fone01",
        "endereco_lead",
    ]),
    Rule::new("WSMKVerificaDispPorta", verifica_disp_porta).required(&["lat", "lon"]),
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

/// Assumed: an address with another number of parts is refused.
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

/// Assumed: there are free ports only north of 25° S. The message of a refusal is invented.
fn verifica_disp_porta(_: &mut World, call: &RuleCall<'_>) -> Reply {
    const SOUTHERN_LIMIT: f64 = -25.0;
    let degrees = |name| call.parameters.text(name);
    let place = GeoPoint::from_texts(degrees("lat"), degrees("lon"));
    let place = place.ok_or(Refusal::BAD_PARAMETER)?;
    let free = place.latitude > SOUTHERN_LIMIT;
    let message = if free { "Porta disponivel." } else { "Nenhuma porta disponivel." };
    Ok(json!({"disponivel": free, "mensagem": message, "status": "OK"}))
}

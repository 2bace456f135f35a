//! Addresses. Nobody shows what these operations answer: the answers are plausible, no more.

use isp_core::testing::World;
use serde_json::json;

use super::{CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] =
    &[Resource::get("cidades/uf", cidades_uf), Resource::post("bairros", criar_bairro)];

fn cidades_uf(_: &mut World, call: &CoreCall) -> Reply {
    match call.text("uf")? {
        "PR" => Ok(json!([{"id": 7, "nome": "Cidade Exemplo", "estadoId": 16}])),
        _ => Err(NOT_FOUND),
    }
}

fn criar_bairro(_: &mut World, call: &CoreCall) -> Reply {
    Ok(json!({"id": 9, "nome": call.member("nome")?, "cidadeId": call.member("cidadeId")?}))
}

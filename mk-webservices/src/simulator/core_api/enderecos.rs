//! Addresses. Nobody shows what these operations answer: the answers are plausible, no more, and
//! nothing is kept, since the world has no table of addresses.

use isp_core::testing::World;
use serde_json::{Value, json};

use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[
    Resource::get("cidades/uf", cidades_uf),
    Resource::post("logradouros", criar_logradouro),
    Resource::put("logradouros", alterar),
    Resource::post("bairros", criar_bairro),
    Resource::put("bairros", alterar),
    Resource::post("cidades", criar_cidade),
    Resource::put("cidades", alterar),
];

fn cidades_uf(_: &mut World, call: &CoreCall) -> Reply {
    match call.text("uf")? {
        "PR" => Ok(json!([{"id": 7, "nome": "Cidade Exemplo", "estadoId": 16}])),
        _ => Err(NOT_FOUND),
    }
}

fn criar_logradouro(_: &mut World, call: &CoreCall) -> Reply {
    created(11, call, &["nome", "cep", "bairroId", "cidadeId"])
}

fn criar_bairro(_: &mut World, call: &CoreCall) -> Reply {
    created(9, call, &["nome", "cidadeId"])
}

fn criar_cidade(_: &mut World, call: &CoreCall) -> Reply {
    created(7, call, &["nome", "IBGE", "estado"])
}

/// The new thing: its code and what was sent for it.
fn created(id: u64, call: &CoreCall, members: &[&str]) -> Reply {
    for name in members {
        call.member(name)?;
    }
    Ok(with_code(id, call))
}

/// The changed thing: its code and what was sent for it.
fn alterar(_: &mut World, call: &CoreCall) -> Reply {
    let id = call.code("id")?;
    if call.body.is_empty() {
        return Err(BAD_REQUEST);
    }
    Ok(with_code(id, call))
}

fn with_code(id: u64, call: &CoreCall) -> Value {
    let mut thing = call.body.clone();
    thing.insert("id".to_owned(), id.into());
    Value::Object(thing)
}

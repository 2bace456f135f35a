//! The core-api: a separate process on the same host, with bare JSON and errors by HTTP status.
//!
//! To add an operation, add a row to its family's `RESOURCES` and a function to the same file; an
//! operation whose answer is undocumented is a row of [`UNDOCUMENTED`].

#![allow(clippy::unnecessary_wraps, reason = "every operation has the table's signature")]

pub(super) mod atendimentos;
pub(super) mod ordens_servico;
mod pessoas;
pub(super) mod rede;

use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use isp_core::testing::World;
use serde_json::{Map, Value, json};

use super::answers;
use super::parameters::Parameters;

/// What an operation answers: JSON, or an error status with a message.
pub(super) type Reply = Result<Value, (u16, &'static str)>;

/// The parts of a request.
pub(super) struct CoreCall {
    pub(super) parameters: Parameters,
    /// The body, a JSON object; empty if there is none.
    pub(super) body: Map<String, Value>,
}

/// An operation.
pub(super) struct Resource {
    method: &'static str,
    /// Path below `/core-api/`.
    path: &'static str,
    run: fn(&mut World, &CoreCall) -> Reply,
}

impl Resource {
    const fn get(path: &'static str, run: fn(&mut World, &CoreCall) -> Reply) -> Self {
        Self { method: "GET", path, run }
    }

    const fn post(path: &'static str, run: fn(&mut World, &CoreCall) -> Reply) -> Self {
        Self { method: "POST", path, run }
    }

    const fn put(path: &'static str, run: fn(&mut World, &CoreCall) -> Reply) -> Self {
        Self { method: "PUT", path, run }
    }
}

/// Every operation of this server.
const FAMILIES: [&[Resource]; 5] = [
    UNDOCUMENTED,
    rede::RESOURCES,
    pessoas::RESOURCES,
    atendimentos::RESOURCES,
    ordens_servico::RESOURCES,
];

/// Operations whose answer is undocumented. The world has no addresses, so those that write change
/// nothing.
const UNDOCUMENTED: &[Resource] = &[
    Resource::get("pessoas/empresa", undocumented),
    Resource::get("pessoas/telefone", undocumented),
    Resource::get("planos-acessos/id", undocumented),
    Resource::get("planos-acessos/descricao", undocumented),
    Resource::get("planos-acessos/list/empresa", undocumented),
    Resource::get("os/id", undocumented),
    Resource::get("os/pessoa", undocumented),
    Resource::get("cidades/uf", undocumented),
    Resource::post("logradouros", undocumented),
    Resource::put("logradouros", undocumented),
    Resource::post("bairros", undocumented),
    Resource::put("bairros", undocumented),
    Resource::post("cidades", undocumented),
    Resource::put("cidades", undocumented),
];

fn undocumented(_: &mut World, _: &CoreCall) -> Reply {
    Ok(answers::undocumented())
}

/// The error for an unknown code. The status is assumed.
const NOT_FOUND: (u16, &str) = (404, "Registro não encontrado");
/// The error for a missing or unreadable value. The status is assumed.
const BAD_REQUEST: (u16, &str) = (400, "Parâmetro inválido");

impl CoreCall {
    fn of(request: &SimulatedRequest) -> Self {
        let body = serde_json::from_slice(&request.body).ok();
        Self { parameters: Parameters::of(request), body: body.unwrap_or_default() }
    }

    /// A text in the query.
    fn text(&self, name: &str) -> Result<&str, (u16, &'static str)> {
        self.parameters.text(name).ok_or(BAD_REQUEST)
    }

    /// A code in the query.
    fn code(&self, name: &str) -> Result<u64, (u16, &'static str)> {
        self.parameters.required_code(name).map_err(|_| BAD_REQUEST)
    }

    /// A required member of the body.
    fn member(&self, name: &str) -> Result<&Value, (u16, &'static str)> {
        self.body.get(name).filter(|value| !value.is_null()).ok_or(BAD_REQUEST)
    }
}

/// Runs the operation at `path` below `/core-api/`, after the token was checked. `None` if there is no
/// such operation.
pub(super) fn run(
    world: &mut World,
    path: &str,
    request: &SimulatedRequest,
) -> Option<SimulatedResponse> {
    let mut resources = FAMILIES.into_iter().flatten();
    let found = resources.find(|known| known.path == path && known.method == request.method)?;
    Some(match (found.run)(world, &CoreCall::of(request)) {
        Ok(answer) => respond(200, &answer),
        Err((status, message)) => refuse(status, message),
    })
}

/// An error. The body is not documented: its one member is that of a message of another rule.
pub(super) fn refuse(status: u16, message: &str) -> SimulatedResponse {
    respond(status, &json!({ "message": message }))
}

fn respond(status: u16, answer: &Value) -> SimulatedResponse {
    SimulatedResponse::new(status, "application/json; charset=utf-8", answer.to_string())
}

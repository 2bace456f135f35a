//! The core-api: another process behind the same host, with bare JSON and errors by HTTP status.
//!
//! A further operation is a line in its family's `RESOURCES` and a function beside its sisters.

#![allow(clippy::unnecessary_wraps, reason = "every operation has the table's signature")]

pub(super) mod atendimentos;
mod enderecos;
pub(super) mod ordens_servico;
mod pessoas;
pub(super) mod planos;
mod rede;

use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use isp_core::testing::World;
use serde_json::{Map, Value, json};

use super::parameters::Parameters;

/// What an operation answers: JSON, or a status with a message.
pub(super) type Reply = Result<Value, (u16, &'static str)>;

/// All that an operation sees besides the world.
pub(super) struct CoreCall {
    pub(super) parameters: Parameters,
    /// The JSON object that is the body; empty where there is none.
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

/// Every operation of this server, family by family.
const FAMILIES: [&[Resource]; 6] = [
    enderecos::RESOURCES,
    planos::RESOURCES,
    rede::RESOURCES,
    pessoas::RESOURCES,
    atendimentos::RESOURCES,
    ordens_servico::RESOURCES,
];

/// What an unknown code answers; that it is a 404 is assumed.
const NOT_FOUND: (u16, &str) = (404, "Registro não encontrado");
/// What a missing or unreadable value answers; that it is a 400 is assumed.
const BAD_REQUEST: (u16, &str) = (400, "Parâmetro inválido");

impl CoreCall {
    fn of(request: &SimulatedRequest) -> Self {
        let body = serde_json::from_slice(&request.body).ok();
        Self { parameters: Parameters::of(request), body: body.unwrap_or_default() }
    }

    /// A text of the query.
    fn text(&self, name: &str) -> Result<&str, (u16, &'static str)> {
        self.parameters.text(name).ok_or(BAD_REQUEST)
    }

    /// A code of the query.
    fn code(&self, name: &str) -> Result<u64, (u16, &'static str)> {
        self.parameters.required_code(name).map_err(|_| BAD_REQUEST)
    }

    /// A member of the body that must be there.
    fn member(&self, name: &str) -> Result<&Value, (u16, &'static str)> {
        self.body.get(name).filter(|value| !value.is_null()).ok_or(BAD_REQUEST)
    }
}

/// Runs the operation at `path` below `/core-api/`, whose token is good; `None` if there is none.
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

/// An error with a message; its form is that of the one message that is known.
pub(super) fn refuse(status: u16, message: &str) -> SimulatedResponse {
    respond(status, &json!({ "message": message }))
}

fn respond(status: u16, answer: &Value) -> SimulatedResponse {
    SimulatedResponse::new(status, "application/json; charset=utf-8", answer.to_string())
}

//! Plans. Nobody shows what these operations answer: the answers are plausible, no more.

use isp_core::ContractStatus;
use isp_core::testing::World;
use isp_core::wire;
use serde_json::{Value, json};

use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[
    Resource::get("planos-acessos/id", id),
    Resource::get("planos-acessos/descricao", descricao),
    Resource::get("planos-acessos/list/empresa", list_empresa),
];

/// The one company of this provider.
const COMPANY: u64 = 1;
/// The one kind of its plans.
pub(in crate::simulator) const INTERNET: u64 = 1;
/// The first plan's code; the others follow.
const FIRST_CODE: u64 = 41;

/// A plan, which in this world is no more than a contract's word for it.
pub(in crate::simulator) struct Plan {
    pub(in crate::simulator) code: u64,
    pub(in crate::simulator) name: String,
    /// Nobody has it any more.
    pub(in crate::simulator) inactive: bool,
}

/// The plans of all contracts, in the contracts' order.
pub(in crate::simulator) fn catalogue(world: &World) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for contract in &world.contracts {
        let Some(name) = &contract.plan else { continue };
        let gone = matches!(contract.status, ContractStatus::Cancelled | ContractStatus::Ended);
        match plans.iter_mut().find(|plan| plan.name == *name) {
            Some(plan) => plan.inactive &= gone,
            None => plans.push(Plan { code: 0, name: name.clone(), inactive: gone }),
        }
    }
    for (plan, code) in plans.iter_mut().zip(FIRST_CODE..) {
        plan.code = code;
    }
    plans
}

fn row(plan: &Plan) -> Value {
    json!({
        "id": plan.code,
        "descricao": plan.name,
        "inativo": if plan.inactive { "S" } else { "N" },
        "planosAcessoTipoId": INTERNET,
    })
}

/// One plan by its code, or all of a kind.
fn id(world: &mut World, call: &CoreCall) -> Reply {
    let code = |name| call.parameters.optional_code(name).map_err(|_| BAD_REQUEST);
    let plans = catalogue(world);
    match (code("id")?, code("TipoPlano")?) {
        (Some(wanted), _) => {
            plans.iter().find(|plan| plan.code == wanted).map(row).ok_or(NOT_FOUND)
        }
        (None, Some(INTERNET)) => Ok(plans.iter().map(row).collect()),
        (None, Some(_)) => Ok(json!([])),
        (None, None) => Err(BAD_REQUEST),
    }
}

fn descricao(world: &mut World, call: &CoreCall) -> Reply {
    // The manual's name for it, and that of newer documentation.
    let wanted = call.text("nomedoplano").or_else(|_| call.text("descricao"))?;
    let wanted = wire::fold(wanted);
    let plans = catalogue(world);
    Ok(plans.iter().filter(|plan| wire::fold(&plan.name).contains(&wanted)).map(row).collect())
}

fn list_empresa(world: &mut World, call: &CoreCall) -> Reply {
    if call.code("empresa")? != COMPANY {
        return Ok(json!([]));
    }
    Ok(catalogue(world).iter().map(row).collect())
}

//! Plans. The world has no table of plans: they are made from the contracts.

use isp_core::ContractStatus;
use isp_core::testing::World;
use serde_json::{Value, json};

use super::values::s_n;
use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] =
    &[Rule::new("WSMKListaPlanoAcesso", lista_plano_acesso).required(&["TipoPlano"])];

/// The kind of all plans in this world.
const INTERNET: u64 = 1;
/// The first plan's code; the others follow in the order of the contracts.
const FIRST_CODE: u64 = 41;

pub(super) struct Plan {
    pub(super) code: u64,
    pub(super) name: String,
    /// Whether all contracts of the plan are over.
    pub(super) inactive: bool,
}

/// The plans of all contracts.
pub(super) fn plans(world: &World) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    for contract in &world.contracts {
        let Some(name) = &contract.plan else { continue };
        let over = matches!(contract.status, ContractStatus::Cancelled | ContractStatus::Ended);
        match plans.iter_mut().find(|plan| plan.name == *name) {
            Some(plan) => plan.inactive &= over,
            None => plans.push(Plan { code: 0, name: name.clone(), inactive: over }),
        }
    }
    for (plan, code) in plans.iter_mut().zip(FIRST_CODE..) {
        plan.code = code;
    }
    plans
}

/// All plans, also inactive ones. Only `inativo` is known of a row.
fn lista_plano_acesso(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let is_internet = call.parameters.required_code("TipoPlano")? == INTERNET;
    let plans = plans(world);
    let shown = plans.iter().filter(|_| is_internet);
    let rows: Value = shown.map(|plan| json!({"inativo": s_n(plan.inactive)})).collect();
    Ok(json!({"Planos": rows, "status": "OK"}))
}

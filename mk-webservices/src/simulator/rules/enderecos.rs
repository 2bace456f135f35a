//! Addresses. Nobody shows what these rules answer: the lists are plausible, no more.

use isp_core::testing::World;
use serde_json::json;

use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[Rule::new("WSMKListaEstados", lista_estados)];

fn lista_estados(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "Estados": [{"codigo": 16, "nome": "PARANÁ", "sigla": "PR"}],
        "status": "OK",
    }))
}

//! Billing rules. Only the key of each list is known, not its rows: every list is empty.

use isp_core::testing::World;
use serde_json::{Map, Value};

use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKListaRegraVencimento", |_: &mut World, _: &RuleCall<'_>| {
        empty("RegrasVencimento")
    }),
    Rule::new("WSMKListaTabelaSLA", |_, _| empty("TabelaSLA")),
    Rule::new("WSMKListaRegraBloqueio", |_, _| empty("RegraBloqueio")),
    Rule::new("WSMKListaProfilePagamento", |_, _| empty("ProfilesPagamento")),
    Rule::new("WSMKListaDesconto", |_, _| empty("RegrasDesconto")),
    Rule::new("WSMKPlanoContas", |_, _| empty("PlanoContas")),
];

fn empty(key: &str) -> Reply {
    let members = [(key, Value::Array(Vec::new())), ("status", "OK".into())];
    Ok(members
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect::<Map<_, _>>()
        .into())
}

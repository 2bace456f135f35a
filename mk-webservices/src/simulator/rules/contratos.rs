//! Contracts.

use isp_core::testing::World;
use isp_core::{Contract, ContractStatus};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::words::{code, customer};
use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[Rule::new("WSMKContratosPorCliente", contratos_por_cliente)
    .of_service(8)
    .requires(&["cd_cliente"])];

/// The provider of this world.
const COMPANY: &str = "PROVEDOR EXEMPLO LTDA";

/// Contracts in force; one that is blocked for debt still is.
fn contratos_por_cliente(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let own = |known: &&Contract| known.customer == customer.id && is_in_force(known);
    let rows: Value = world.contracts.iter().filter(own).map(row).collect();
    Ok(json!({
        "CodigoPessoa": code(customer.id.to_number()),
        "ContratosAtivos": rows,
        "Nome": customer.name,
        "status": "OK",
    }))
}

pub(super) fn is_in_force(contract: &Contract) -> bool {
    matches!(
        contract.status,
        ContractStatus::Active
            | ContractStatus::Courtesy
            | ContractStatus::Demonstration
            | ContractStatus::BlockedForDebt
            | ContractStatus::BlockedByProvider
    )
}

fn row(contract: &Contract) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    json!({
        "adesao": day(contract.start),
        "cd_empresa": 1,
        "codcontrato": code(contract.id.to_number()),
        "nome_empresa": COMPANY,
        "plano_acesso": contract.plan.clone().unwrap_or_default(),
        "previsao_vencimento": day(contract.end),
    })
}

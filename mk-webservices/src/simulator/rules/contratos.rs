//! Contracts.

use isp_core::testing::World;
use isp_core::wire::same_word;
use isp_core::{Contract, ContractId, ContractStatus};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::planos::plans;
use super::values::{code, customer, put};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKContratosPorCliente", contratos_por_cliente)
        .service(8)
        .required(&["cd_cliente"]),
    Rule::new("WSMKContratosPorClienteV2", contratos_por_cliente_v2).required(&["cd_cliente"]),
    Rule::new("WSMKPlanosAcesso", planos_acesso).required(&[
        "codigo_plano",
        "cancelado",
        "suspenso",
        "aguarda_ativacao",
    ]),
    Rule::new("WSMKNovoContrato", novo_contrato).token(TokenKind::SessionOrOperator).required(&[
        "CodigoCliente",
        "CodigoTipoPlano",
        "CodigoPlanoAcesso",
        "CodigoRegraVencimento",
        "CodigoRegraBloqueio",
        "CodigoFormaPagamento",
        "CodigoProfilePagamento",
        "CodigoMetodoFaturamento",
        "CodigoPlanoContas",
    ]),
];

/// The name of the provider's only company.
const COMPANY: &str = "PROVEDOR EXEMPLO LTDA";

/// The state of a contract that is not active yet. The wording is invented.
pub(super) const WAITING: &str = "Aguardando ativação";

/// Contracts in force: also those that are blocked for debt.
fn contratos_por_cliente(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let in_force = |known: &&Contract| known.status.is_in_force() == Some(true);
    let own = world.contracts.of_customer(&customer.id);
    let rows: Value = own.filter(in_force).map(row).collect();
    Ok(json!({
        "CodigoPessoa": code(customer.id.to_number()),
        "ContratosAtivos": rows,
        "Nome": customer.name,
        "status": "OK",
    }))
}

pub(super) fn row(contract: &Contract) -> Value {
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

/// All contracts, or those in one state. Assumed: the filter uses the words of the answer.
fn contratos_por_cliente_v2(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let wanted = call.parameters.text("status");
    let own = world.contracts.of_customer(&customer.id);
    let of_state = own.filter(|known| wanted.is_none_or(|word| same_word(word, state(known))));
    let row = |contract: &Contract| {
        let mut row = json!({
            "codcontrato": code(contract.id.to_number()),
            "plano_acesso": contract.plan.clone().unwrap_or_default(),
            "status_contrato": state(contract),
        });
        if let Some(start) = contract.start {
            put(&mut row, "adesao", start.to_string());
        }
        row
    };
    Ok(of_state.map(row).collect())
}

/// MK's word for a contract's state. A blocked contract is "Ativo": MK blocks connections, not contracts.
pub(super) fn state(contract: &Contract) -> &str {
    match &contract.status {
        ContractStatus::Cancelled | ContractStatus::Ended => "Cancelado",
        ContractStatus::Suspended => "Suspenso",
        ContractStatus::Unknown(word) => word,
        _ => "Ativo",
    }
}

/// A plan's active contracts, or all of them if a switch is `S`; without contracts the answer has no
/// list. How the three switches combine is assumed: one `S` is enough. The world has no day of
/// cancellation, so that filter does nothing.
fn planos_acesso(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let number = sent.required_code("codigo_plano")?;
    let mut all = false;
    for switch in ["cancelado", "suspenso", "aguarda_ativacao"] {
        all |= flag(call, switch)? == Some(true);
    }
    let (first, last) =
        (sent.optional_day("data_adesao_inicial")?, sent.optional_day("data_adesao_final")?);
    let plans = plans(world);
    let plan = plans.iter().find(|plan| plan.code == number).ok_or(Refusal::NOT_FOUND)?;

    let is_wanted = |contract: &&Contract| {
        contract.plan.as_ref() == Some(&plan.name)
            && (all || contract.status.is_in_force() == Some(true))
            && contract.start.is_none_or(|start| {
                first.is_none_or(|day| start >= day) && last.is_none_or(|day| start <= day)
            })
    };
    let row = |contract: &Contract| {
        let login = world.logins.iter().find(|login| login.customer == contract.customer);
        json!({
            "codcontrato": code(contract.id.to_number()),
            "codigopessoa": code(contract.customer.to_number()),
            "loginsac": login.map(|login| &login.username),
            "senhasac": login.map(|login| &login.password),
        })
    };
    let rows: Vec<Value> = world.contracts.iter().filter(is_wanted).map(row).collect();
    let mut answer = json!({"CodigoPlano": plan.code, "NomePlano": plan.name, "status": "OK"});
    if !rows.is_empty() {
        put(&mut answer, "contratos", rows);
    }
    Ok(answer)
}

/// Creates a contract for one of the known plans. Code and wording of the refusal are assumed.
fn novo_contrato(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let customer = customer(world, sent.required_code("CodigoCliente")?)?.id.clone();
    let wanted = sent.required_code("CodigoPlanoAcesso")?;
    let plan = plans(world).into_iter().find(|plan| plan.code == wanted && !plan.inactive);
    let plan = plan.ok_or(Refusal::Numbered("002", "Plano de acesso inválido."))?;
    let is_waiting = flag(call, "AguardaAtivacao")? == Some(true);

    let status =
        if is_waiting { ContractStatus::Unknown(WAITING.into()) } else { ContractStatus::Active };
    let number = next_number(world);
    let mut contract = Contract::new(number, customer, status);
    contract.plan = Some(plan.name);
    contract.start = Some(world.today);
    world.contracts.push(contract);
    Ok(json!({"mensagem": format!("Contrato {number} criado com sucesso."), "status": "OK"}))
}

fn next_number(world: &World) -> u64 {
    let numbers = world.contracts.iter().map(|known| &known.id).filter_map(ContractId::to_number);
    numbers.max().unwrap_or_default() + 1
}

/// `S` or `N`.
fn flag(call: &RuleCall<'_>, name: &str) -> Result<Option<bool>, Refusal> {
    match call.parameters.text(name) {
        None => Ok(None),
        Some("S") => Ok(Some(true)),
        Some("N") => Ok(Some(false)),
        Some(_) => Err(Refusal::BAD_PARAMETER),
    }
}

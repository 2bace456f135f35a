//! Lists of unpaid invoices.

use isp_core::testing::{World, WorldInvoice};
use isp_core::{ContractId, CustomerId, InvoiceStatus};
use serde_json::{Value, json};

use super::contratos::state;
use super::values::{code, customer, day_month_year, reais};
use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKFaturasPendentes", faturas_pendentes).service(7).required(&["cd_cliente"]),
    Rule::new("WSMKFaturasAbertas", faturas_abertas).required(&["dt_venc_inicio", "dt_venc_fim"]),
];

/// Unpaid invoices of a customer: overdue, due and not yet due.
fn faturas_pendentes(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let rows: Value = world.unpaid(&customer.id).into_iter().map(pending).collect();
    Ok(json!({
        "CodigoPessoa": code(customer.id.to_number()),
        "FaturasPendentes": rows,
        "Nome": customer.name,
        "status": "OK",
    }))
}

fn pending(known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let contracts: Vec<&str> = invoice.known_contracts().iter().map(ContractId::as_str).collect();
    let contracts = (!contracts.is_empty()).then(|| contracts.join(", "));
    let number = invoice.id.to_number();
    // The world has no accounts: their codes are made from the invoice's code.
    let account = number.map(|number| (700_000 + number % 100_000).to_string());
    json!({
        "codfatura": code(number),
        "contas": account,
        "contratos": contracts,
        "data_vencimento": day_month_year(invoice.due),
        "descricao": invoice.description.clone().unwrap_or_default(),
        "valor_total": reais(invoice.amount),
    })
}

/// All unpaid invoices whose due date is in a period. The rows do not show the due date.
fn faturas_abertas(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let first = call.parameters.required_day("dt_venc_inicio")?;
    let last = call.parameters.required_day("dt_venc_fim")?;
    let only = call.parameters.optional_code("cd_pessoa")?.map(CustomerId::from);
    let wanted = |known: &&WorldInvoice| {
        let invoice = &known.invoice;
        invoice.status == InvoiceStatus::Open
            && (first..=last).contains(&invoice.due)
            && only.as_ref().is_none_or(|only| invoice.customer == *only)
    };
    let invoices = world.invoices.iter().filter(wanted);
    let mut rows: Vec<Value> = invoices.map(|known| open(world, known)).collect();
    if call.quirks.repeated_invoices
        && let Some(repeated) = rows.first().cloned()
    {
        rows.insert(1, repeated);
    }
    Ok(json!({"ListaFaturas": rows, "status": "OK"}))
}

fn open(world: &World, known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let owner = world.customer_by_id(&invoice.customer);
    json!({
        "cd_fatura": code(invoice.id.to_number()),
        "codpessoa": code(invoice.customer.to_number()),
        "nome": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        "status": contract_state(world, known),
        "valor": reais(invoice.amount),
    })
}

/// The state of the contract: MK calls it `status`, but it is not that of the payment.
fn contract_state<'a>(world: &'a World, known: &WorldInvoice) -> &'a str {
    let billed = known.invoice.known_contracts().first();
    let contract = billed.and_then(|billed| world.contracts.by_id(billed.as_str()));
    contract.map_or("Ativo", state)
}

//! `WSMKFaturas`: a customer's invoices, also paid ones. Values that the world does not have are
//! invented.

use isp_core::brazil::PaymentLine;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{Contract, ContractId, Customer, InvoiceStatus, Money};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use serde_json::{Value, json};

use super::values::{code, customer, reais};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] =
    &[Rule::new("WSMKFaturas", faturas).service(22).required(&["codigo_cliente"])];

/// The only kind of fiscal document.
const KIND_OF_DOCUMENT: &str = "21";

/// A bare list. Assumed: the months count back from today by due date, later invoices are always
/// included, and an empty result is error 003. No invoice has a document code, so that filter selects
/// none.
fn faturas(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let customer = customer(world, sent.required_code("codigo_cliente")?)?;
    let paid = sent.text("liquidado").map(|text| matches!(text, "S" | "true"));
    let one = sent.optional_code("codigo_fatura")?;
    let first = sent.optional_code("codigo_fatura_inicio")?;
    let last = sent.optional_code("codigo_fatura_fim")?;
    let contract = sent.optional_code("codigo_contrato")?.map(ContractId::from);
    let document = sent.text("codigo_documento");
    let kind = sent.text("tipo_documento");
    let months = sent.optional_code("quantidade_meses")?.unwrap_or(1);
    let months = i32::try_from(months).map_err(|_| Refusal::BAD_PARAMETER)?;
    let reach = Span::new().try_months(months).map_err(|_| Refusal::BAD_PARAMETER)?;
    let since = world.today.saturating_sub(reach);
    let days = [
        (sent.optional_day("data_emissao")?, issued as fn(&WorldInvoice) -> Option<Date>),
        (sent.optional_day("data_vencimento")?, |known| Some(known.invoice.due)),
        (sent.optional_day("data_vencimento_original")?, |known| Some(known.invoice.due)),
        (sent.optional_day("data_pagamento")?, settled),
    ];
    let wanted = |known: &&WorldInvoice| {
        let invoice = &known.invoice;
        let number = invoice.id.to_number().unwrap_or_default();
        invoice.customer == customer.id
            && document.is_none()
            && kind.is_none_or(|kind| kind == KIND_OF_DOCUMENT)
            && invoice.due >= since
            && paid.is_none_or(|paid| paid == is_paid(known))
            && one.is_none_or(|one| number == one)
            && first.is_none_or(|first| number >= first)
            && last.is_none_or(|last| number <= last)
            && contract.as_ref().is_none_or(|contract| invoice.known_contracts().contains(contract))
            && days.iter().all(|(day, of)| day.is_none() || *day == of(known))
    };
    let rows: Vec<Value> =
        world.invoices.iter().filter(wanted).map(|known| row(world, customer, known)).collect();
    if rows.is_empty() {
        return Err(Refusal::NOT_FOUND);
    }
    Ok(rows.into())
}

fn is_paid(known: &WorldInvoice) -> bool {
    known.invoice.status == InvoiceStatus::Paid
}

/// The day of issue. The world does not have it: a month before the due date.
fn issued(known: &WorldInvoice) -> Option<Date> {
    known.invoice.due.checked_sub(1.month()).ok()
}

/// The day of payment; the due date where the world does not have it.
fn settled(known: &WorldInvoice) -> Option<Date> {
    is_paid(known).then(|| known.invoice.paid_on.unwrap_or(known.invoice.due))
}

fn paid_amount(known: &WorldInvoice) -> Money {
    let invoice = &known.invoice;
    if is_paid(known) { invoice.paid_amount.unwrap_or(invoice.amount) } else { Money::ZERO }
}

fn row(world: &World, owner: &Customer, known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let paid = is_paid(known);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let line = known.line.as_ref().filter(|_| !paid);
    let number = invoice.id.to_number().unwrap_or_default();
    let billed = |contract: &&Contract| invoice.known_contracts().contains(&contract.id);
    let contracts = world.contracts.iter().filter(billed);
    let contracts: Value = contracts.map(|contract| billed_contract(contract, known)).collect();
    json!({
        "banco": "133",
        "codfatura": number,
        "codigo_profile": "690",
        "contas": [{
            "codconta": 700_000 + number % 100_000,
            "data_referencia_final": milliseconds(Some(invoice.due)),
            "data_referencia_inicial": milliseconds(issued(known)),
            "descricao_conta": invoice.description.clone().unwrap_or_default(),
            "nomenclatura_integracao": "CNT",
            "tipo_documento": KIND_OF_DOCUMENT,
            "valor_lancamento": reais(invoice.amount),
        }],
        "contratos": contracts,
        "cpf_cnpj": owner.document.as_ref().map(ToString::to_string).unwrap_or_default(),
        "data_lancamento": day(issued(known)),
        "data_liquidacao": day(settled(known)),
        "data_vencimento": invoice.due.to_string(),
        "data_vencimento_original": invoice.due.to_string(),
        "descricao": invoice.description.clone().unwrap_or_default(),
        "forma_pagamento": "Boleto",
        "inscricao_estadual": "",
        "inscricao_municipal": "",
        "linha_digitavel_boleto": line.map(PaymentLine::formatted_line).unwrap_or_default(),
        "nome_razaosocial": owner.name,
        "nosso_numero": format!("{number:07}"),
        "status": if paid { "Pago" } else { "Aberta" },
        "tipo_documento_descricao": format!("Nota {KIND_OF_DOCUMENT}"),
        "valor_pago": paid_amount(known).to_decimal_text(),
        "valor_total_faturas": invoice.amount.to_decimal_text(),
    })
}

fn billed_contract(contract: &Contract, known: &WorldInvoice) -> Value {
    json!({
        "adesao": milliseconds(contract.start),
        "codigo_contrato": code(contract.id.to_number()),
        "data_referencia_final": known.invoice.due.to_string(),
        "data_referencia_inicial": issued(known).map(|day| day.to_string()),
        "plano": contract.plan.clone().unwrap_or_default(),
        "tipo_plano": 1,
        "tipo_utilizacao_servico": "Provimento de acesso à internet",
        "tributacao": "Aberta",
    })
}

/// Midnight UTC of a day in milliseconds since 1970.
fn milliseconds(day: Option<Date>) -> Option<i64> {
    let midnight = day?.to_zoned(TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_millisecond())
}

//! Settlement of invoices, bank accounts, credit cards.

use isp_core::testing::World;
use isp_core::wire::same_word;
use isp_core::{InvoiceId, InvoiceStatus, Money};
use serde_json::{Value, json};

use super::values::{customer, day_month_year, payable_invoice, reais};
use super::{Refusal, Reply, Rule, RuleCall};
use crate::simulator::state::Settlement;
use crate::simulator::tokens::random_hex;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKPedidoLiquidacao", pedido).required(&["cd_cliente", "faturas"]),
    Rule::new("WSMKLiquidacaoFaturasV2", liquidacao_v2).required(&[
        "IDPagamento",
        "forma_pagto",
        "conta",
        "valor_total",
        "data_recebimento",
    ]),
    Rule::new("WSMKConsultaContasBancarias", contas_bancarias),
    Rule::new("WSMKAlteraStatusFaturas", altera_status).required(&["suspender", "faturas"]),
    Rule::new("WSMKConsultarCartao", consultar_cartao).required(&["codigo_cliente"]),
];

/// The state of a suspended invoice. The wording is invented.
const SUSPENDED: &str = "Suspensa";

fn codes(text: &str, separator: char) -> Result<Vec<u64>, Refusal> {
    let code = |text: &str| text.trim().parse().map_err(|_| Refusal::BAD_PARAMETER);
    text.split(separator).map(code).collect()
}

/// What is to be paid for some unpaid invoices of a customer. Until when, and how, is assumed.
fn pedido(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let (mut rows, mut invoices) = (Vec::new(), Vec::new());
    let (mut total, mut fees) = (Money::ZERO, Money::ZERO);
    for code in codes(call.parameters.required("faturas")?, ';')? {
        let known = payable_invoice(world, code)
            .filter(|known| known.invoice.customer == customer.id)
            .ok_or(Refusal::NOT_FOUND)?;
        let amount = known.invoice.amount.checked_add(known.late_fee);
        let amount = amount.unwrap_or(known.invoice.amount);
        total = total.checked_add(amount).unwrap_or(total);
        fees = fees.checked_add(known.late_fee).unwrap_or(fees);
        rows.push(json!({
            "codfatura": code,
            "data_vencimento": day_month_year(known.invoice.due),
            "obs": null,
            "valor_acrescimo": reais(known.late_fee),
            "valor_cobrar": reais(amount),
            "valor_desconto": 0.0,
            "valor_nominal": reais(known.invoice.amount),
        }));
        invoices.push(known.invoice.id.clone());
    }
    let name = format!("{}.100001", random_hex());
    call.settlements.add(&name, Settlement { invoices, total });
    let way = |(code, kind)| {
        json!({
            "codigo": code,
            "numero_parcelas": 1.0,
            "tipo": kind,
            "total_pagar": reais(total),
            "valor_parcela": reais(total),
        })
    };
    Ok(json!({
        "Expire": format!("{} 23:59:59", day_month_year(world.today)),
        "FaturasDetalhes": rows,
        "FormasPgto": [way((17, "DEBITO")), way((16, "CREDITO"))],
        "IDPagamento": name,
        "ValorTotal": reais(total),
        "ValorTotalAcre": reais(fees),
        "ValorTotalDes": 0.0,
        "status": "OK",
    }))
}

/// Settles the invoices of a request, once, if the amount is right. The refusals are assumed.
fn liquidacao_v2(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let name = sent.required("IDPagamento")?;
    let settlement = call.settlements.find(name).ok_or(Refusal::NOT_FOUND)?;
    sent.required_day("data_recebimento")?;
    let amount = sent.required("valor_total")? == settlement.total.to_decimal_text();
    if !matches!(sent.required_code("forma_pagto")?, 3 | 4 | 101) || !amount {
        return Err(Refusal::BAD_PARAMETER);
    }
    call.settlements.remove(name);
    for known in &mut world.invoices {
        if settlement.invoices.contains(&known.invoice.id) {
            known.invoice.status = InvoiceStatus::Paid;
        }
    }
    let first = settlement.invoices.first().and_then(InvoiceId::to_number).unwrap_or_default();
    Ok(json!({"recibo": format!("7899{first:08}"), "status": "OK"}))
}

/// The one account, unless another name is asked for.
fn contas_bancarias(_: &mut World, call: &RuleCall<'_>) -> Reply {
    const NAME: &str = "BANCO EXEMPLO";
    let asked = call.parameters.text("descricao").is_none_or(|name| same_word(name, NAME));
    let rows: Value =
        asked.then(|| json!({"codigo": 47, "nome_profile": NAME})).into_iter().collect();
    Ok(json!({"contas": rows, "status": "OK"}))
}

/// Suspends or resumes invoices. Only the sentence of a resumption is documented.
fn altera_status(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let suspends = match call.parameters.required("suspender")? {
        "S" => true,
        "N" => false,
        _ => return Err(Refusal::BAD_PARAMETER),
    };
    let suspended = InvoiceStatus::Unknown(SUSPENDED.to_owned());
    let (from, to, what) = if suspends {
        (InvoiceStatus::Open, suspended, "Suspensão")
    } else {
        (suspended, InvoiceStatus::Open, "Normalização")
    };
    let codes = codes(call.parameters.required("faturas")?, ',')?;
    let mut rows = Vec::new();
    for code in &codes {
        let known = world.invoice_by_id(&InvoiceId::from(*code)).ok_or(Refusal::NOT_FOUND)?;
        let owner = world.customer_by_id(&known.invoice.customer);
        rows.push(json!({
            "cliente": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
            "cod_fatura": code,
            "descrição": format!("{what} autorizada da fatura {code}."),
            "obs": null,
        }));
    }
    for known in &mut world.invoices {
        let asked = known.invoice.id.to_number().is_some_and(|code| codes.contains(&code));
        if asked && known.invoice.status == from {
            known.invoice.status = to.clone();
        }
    }
    Ok(json!({"Detalhes faturas": rows, "Status": "OK"}))
}

/// The world has no cards: each customer has one.
fn consultar_cartao(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("codigo_cliente")?)?;
    Ok(json!({"cartoes": [{
        "cartao_ativo": "S",
        "codigo_do_cartao": 838,
        "data_de_cadastro": world.today.strftime("%d-%m-%Y").to_string(),
        "portador_informado": customer.name,
        "recorrência_ativa": "N",
    }]}))
}

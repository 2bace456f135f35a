//! Means of payment: PDF, digitable line, PIX.

use isp_core::brazil::{Phone, PhoneKind};
use isp_core::testing::{World, WorldInvoice};
use isp_core::{ContractStatus, Customer, CustomerId, Document, InvoiceStatus, Money};
use serde_json::json;

use super::values::{code, day_month_year, payable_invoice, reais, sim_nao};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKSegundaViaCobranca", segunda_via).service(1).required(&["cd_fatura"]),
    Rule::new("WSMKLDViaSMS", ld_via_sms).service(21).required(&["cd_fatura"]),
    Rule::new("WSMKRetornarCopieColaPix", copie_cola_pix),
];

const NO_SUCH_INVOICE: Refusal = Refusal::Numbered("003", "Fatura não localizada.");

/// The code of one invoice. Several codes in one parameter are an HTML error page on real servers.
fn invoice_code(call: &RuleCall<'_>) -> Result<u64, Refusal> {
    let text = call.parameters.required("cd_fatura")?;
    if text.contains([',', ';']) {
        return Err(Refusal::Servlet("Falha na regra: mais de um código"));
    }
    call.parameters.required_code("cd_fatura")
}

/// Writes the PDF to `/mk/tmp/` and answers its address and the amount with fine and interest.
fn segunda_via(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let known = payable_invoice(world, invoice_code(call)?).ok_or(NO_SUCH_INVOICE)?;
    let file = format!("{}.PDF", known.hash());
    call.files.write(&file, known.pdf());
    let updated: Option<Money> = known.invoice.amount.checked_add(known.late_fee);
    Ok(json!({
        "CodigoPessoa": code(known.invoice.customer.to_number()),
        "Fatura": known.invoice.id.as_str(),
        "PathDownload": format!("{}/mk/tmp/{file}", call.base_url),
        "Valor": updated.unwrap_or(known.invoice.amount).to_string(),
        "Vcto": day_month_year(known.invoice.due),
        "status": "OK",
    }))
}

/// The digitable line. By its name the rule also texts the customer, which nobody has confirmed. Here it
/// does, so that a test can show that a client did not call it.
fn ld_via_sms(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let known = payable_invoice(world, invoice_code(call)?).ok_or(NO_SUCH_INVOICE)?;
    let line = known.line.as_ref().ok_or(NO_SUCH_INVOICE)?;
    let invoice = &known.invoice;
    let owner = world.customer_by_id(&invoice.customer);
    let mobile = owner.and_then(mobile);
    if mobile.is_some() {
        call.sent_messages.add();
    }
    Ok(json!({
        "DadosFatura": [{
            "celular": format!("55{}", mobile.unwrap_or_default()),
            "codfatura": code(invoice.id.to_number()),
            "codigopessoa": code(invoice.customer.to_number()),
            "data_vencimento": day_month_year(invoice.due),
            "descricao": invoice.description.clone().unwrap_or_default(),
            "ld": line.line(),
            "nome": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
            "situacao": "Aberta",
            "valor_nominal": reais(invoice.amount),
        }],
        "status": "OK",
    }))
}

fn mobile(owner: &Customer) -> Option<String> {
    let phones = owner.phones.iter().filter_map(|text| text.parse::<Phone>().ok());
    let mut mobiles = phones.filter(|phone| phone.kind() == PhoneKind::Mobile);
    mobiles.next().map(|phone| phone.national())
}

const NO_PIX: Refusal = Refusal::LowerCase("004", "A configuração não permite a operação.");

/// The PIX text of an invoice; or, for a document or a customer, of the one that is due first. Only
/// error 004 is documented; 003 for what does not exist is assumed.
fn copie_cola_pix(world: &mut World, call: &RuleCall<'_>) -> Reply {
    const NO_SUCH: Refusal = Refusal::LowerCase("003", "Dados não localizados.");
    let sent = call.parameters;
    let found = if let Some(number) = sent.optional_code("CodigoFatura")? {
        payable_invoice(world, number)
    } else if let Some(document) = sent.text("Documento") {
        let document: Option<Document> = document.parse().ok();
        let document = document.ok_or(Refusal::LowerCase("002", "Documento inválido."))?;
        due_first(world, |owner| owner.document.as_ref() == Some(&document))
    } else if let Some(number) = sent.optional_code("CodigoCliente")? {
        let id = CustomerId::from(number);
        due_first(world, |owner| owner.id == id)
    } else {
        let missing = "Pelo menos um parametro deve ser informado.";
        return Err(Refusal::LowerCase("004", missing));
    };
    let known = found.ok_or(NO_SUCH)?;
    let pix = known.pix.as_ref().ok_or(NO_PIX)?;
    let owner = world.customer_by_id(&known.invoice.customer);
    // A success has no `status`.
    Ok(json!({
        "codpessoa": code(known.invoice.customer.to_number()),
        "conexão_reduzida": sim_nao(is_blocked_or_reduced(world, known)),
        "nome_razaosocial": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        // Inverted, as on real servers: "Não" means that the contract is active.
        "status_contrato": sim_nao(is_cancelled(world, known)),
        "texto_qrcode": pix.to_string(),
    }))
}

/// The oldest overdue invoice, or else the next one: in both cases the one with the earliest due date.
fn due_first(world: &World, is_owner: impl Fn(&Customer) -> bool) -> Option<&WorldInvoice> {
    let unpaid = world.invoices.iter().filter(|known| {
        let owner = world.customer_by_id(&known.invoice.customer);
        known.invoice.status == InvoiceStatus::Open && owner.is_some_and(&is_owner)
    });
    unpaid.min_by_key(|known| known.invoice.due)
}

fn is_cancelled(world: &World, known: &WorldInvoice) -> bool {
    let billed = known.invoice.known_contracts();
    let mut contracts = world.contracts.iter().filter(|contract| billed.contains(&contract.id));
    contracts.any(|contract| contract.status == ContractStatus::Cancelled)
}

fn is_blocked_or_reduced(world: &World, known: &WorldInvoice) -> bool {
    let billed = known.invoice.known_contracts();
    let connections = world.connections.iter().map(|known| &known.connection);
    let mut own = connections.filter(|known| {
        let contract = known.contract.as_ref();
        contract.is_some_and(|contract| billed.contains(contract))
    });
    own.any(|known| known.is_blocked() || known.reduced == Some(true))
}

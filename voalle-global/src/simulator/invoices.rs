//! Titles.

use isp_core::brazil::{Document, PaymentLine, PixCode};
use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{ContractId, InvoiceId, InvoiceStatus, Money};
use serde_json::{Value, json};

use super::answers::{not_found, refused, success, with_members};
use super::people::by_document;

fn charged(known: &WorldInvoice) -> Money {
    let amount = known.invoice.amount;
    amount.checked_add(known.late_fee).unwrap_or(amount)
}

fn is_open(known: &WorldInvoice) -> bool {
    known.invoice.status == InvoiceStatus::Open
}

fn amounts(known: &WorldInvoice) -> Value {
    json!({
        "value": known.invoice.amount,
        "finalValue": charged(known),
        "discount": 0,
        "fine": known.late_fee,
        "interest": 0,
    })
}

fn number_of(known: &WorldInvoice) -> String {
    format!("FAT{:012}", known.invoice.id.to_number().unwrap_or_default())
}

/// The boleto as a person's record shows it.
pub(super) fn short(known: &WorldInvoice) -> Value {
    json!({
        "bankTitleNumber": null,
        "balance": known.invoice.amount,
        "title": number_of(known),
        "issueDate": known.invoice.due.first_of_month().to_string(),
        "expirationDate": known.invoice.due.to_string(),
        "processingDate": known.invoice.due.first_of_month().to_string(),
        "amount": amounts(known),
    })
}

fn title(world: &World, known: &WorldInvoice, with_state: bool) -> Value {
    let invoice = &known.invoice;
    let owner = world.customer_by_id(&invoice.customer);
    let line = known.line.as_ref();
    let pix = known.pix.as_ref().map(PixCode::to_string).unwrap_or_default();
    let mut further = vec![
        ("typefulLine", json!(line.map(PaymentLine::formatted_line))),
        ("pixQRCode", pix.into()),
    ];
    if with_state {
        let original = [("originalValue", json!(invoice.amount))];
        further.push(("amount", with_members(amounts(known), original)));
        further.push(("status", state(world, known).into()));
        further.push(("receipts", receipts(known)));
    } else {
        further.push(("barcode", json!(line.map(PaymentLine::barcode))));
    }
    let mut billet = with_members(short(known), further);
    if let Value::Object(billet) = &mut billet {
        billet.remove("balance");
    }
    json!({
        "id": invoice.id.to_number(),
        "billet": billet,
        "client": owner.map(|owner| json!({
            "txId": owner.document.as_ref().map(Document::plain),
            "name": owner.name,
        })),
        "companyPlace": {"txId": "11222333000181", "name": "Provedor Exemplo"},
        "bank": {"code": "999", "name": "Banco Exemplo"},
        "collectionType": {"specieTitle": "DMI", "accept": "N"},
    })
}

fn state(world: &World, known: &WorldInvoice) -> &'static str {
    match &known.invoice.status {
        InvoiceStatus::Open if known.invoice.due < world.today => "Vencida",
        InvoiceStatus::Open => "Em aberto",
        InvoiceStatus::Paid => "Paga",
        InvoiceStatus::Cancelled => "Cancelada",
        _ => "Renegociada",
    }
}

fn receipts(known: &WorldInvoice) -> Value {
    if known.invoice.status != InvoiceStatus::Paid {
        return Value::Null;
    }
    json!({
        "ammount": known.invoice.amount,
        "discount": 0,
        "fine": 0,
        "interest": 0,
        "receiptDate": known.invoice.due.to_string(),
    })
}

/// The open titles of a document.
pub(super) fn open(world: &World, document: &str) -> SimulatedResponse {
    let Some(owner) = by_document(world, document) else { return not_found() };
    let titles: Vec<Value> =
        world.unpaid(&owner.id).into_iter().map(|known| title(world, known, false)).collect();
    if titles.is_empty() {
        return refused("Cliente não possui títulos em aberto.");
    }
    success(&titles.into())
}

/// All titles of a document.
pub(super) fn all(world: &World, document: &str) -> SimulatedResponse {
    let Some(owner) = by_document(world, document) else { return not_found() };
    let own = world.invoices.of_customer(&owner.id);
    success(&own.map(|known| title(world, known, true)).collect())
}

/// The open titles of a contract.
pub(super) fn of_contract(world: &World, contract: &str) -> SimulatedResponse {
    let contract = ContractId::new(contract);
    if world.contracts.by_id(contract.as_str()).is_none() {
        return not_found();
    }
    let own = world
        .invoices
        .iter()
        .filter(|known| is_open(known) && known.invoice.known_contracts().contains(&contract));
    let row = |known: &WorldInvoice| {
        json!({
            "id": known.invoice.id.to_number(),
            "title": number_of(known),
            "expirationDate": format!("{}T00:00:00", known.invoice.due),
            "parcel": 1,
            "typefulLine": known.line.as_ref().map(PaymentLine::formatted_line),
            "link": format!("https://portal.example.com/boletos/{}", known.hash()),
            "pixQRCode": known.pix.as_ref().map(PixCode::to_string).unwrap_or_default(),
        })
    };
    success(&own.map(row).collect())
}

fn by_id<'a>(world: &'a World, id: &str) -> Option<&'a WorldInvoice> {
    world.invoice_by_id(&InvoiceId::new(id)).filter(|known| known.line.is_some())
}

pub(super) fn pdf(world: &World, id: &str) -> SimulatedResponse {
    match by_id(world, id) {
        Some(known) => SimulatedResponse::new(200, "application/pdf", known.pdf()),
        None => not_found(),
    }
}

pub(super) fn link(world: &World, id: &str) -> SimulatedResponse {
    let Some(known) = by_id(world, id) else { return not_found() };
    let link = format!("https://portal.example.com/boletos/{}?validationCode=AA", known.hash());
    success(&json!({"link": link}))
}

/// Registers a PIX. Of one that is there already it gives the same again; nobody shows what a real
/// server does then.
pub(super) fn register_pix(world: &mut World, id: &str) -> SimulatedResponse {
    let id = InvoiceId::new(id);
    let mut invoices = world.invoices.iter_mut();
    let Some(known) = invoices.find(|known| known.invoice.id == id && is_open(known)) else {
        return not_found();
    };
    if known.pix.is_none() {
        known.pix = WorldInvoice::payable(known.invoice.clone()).pix;
    }
    success(&json!({
        "registerId": 930_000 + known.invoice.id.to_number().unwrap_or_default(),
        "qrCode": known.pix.as_ref().map(PixCode::to_string),
        "totalAmount": charged(known),
        "interestAmount": 0,
        "fineAmount": known.late_fee,
        "transactionId": "00000000-0000-4000-8000-000000000002",
        "hybridBillet": false,
    }))
}

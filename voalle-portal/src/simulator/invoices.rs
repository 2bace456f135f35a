//! Receivable titles and fiscal notes.

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{CustomerId, InvoiceStatus, Money};
use serde_json::{Value, json};

use super::answers::{PageRequest, error, list, page, sparse};

pub(super) fn titles(world: &World, subscriber: &CustomerId, fields: Option<&str>) -> Value {
    let own = world.invoices.of_customer(subscriber);
    list(own.map(|known| sparse(title(known), fields)))
}

fn title(known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let id = invoice.id.to_number().unwrap_or_default();
    let open = invoice.status == InvoiceStatus::Open;
    let due = invoice.due.to_string();
    json!({
        "id": id,
        "parcel": 1,
        "title": format!("FAT{id:012}"),
        "bankTitleNumber": known.line.as_ref().map(|_| format!("{id:011}")),
        "balance": if open { invoice.amount } else { Money::ZERO },
        "titleAmount": invoice.amount,
        "documentAmount": invoice.amount,
        "fineAmount": known.late_fee,
        "interestAmount": 0,
        "complement": invoice.description,
        "hash": known.line.as_ref().map(|_| known.hash()),
        "typefulLine": known.line.as_ref().map(isp_core::brazil::PaymentLine::formatted_line),
        "expirationDate": due,
        "originalExpirationDate": due,
        "competence": invoice.due.first_of_month().to_string(),
        "finished": !open,
    })
}

pub(super) fn billet(world: &World, subscriber: &CustomerId, hash: &str) -> SimulatedResponse {
    let known = world.invoices.iter().find(|known| {
        known.invoice.customer == *subscriber && known.line.is_some() && known.hash() == hash
    });
    match known {
        Some(known) => SimulatedResponse::new(200, "application/pdf", known.pdf()),
        None => error(404, "Not Found", "No such billet"),
    }
}

/// The invoices with a fiscal note. The world has no fiscal notes: each paid invoice gets one.
fn with_note<'a>(
    world: &'a World,
    subscriber: &CustomerId,
) -> impl Iterator<Item = &'a WorldInvoice> {
    world.invoices.iter().filter(move |known| {
        known.invoice.customer == *subscriber && known.invoice.status == InvoiceStatus::Paid
    })
}

fn note_id(known: &WorldInvoice) -> u64 {
    10_000 + known.invoice.id.to_number().unwrap_or_default()
}

/// Whether `id` is that of one of the subscriber's fiscal notes.
pub(super) fn has_note(world: &World, subscriber: &CustomerId, id: &str) -> bool {
    with_note(world, subscriber).any(|known| note_id(known).to_string() == id)
}

/// One page of the subscriber's fiscal notes.
pub(super) fn notes(
    world: &World,
    subscriber: &CustomerId,
    fields: Option<&str>,
    wanted: PageRequest,
) -> Value {
    let notes = with_note(world, subscriber).map(|known| note(world, subscriber, known));
    let rows: Vec<Value> = notes.map(|note| sparse(note, fields)).collect();
    page(&rows, wanted)
}

fn note(world: &World, subscriber: &CustomerId, known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let contract = world
        .contracts
        .iter()
        .find(|contract| Some(&contract.id) == invoice.known_contracts().first());
    let name = world.customer_by_id(subscriber).map(|person| person.name.as_str());
    json!({
        "id": note_id(known),
        "movementDate": invoice.due.to_string(),
        "documentNumber": format!("{:06}", invoice.id.to_number().unwrap_or_default()),
        "clientName": name,
        "clientName2": name,
        "totalAmountService": invoice.amount,
        "printUrl": null,
        "contract": contract.map(|contract| json!({"contractNumber": contract.number})),
        "financialCollectionType": {"title": "Boleto exemplo"},
        "financialOperation": null,
    })
}

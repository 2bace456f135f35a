//! Fiscal notes on the wire: the world has none, so each paid invoice has one.

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{CustomerId, InvoiceStatus};
use serde_json::{Value, json};

use super::wire::{error, page, sparse};

fn own<'a>(world: &'a World, caller: &CustomerId) -> impl Iterator<Item = &'a WorldInvoice> {
    world.invoices.iter().filter(move |known| {
        known.invoice.customer == *caller && known.invoice.status == InvoiceStatus::Paid
    })
}

fn note_id(known: &WorldInvoice) -> u64 {
    10_000 + known.invoice.id.to_number().unwrap_or_default()
}

/// One page of the caller's notes, counted from 1; all of them without a size.
pub(super) fn notes(
    world: &World,
    caller: &CustomerId,
    fields: Option<&str>,
    number: usize,
    size: Option<usize>,
) -> Value {
    let rows: Vec<Value> =
        own(world, caller).map(|known| sparse(note(world, caller, known), fields)).collect();
    page(&rows, number, size)
}

fn note(world: &World, caller: &CustomerId, known: &WorldInvoice) -> Value {
    let invoice = &known.invoice;
    let contract = world
        .contracts
        .iter()
        .find(|contract| Some(&contract.id) == invoice.known_contracts().first());
    let name = world.customer_by_id(caller).map(|person| person.name.as_str());
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

/// A note to print. Nobody shows what comes: a PDF is assumed.
pub(super) fn print(world: &World, caller: &CustomerId, id: &str) -> SimulatedResponse {
    match own(world, caller).find(|known| note_id(known).to_string() == id) {
        Some(known) => SimulatedResponse::new(200, "application/pdf", known.pdf()),
        None => error(404, "Not Found", "No such note"),
    }
}

//! Receivable titles on the wire.

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{CustomerId, InvoiceStatus, Money};
use serde_json::{Value, json};

use super::wire::{error, list, sparse};

pub(super) fn titles(world: &World, caller: &CustomerId, fields: Option<&str>) -> Value {
    let own = world.invoices.iter().filter(|known| known.invoice.customer == *caller);
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

pub(super) fn billet(world: &World, caller: &CustomerId, hash: &str) -> SimulatedResponse {
    let known = world.invoices.iter().find(|known| {
        known.invoice.customer == *caller && known.line.is_some() && known.hash() == hash
    });
    match known {
        Some(known) => SimulatedResponse::new(200, "application/pdf", known.pdf()),
        None => error(404, "Not Found", "No such billet"),
    }
}

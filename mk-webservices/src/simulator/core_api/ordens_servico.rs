//! Service orders. The world has none: each ticket is shown as a service order too.

use isp_core::TicketStatus;
use isp_core::testing::{World, WorldTicket};
use serde_json::{Value, json};

use super::atendimentos::{as_if_utc, protocol};
use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[Resource::put("os", change)];

/// The members that are required to close an order.
const CLOSING: [&str; 4] = [
    "operadorEncerramento",
    "servicoPrestado",
    "classificacaoEncerramento",
    "fecharAtendimentoAssociado",
];

/// Members of the request that the answer repeats.
const REPEATED: [&str; 3] = ["defeitoReclamado", "defeitoConstatado", "operador"];

/// The number of a ticket's service order.
pub(in crate::simulator) fn number_of(known: &WorldTicket) -> u64 {
    8100 + known.number
}

/// The ticket that is shown as this service order.
pub(in crate::simulator) fn order(world: &World, number: u64) -> Option<&WorldTicket> {
    world.tickets.iter().find(|known| number_of(known) == number)
}

/// Answers the order with the values that were sent. Of all changes, the world stores only that the
/// ticket is closed.
fn change(world: &mut World, call: &CoreCall) -> Reply {
    let says = |name: &str| call.body.get(name).and_then(Value::as_str) == Some("S");
    if says("encerrarOs") {
        for needed in CLOSING {
            call.member(needed)?;
        }
        if says("fecharAtendimentoAssociado") {
            call.member("classificEncerramentoAtendmento")?;
        }
    } else if CLOSING.iter().any(|name| call.member(name).is_ok()) {
        return Err(BAD_REQUEST);
    }
    let wanted = call.code("id")?;
    let found = world.tickets.iter_mut().find(|known| number_of(known) == wanted);
    let known = found.ok_or(NOT_FOUND)?;
    if says("fecharAtendimentoAssociado") {
        known.ticket.status = TicketStatus::Closed;
    }
    let known = known.clone();
    let mut answer = entity(world, &known);
    if let Some(answer) = answer.as_object_mut() {
        let sent = REPEATED.iter().filter_map(|name| Some((*name, call.body.get(*name)?)));
        answer.extend(sent.map(|(name, value)| (name.to_owned(), value.clone())));
    }
    Ok(answer)
}

fn entity(world: &World, known: &WorldTicket) -> Value {
    let ticket = &known.ticket;
    let customer = world.customer_by_id(&ticket.customer);
    let home = customer.and_then(|customer| customer.address.clone()).unwrap_or_default();
    json!({
        "id": number_of(known),
        "cep": home.postal_code.map(|cep| cep.digits()),
        "dataAbertura": as_if_utc(known, "%Y-%m-%dT00:00:00.000Z"),
        "dataHoraInsert": as_if_utc(known, "%Y-%m-%dT%H:%M:%S.000Z"),
        "protocolo": protocol(known, world.today),
        "defeitoReclamado": ticket.description,
        "defeitoConstatado": null,
        "operador": "operador.exemplo",
        "pessoaId": ticket.customer.to_number(),
        "leadId": null,
        "bairroId": 11,
        "cidadeId": 7,
    })
}

//! Tickets: opened, and changed or closed by protocol.

use isp_core::testing::{World, WorldTicket};
use isp_core::{ContractId, CustomerId, NewTicket, TicketStatus};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] =
    &[Resource::post("atendimentos", open), Resource::put("atendimentos/protocolo", change)];

/// Members of the request that the answer repeats, and their names in the answer.
const REPEATED: [(&str, &str); 8] = [
    ("conexaoId", "conexaoId"),
    ("empresaId", "provedorEmpresaId"),
    ("processoId", "processoAtendimentoId"),
    ("subprocessoId", "subprocessoId"),
    ("classificacaoId", "classificacaoAtendimentoId"),
    ("origemContatoId", "comoFoiContato"),
    ("classificacaoEncerramento", "classificacaoEncerramentoId"),
    ("comentarioEncerramento", "textoEncerramento"),
];

/// Opens a ticket. The answer is not documented: the ticket, as a change answers it, is inferred.
fn open(world: &mut World, call: &CoreCall) -> Reply {
    for required in ["empresaId", "processoId", "classificacaoId"] {
        call.member(required)?;
    }
    let customer = CustomerId::from(number(call, "pessoaId")?);
    let contract = ContractId::from(number(call, "contratoId")?);
    let info = call.member("infoCliente")?.as_str().ok_or(BAD_REQUEST)?;
    let title = info.lines().next().unwrap_or_default();
    let new = NewTicket::new(customer, title, info).about_contract(contract);
    let opened = world.open_ticket(&new).map_err(|_| NOT_FOUND)?;
    Ok(entity(world.today, &opened, call))
}

/// Changes or closes a ticket. Assumed: `finalizado: "N"` does not open a closed one again.
fn change(world: &mut World, call: &CoreCall) -> Reply {
    let closes = call.body.get("finalizado").and_then(Value::as_str) == Some("S");
    if closes {
        call.member("classificacaoEncerramento")?;
    }
    let today = world.today;
    let wanted = call.text("protocolo")?;
    let found = world.tickets.iter_mut().find(|known| protocol(known, today) == wanted);
    let known = found.ok_or(NOT_FOUND)?;
    if closes {
        known.ticket.status = TicketStatus::Closed;
    }
    if let Some(info) = call.body.get("infoCliente").and_then(Value::as_str) {
        known.ticket.description = Some(info.to_owned());
    }
    if let Some(contract) = call.body.get("contratoId").and_then(Value::as_u64) {
        known.ticket.contract = Some(contract.into());
    }
    Ok(entity(today, known, call))
}

fn number(call: &CoreCall, name: &str) -> Result<u64, (u16, &'static str)> {
    call.member(name)?.as_u64().ok_or(BAD_REQUEST)
}

/// `AAMM.n`: year and month of opening, and the running number.
pub(in crate::simulator) fn protocol(known: &WorldTicket, today: Date) -> String {
    let opened = known.ticket.opened.as_ref().map_or(today, jiff::Zoned::date);
    format!("{}.{}", opened.strftime("%y%m"), known.number)
}

/// A local day or time, written as if it were in UTC.
pub(super) fn as_if_utc(known: &WorldTicket, form: &str) -> Option<String> {
    known.ticket.opened.as_ref().map(|at| at.strftime(form).to_string())
}

fn entity(today: Date, known: &WorldTicket, call: &CoreCall) -> Value {
    let ticket = &known.ticket;
    let closed = ticket.status == TicketStatus::Closed;
    let mut answer = json!({
        "id": ticket.id.to_number(),
        "dataAbertura": as_if_utc(known, "%Y-%m-%dT00:00:00.000Z"),
        "horaAbertura": as_if_utc(known, "%H:%M:%S"),
        "dataHoraInsert": as_if_utc(known, "%Y-%m-%dT%H:%M:%S.000Z"),
        "dataHoraStart": null,
        "protocolo": protocol(known, today),
        "infoCliente": ticket.description,
        "finalizado": if closed { "S" } else { "N" },
        "situacao": "I",
        "pessoaId": ticket.customer.to_number(),
        "conexaoId": null,
        "contratoId": ticket.contract.as_ref().and_then(ContractId::to_number),
        "processoAtendimentoId": 3,
        "classificacaoAtendimentoId": 12,
        "provedorEmpresaId": 1,
        "dataFinalizado": closed.then(|| format!("{today}T00:00:00.000Z")),
        "horaFinalizado": closed.then_some("12:00:00"),
        // In the vendor's example it is set on an open ticket too, a number as text.
        "operadorEncerramento": "1275",
        "operadorAbertura": "operador.exemplo",
        "workspaceId": 25_396,
        "textoEncerramento": null,
        "classificacaoEncerramentoId": null,
        "subprocessoId": null,
        "cdTecResponsavelContato": null,
        "circuitoId": null,
        "comoFoiContato": 9,
    });
    if let Some(answer) = answer.as_object_mut() {
        let sent =
            REPEATED.iter().filter_map(|(name, shown)| Some((*shown, call.body.get(*name)?)));
        answer.extend(sent.map(|(shown, value)| (shown.to_owned(), value.clone())));
    }
    answer
}

//! Tickets.

use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use isp_core::testing::{World, WorldTicket};
use isp_core::{ContractId, CustomerId, NewTicket, TicketStatus};
use serde_json::{Value, json};

use super::answers::{id, json_response, not_found, success, text};
use super::contracts::{tag, tag_id};

/// Kinds of incident, as the portal's simulator has them.
const INCIDENT_TYPES: [u64; 3] = [21, 1011, 1012];
/// Services of the catalogue, likewise.
const CATALOG_SERVICES: [u64; 2] = [1, 5];

/// The protocol of a ticket, as the portal has it.
fn protocol(known: &WorldTicket) -> u64 {
    500_000 + known.number
}

/// Code and words of a ticket's state.
fn state(status: &TicketStatus) -> (u64, &str) {
    match status {
        TicketStatus::Open => (1, "Abertura"),
        TicketStatus::Closed => (4, "Encerramento"),
        TicketStatus::Cancelled => (8, "Cancelado"),
        TicketStatus::Unknown(word) => (5, word),
        _ => (5, ""),
    }
}

fn local(known: &WorldTicket) -> Option<String> {
    let opened = known.ticket.opened.as_ref()?;
    Some(opened.strftime("%Y-%m-%dT%H:%M:%S").to_string())
}

pub(super) fn of_customer(world: &World, person: &str) -> SimulatedResponse {
    let own = world.tickets.iter().filter(|known| known.ticket.customer.as_str() == person);
    let row = |known: &WorldTicket| {
        json!({
            "assignmentId": known.ticket.id.to_number(),
            "title": known.ticket.title,
            "protocol": protocol(known),
            "status": state(&known.ticket.status).1,
            "team": "Operacional",
            "sectorArea": "Técnica",
            "beginningData": local(known),
            "finalData": local(known),
        })
    };
    success(&json!({"data": own.map(row).collect::<Vec<_>>()}))
}

/// The ticket that a query names; `assignmentId` wins.
fn named<'a>(world: &'a World, request: &SimulatedRequest) -> Option<&'a WorldTicket> {
    let number = |name: &str| request.parameter(name)?.parse::<u64>().ok();
    let (assignment, wanted) = (number("assignmentId"), number("protocol"));
    world.tickets.iter().find(|known| match assignment {
        Some(assignment) => known.ticket.id.to_number() == Some(assignment),
        None => Some(protocol(known)) == wanted,
    })
}

pub(super) fn data(world: &World, request: &SimulatedRequest) -> SimulatedResponse {
    let Some(known) = named(world, request) else { return not_found() };
    let ticket = &known.ticket;
    let owner = world.customer_by_id(&ticket.customer);
    let person = owner
        .map(|owner| json!({"id": owner.id.to_number(), "name": owner.name, "name2": owner.name}));
    let contract = ticket.contract.as_ref().and_then(ContractId::to_number);
    let (code, words) = state(&ticket.status);
    success(&json!({
        "protocol": protocol(known),
        "assignmentId": ticket.id.to_number(),
        "incidentTypeId": 21,
        "incidentType": {"id": 21, "title": "Atendimento"},
        "incidentStatusId": code,
        "incidentStatus": {"id": code, "title": words},
        "requestorId": ticket.customer.to_number(),
        "requestor": person,
        "clientId": ticket.customer.to_number(),
        "client": person,
        "beginningDate": local(known),
        "finalDate": local(known),
        "criticity": 8,
        "contractServiceTagId": contract.map(tag_id),
        "contractServiceTag": contract.map(|contract| {
            json!({"id": tag_id(contract), "title": "Fibra", "serviceTag": tag(contract)})
        }),
        "catalogServiceId": null,
        "catalogService": null,
        "companyPlaceId": 1,
        "companyPlace": {"id": 1, "description": "EMPRESA EXEMPLO"},
    }))
}

/// One report for each ticket: its own text.
pub(super) fn history(world: &World, request: &SimulatedRequest) -> SimulatedResponse {
    let Some(known) = named(world, request) else { return not_found() };
    json_response(&json!([{
        "typeOperation": 1,
        "id": 520_000 + known.number,
        "title": "Atendimento de Solicitação - Primeiro Relato",
        "description": known.ticket.description,
        "beginningDate": local(known),
        "finalDate": local(known),
        "private": false,
        "personId": 700_900,
        "person": {"id": 700_900, "name": "Atendente Exemplo"},
        "teamId": 321,
        "team": {"id": 321, "name": "Equipe Exemplo"},
    }]))
}

/// Opens a ticket with all its details.
pub(super) fn open_detailed(world: &mut World, body: &Value) -> SimulatedResponse {
    let ids = ["incidentStatusId", "personId", "incidentTypeId", "serviceLevelAgreementId"];
    let assignment = body.get("assignment").cloned().unwrap_or_default();
    let (title, description) = (text(&assignment, "title"), text(&assignment, "description"));
    let is_complete = ids.iter().all(|name| id(body, name).is_some());
    let (true, Some(title), Some(description)) = (is_complete, title, description) else {
        return not_found();
    };
    let person = id(body, "personId").unwrap_or_default();
    let Some(kind) = kind(body) else { return not_found() };
    let mut new = NewTicket::new(person, title, description).of_kind(kind);
    if let Some(wanted) = text(body, "contractServiceTagCategory") {
        let contract = world.contracts.iter().find(|known| {
            known.id.to_number().map(tag).as_deref() == Some(wanted)
                && known.customer == CustomerId::from(person)
        });
        match contract {
            Some(contract) => new = new.about_contract(contract.id.clone()),
            None => return not_found(),
        }
    }
    let Ok(opened) = world.open_ticket(&new) else { return not_found() };
    success(&json!({
        "protocol": protocol(&opened),
        "assignmentId": opened.ticket.id.to_number(),
        "message": "mensagem de exemplo",
    }))
}

/// `incidentTypeId`, or `incidentTypeId/catalogServiceId`; `None` if either is unknown.
fn kind(body: &Value) -> Option<String> {
    let incident = id(body, "incidentTypeId").filter(|id| INCIDENT_TYPES.contains(id))?;
    match id(body, "catalogServiceId") {
        None => Some(incident.to_string()),
        Some(service) if CATALOG_SERVICES.contains(&service) => {
            Some(format!("{incident}/{service}"))
        }
        Some(_) => None,
    }
}

/// Opens a simple ticket.
pub(super) fn open_simple(world: &mut World, body: &Value) -> SimulatedResponse {
    let (Some(person), Some(description)) = (id(body, "clientId"), text(body, "description"))
    else {
        return not_found();
    };
    let mut new = NewTicket::new(person, "Solicitação", description);
    if let Some(contract) = id(body, "contractId") {
        new = new.about_contract(contract);
    }
    let Ok(opened) = world.open_ticket(&new) else { return not_found() };
    success(&json!({"status": "OK", "protocol": protocol(&opened)}))
}

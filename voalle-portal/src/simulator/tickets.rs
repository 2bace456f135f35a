//! Tickets on the wire.

use std::collections::HashMap;

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldTicket};
use isp_core::{ContractId, CustomerId, NewTicket, TicketStatus};
use serde_json::{Value, json};

use super::contracts::tag_id;
use super::people::client;
use super::portal::number;
use super::wire::{CREATED, error, json_response, local, page, with_nulls};

/// One page of the caller's tickets, counted from 1; all of them without a size.
pub(super) fn solicitations(
    world: &World,
    caller: &CustomerId,
    number: usize,
    size: Option<usize>,
) -> Value {
    let own = world.tickets.iter().filter(|known| known.ticket.customer == *caller);
    let rows: Vec<Value> = own.map(|known| solicitation(world, caller, known, false)).collect();
    page(&rows, number, size)
}

/// Opens a ticket by the form's fields.
pub(super) fn open(
    world: &mut World,
    caller: &CustomerId,
    form: &HashMap<String, String>,
) -> SimulatedResponse {
    let text = |name: &str| form.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let id = |name: &str| text(name).and_then(|text| text.parse::<u64>().ok());
    let ids = ["companyPlaceId", "incidentStatusId", "incidentTypeId", "serviceLevelAgreementId"];
    if let Some(missing) = ids.iter().find(|name| id(name).is_none()) {
        return error(422, "Unprocessable Entity", &format!("{missing} is missing"));
    }
    if id("incidentStatusId") != Some(1) || id("personId") != Some(number(caller)) {
        return error(422, "Unprocessable Entity", "incidentStatusId or personId is wrong");
    }
    let (Some(title), Some(description)) = (text("title"), text("description")) else {
        return error(422, "Unprocessable Entity", "title or description is missing");
    };
    let mut new = NewTicket::new(caller.clone(), title, description);
    if let Some(tag) = id("contractServiceTagId") {
        let own = |id: &ContractId| id.to_number().map(tag_id) == Some(tag);
        let contract =
            world.contracts.iter().find(|known| known.customer == *caller && own(&known.id));
        match contract {
            Some(contract) => new = new.about_contract(contract.id.clone()),
            None => return error(422, "Unprocessable Entity", "contractServiceTagId is unknown"),
        }
    }
    let Ok(opened) = world.open_ticket(&new) else {
        return error(422, "Unprocessable Entity", "personId is unknown");
    };
    let mut record = solicitation(world, caller, &opened, true);
    if let (Some(service), Value::Object(record)) = (id("catalogServiceId"), &mut record) {
        record.insert("catalogService".into(), json!({"id": service, "title": "Suporte"}));
    }
    json_response(200, &json!({"data": record}))
}

/// A ticket; after opening some types differ from the list's.
fn solicitation(
    world: &World,
    caller: &CustomerId,
    known: &WorldTicket,
    just_opened: bool,
) -> Value {
    let ticket = &known.ticket;
    let (status, status_title) = match &ticket.status {
        TicketStatus::Closed => (4, "Encerramento"),
        TicketStatus::Cancelled => (8, "Cancelado"),
        _ => (1, "Abertura"),
    };
    let mixed = |list: Value, opened: Value| if just_opened { opened } else { list };
    let opened = ticket.opened.as_ref().map(local);
    let tag = ticket.contract.as_ref().and_then(ContractId::to_number).map(|id| {
        json!({
            "id": tag_id(id),
            "description": "Etiqueta de atendimento",
            "serviceTag": format!("EXMPL{id}"),
        })
    });
    let assignment = json!({
        "id": ticket.id.to_number(),
        "title": ticket.title,
        "description": ticket.description,
        "beginningDate": opened,
        "finalDate": opened,
        "lifetimeSeconds": 0,
        "lifetimeBusinessSeconds": 0,
        "secondsPlanned": 0,
        "childrenSecondsPlanned": 0,
        "secondsWorked": 0,
        "childrenSecondsWorked": 0,
        "reopenedSecondsWorked": 0,
        "childenReopenedSecondsWorked": 0,
        "weight": mixed(json!(8), json!("17")),
        "rework": 0,
        "created": CREATED,
        "modified": CREATED,
        "createdBy": mixed(json!(1), Value::Null),
        "modifiedBy": mixed(json!(1), Value::Null),
        "companyPlace": {
            "id": 1, "code": "001", "description": "Local exemplo", "name2": "Empresa Exemplo",
        },
        "region": {"id": 2, "title": "Região exemplo"},
    });
    let assignment = with_nulls(
        assignment,
        &[
            "reportClosingDate",
            "conclusionDate",
            "inExecution",
            "erpCode",
            "assignmentVersion",
            "responsible",
        ],
    );
    let record = json!({
        "protocol": 500_000 + known.number,
        "responsibleFinalDate": opened,
        "finalChecklistComplete": true,
        "feedbackStatus": 0,
        "feedbackNumberEmailsSent": 0,
        "stockPending": mixed(json!(false), json!(0)),
        "assignment": assignment,
        "sectorArea": {"id": 1, "title": "Administrativa"},
        "team": {"managerId": 13, "id": 1, "title": "Administrativo"},
        "teamManager": {"id": 13, "name": "Gestor Exemplo", "name2": "Gestor"},
        "originSectorArea": {"id": 1, "title": "Administrativa"},
        "originTeam": {"id": 1, "title": "Administrativo"},
        "serviceLevelAgreementType": {"id": 2, "title": "8x5"},
        "client": client(world, caller),
        "person": client(world, caller),
        "serviceLevelAgreement": {"id": 11, "description": "Parado"},
        "contractServiceTag": tag,
        "catalogService": null,
        "incidentStatus": {"id": status, "title": status_title},
        "incidentType": {"id": 21, "title": "Atendimento - Exemplo"},
    });
    with_nulls(record, &NULLS)
}

/// Fields that nobody has seen with a value.
const NULLS: [&str; 17] = [
    "beginningServiceDate",
    "beginningChecklist",
    "finalChecklist",
    "feedbackScore",
    "feedbackDescription",
    "feedbackDate",
    "feedbackLastEmailSent",
    "lastPermanencyCheck",
    "catalogServiceItem",
    "originResponsible",
    "saleRequest",
    "authenticationAccessPoint",
    "authenticationSite",
    "catalogServiceItemClass",
    "patrimony",
    "solicitationClassification",
    "solicitationProblem",
];

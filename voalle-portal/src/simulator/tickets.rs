//! Tickets, and what a ticket can be opened with.

use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use isp_core::testing::{World, WorldTicket};
use isp_core::{ContractId, CustomerId, NewTicket, TicketStatus};
use serde_json::{Value, json};

use super::answers::{
    CREATED, PageRequest, error, json_response, local, number, page, rows, sparse, with_nulls,
};
use super::contracts::tag_id;
use super::people::client;

/// Id, label, and whether a subscriber may choose it.
const INCIDENT_TYPES: [(u64, &str, bool); 3] = [
    (21, "Atendimento - Exemplo", false),
    (1011, "Cliente - Abertura Solicitação", true),
    (1012, "Cliente - Financeiro", true),
];

const CATALOG_SERVICES: [(u64, &str); 2] = [(1, "Suporte"), (5, "Mudança de endereço")];

/// One page of the subscriber's tickets.
pub(super) fn solicitations(world: &World, subscriber: &CustomerId, wanted: PageRequest) -> Value {
    let own = world.tickets.iter().filter(|known| known.ticket.customer == *subscriber);
    let rows: Vec<Value> = own.map(|known| solicitation(world, subscriber, known, false)).collect();
    page(&rows, wanted)
}

/// Opens a ticket.
pub(super) fn open(
    world: &mut World,
    subscriber: &CustomerId,
    request: &SimulatedRequest,
) -> SimulatedResponse {
    let Some(form) = request.form_fields() else {
        return error(422, "Unprocessable Entity", "multipart/form-data expected");
    };
    let text = |name: &str| {
        let value = form.iter().find(|(field, _)| field == name).map(|(_, value)| &**value);
        value.and_then(|value| std::str::from_utf8(value).ok()).filter(|text| !text.is_empty())
    };
    let id = |name: &str| text(name).and_then(|text| text.parse::<u64>().ok());
    let ids = ["companyPlaceId", "incidentStatusId", "incidentTypeId", "serviceLevelAgreementId"];
    if let Some(missing) = ids.iter().find(|name| id(name).is_none()) {
        return error(422, "Unprocessable Entity", &format!("{missing} is missing"));
    }
    // As one source says; the vendor's own sample has another person in the form than in the path.
    if id("incidentStatusId") != Some(1) || id("personId") != Some(number(subscriber)) {
        return error(422, "Unprocessable Entity", "incidentStatusId or personId is wrong");
    }
    let (Some(title), Some(description)) = (text("title"), text("description")) else {
        return error(422, "Unprocessable Entity", "title or description is missing");
    };
    let (Some(incident), service) = (id("incidentTypeId"), id("catalogServiceId")) else {
        return error(422, "Unprocessable Entity", "incidentTypeId is missing");
    };
    let is_known = INCIDENT_TYPES.iter().any(|(known, ..)| *known == incident)
        && service.is_none_or(|id| CATALOG_SERVICES.iter().any(|(known, _)| *known == id));
    if !is_known {
        return error(422, "Unprocessable Entity", "incidentTypeId or catalogServiceId is unknown");
    }
    let kind = match service {
        Some(service) => format!("{incident}/{service}"),
        None => incident.to_string(),
    };
    let mut new = NewTicket::new(subscriber.clone(), title, description).of_kind(kind);
    if let Some(tag) = id("contractServiceTagId") {
        let own = |id: &ContractId| id.to_number().map(tag_id) == Some(tag);
        let contract =
            world.contracts.iter().find(|known| known.customer == *subscriber && own(&known.id));
        match contract {
            Some(contract) => new = new.about_contract(contract.id.clone()),
            None => return error(422, "Unprocessable Entity", "contractServiceTagId is unknown"),
        }
    }
    let Ok(opened) = world.open_ticket(&new) else {
        return error(422, "Unprocessable Entity", "personId is unknown");
    };
    let mut record = solicitation(world, subscriber, &opened, true);
    if let (Some(service), Value::Object(record)) = (service, &mut record) {
        record.insert("catalogService".into(), json!({"id": service, "title": "Suporte"}));
    }
    json_response(&json!({"data": record}))
}

/// Kinds of ticket. `qfields=clientView&q=1` selects those that a subscriber may choose.
pub(super) fn incident_types(request: &SimulatedRequest) -> Value {
    let clients_only =
        request.parameter("qfields") == Some("clientView") && request.parameter("q") == Some("1");
    let kinds =
        INCIDENT_TYPES.into_iter().filter(|(.., client_view)| *client_view || !clients_only);
    rows(kinds.map(|(id, title, _)| {
        let row = json!({"id": id, "code": id.to_string(), "title": title});
        sparse(row, request.parameter("fields"))
    }))
}

/// Services of the catalogue, the same for every service tag.
pub(super) fn catalog_services() -> Value {
    rows(CATALOG_SERVICES.into_iter().map(|(id, title)| json!({"id": id, "title": title})))
}

/// A ticket. Some types in the answer to the opening differ from those in the list.
fn solicitation(
    world: &World,
    subscriber: &CustomerId,
    known: &WorldTicket,
    just_opened: bool,
) -> Value {
    let ticket = &known.ticket;
    let (status, status_title) = match &ticket.status {
        TicketStatus::Closed => (4, "Encerramento"),
        TicketStatus::Cancelled => (8, "Cancelado"),
        _ => (1, "Abertura"),
    };
    let either = |list: Value, opened: Value| if just_opened { opened } else { list };
    let opened = ticket.opened.as_ref().map(local);
    // Null in the samples: the members are those of a connection's service tag.
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
        "weight": either(json!(8), json!("17")),
        "rework": 0,
        "created": CREATED,
        "modified": CREATED,
        "createdBy": either(json!(1), Value::Null),
        "modifiedBy": either(json!(1), Value::Null),
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
        "stockPending": either(json!(false), json!(0)),
        "assignment": assignment,
        "sectorArea": {"id": 1, "title": "Administrativa"},
        "team": {"managerId": 13, "id": 1, "title": "Administrativo"},
        "teamManager": {"id": 13, "name": "Gestor Exemplo", "name2": "Gestor"},
        "originSectorArea": {"id": 1, "title": "Administrativa"},
        "originTeam": {"id": 1, "title": "Administrativo"},
        "serviceLevelAgreementType": {"id": 2, "title": "8x5"},
        "client": client(world, subscriber),
        "person": client(world, subscriber),
        "serviceLevelAgreement": {"id": 11, "description": "Parado"},
        "contractServiceTag": tag,
        "catalogService": null,
        "incidentStatus": {"id": status, "title": status_title},
        "incidentType": {"id": 21, "title": "Atendimento - Exemplo"},
    });
    with_nulls(record, &NULLS)
}

/// Members that are null in every sample.
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

//! Connections.

use isp_core::brazil::Document;
use isp_core::loopback::SimulatedResponse;
use isp_core::testing::{World, WorldConnection};
use isp_core::{ConnectionStatus, Contract};
use serde_json::{Value, json};

use super::answers::{PageRequest, page, success, with_members};
use super::contracts::{code, number, tag};
use super::people;

/// A code whose meaning no source explains, for a state that has no code.
const UNKNOWN: u64 = 9;

fn is_deleted(known: &WorldConnection) -> bool {
    known.connection.status == ConnectionStatus::Inactive
}

fn contract_of<'a>(world: &'a World, known: &WorldConnection) -> Option<&'a Contract> {
    let id = known.connection.contract.as_ref()?;
    world.contracts.by_id(id.as_str())
}

/// All connections, or all deleted ones.
pub(super) fn all(world: &World, deleted: bool) -> SimulatedResponse {
    success(&rows(world, deleted).into())
}

/// One page of the deleted connections.
pub(super) fn deleted_page(world: &World, wanted: PageRequest) -> SimulatedResponse {
    page(&rows(world, true), wanted)
}

fn rows(world: &World, deleted: bool) -> Vec<Value> {
    let rows = world.connections.iter().filter(|known| is_deleted(known) == deleted);
    rows.map(|known| row(world, known)).collect()
}

/// The connections that a body asks for, in a group for each contract.
pub(super) fn by_userdata(world: &World, body: &Value) -> SimulatedResponse {
    let list = |name: &str| body.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let (ids, users, tags) = (list("contractIds"), list("users"), list("serviceTags"));
    let is_wanted = |known: &WorldConnection| {
        let contract = contract_of(world, known).map(number);
        let user = known.connection.username.as_deref();
        ids.iter().any(|id| id.as_u64() == contract)
            || users.iter().any(|it| it.as_str() == user)
            || tags.iter().any(|it| it.as_str() == contract.map(tag).as_deref())
    };
    let mut groups: Vec<(Option<u64>, Vec<Value>)> = Vec::new();
    for known in world.connections.iter().filter(|it| !is_deleted(it) && is_wanted(it)) {
        let contract = contract_of(world, known).map(number);
        let row = row(world, known);
        match groups.iter_mut().find(|(other, _)| *other == contract) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((contract, vec![row])),
        }
    }
    success(&groups.into_iter().map(|(_, rows)| Value::from(rows)).collect())
}

fn row(world: &World, known: &WorldConnection) -> Value {
    let connection = &known.connection;
    let contract = contract_of(world, known);
    let owner = world.customer_by_id(&connection.customer);
    let address = connection.address.clone().unwrap_or_default();
    let location = connection.location;
    let row = json!({
        "id": connection.id.to_number(),
        "user": connection.username,
        "integrationCode": null,
        "serviceTag": contract.map(|contract| tag(number(contract))),
        "equipmentSerialNumber": null,
        "mac": connection.mac_address,
        "integrationCodeMap": null,
        "client": owner.map(|owner| json!({
            "id": people::number(&owner.id),
            "name": owner.name,
            "txId": owner.document.as_ref().map(Document::plain),
        })),
        "address": {
            "street": address.street,
            "postalCode": address.postal_code.map(|cep| cep.to_string()),
            "number": address.number,
            "neighborhood": address.district,
            "city": address.city,
            "codeCityId": 9_999_999,
            "state": address.state,
            "latitude": location.map(|place| format!("{:.7}", place.latitude)),
            "longitude": location.map(|place| format!("{:.7}", place.longitude)),
            "addressComplement": null,
        },
        "contract": contract.map(|contract| contract_row(contract, is_deleted(known))),
    });
    if is_deleted(known) {
        return row;
    }
    let status = match connection.status {
        ConnectionStatus::Active => 1,
        ConnectionStatus::Blocked => 2,
        _ => UNKNOWN,
    };
    let further = [
        ("status", status.into()),
        ("splitter", Value::Null),
        ("authenticationAccessPoint", Value::Null),
    ];
    with_members(row, further)
}

fn contract_row(contract: &Contract, of_deleted: bool) -> Value {
    let (status, words) = code(&contract.status);
    let row = json!({"id": number(contract), "status": status, "statusDescription": words});
    let stage = [("stage", 3.into()), ("stageDescription", "Aprovado".into())];
    if of_deleted { row } else { with_members(row, stage) }
}

//! Contracts and their service tags.

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::World;
use isp_core::{Contract, ContractStatus, CustomerId};
use serde_json::{Value, json};

use super::answers::{CREATED, error, list, php_date, undocumented};
use super::people::client;

/// The id of a contract's service tag. The world has no service tags: each contract gets one.
pub(super) fn tag_id(contract: u64) -> u64 {
    820_000 + contract
}

/// A code whose meaning no source explains, for a state that has no code.
const UNKNOWN: u64 = 8;

/// The portal's code of a contract's state.
pub(super) fn code(status: &ContractStatus) -> u64 {
    match status {
        ContractStatus::Active => 1,
        ContractStatus::Demonstration => 2,
        ContractStatus::Courtesy => 3,
        ContractStatus::Cancelled => 4,
        ContractStatus::Suspended => 5,
        ContractStatus::BlockedForDebt => 6,
        ContractStatus::BlockedByProvider => 7,
        ContractStatus::Ended => 9,
        ContractStatus::Unknown(code) => code.parse().unwrap_or(UNKNOWN),
        _ => UNKNOWN,
    }
}

fn own<'a>(world: &'a World, subscriber: &CustomerId) -> impl Iterator<Item = &'a Contract> {
    world.contracts.of_customer(subscriber)
}

pub(super) fn contracts(world: &World, subscriber: &CustomerId) -> Value {
    let row = |contract: &Contract| {
        json!({
            "id": contract.id.to_number(),
            "contractNumber": contract.number,
            "status": code(&contract.status),
            "contractType": {"title": "PF exemplo"},
            "collectionDay": 10,
            "automaticBlocking": true,
            "beginningDate": contract.start.map(|day| day.to_string()),
            "finalDate": contract.end.map(|day| day.to_string()),
        })
    };
    list(own(world, subscriber).map(row))
}

pub(super) fn service_tags(world: &World, subscriber: &CustomerId) -> Value {
    list(own(world, subscriber).map(|contract| service_tag(world, subscriber, contract)))
}

fn service_tag(world: &World, subscriber: &CustomerId, contract: &Contract) -> Value {
    let id = contract.id.to_number().unwrap_or_default();
    let number = contract.number.as_deref().unwrap_or_default();
    json!({
        "contractItems": [{
            "id": 850_000 + id,
            "description": contract.plan,
            "totalAmount": contract.monthly,
            "units": 1,
            "unitAmount": contract.monthly,
            "aliquot": 0,
            "type": 2,
            "signal": 2,
            "observation": null,
            "collection": 2,
            "invoiced": true,
            "origin": 1,
            "useOperation": 1,
            "communicationType": 1,
            "demonstration": false,
            "created": php_date(CREATED),
            "modified": php_date(CREATED),
        }],
        "id": tag_id(id),
        "serviceTag": format!("EXMPL{id}"),
        "title": "Etiqueta de atendimento",
        "description": format!("Contrato Nº {number}"),
        "active": contract.status != ContractStatus::Cancelled,
        "typeOperation": 0,
        "created": CREATED,
        "modified": null,
        "createdBy": 1,
        "modifiedBy": null,
        "contract": {
            "id": id,
            "contractNumber": contract.number,
            "description": format!("Contrato Nº {number}"),
        },
        "client": client(world, subscriber),
    })
}

/// Whether `tag` is the id of one of the subscriber's service tags.
pub(super) fn has_tag(world: &World, subscriber: &CustomerId, tag: &str) -> bool {
    let mut ids = own(world, subscriber).filter_map(|contract| contract.id.to_number());
    ids.any(|id| tag_id(id).to_string() == tag)
}

/// Unlocks the blocked connection of a contract in financial block (status 6), and changes nothing for
/// any other contract. Nobody has shown the answer: it is the same in both cases.
pub(super) fn unblock(world: &mut World, subscriber: &CustomerId, id: &str) -> SimulatedResponse {
    let Some(contract) = own(world, subscriber).find(|contract| contract.id.as_str() == id) else {
        return error(404, "Not Found", "No such contract");
    };
    if contract.status == ContractStatus::BlockedForDebt {
        let mut connections = world.connections.iter().map(|known| &known.connection);
        let blocked = connections.find(|connection| {
            connection.contract.as_ref() == Some(&contract.id) && connection.is_blocked()
        });
        if let Some(blocked) = blocked.map(|connection| connection.id.clone()) {
            world.trust_unlock(&blocked);
        }
    }
    undocumented()
}

//! Contracts on the wire.

use isp_core::loopback::SimulatedResponse;
use isp_core::testing::World;
use isp_core::{Contract, ContractStatus, CustomerId, TrustUnlock, UnlockRefusal};
use serde_json::{Value, json};

use super::people::client;
use super::wire::{CREATED, error, list, php_date};

/// The world has no service tags: each contract has one, whose id is not the contract's.
pub(super) fn tag_id(contract: u64) -> u64 {
    820_000 + contract
}

/// A code that no source explains, for states that are no code.
const UNEXPLAINED: u64 = 8;

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
        ContractStatus::Unknown(code) => code.parse().unwrap_or(UNEXPLAINED),
        _ => UNEXPLAINED,
    }
}

fn own<'a>(world: &'a World, caller: &CustomerId) -> impl Iterator<Item = &'a Contract> {
    world.contracts.iter().filter(move |contract| contract.customer == *caller)
}

pub(super) fn contracts(world: &World, caller: &CustomerId) -> Value {
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
    list(own(world, caller).map(row))
}

pub(super) fn service_tags(world: &World, caller: &CustomerId) -> Value {
    list(own(world, caller).map(|contract| service_tag(world, caller, contract)))
}

fn service_tag(world: &World, caller: &CustomerId, contract: &Contract) -> Value {
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
        "client": client(world, caller),
    })
}

/// Unlocks the blocked connection of a contract in financial block (status 6), of no other. Nobody
/// shows the answer: assumed.
pub(super) fn unblock(world: &mut World, caller: &CustomerId, id: &str) -> SimulatedResponse {
    let Some(contract) = own(world, caller).find(|contract| contract.id.as_str() == id) else {
        return error(404, "Not Found", "No such contract");
    };
    let is_for_debt = contract.status == ContractStatus::BlockedForDebt;
    let lines = world.connections.iter().map(|known| &known.connection);
    let mut blocked =
        lines.filter(|line| line.contract.as_ref() == Some(&contract.id) && line.is_blocked());
    let line = blocked.next().filter(|_| is_for_debt).map(|line| line.id.clone());
    match line.and_then(|line| world.trust_unlock(&line)) {
        Some(TrustUnlock::Unlocked { .. }) => SimulatedResponse::new(200, "application/json", ""),
        Some(TrustUnlock::Refused(UnlockRefusal::AllowanceUsed)) => {
            error(422, "Unprocessable Entity", "Limite de desbloqueios atingido")
        }
        _ => error(422, "Unprocessable Entity", "O contrato não pode ser desbloqueado"),
    }
}

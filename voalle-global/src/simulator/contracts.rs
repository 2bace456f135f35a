//! Contracts and service tags.

use isp_core::brazil::Document;
use isp_core::loopback::SimulatedResponse;
use isp_core::testing::World;
use isp_core::{Contract, ContractStatus};
use serde_json::{Value, json};

use super::answers::{PageRequest, page, text, undocumented};
use super::people::by_document;

/// The id of a contract's service tag. The world has no service tags: each contract gets one.
pub(super) fn tag_id(contract: u64) -> u64 {
    820_000 + contract
}

/// The tag itself.
pub(super) fn tag(contract: u64) -> String {
    format!("EXMPL{contract}")
}

/// A code whose meaning no source explains, for a state that has no code.
const UNKNOWN: u64 = 8;

/// Code and words of a contract's state.
pub(super) fn code(status: &ContractStatus) -> (u64, &str) {
    match status {
        ContractStatus::Active => (1, "Normal"),
        ContractStatus::Demonstration => (2, "Demonstração"),
        ContractStatus::Courtesy => (3, "Cortesia"),
        ContractStatus::Cancelled => (4, "Cancelado"),
        ContractStatus::Suspended => (5, "Suspenso"),
        ContractStatus::BlockedForDebt => (6, "Bloqueio Financeiro"),
        ContractStatus::BlockedByProvider => (7, "Bloqueio Administrativo"),
        ContractStatus::Ended => (9, "Encerrado"),
        ContractStatus::Unknown(word) => (UNKNOWN, word),
        _ => (UNKNOWN, ""),
    }
}

pub(super) fn number(contract: &Contract) -> u64 {
    contract.id.to_number().unwrap_or_default()
}

/// One page of the contracts that a body asks for.
pub(super) fn paged(world: &World, body: &Value, wanted: PageRequest) -> SimulatedResponse {
    let owner = text(body, "txId").map(|document| by_document(world, document).map(|it| &it.id));
    let only_active = body.get("onlyActiveContracts").and_then(Value::as_bool) == Some(true);
    let wanted_number = text(body, "contractNumber");
    let rows: Vec<Value> = world
        .contracts
        .iter()
        .filter(|known| owner.is_none_or(|owner| owner == Some(&known.customer)))
        .filter(|known| wanted_number.is_none_or(|it| known.number.as_deref() == Some(it)))
        .filter(|known| !only_active || known.status.is_in_force() == Some(true))
        .map(|known| row(world, known))
        .collect();
    page(&rows, wanted)
}

fn row(world: &World, contract: &Contract) -> Value {
    let owner = world.customer_by_id(&contract.customer);
    json!({
        "id": number(contract),
        "contractNumber": contract.number,
        "contractStatus": code(&contract.status).0,
        "collectionDay": 10,
        "clientInformation": {
            "clientTxId": owner.and_then(|owner| owner.document.as_ref()).map(Document::plain),
            "name": owner.map(|owner| &owner.name),
            "email": owner.and_then(|owner| owner.email.as_ref()),
        },
        "servicesInformation": [{"amount": contract.monthly}],
    })
}

/// The contracts of a document, or of all without one.
fn of_document<'a>(world: &'a World, document: Option<&str>) -> impl Iterator<Item = &'a Contract> {
    let owner = document.map(|document| by_document(world, document).map(|it| it.id.clone()));
    world
        .contracts
        .iter()
        .filter(move |known| owner.as_ref().is_none_or(|it| it.as_ref() == Some(&known.customer)))
}

pub(super) fn tags(
    world: &World,
    document: Option<&str>,
    wanted: PageRequest,
) -> SimulatedResponse {
    let row = |contract: &Contract| {
        let number = contract.number.as_deref().unwrap_or_default();
        let tag = tag(self::number(contract));
        json!({
            "id": tag_id(self::number(contract)),
            "description": format!("Contrato Nº {number} ({tag})"),
        })
    };
    page(&of_document(world, document).map(row).collect::<Vec<_>>(), wanted)
}

pub(super) fn tags_with_contracts(
    world: &World,
    document: Option<&str>,
    wanted: PageRequest,
) -> SimulatedResponse {
    let row =
        |contract: &Contract| json!({"contractId": number(contract), "tag": tag(number(contract))});
    page(&of_document(world, document).map(row).collect::<Vec<_>>(), wanted)
}

/// Unlocks the blocked connection of a contract in financial block (status 6), and changes nothing for
/// any other contract. Nobody has shown the answer: it is the same in both cases.
pub(super) fn unlock(world: &mut World, contract_number: &str) -> SimulatedResponse {
    let contract = world.contracts.iter().find(|known| {
        known.number.as_deref() == Some(contract_number)
            && known.status == ContractStatus::BlockedForDebt
    });
    let blocked = contract.and_then(|contract| {
        let mut connections = world.connections.iter().map(|known| &known.connection);
        let of_contract = connections.find(|connection| {
            connection.contract.as_ref() == Some(&contract.id) && connection.is_blocked()
        });
        of_contract.map(|connection| connection.id.clone())
    });
    if let Some(blocked) = blocked {
        world.trust_unlock(&blocked);
    }
    undocumented()
}

//! Connections.

use isp_core::testing::{World, WorldConnection};
use isp_core::{ConnectionStatus, Contract, CustomerId};
use serde_json::{Value, json};

use super::answers::{CREATED, list, with_nulls};
use super::contracts::{code, tag_id};
use super::people::people_address;

/// Members that the world has no value for.
const NULLS: [&str; 13] = [
    "macPassword",
    "validLanIp",
    "validLanIpClass",
    "authenticationIp",
    "complement",
    "authenticationIp2",
    "authenticationConcentrator",
    "authenticationAccessPoint",
    "ipAuthentication",
    "managementIpId",
    "slotOlt",
    "portOlt",
    "equipmentSerialNumber",
];

pub(super) fn authentications(world: &World, subscriber: &CustomerId) -> Value {
    let own = world.connections.of_customer(subscriber);
    list(own.map(|known| authentication(world, subscriber, known)))
}

fn authentication(world: &World, subscriber: &CustomerId, known: &WorldConnection) -> Value {
    let connection = &known.connection;
    let id = connection.id.to_number().unwrap_or_default();
    let contract =
        world.contracts.iter().find(|contract| Some(&contract.id) == connection.contract.as_ref());
    let contract_id = contract.and_then(|contract| contract.id.to_number()).unwrap_or_default();
    let address = connection.address.clone().unwrap_or_default();
    let record = json!({
        "id": id,
        "user": connection.username,
        "password": known.password,
        "mac": connection.mac_address,
        "ipType": 2,
        "ipTypeAsText": "Pelo CE",
        "equipmentType": 0,
        "equipmentTypeAsText": "Não Informado",
        "equipmentUser": "equip",
        "equipmentPassword": "000000",
        "equipmentPort": "80",
        "simultaneConnection": false,
        "postalCode": address.postal_code.as_ref().map(ToString::to_string),
        "streetNumber": address.number,
        "neighborhood": address.district,
        "street": address.street,
        "city": address.city,
        "state": address.state,
        "lat": connection.location.map(|place| format!("{:.7}", place.latitude)),
        "lng": connection.location.map(|place| format!("{:.7}", place.longitude)),
        "serviceTagId": tag_id(contract_id),
        "connectionType": 1,
        "active": connection.status != ConnectionStatus::Inactive,
        "latLngMocked": false,
        "latLngAccuracy": 0,
        "created": CREATED,
        "modified": CREATED,
        "createdBy": 1,
        "modifiedBy": 1,
        "contract": contract.map(|contract| contract_of(contract, known.unlocks_left)),
        "serviceProduct": {"id": 840_000 + id, "title": connection.plan},
        "authenticationAddressList": address_list(&connection.status),
        "contractItem": {"id": 850_000 + contract_id, "description": connection.plan},
        "contractServiceTag": {
            "id": tag_id(contract_id),
            "description": "Etiqueta de atendimento",
            "serviceTag": format!("EXMPL{contract_id}"),
        },
        "peopleAddress": connection.address.as_ref().map(|address| people_address(subscriber, address)),
        "provisionStatus": 0,
        "wifiName": format!("rede-{id}"),
        "wifiPassword": known.wifi_password,
    });
    with_nulls(record, &NULLS)
}

/// The firewall list. Its names are those of one installation.
fn address_list(status: &ConnectionStatus) -> Value {
    match status {
        ConnectionStatus::Active => json!({"id": 1, "title": "Normal"}),
        ConnectionStatus::Unknown(word) => json!({"id": 3, "title": word}),
        _ => json!({"id": 2, "title": "Bloqueado"}),
    }
}

fn contract_of(contract: &Contract, unlocks_left: u32) -> Value {
    json!({
        "id": contract.id.to_number(),
        "contract_number": contract.number,
        "description": format!("Contrato {}", contract.number.as_deref().unwrap_or_default()),
        "status": code(&contract.status),
        "unblockAttemptCount": 1_u32.saturating_sub(unlocks_left),
        "remainingUnblockAttempts": unlocks_left,
    })
}

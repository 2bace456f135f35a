//! Persons on the wire.

use isp_core::brazil::Document;
use isp_core::loopback::SimulatedResponse;
use isp_core::testing::World;
use isp_core::{Address, CustomerId, RegistrationStatus};
use serde_json::{Value, json};

use super::portal::number;
use super::wire::{CREATED, error, json_response, sparse, with_nulls};

pub(super) fn whoami(
    world: &World,
    caller: &CustomerId,
    fields: Option<&str>,
) -> SimulatedResponse {
    let Some(person) = world.customer_by_id(caller) else {
        return error(404, "Not Found", "No such person");
    };
    let kind = match &person.document {
        Some(Document::Cnpj(_)) => 1,
        _ => 2,
    };
    let active = person.status == RegistrationStatus::Active;
    let record = json!({
        "id": number(&person.id),
        "name": person.name,
        "name2": person.name,
        "nameList": person.name,
        "txId": person.document.as_ref().map(Document::plain),
        "typeTxId": kind,
        "email": person.email,
        "phone": person.phones.first(),
        "cellPhone1": person.phones.get(1),
        "birthDate": null,
        "status": if active { 1 } else { 2 },
        "situation": 3,
        "client": true,
        "peopleAddress": person.address.as_ref().map(|address| people_address(caller, address)),
    });
    json_response(200, &json!({"data": sparse(record, fields)}))
}

/// A reference to the client of a tag or ticket.
pub(super) fn client(world: &World, caller: &CustomerId) -> Value {
    let name = world.customer_by_id(caller).map(|person| person.name.as_str());
    json!({"id": number(caller), "name": name, "name2": name})
}

pub(super) fn people_address(caller: &CustomerId, address: &Address) -> Value {
    let record = json!({
        "id": 860_000 + number(caller),
        "personId": number(caller),
        "type": "1",
        "streetType": address.street.as_deref().and_then(|street| street.split(' ').next()),
        "street": address.street,
        "number": address.number,
        "neighborhood": address.district,
        "city": address.city,
        "codeCityId": "9999999",
        "state": address.state,
        "country": "Brasil",
        "codeCountry": "1058",
        "postalCode": address.postal_code.as_ref().map(ToString::to_string),
        "created": CREATED,
        "modified": CREATED,
        "createdBy": 1,
        "modifiedBy": 1,
        "deleted": false,
    });
    with_nulls(record, &["addressComplement", "addressReference"])
}

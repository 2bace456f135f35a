//! Persons and notices to them.

use isp_core::brazil::Document;
use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use isp_core::testing::World;
use isp_core::{Address, CustomerId, RegistrationStatus};
use serde_json::{Value, json};

use super::answers::{CREATED, error, json_response, number, rows, sparse, with_nulls};

pub(super) fn whoami(
    world: &World,
    subscriber: &CustomerId,
    fields: Option<&str>,
) -> SimulatedResponse {
    let Some(person) = world.customer_by_id(subscriber) else {
        return error(404, "Not Found", "No such person");
    };
    let kind = match &person.document {
        Some(Document::Cnpj(_)) => 1,
        _ => 2,
    };
    // The codes of `status` and `situation` are not documented: they are invented.
    let is_active = person.status == RegistrationStatus::Active;
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
        "status": if is_active { 1 } else { 2 },
        "situation": 3,
        "client": true,
        "peopleAddress": person.address.as_ref().map(|address| people_address(subscriber, address)),
    });
    json_response(&json!({"data": sparse(record, fields)}))
}

/// The client of a service tag or ticket.
pub(super) fn client(world: &World, subscriber: &CustomerId) -> Value {
    let name = world.customer_by_id(subscriber).map(|person| person.name.as_str());
    json!({"id": number(subscriber), "name": name, "name2": name})
}

pub(super) fn people_address(subscriber: &CustomerId, address: &Address) -> Value {
    let record = json!({
        "id": 860_000 + number(subscriber),
        "personId": number(subscriber),
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

/// Notices to the subscriber: one, of type 2 and unread.
pub(super) fn warnings(subscriber: &CustomerId, request: &SimulatedRequest) -> Value {
    let matches = |name, value| request.parameter(name).is_none_or(|wanted| wanted == value);
    let notice = json!({
        "id": 920_000 + number(subscriber),
        "read": false,
        "readHour": null,
        "readDate": null,
        "warning": "Manutenção programada na sua região.",
    });
    let is_wanted = matches("status", "unread") && matches("type", "2");
    rows(is_wanted.then_some(notice).into_iter())
}

//! Customers.

use isp_core::brazil::Document;
use isp_core::loopback::SimulatedResponse;
use isp_core::testing::World;
use isp_core::{Customer, CustomerId, RegistrationStatus};
use serde_json::{Value, json};

use super::answers::{PageRequest, not_found, page, success};
use super::invoices;

/// The customer with a document, digits only in the path.
pub(super) fn by_document<'a>(world: &'a World, document: &str) -> Option<&'a Customer> {
    let document: Document = document.parse().ok()?;
    world.customers.iter().find(|known| known.document == Some(document))
}

/// The id as a number: all ids of the example world are numbers.
pub(super) fn number(id: &CustomerId) -> u64 {
    id.to_number().unwrap_or_default()
}

/// Only 1 for active is documented.
fn status(person: &Customer) -> u64 {
    if person.status == RegistrationStatus::Active { 1 } else { 2 }
}

pub(super) fn person(world: &World, document: &str) -> SimulatedResponse {
    let Some(person) = by_document(world, document) else { return not_found() };
    let address = person.address.clone().unwrap_or_default();
    let titles: Vec<Value> = world
        .unpaid(&person.id)
        .into_iter()
        .map(|known| json!({"id": known.invoice.id.to_number(), "billet": invoices::short(known)}))
        .collect();
    success(&json!({
        "id": number(&person.id),
        "name": person.name,
        "name2": "",
        "txId": person.document.as_ref().map(Document::plain),
        "email": person.email.clone().unwrap_or_default(),
        "status": status(person),
        "phone": person.phones.first().cloned().unwrap_or_default(),
        "birthDate": null,
        "cellPhone": person.phones.get(1).cloned().unwrap_or_default(),
        "mainAddress": {
            "streetType": "",
            "street": address.street,
            "number": address.number,
            "addressComplement": "",
            "neighborhood": address.district,
            "city": address.city,
            "codeCityId": 9_999_999,
            "addressReference": "",
            "state": address.state,
            "postalCode": address.postal_code.map(|cep| cep.to_string()),
            "longitude": person.location.map(|place| format!("{:.7}", place.longitude)),
            "latitude": person.location.map(|place| format!("{:.7}", place.latitude)),
        },
        "titles": titles,
    }))
}

/// One page of all customers.
pub(super) fn all(world: &World, wanted: PageRequest) -> SimulatedResponse {
    let rows: Vec<Value> = world.customers.iter().map(row).collect();
    page(&rows, wanted)
}

fn row(person: &Customer) -> Value {
    let address = person.address.clone().unwrap_or_default();
    let is_company = matches!(person.document, Some(Document::Cnpj(_)));
    json!({
        "id": number(&person.id),
        "addressComplement": "",
        "addressReference": "",
        "birthDate": "2010-01-01T00:00:00",
        "cellPhone1": person.phones.get(1).cloned().unwrap_or_default(),
        "cellPhone2": null,
        "city": address.city,
        "civilStatus": null,
        "client": true,
        "codeCityId": 9_999_999,
        "codeCountry": "1058",
        "companyPlaceId": null,
        "country": "Brasil",
        "email": person.email.clone().unwrap_or_default(),
        "emailNfe": person.email.clone().unwrap_or_default(),
        "gender": null,
        "identity": null,
        "municipalRegistration": "",
        "name": person.name,
        "name2": null,
        "neighborhood": address.district,
        "number": address.number,
        "parentsName": null,
        "peopleAddressMainId": 860_000 + number(&person.id),
        "phone": person.phones.first().cloned().unwrap_or_default(),
        "postalCode": address.postal_code.map(|cep| cep.to_string()),
        "situation": 3,
        "state": address.state,
        "stateRegistration": "",
        "stateRegistrationType": 1,
        "status": status(person),
        "street": address.street,
        "streetType": "",
        "supplier": false,
        "txId": person.document.as_ref().map(Document::plain),
        "txIdFormated": person.document.as_ref().map(ToString::to_string),
        "typeTxId": if is_company { 1 } else { 2 },
        "userId": null,
    })
}

//! Nothing is lost: every fixture, decoded and encoded again, is unchanged.
//!
//! Only these differences are allowed:
//!
//! | on the wire | written | why |
//! |---|---|---|
//! | a password or token | `"[redacted]"` | secrets are not serialised |
//! | a member that is missing | `null` | sparse answers (`fields=…`) lack members; both read as `None` |
//! | `89.90`, `1.0` | `89.9`, `1` | equal as numbers |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::http::{Answer, Operation};
use isp_core::wire::TextEncoding;
use serde::Serialize;
use serde_json::Value;
use voalle_portal::operations::authentication::PortalAuthentication;
use voalle_portal::operations::connections::PeopleAuthentications;
use voalle_portal::operations::contracts::{ContractServiceTags, PeopleContracts};
use voalle_portal::operations::invoices::{PortalFinancialReceivableTitles, PortalInvoiceNotes};
use voalle_portal::operations::people::{PeopleWarnings, Whoami};
use voalle_portal::operations::tickets::{
    CatalogServices, CreateSolicitation, CreateSolicitationParameters, IncidentTypes,
    PortalSolicitations, ServiceLevelAgreements,
};

const SECRETS: [&str; 5] =
    ["password", "macPassword", "equipmentPassword", "wifiPassword", "access_token"];

fn fixture(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Decodes as the client does, and encodes again.
fn again<O: Operation<Output: Serialize>>(operation: &O, body: &Value) -> Value {
    let answer = Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8);
    let decoded = operation.read(&answer).unwrap();
    assert!(decoded.drift.is_empty(), "{}: {}", O::SPEC.name, decoded.drift);
    serde_json::to_value(&decoded.value).unwrap()
}

/// Where `written` differs from `came` beyond what the table allows.
fn differences(at: &str, came: &Value, written: &Value, found: &mut Vec<String>) {
    match (came, written) {
        (Value::Object(came), Value::Object(written)) => {
            for (name, value) in came {
                let at = format!("{at}.{name}");
                match written.get(name) {
                    Some(Value::String(text))
                        if SECRETS.contains(&name.as_str()) && value.is_string() =>
                    {
                        if text != "[redacted]" {
                            found.push(format!("{at} is written in clear"));
                        }
                    }
                    Some(written) => differences(&at, value, written, found),
                    None => found.push(format!("{at} is lost")),
                }
            }
            for (name, value) in written {
                if !came.contains_key(name) && !value.is_null() {
                    found.push(format!("{at}.{name} is invented"));
                }
            }
        }
        (Value::Array(came), Value::Array(written)) if came.len() == written.len() => {
            for (index, (came, written)) in came.iter().zip(written).enumerate() {
                differences(&format!("{at}[{index}]"), came, written, found);
            }
        }
        (Value::Number(came), Value::Number(written)) if came.as_f64() == written.as_f64() => {}
        (came, written) if came == written => {}
        _ => found.push(format!("{at} has changed")),
    }
}

fn survives<O: Operation<Output: Serialize>>(operation: &O, body: &Value) {
    let mut found = Vec::new();
    differences("$", body, &again(operation, body), &mut found);
    assert!(found.is_empty(), "{}: {found:#?}", O::SPEC.name);
}

#[test]
fn the_vendors_samples_survive() {
    survives(
        &PortalAuthentication::new(&"v".into(), &"i".into(), &"s".into(), &"u".into(), &"p".into()),
        &fixture("portal_authentication.ok.json"),
    );
    survives(&PeopleAuthentications::new(1), &fixture("people_authentications.sample_shape.json"));
    survives(&ContractServiceTags::new(), &fixture("contract_service_tags.sample_shape.json"));
    survives(&PortalSolicitations::new(), &fixture("portal_solicitations.sample_shape.json"));
    survives(
        &CreateSolicitation::new(CreateSolicitationParameters {
            person_id: 1,
            company_place_id: 1,
            incident_type_id: 1,
            service_level_agreement_id: 1,
            title: "x".into(),
            description: "y".into(),
        }),
        &fixture("people_solicitations.create.sample_shape.json"),
    );
}

#[test]
fn partly_known_records_are_unchanged() {
    survives(&PeopleContracts::new(1), &fixture("people_contracts.partial.json"));
    survives(&Whoami::new(), &fixture("person_users_whoami.partial.json"));
    survives(
        &PortalFinancialReceivableTitles::new(),
        &fixture("portal_financial_receivable_titles.partial.json"),
    );
    survives(&PortalInvoiceNotes::new(), &fixture("portal_invoice_notes.partial.json"));
    survives(&IncidentTypes::new(), &fixture("incident_types.partial.json"));
    survives(&CatalogServices::new(1), &fixture("catalog_services.invented.json"));
    survives(&PeopleWarnings::new(), &fixture("people_warnings.invented.json"));
    survives(&ServiceLevelAgreements::new(), &fixture("incident_types.partial.json"));
}

#[test]
fn unknown_members_of_partly_known_records_are_kept() {
    let mut whoami = fixture("person_users_whoami.partial.json");
    for number in 0..150 {
        whoami["data"][format!("unknownField{number}")] = Value::from(number);
    }
    survives(&Whoami::new(), &whoami);
    let mut titles = fixture("portal_financial_receivable_titles.partial.json");
    titles["data"][1]["more"] = serde_json::json!({"a": [1, null, "x"]});
    survives(&PortalFinancialReceivableTitles::new(), &titles);
}

/// Values that other servers send in another form than the samples.
#[test]
fn both_forms_survive() {
    let mut lines = fixture("people_authentications.sample_shape.json");
    lines["data"][0]["validLanIpClass"] = "29".into();
    lines["data"][0]["wifiPassword"] = "senha".into();
    lines["data"][0]["authenticationSplitter"] =
        serde_json::json!({"id": 2, "title": "CTO 1", "port": null});
    survives(&PeopleAuthentications::new(1), &lines);
    lines["data"][0]["validLanIpClass"] = 29.into();
    lines["data"][0]["contract"] = Value::Null;
    survives(&PeopleAuthentications::new(1), &lines);

    let mut tickets = fixture("portal_solicitations.sample_shape.json");
    tickets["data"][0]["stockPending"] = 0.into();
    tickets["data"][0]["assignment"]["weight"] = "8".into();
    tickets["data"][0]["incidentStatus"]["id"] = 2.into();
    survives(&PortalSolicitations::new(), &tickets);

    let mut tags = fixture("contract_service_tags.sample_shape.json");
    let dump = tags["data"][0]["contractItems"][0]["created"].clone();
    tags["data"][0]["modified"] = dump;
    tags["data"][0]["contractItems"][0]["created"] = "2024-03-10 10:13:42".into();
    survives(&ContractServiceTags::new(), &tags);
}

#[test]
fn the_check_itself_finds_lost_changed_and_added_values() {
    let came = serde_json::json!({"a": 1, "b": [1, 2], "password": "x", "n": null});
    for (written, differs) in [
        (
            serde_json::json!({"a": 1.0, "b": [1, 2], "password": "[redacted]", "n": null, "z": null}),
            false,
        ),
        (serde_json::json!({"b": [1, 2], "password": "[redacted]", "n": null}), true),
        (serde_json::json!({"a": 2, "b": [1, 2], "password": "[redacted]", "n": null}), true),
        (serde_json::json!({"a": "1", "b": [1, 2], "password": "[redacted]", "n": null}), true),
        (serde_json::json!({"a": 1, "b": [1], "password": "[redacted]", "n": null}), true),
        (serde_json::json!({"a": 1, "b": [1, 2], "password": "x", "n": null}), true),
        (serde_json::json!({"a": 1, "b": [1, 2], "password": "[redacted]", "n": 0}), true),
        (
            serde_json::json!({"a": 1, "b": [1, 2], "password": "[redacted]", "n": null, "z": 1}),
            true,
        ),
    ] {
        let mut found = Vec::new();
        differences("$", &came, &written, &mut found);
        assert_eq!(!found.is_empty(), differs, "{written}");
    }
}

//! Nothing is lost: the fixtures, decoded and encoded again, are unchanged.
//!
//! Only these differences are allowed:
//!
//! | on the wire | written | why |
//! |---|---|---|
//! | a token or a link that gives access | `"[redacted]"` | secrets are not serialised |
//! | a member that is missing | `null` | both read as `None` |
//! | an empty text in the place of a text or date | `null` | the ERP's way to say that there is none |
//! | `2024-06-10T00:00:00` for a day | `2024-06-10` | the same day |
//! | `89.90`, `1.0` | `89.9`, `1` | equal as numbers |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::Document;
use isp_core::http::{Answer, Operation};
use isp_core::wire::TextEncoding;
use serde::Serialize;
use serde_json::Value;
use voalle_global::operations::{
    catalogue, connections, contracts, documents, invoices, people, sales, tickets,
};

const SECRETS: [&str; 4] = ["access_token", "link", "linkToSign", "file"];

fn fixture(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
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
        (Value::String(came), Value::Null) if came.trim().is_empty() => {}
        (Value::String(came), Value::String(written))
            if came.strip_suffix("T00:00:00") == Some(written) => {}
        (came, written) if came == written => {}
        _ => found.push(format!("{at} has changed")),
    }
}

fn survives<O: Operation<Output: Serialize>>(operation: &O, body: &Value) {
    let answer = Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8);
    let decoded = operation.read(&answer).unwrap();
    assert!(decoded.drift.is_empty(), "{}: {}", O::SPEC.name, decoded.drift);
    // A bare list is read into the envelope that the other answers have.
    let mut written = serde_json::to_value(&decoded.value).unwrap();
    if body.is_array() {
        written = written["response"].take();
    }
    let mut found = Vec::new();
    differences("$", body, &written, &mut found);
    assert!(found.is_empty(), "{}: {found:#?}", O::SPEC.name);
}

fn document() -> Document {
    "529.982.247-25".parse().unwrap()
}

#[test]
fn people_and_contracts_survive() {
    survives(&people::PeopleTxid::new(document()), &fixture("people_txid.cpf.ok.json"));
    survives(&people::GetClient::new(1, 100), &fixture("getclient.ok.json"));
    survives(
        &contracts::ContractGetPaged::new().page(1),
        &fixture("contract_getpaged.partial.json"),
    );
    survives(&contracts::ContractsApprove::new(1), &fixture("contracts_approve.partial.ok.json"));
}

#[test]
fn titles_survive() {
    survives(
        &invoices::GetOpenTitlesByTxId::new(document()),
        &fixture("getopentitlesbytxid.ok.json"),
    );
    survives(&invoices::GetTitlesByTxId::new(document()), &fixture("gettitlesbytxid.ok.json"));
    survives(&invoices::GetContractBillets::new(1), &fixture("getcontractbillets.ok.json"));
    survives(&invoices::GetBilletLink::new(1), &fixture("GetBilletLink.ok.json"));
    survives(&invoices::RegisterPix::new(1), &fixture("billings_registerpix.partial.ok.json"));
    survives(&invoices::ConsultPayment::new("1"), &fixture("consultpayment.partial.ok.json"));
}

#[test]
fn connections_and_the_network_survive() {
    survives(&connections::ConnectionAll::new(), &fixture("map_connection_all.ok.json"));
    survives(
        &connections::ConnectionAllDeletedPaged::new(1, 100),
        &fixture("map_connection_all_deleted_paged.partial.ok.json"),
    );
    survives(
        &connections::ConnectionByUserData::new().contract_ids(&[1]),
        &fixture("map_connection_by_userdata.ok.json"),
    );
    survives(&connections::SplitterAll::new(), &fixture("map_splitter_all.partial.ok.json"));
    survives(&connections::OltAll::new(), &fixture("map_olt_all.partial.ok.json"));
    survives(
        &connections::GetAccessPointStatusByClient::new(1),
        &fixture("getaccesspointstatusbyclient.ok.json"),
    );
}

#[test]
fn tickets_survive() {
    survives(&tickets::SolicitationList::new(1), &fixture("solicitationlist.ok.json"));
    survives(
        &tickets::GetSolicitationData::by_assignment(1),
        &fixture("projects_getsolicitationdata.ok.json"),
    );
    survives(
        &tickets::GetSolicitationHistory::new(1),
        &fixture("getsolicitationhistory.bare_array.ok.json"),
    );
}

#[test]
fn catalogue_documents_and_sales_survive() {
    survives(
        &catalogue::CompaniesPlacesPaged::new(),
        &fixture("companiesplacespaged.partial.ok.json"),
    );
    survives(
        &catalogue::GetDocumentationTypes::new(),
        &fixture("getdocumentationtypes.partial.ok.json"),
    );
    survives(
        &catalogue::ContractTypesAndServices::new(),
        &fixture("crm_contracttypesandservices.ok.json"),
    );
    survives(
        &documents::GetDocumentLinkToSignByContract::new(1),
        &fixture("electronicsignatures_bycontract.partial.ok.json"),
    );
    survives(
        &documents::GetFilesByContract::new("1", 61),
        &fixture("getfilesbycontract.partial.ok.json"),
    );
    survives(
        &sales::CampaignsAndPriceListServices::new(),
        &fixture("crm_campaignsandpricelistservices.ok.json"),
    );
}

#[test]
fn unknown_members_are_kept() {
    let mut body = fixture("people_txid.cpf.ok.json");
    for number in 0..150 {
        body["response"][format!("unknownMember{number}")] = Value::from(number);
    }
    survives(&people::PeopleTxid::new(document()), &body);
    let mut body = fixture("map_connection_all.ok.json");
    body["response"][0]["more"] = serde_json::json!({"a": [1, null, "x"]});
    survives(&connections::ConnectionAll::new(), &body);
}

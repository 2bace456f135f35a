//! Compares the simulator's answers with the documented ones, and tests its API.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use isp_core::http::{Effect, EvidenceLevel};
use isp_core::testing::{SharedWorld, World, undocumented_members};
use isp_core::{ConnectionStatus, ContractStatus};
use serde_json::Value;
use voalle_portal::operations;
use voalle_portal::simulator::{Quirks, Simulator, UNDOCUMENTED_ANSWER};
use voalle_portal::{Client, Subscriber};

/// Reads with a documented answer: path, and the fixture that shows it.
const READS: [(&str, &str); 10] = [
    ("/api/person_users/whoami", "person_users_whoami.partial"),
    ("/api/people_warnings", "people_warnings.invented"),
    ("/api/contract_service_tags", "contract_service_tags.sample_shape"),
    ("/api/people/{personId}/contracts", "people_contracts.partial"),
    ("/api/people/{personId}/authentications", "people_authentications.sample_shape"),
    ("/api/portal_financial_receivable_titles", "portal_financial_receivable_titles.partial"),
    ("/api/portal_invoice_notes", "portal_invoice_notes.partial"),
    ("/api/portal_solicitations", "portal_solicitations.sample_shape"),
    ("/api/incident_types", "incident_types.partial"),
    ("/api/contract_service_tags/{tagId}/catalog_services", "catalog_services.invented"),
];

const LOGIN: (&str, &str) = ("/portal_authentication", "portal_authentication.ok");
const OPEN_TICKET: (&str, &str) =
    ("/api/people/{personId}/solicitations", "people_solicitations.create.sample_shape");
/// The PDF of a boleto: a file.
const BILLET: &str = "/api/financial/billet/{hash}";

/// Documented members without a value in this fixture: the beginning of the member, and where it is
/// documented.
const SHOWN_ELSEWHERE: [(&str, &str); 14] = [
    ("/api/portal_financial_receivable_titles: .count", "the envelope of all lists"),
    ("/api/portal_financial_receivable_titles: .filtered", "the envelope of all lists"),
    ("/api/portal_financial_receivable_titles: .total", "the envelope of all lists"),
    ("/api/portal_financial_receivable_titles: .data[].complement: text", "the vendor's app"),
    ("/api/portal_invoice_notes: .count", "the envelope of all lists"),
    ("/api/portal_invoice_notes: .filtered", "the envelope of all lists"),
    ("/api/portal_invoice_notes: .total", "the envelope of all lists"),
    ("/api/person_users/whoami: .data.peopleAddress.", "peopleAddress of a connection"),
    ("/api/people/{personId}/contracts: .data[].finalDate: text", "like beginningDate"),
    ("/api/people/{personId}/authentications: .data[].l", "lat and lng: one client"),
    ("/api/people/{personId}/authentications: .data[].mac: text", "one client"),
    ("/api/people/{personId}/authentications: .data[].wifi", "one client"),
    ("/api/portal_solicitations: .data[].contractServiceTag", "that of a connection"),
    ("/api/people/{personId}/solicitations: .data.contractServiceTag", "that of a connection"),
];

const FORM: &str = "--b\r\nContent-Disposition: form-data; name=\"";
const FIELDS: [(&str, &str); 9] = [
    ("companyPlaceId", "1"),
    ("incidentStatusId", "1"),
    ("personId", "10123"),
    ("incidentTypeId", "1011"),
    ("serviceLevelAgreementId", "11"),
    ("title", "x"),
    ("description", "y"),
    ("catalogServiceId", "1"),
    ("contractServiceTagId", "840567"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_answer_has_only_members_that_a_fixture_shows() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let (login, token) = log_in(&erp).await;
    let mut invented = invented_members(LOGIN, &login);
    for read in READS {
        let (status, body) = send(&erp, "GET", &real_path(read.0), &token, "").await;
        assert_eq!(status, 200, "{}: {body}", read.0);
        invented.extend(invented_members(read, &serde_json::from_str(&body).unwrap()));
    }
    let fields = FIELDS.map(|(name, value)| format!("{FORM}{name}\"\r\n\r\n{value}\r\n"));
    let form = fields.concat() + "--b--\r\n";
    let (status, body) = send(&erp, "POST", &real_path(OPEN_TICKET.0), &token, &form).await;
    assert_eq!(status, 200, "{body}");
    invented.extend(invented_members(OPEN_TICKET, &serde_json::from_str(&body).unwrap()));
    let is_elsewhere = |member: &String| {
        SHOWN_ELSEWHERE.iter().any(|(beginning, _)| member.starts_with(beginning))
    };
    invented.retain(|member| !is_elsewhere(member));
    assert_eq!(invented, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_undocumented_operation_has_the_one_generic_answer() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let (_, token) = log_in(&erp).await;
    let undocumented: Vec<_> =
        operations::all().filter(|spec| spec.evidence == EvidenceLevel::Assumed).collect();
    assert_eq!(undocumented.len(), 3);
    for spec in undocumented {
        let path = real_path(spec.path);
        let answer = send(&erp, spec.method.as_str(), &path, &token, "").await;
        assert_eq!(answer, (200, UNDOCUMENTED_ANSWER.to_owned()), "{path}");
    }
}

#[test]
fn the_tables_and_the_undocumented_operations_are_all_operations() {
    let asked: BTreeSet<&str> =
        READS.iter().map(|(path, _)| *path).chain([LOGIN.0, OPEN_TICKET.0, BILLET]).collect();
    let documented: BTreeSet<&str> = operations::all()
        .filter(|spec| spec.evidence != EvidenceLevel::Assumed)
        .map(|spec| spec.path)
        .collect();
    let differing: Vec<_> = asked.symmetric_difference(&documented).collect();
    assert!(differing.is_empty(), "documented, or in a table here, but not both: {differing:?}");
    let logins = operations::all().filter(|spec| spec.effect == Effect::Login).count();
    assert_eq!(logins, 1);
}

#[tokio::test]
async fn an_unblock_changes_only_a_contract_in_financial_block() {
    let world = SharedWorld::new(World::example());
    let erp = Simulator::start(world.clone()).await.unwrap();
    let maria = maria(&erp);
    let state = |contract: u64, connection: u64| {
        world.with(|world| {
            let contract = world.contracts.iter().find(|known| known.id == contract.into());
            let mut connections = world.connections.iter().map(|known| &known.connection);
            let connection = connections.find(|known| known.id == connection.into());
            (contract.unwrap().status.clone(), connection.unwrap().status.clone())
        })
    };
    let active = (ContractStatus::Active, ConnectionStatus::Active);
    maria.contract_unblock(20_568).await.unwrap();
    assert_eq!(state(20_568, 30_222), active);
    maria.contract_unblock(20_567).await.unwrap();
    assert_eq!(state(20_567, 30_111), active);

    let antonio = client(&erp).subscriber("13579246828", "senha-do-antonio");
    antonio.contract_unblock(20_802).await.unwrap();
    let blocked = (ContractStatus::BlockedByProvider, ConnectionStatus::Blocked);
    assert_eq!(state(20_802, 30_552), blocked);
    assert!(antonio.contract_unblock(20_567).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn quirks_change_while_it_runs() {
    let erp = Simulator::start(World::example()).await.unwrap();
    assert_eq!(erp.quirks(), Quirks::new());
    let maria = maria(&erp);
    assert_eq!(maria.portal_solicitations().await.unwrap().data.len(), 2);
    erp.change_quirks(|quirks| quirks.page_size = Some(1));
    assert_eq!(maria.portal_solicitations().await.unwrap().data.len(), 1);
    erp.set_quirks(Quirks::new().token_lifetime(Duration::from_secs(60)));
    let login = maria.portal_authentication().await.unwrap();
    assert_eq!(login.expires_in, Some(60));
    let customers = erp.world().with(|world| world.customers.len());
    assert_eq!(customers, World::example().customers.len());
}

#[tokio::test]
async fn only_successful_logins_are_counted() {
    let erp =
        Simulator::builder().credentials("v", "i", "s").start(World::example()).await.unwrap();
    assert_eq!((erp.verify_token(), erp.client_id(), erp.client_secret()), ("v", "i", "s"));
    let wrong = client(&erp).subscriber("52998224725", "wrong");
    assert!(wrong.whoami().await.is_err());
    assert_eq!(erp.login_count(), 0);
    maria(&erp).whoami().await.unwrap();
    assert_eq!(erp.login_count(), 1);
}

fn client(erp: &Simulator) -> Client {
    Client::builder(erp.base_url())
        .credentials(erp.verify_token(), erp.client_id(), erp.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap()
}

fn maria(erp: &Simulator) -> Subscriber {
    client(erp).subscriber("52998224725", "senha-da-maria")
}

/// A path of the first customer's own records.
fn real_path(path: &str) -> String {
    let note = path.starts_with("/api/print_invoice_notes");
    path.replace("{personId}", "10123")
        .replace("{tagId}", "840567")
        .replace("{id}", if note { "910100" } else { "20568" })
}

async fn log_in(erp: &Simulator) -> (Value, String) {
    let query = format!(
        "verify_token={}&client_id={}&client_secret={}&grant_type=client_credentials\
         &username=52998224725&password=senha-da-maria",
        erp.verify_token(),
        erp.client_id(),
        erp.client_secret()
    );
    let (status, body) = send(erp, "GET", &format!("{}?{query}", LOGIN.0), "", "").await;
    assert_eq!(status, 200, "{body}");
    let login: Value = serde_json::from_str(&body).unwrap();
    let token = login["access_token"].as_str().unwrap().to_owned();
    (login, token)
}

/// Sends a request with a plain HTTP client.
async fn send(erp: &Simulator, method: &str, path: &str, token: &str, form: &str) -> (u16, String) {
    let address = erp.server().address();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Verify-Token: {}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n{form}",
        erp.verify_token(),
        form.len()
    );
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        all
    };
    let all = tokio::task::spawn_blocking(exchange).await.unwrap();
    let (head, body) = all.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

/// The members of an answer that the fixture does not show with this type, as `path: member: type`.
fn invented_members((path, fixture): (&str, &str), answer: &Value) -> Vec<String> {
    let file = format!("tests/fixtures/{fixture}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let shown = serde_json::from_str(&text).unwrap();
    let invented = undocumented_members(answer, [&shown]);
    invented.into_iter().map(|member| format!("{path}: {member}")).collect()
}

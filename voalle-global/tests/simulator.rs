//! Compares the simulator's answers with the documented ones, as a client in any language sees them.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use isp_core::http::EvidenceLevel;
use isp_core::testing::undocumented_members;
use serde_json::Value;
use voalle_global::operations;
use voalle_global::simulator::{Quirks, Simulator, UNDOCUMENTED_ANSWER};

use support::{simulator, world};

const T: &str = "/external/integrations/thirdparty";

/// Documented operations about the world: method, path, body, and the fixture that shows the answer.
const ANSWERS: [(&str, &str, &str, &str); 18] = [
    ("GET", "T/people/txid/52998224725", "", "people_txid.cpf.ok"),
    ("GET", "T/getclient?page=1&pageSize=100", "", "getclient.ok"),
    (
        "POST",
        "T/contract/getpaged",
        r#"{"txId":"52998224725","page":1}"#,
        "contract_getpaged.partial",
    ),
    ("GET", "T/contractservicetagspaged?txId=52998224725", "", "contractservicetagspaged.partial"),
    ("GET", "T/getopentitlesbytxid/52998224725", "", "getopentitlesbytxid.ok"),
    ("GET", "T/gettitlesbytxid/52998224725", "", "gettitlesbytxid.ok"),
    ("GET", "T/getcontractbillets/20567", "", "getcontractbillets.ok"),
    ("GET", "T/GetBilletLink/900101", "", "GetBilletLink.ok"),
    ("POST", "T/billings/registerpix?receivableId=900101", "", "billings_registerpix.partial.ok"),
    ("GET", "/external/map/connection/all", "", "map_connection_by_userdata.ok"),
    (
        "POST",
        "/external/map/connection/by/userdata",
        r#"{"contractIds":[20567,20568]}"#,
        "map_connection_by_userdata.ok",
    ),
    ("GET", "T/solicitationlist/10123?allAssignments=True", "", "solicitationlist.ok"),
    (
        "POST",
        "T/projects/getsolicitationdata?assignmentId=55001",
        "",
        "projects_getsolicitationdata.ok",
    ),
    (
        "GET",
        "T/getsolicitationhistory?assignmentId=55001",
        "",
        "getsolicitationhistory.bare_array.ok",
    ),
    (
        "POST",
        "T/opendetailedsolicitation",
        r#"{"incidentStatusId":"1","personId":10123,"incidentTypeId":1011,
            "serviceLevelAgreementId":1,"assignment":{"title":"x","description":"y"}}"#,
        "opendetailedsolicitation.partial.ok",
    ),
    (
        "POST",
        "T/opensolicitation",
        r#"{"clientId":10123,"description":"x","contractServiceTagId":""}"#,
        "opensolicitation.partial.ok",
    ),
    ("GET", "T/crm/campaignsandpricelistservices", "", "crm_campaignsandpricelistservices.ok"),
    ("PUT", "T/updateconnection/30111", r#"{"id":30111,"password":"x"}"#, "updateconnection.ok"),
];

fn fixture(stem: &str) -> Value {
    let file = format!("tests/fixtures/{stem}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// One exchange without any client: status and body.
async fn exchange(
    address: &str,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> (u16, String) {
    let address = address.strip_prefix("http://").unwrap().to_owned();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: erp\r\nconnection: close\r\n{headers}\
         content-length: {length}\r\n\r\n{body}"
    );
    let exchange = move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        all
    };
    let all = tokio::task::spawn_blocking(exchange).await.unwrap();
    let (head, body) = all.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

/// The header of a fresh token, as any client gets it.
async fn token(simulator: &Simulator) -> String {
    let form = format!(
        "grant_type=client_credentials&scope=syngw&client_id={}&client_secret={}&syndata={}",
        simulator.client_id(),
        simulator.client_secret(),
        simulator.syndata()
    );
    let kind = "content-type: application/x-www-form-urlencoded\r\n";
    let address = simulator.authentication_url();
    let (status, body) = exchange(&address, "POST", "/connect/token", kind, &form).await;
    assert_eq!(status, 200);
    let body: Value = serde_json::from_str(&body).unwrap();
    let known = fixture("connect_token.client_credentials.ok");
    assert_eq!(undocumented_members(&body, [&known]), [] as [String; 0]);
    format!("authorization: Bearer {}\r\n", body["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn no_answer_has_a_member_that_the_documented_ones_do_not_have() {
    let simulator = simulator().await;
    let token = token(&simulator).await;
    for (method, path, body, stem) in ANSWERS {
        let path = path.replacen('T', T, usize::from(path.starts_with('T')));
        let (status, answer) = exchange(&simulator.data_url(), method, &path, &token, body).await;
        assert_eq!(status, 200, "{path}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let known = fixture(stem);
        let envelope = fixture("updateconnection.ok");
        // Both lists of connections have the same rows, one of them in groups; the pages of tags
        // count their rows.
        let all = fixture("map_connection_all.ok");
        let groups = serde_json::json!({"response": [all["response"]]});
        let list = serde_json::json!({"response": known["response"][0]});
        let page = fixture("companiesplacespaged.partial.ok");
        let page = serde_json::json!({"response": page["response"]});
        let shown = [&known, &envelope, &all, &groups, &list, &page];
        let mut invented = undocumented_members(&answer, shown);
        // Known from the contract, and from the list of deleted connections.
        invented.retain(|member| !member.contains("codeCityId"));
        assert_eq!(invented, [] as [String; 0], "{path}");
        assert_ne!(answer["success"], false, "{path}");
    }
}

#[tokio::test]
async fn each_port_has_its_own_operations_and_an_unknown_path_is_404_without_a_body() {
    let simulator = simulator().await;
    let token = token(&simulator).await;
    let nothing = (404, String::new());
    let (authentication, data) = (simulator.authentication_url(), simulator.data_url());
    let person = format!("{T}/people/txid/52998224725");
    assert_eq!(exchange(&data, "POST", "/connect/token", &token, "").await, nothing);
    assert_eq!(exchange(&authentication, "GET", &person, &token, "").await, nothing);
    // Paths that circulate and do not exist.
    for path in ["/contracts", "/getcontracts", "/crm/campaigns", "/people/search", "/people/7"] {
        let path = format!("{T}{path}");
        assert_eq!(exchange(&data, "GET", &path, &token, "").await, nothing, "{path}");
    }
    let (status, body) = exchange(&data, "GET", &person, "", "").await;
    assert_eq!((status, body.as_str()), (401, ""), "no token");
}

#[tokio::test]
async fn a_connection_is_not_changed_without_its_password() {
    let simulator = simulator().await;
    let token = token(&simulator).await;
    let (url, path) = (simulator.data_url(), format!("{T}/updateconnection/30222"));
    for (body, success) in [
        (r#"{"id":30222,"port":4}"#, false),
        (r#"{"id":30222,"port":4,"password":""}"#, false),
        (r#"{"id":30222,"port":4,"password":"s3nh4"}"#, true),
    ] {
        let (_, answer) = exchange(&url, "PUT", &path, &token, body).await;
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["success"], success, "{body}");
    }
}

#[tokio::test]
async fn the_case_of_a_path_does_not_matter() {
    let simulator = simulator().await;
    let token = token(&simulator).await;
    let path = "/External/Integrations/ThirdParty/getbilletlink/900101";
    let (status, _) = exchange(&simulator.data_url(), "GET", path, &token, "").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn the_server_may_lower_the_size_of_a_page_and_counts_all_rows() {
    let quirks = Quirks::new().largest_page(3);
    let simulator = Simulator::builder().quirks(quirks).start(world()).await.unwrap();
    let token = token(&simulator).await;
    for (page, rows) in [(1, 3), (2, 1), (3, 0)] {
        let path = format!("{T}/getclient?page={page}&pageSize=100");
        let (_, body) = exchange(&simulator.data_url(), "GET", &path, &token, "").await;
        let page: Value = serde_json::from_str(&body).unwrap();
        let page = &page["response"];
        assert_eq!(page["data"].as_array().unwrap().len(), rows);
        assert_eq!((&page["totalRecords"], &page["totalPages"]), (&4.into(), &2.into()));
    }
}

#[tokio::test]
async fn every_undocumented_operation_has_the_generic_answer() {
    let simulator = simulator().await;
    let token = token(&simulator).await;
    let undocumented = operations::all().filter(|spec| spec.evidence == EvidenceLevel::Assumed);
    for spec in undocumented {
        let path: String = spec
            .path
            .split('/')
            .map(|segment| if segment.starts_with('{') { "1" } else { segment })
            .collect::<Vec<_>>()
            .join("/");
        let answer = exchange(&simulator.data_url(), spec.method.as_str(), &path, &token, "").await;
        assert_eq!(answer, (200, UNDOCUMENTED_ANSWER.to_owned()), "{}", spec.name);
    }
}

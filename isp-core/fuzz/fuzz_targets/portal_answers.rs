//! The portal's dialect: any answer to a login, a read and a write leads to what it says, and to no
//! more.

#![no_main]

use isp_core::http::Operation;
use isp_core::wire::parse_utf8;
use isp_core::{Error, Outcome};
use isp_core_fuzz::{PASSWORD, STATUSES, Server, check_error, one_attempt, run};
use libfuzzer_sys::fuzz_target;
use voalle_portal::Client;
use voalle_portal::operations::contracts::ContractUnblock;
use voalle_portal::operations::invoices::PortalFinancialReceivableTitles;

const LOGIN: &[u8] =
    br#"{"access_token":"TOKEN","expires_in":14400,"token_type":"bearer","person":{"id":700101}}"#;

fn call<O: Operation>(server: &std::sync::Arc<Server>, operation: O) -> Result<O::Output, Error> {
    let client = Client::builder("https://portal.example.com.br")
        .credentials("verify", "client", "provider-secret")
        .transport(server.clone())
        .retry(one_attempt())
        .build()
        .expect("a client");
    let answer = run(client.subscriber("subscriber", PASSWORD).call(operation).into_future());
    if let Err(error) = &answer {
        check_error(error);
    }
    answer
}

fn read(status: u16, body: &[u8]) {
    let server = Server::new("portal_authentication", LOGIN, status, body);
    let Ok(page) = call(&server, PortalFinancialReceivableTitles::new()) else { return };
    assert!((200..300).contains(&status), "HTTP {status} is no answer");
    if page.data.is_empty() {
        let json = parse_utf8(body).expect("an answer is JSON");
        let data = json.root().as_object().and_then(|root| root.get("data"));
        let is_empty = data.and_then(|data| data.as_list()).is_some_and(|data| data.is_empty());
        assert!(is_empty, "no titles without an empty list");
        assert!(page.count.unwrap_or(0) == 0, "no titles where the portal counts some");
    }
}

fn write(status: u16, body: &[u8]) {
    let server = Server::new("portal_authentication", LOGIN, status, body);
    match call(&server, ContractUnblock::new(830_001)) {
        Ok(_) => assert!((200..300).contains(&status), "HTTP {status} is no answer"),
        Err(error) if status >= 500 => assert_eq!(error.outcome(), Outcome::PerhapsDone, "{error}"),
        Err(_) => {}
    }
    let refused = matches!(status, 401 | 403);
    assert!(server.arrivals() == 1 || refused && server.arrivals() <= 2, "it is sent once");
}

fn login(body: &[u8]) {
    let server =
        Server::new("portal_authentication", body, 200, br#"{"data":[],"count":0,"total":0}"#);
    if call(&server, PortalFinancialReceivableTitles::new()).is_err() {
        assert!(server.arrivals() <= 1);
    }
}

fuzz_target!(|input: &[u8]| {
    let [choice, body @ ..] = input else { return };
    let status = STATUSES[usize::from(choice >> 4)];
    match choice % 3 {
        0 => read(status, body),
        1 => write(status, body),
        _ => login(body),
    }
});

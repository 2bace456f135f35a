//! The portal's dialect: any answer to a login, a read and a write leads to what it says, and to no
//! more.

#![no_main]

use std::cell::RefCell;

use isp_core::http::Operation;
use isp_core::wire::parse_utf8;
use isp_core::{Error, Outcome};
use isp_core_fuzz::{Kept, PASSWORD, STATUSES, Server, check_error, one_attempt, run, with_client};
use libfuzzer_sys::fuzz_target;
use voalle_portal::{Client, Subscriber};
use voalle_portal::operations::contracts::ContractUnblock;
use voalle_portal::operations::invoices::PortalFinancialReceivableTitles;

const LOGIN: &[u8] =
    br#"{"access_token":"TOKEN","expires_in":14400,"token_type":"bearer","person":{"id":700101}}"#;

const EMPTY: &[u8] = br#"{"data":[],"count":0,"total":0}"#;

thread_local!(static KEPT: RefCell<Option<Kept<Subscriber>>> = const { RefCell::new(None) });

fn new() -> Kept<Subscriber> {
    let server = Server::new("portal_authentication");
    let client = Client::builder("https://portal.example.com.br")
        .credentials("verify", "client", "provider-secret")
        .transport(server.clone())
        .retry(one_attempt())
        .build()
        .expect("a client");
    Kept { server, client: client.subscriber("subscriber", PASSWORD) }
}

fn call<O: Operation>(subscriber: &Subscriber, operation: O) -> Result<O::Output, Error> {
    run(subscriber.call(operation).into_future()).inspect_err(check_error)
}

fn read(kept: &Kept<Subscriber>, status: u16, body: &[u8]) -> Result<(), Error> {
    let page = call(&kept.client, PortalFinancialReceivableTitles::new())?;
    assert!((200..300).contains(&status), "HTTP {status} is no answer");
    if page.data.is_empty() {
        let json = parse_utf8(body).expect("an answer is JSON");
        let data = json.root().as_object().and_then(|root| root.get("data"));
        let is_empty = data.and_then(|data| data.as_list()).is_some_and(|data| data.is_empty());
        assert!(is_empty, "no titles without an empty list");
        assert!(page.count.unwrap_or(0) == 0, "no titles where the portal counts some");
    }
    Ok(())
}

fn write(kept: &Kept<Subscriber>, status: u16) -> Result<(), Error> {
    let answer = call(&kept.client, ContractUnblock::new(830_001));
    let is_refused = matches!(status, 401 | 403);
    let arrivals = kept.server.arrivals();
    assert!(arrivals == 1 || is_refused && arrivals <= 2, "it is sent once");
    match answer {
        Ok(_) => assert!((200..300).contains(&status), "HTTP {status} is no answer"),
        Err(error) => {
            if status >= 500 {
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{error}");
            }
            return Err(error);
        }
    }
    Ok(())
}

fn login(body: &[u8]) {
    let kept = new();
    kept.server.answer(body, 200, EMPTY);
    let answer = call(&kept.client, PortalFinancialReceivableTitles::new());
    assert_eq!(answer.is_ok(), kept.server.arrivals() == 1, "nothing is asked without a token");
}

fuzz_target!(|input: &[u8]| {
    let [choice, body @ ..] = input else { return };
    let status = STATUSES[usize::from(choice >> 4)];
    if choice % 8 == 7 {
        return login(body);
    }
    KEPT.with(|slot| {
        with_client(slot, new, |kept| {
            kept.server.answer(LOGIN, status, body);
            if choice % 2 == 0 { read(kept, status, body) } else { write(kept, status) }
        });
    });
});

//! MK's dialect: any answer to a login, a read and a write leads to what it says, and to no more.

#![no_main]

use std::cell::RefCell;

use isp_core::http::Operation;
use isp_core::wire::{repair_torn_latin1, same_word, View};
use isp_core::{Error, Outcome};
use isp_core_fuzz::{Kept, PASSWORD, STATUSES, Server, check_error, one_attempt, run, with_client};
use libfuzzer_sys::fuzz_target;
use mk_webservices::Client;
use mk_webservices::operations::conexoes::WSMKAutoDesbloqueio;
use mk_webservices::operations::faturas::WSMKFaturasPendentes;

const LOGIN: &[u8] = br#"{"Expire":"31/12/2099 23:59:59","LimiteUso":0,"Token":"0123456789abcdef.1","ServicosAutorizados":[7],"status":"OK"}"#;

const EMPTY: &[u8] = br#"{"FaturasPendentes":[],"status":"OK"}"#;

thread_local!(static KEPT: RefCell<Option<Kept<Client>>> = const { RefCell::new(None) });

fn new() -> Kept<Client> {
    let server = Server::new("WSAutenticacao");
    let client = Client::builder("https://mk.example.com.br")
        .credentials("user", PASSWORD)
        .transport(server.clone())
        .retry(one_attempt())
        .build()
        .expect("a client");
    Kept { server, client }
}

fn call<O: Operation>(client: &Client, operation: O) -> Result<O::Output, Error> {
    run(client.call(operation).into_future()).inspect_err(check_error)
}

/// Whether a member of the root says so in the word for success.
fn says_success(body: &[u8]) -> bool {
    let Ok(json) = repair_torn_latin1(body) else { return false };
    let Some(root) = json.root().as_object() else { return false };
    root.values().any(|value| match value.view() {
        View::Text(text) => same_word(text, "OK") || same_word(text, "sucesso"),
        _ => false,
    })
}

fn read(kept: &Kept<Client>, status: u16, body: &[u8]) -> Result<(), Error> {
    let invoices = call(&kept.client, WSMKFaturasPendentes::new(10_123))?;
    assert!((200..300).contains(&status), "HTTP {status} is no answer");
    if invoices.faturas_pendentes.is_empty() {
        let json = repair_torn_latin1(body).expect("an answer is JSON");
        let list = json.root().as_object().and_then(|root| root.get("FaturasPendentes"));
        let is_empty = list.and_then(|list| list.as_list()).is_some_and(|list| list.is_empty());
        assert!(is_empty, "no invoices without an empty list");
        assert!(says_success(body), "no invoices without a word for success");
    }
    Ok(())
}

fn write(kept: &Kept<Client>, status: u16, body: &[u8]) -> Result<(), Error> {
    let arrivals = || kept.server.arrivals();
    match call(&kept.client, WSMKAutoDesbloqueio::new(9_001)) {
        Ok(_) => {
            assert!((200..300).contains(&status), "HTTP {status} is no answer");
            assert!(says_success(body), "done without a word for success");
            assert_eq!(arrivals(), 1, "what was done was sent once");
            Ok(())
        }
        Err(error) => {
            if status >= 500 || status < 300 && repair_torn_latin1(body).is_err() {
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{error}");
            }
            if error.outcome() == Outcome::PerhapsDone {
                assert_eq!(arrivals(), 1, "what is perhaps done is not sent again");
            }
            Err(error)
        }
    }
}

fn login(body: &[u8]) {
    let kept = new();
    kept.server.answer(body, 200, EMPTY);
    let answer = call(&kept.client, WSMKFaturasPendentes::new(10_123));
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
            if choice % 2 == 0 { read(kept, status, body) } else { write(kept, status, body) }
        });
    });
});

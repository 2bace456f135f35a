//! MK's dialect: any answer to a login, a read and a write leads to what it says, and to no more.

#![no_main]

use isp_core::http::Operation;
use isp_core::wire::{repair_torn_latin1, same_word, View};
use isp_core::{Error, Outcome};
use isp_core_fuzz::{PASSWORD, STATUSES, Server, check_error, one_attempt, run};
use libfuzzer_sys::fuzz_target;
use mk_webservices::Client;
use mk_webservices::operations::conexoes::WSMKAutoDesbloqueio;
use mk_webservices::operations::faturas::WSMKFaturasPendentes;

const LOGIN: &[u8] = br#"{"Expire":"31/12/2099 23:59:59","LimiteUso":0,"Token":"0123456789abcdef.1","ServicosAutorizados":[7],"status":"OK"}"#;

fn call<O: Operation>(server: &std::sync::Arc<Server>, operation: O) -> Result<O::Output, Error> {
    let client = Client::builder("https://mk.example.com.br")
        .credentials("user", PASSWORD)
        .transport(server.clone())
        .retry(one_attempt())
        .build()
        .expect("a client");
    let answer = run(client.call(operation).into_future());
    if let Err(error) = &answer {
        check_error(error);
    }
    answer
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

fn read(status: u16, body: &[u8]) {
    let server = Server::new("WSAutenticacao", LOGIN, status, body);
    let Ok(invoices) = call(&server, WSMKFaturasPendentes::new(10_123)) else { return };
    assert!((200..300).contains(&status), "HTTP {status} is no answer");
    if invoices.faturas_pendentes.is_empty() {
        let json = repair_torn_latin1(body).expect("an answer is JSON");
        let list = json.root().as_object().and_then(|root| root.get("FaturasPendentes"));
        let is_empty = list.and_then(|list| list.as_list()).is_some_and(|list| list.is_empty());
        assert!(is_empty, "no invoices without an empty list");
        assert!(says_success(body), "no invoices without a word for success");
    }
}

fn write(status: u16, body: &[u8]) {
    let server = Server::new("WSAutenticacao", LOGIN, status, body);
    match call(&server, WSMKAutoDesbloqueio::new(9_001)) {
        Ok(_) => {
            assert!((200..300).contains(&status), "HTTP {status} is no answer");
            assert!(says_success(body), "done without a word for success");
            assert_eq!(server.arrivals(), 1, "what was done was sent once");
        }
        Err(error) => {
            if status >= 500 || repair_torn_latin1(body).is_err() && status < 300 {
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{error}");
            }
            if error.outcome() == Outcome::PerhapsDone {
                assert_eq!(server.arrivals(), 1, "what is perhaps done is not sent again");
            }
        }
    }
}

fn login(body: &[u8]) {
    let server = Server::new("WSAutenticacao", body, 200, br#"{"FaturasPendentes":[],"status":"OK"}"#);
    if call(&server, WSMKFaturasPendentes::new(10_123)).is_err() {
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

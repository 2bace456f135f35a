//! The dialect of the provider-wide API: any answer to a login, a read and a write leads to what it
//! says, and to no more.

#![no_main]

use std::cell::RefCell;

use isp_core::brazil::Document;
use isp_core::http::Operation;
use isp_core::wire::{Json, Node, TextEncoding, View, fold, key};
use isp_core::{Error, Outcome};
use isp_core_fuzz::{Kept, PASSWORD, STATUSES, Server, check_error, one_attempt, run, with_client};
use libfuzzer_sys::fuzz_target;
use voalle_global::Client;
use voalle_global::operations::invoices::{GetOpenTitlesByTxId, RegisterPix};
use voalle_global::operations::people::PeopleTxid;

const LOGIN: &[u8] = br#"{"access_token":"TOKEN","expires_in":3600,"token_type":"Bearer"}"#;

const NO_TITLES: &str = r#"{"success":false,"messages":[{"message":"Cliente não possui títulos em aberto."}],"response":null}"#;

thread_local!(static KEPT: RefCell<Option<Kept<Client>>> = const { RefCell::new(None) });

fn new() -> Kept<Client> {
    let server = Server::new("/connect/token");
    let client = Client::builder("https://erp.example.com.br")
        .credentials("integrator", PASSWORD, "installation")
        .transport(server.clone())
        .retry(one_attempt())
        .build()
        .expect("a client");
    Kept { server, client }
}

fn document() -> Document {
    "529.982.247-25".parse().expect("a CPF")
}

fn call<O: Operation>(client: &Client, operation: O) -> Result<O::Output, Error> {
    run(client.call(operation).into_future()).inspect_err(check_error)
}

/// Whether one of the texts in the answer is this sentence; case, accents and the full stop do not count.
fn says(at: Node<'_>, sentence: &str) -> bool {
    match at.view() {
        View::Text(text) => fold(text).trim_matches([' ', '.']) == sentence,
        View::List(items) => items.iter().any(|item| says(item, sentence)),
        View::Object(members) => members.values().any(|value| says(value, sentence)),
        _ => false,
    }
}

/// Whether the answer says `success: true`, in one of the spellings of this API.
fn says_success(root: Node<'_>) -> bool {
    root.as_object().is_some_and(|members| {
        let mut said = members.iter().filter(|(name, _)| key::normalise(name).starts_with("suc"));
        said.any(|(_, value)| value.as_bool() == Some(true))
    })
}

fn titles(kept: &Kept<Client>, status: u16, body: &[u8]) -> Result<(), Error> {
    let answer = call(&kept.client, GetOpenTitlesByTxId::new(document()))?;
    assert!((200..300).contains(&status), "HTTP {status} is no answer");
    if answer.says_none() {
        let json = Json::parse(body.to_vec(), TextEncoding::Utf8).ok().expect("an answer is JSON");
        let none = "cliente nao possui titulos em aberto";
        assert!(says(json.root(), none), "owing nothing needs the ERP's words");
    }
    Ok(())
}

fn person(kept: &Kept<Client>, status: u16, body: &[u8]) -> Result<(), Error> {
    let json = Json::parse(body.to_vec(), TextEncoding::Utf8).ok();
    match call(&kept.client, PeopleTxid::new(document())) {
        Ok(answer) => {
            assert!((200..300).contains(&status), "HTTP {status} is no answer");
            assert!(says_success(json.expect("an answer is JSON").root()), "found without success");
            assert_eq!(kept.server.arrivals(), 1);
            drop(answer);
            Ok(())
        }
        Err(error) => {
            if error.is_not_found() && status != 404 {
                let json = json.expect("an answer is JSON");
                assert!(says(json.root(), "registro nao encontrado"), "{error}");
            }
            Err(error)
        }
    }
}

fn write(kept: &Kept<Client>, status: u16, body: &[u8]) -> Result<(), Error> {
    let answer = call(&kept.client, RegisterPix::new(900_001));
    let is_refused = matches!(status, 401 | 403);
    let arrivals = kept.server.arrivals();
    assert!(arrivals == 1 || is_refused && arrivals <= 2, "it is sent once");
    match answer {
        Ok(answer) => {
            assert!((200..300).contains(&status), "HTTP {status} is no answer");
            let json = Json::parse(body.to_vec(), TextEncoding::Utf8).ok().expect("it is JSON");
            assert!(says_success(json.root()), "done without success");
            assert!(answer.response.register_id > 0, "done without an id");
            Ok(())
        }
        Err(error) => {
            if status >= 500 {
                assert_eq!(error.outcome(), Outcome::PerhapsDone, "{error}");
            }
            Err(error)
        }
    }
}

fn login(body: &[u8]) {
    let kept = new();
    kept.server.answer(body, 200, NO_TITLES.as_bytes());
    let answer = call(&kept.client, GetOpenTitlesByTxId::new(document()));
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
            match choice % 4 {
                0 => titles(kept, status, body),
                2 => person(kept, status, body),
                _ => write(kept, status, body),
            }
        });
    });
});

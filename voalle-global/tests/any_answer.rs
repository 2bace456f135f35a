//! Whatever bytes an answer has, a call says no more than they say. The fuzz target `global_answers`
//! of `isp-core/fuzz` asks the same of many more answers.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use isp_core::Outcome;
use isp_core::http::HttpRequest;
use isp_core::vendor_tests::{Arrivals, PreparedErp};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use voalle_global::Client;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
const NONE: &str = r#"{"success":false,"messages":[{"message":"Cliente não possui títulos em aberto.","code":null,"type":"Error"}],"response":null}"#;

/// One answer to all logins, another to everything else.
fn answering(login: Vec<u8>, status: u16, body: Vec<u8>) -> PreparedErp {
    let name_of = |request: &HttpRequest, _: &Arrivals| {
        let is_login = request.url.contains("/connect/token");
        if is_login { "login" } else { "all" }.to_owned()
    };
    PreparedErp::new(name_of, [("login", (200, login)), ("all", (status, body))])
}

fn client(erp: &PreparedErp) -> Client {
    Client::builder("https://erp.example.com.br")
        .credentials("id", "secret", "syndata")
        .transport(Arc::new(erp.clone()))
        .build()
        .unwrap()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}{name}")).unwrap()
}

/// A fixture with some of its bytes replaced, or any bytes.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let known = select(vec![
        fixture("getopentitlesbytxid.ok.json"),
        fixture("connect_token.client_credentials.ok.json"),
        fixture("verifyviability.refused.200.json"),
        NONE.as_bytes().to_vec(),
    ]);
    let edits = prop::collection::vec((any::<Index>(), any::<u8>()), 0..4);
    let edited = (known, edits).prop_map(|(mut body, edits)| {
        for (at, byte) in edits {
            *at.get_mut(&mut body) = byte;
        }
        body
    });
    prop_oneof![4 => edited, 1 => any::<Vec<u8>>()]
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(200), 1 => 200_u16..600]
}

fn run<T>(call: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap().block_on(call)
}

proptest! {
    #[test]
    fn any_answer_leads_to_what_it_says_and_to_no_more(status in statuses(), body in bodies()) {
        let login = fixture("connect_token.client_credentials.ok.json");
        let erp = answering(login.clone(), status, body.clone());
        let is_success = (200..300).contains(&status);
        let document = "529.982.247-25".parse().unwrap();
        match run(client(&erp).getopentitlesbytxid(document).into_future()) {
            Ok(answer) => {
                prop_assert!(is_success);
                // The sentence may have gained or lost a final full stop, or changed its case.
                let words = "possui t".as_bytes();
                let said = body.to_ascii_lowercase().windows(words.len()).any(|it| it == words);
                prop_assert!(!answer.says_none() || said);
            }
            Err(error) => prop_assert!(!error.to_string().contains(['\n', '\r']), "{}", error),
        }

        let erp = answering(login, status, body);
        let unlocked = run(client(&erp).contracts_unlock("0001001").into_future());
        let is_refused = matches!(status, 401 | 403);
        prop_assert!(erp.arrivals("all") == 1 || is_refused && erp.arrivals("all") <= 2);
        match unlocked {
            Ok(_) => prop_assert!(is_success),
            Err(error) => prop_assert!(status < 500 || error.outcome() == Outcome::PerhapsDone),
        }
    }

    #[test]
    fn any_answer_to_a_login_is_a_token_or_an_error(login in bodies()) {
        let erp = answering(login, 200, NONE.as_bytes().to_vec());
        let document = "529.982.247-25".parse().unwrap();
        let answer = run(client(&erp).getopentitlesbytxid(document).into_future());
        prop_assert_eq!(answer.is_ok(), erp.arrivals("all") == 1);
    }
}

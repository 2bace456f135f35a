//! Whatever bytes an answer has, a call says no more than they say. The fuzz target `portal_answers`
//! of `isp-core/fuzz` asks the same of many more answers.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use isp_core::Outcome;
use isp_core::http::HttpRequest;
use isp_core::vendor_tests::{Arrivals, PreparedErp};
use isp_core::wire::{Node, parse_utf8};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use voalle_portal::{Client, Subscriber};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");

/// One answer to all logins, another to everything else.
fn answering(login: Vec<u8>, status: u16, body: Vec<u8>) -> PreparedErp {
    let name_of = |request: &HttpRequest, _: &Arrivals| {
        let is_login = request.url.contains("/portal_authentication");
        if is_login { "login" } else { "all" }.to_owned()
    };
    PreparedErp::new(name_of, [("login", (200, login)), ("all", (status, body))])
}

fn subscriber(erp: &PreparedErp) -> Subscriber {
    Client::builder("https://portal.example.com.br")
        .credentials("verify", "client", "secret")
        .transport(Arc::new(erp.clone()))
        .build()
        .unwrap()
        .subscriber("subscriber", "password")
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FIXTURES}{name}")).unwrap()
}

/// A fixture with some of its bytes replaced, an empty list, or any bytes.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let known = select(vec![
        fixture("portal_financial_receivable_titles.partial.json"),
        fixture("portal_authentication.ok.json"),
        fixture("portal_authentication.bad_credentials.403.json"),
        br#"{"data":[],"count":0,"filtered":0,"total":0}"#.to_vec(),
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

fn data_is_empty(body: &[u8]) -> bool {
    parse_utf8(body).is_ok_and(|json| {
        let data = json.root().as_object().and_then(|root| root.get("data"));
        data.and_then(Node::as_list).is_some_and(isp_core::wire::List::is_empty)
    })
}

fn run<T>(call: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap().block_on(call)
}

proptest! {
    #[test]
    fn any_answer_leads_to_what_it_says_and_to_no_more(status in statuses(), body in bodies()) {
        let login = fixture("portal_authentication.ok.json");
        let erp = answering(login.clone(), status, body.clone());
        let is_success = (200..300).contains(&status);
        match run(subscriber(&erp).portal_financial_receivable_titles().into_future()) {
            Ok(page) => prop_assert!(is_success && (!page.data.is_empty() || data_is_empty(&body))),
            Err(error) => prop_assert!(!error.to_string().contains(['\n', '\r']), "{}", error),
        }

        let erp = answering(login, status, body);
        let unlocked = run(subscriber(&erp).contract_unblock(830_001).into_future());
        let is_refused = matches!(status, 401 | 403);
        prop_assert!(erp.arrivals("all") == 1 || is_refused && erp.arrivals("all") <= 2);
        match unlocked {
            Ok(_) => prop_assert!(is_success),
            Err(error) => prop_assert!(status < 500 || error.outcome() == Outcome::PerhapsDone),
        }
    }

    #[test]
    fn any_answer_to_a_login_is_a_token_or_an_error(login in bodies()) {
        let empty = br#"{"data":[],"count":0,"filtered":0,"total":0}"#.to_vec();
        let erp = answering(login, 200, empty);
        let answer = run(subscriber(&erp).portal_financial_receivable_titles().into_future());
        prop_assert_eq!(answer.is_ok(), erp.arrivals("all") == 1);
    }
}

//! `Isp::authenticate_subscriber` of MK.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use isp_core::loopback::InjectedFault;
use isp_core::testing::{World, everything_printable};
use isp_core::{Error, ErrorKind, Isp, SubscriberAuthentication};
use mk_webservices::Client;
use mk_webservices::operations::pessoas::UserSenhaSAC;
use mk_webservices::simulator::Simulator;
use serde_json::{Value, json};

use support::{LOGIN, Server, fixture, fixture_text, with};

const RULE: &str = "WSMKUserSenhaSAC";
const LOGIN_NAME: &str = "52998224725";
const PASSWORD: &str = "Qz7-senha-secreta";

async fn asked(server: &Server) -> Result<SubscriberAuthentication, Error> {
    server.client().isp().authenticate_subscriber(LOGIN_NAME, &PASSWORD.into()).await
}

async fn answered(
    status: u16,
    body: impl Into<Vec<u8>>,
) -> Result<SubscriberAuthentication, Error> {
    let server = Server::new();
    server.status(RULE, status, body);
    let answer = asked(&server).await;
    assert_eq!(server.arrivals(RULE), 1, "an attempt is never repeated");
    answer
}

fn saying(word: &Value) -> String {
    with("WSMKUserSenhaSAC.ok.json", &json!({"AcessoSAC": word})).to_string()
}

#[tokio::test]
async fn a_right_login_is_confirmed_with_code_and_name_each_time_by_a_request() {
    let server = Server::new();
    server.answer(RULE, &fixture("WSMKUserSenhaSAC.ok.json"));
    for attempts in 1..=2 {
        let answer = asked(&server).await.unwrap();
        let customer = answer.customer().unwrap();
        assert_eq!((customer.id.as_str(), customer.document), ("10123", None));
        let record = customer.native::<UserSenhaSAC>().unwrap();
        assert_eq!(record.nome.as_deref(), Some(&*customer.name));
        assert_eq!(server.arrivals(RULE), attempts);
    }
    let query = format!("user_sac={LOGIN_NAME}&pass_sac={PASSWORD}");
    assert_eq!(server.queries(RULE)[0], query);
}

#[tokio::test]
async fn refused_is_said_only_if_mk_says_no() {
    let refused = answered(200, saying(&json!("Não"))).await.unwrap();
    assert_eq!(refused, SubscriberAuthentication::Refused);
    for word in [json!("Talvez"), json!(""), json!(null), json!("Bloqueado"), json!({})] {
        let error = answered(200, saying(&word)).await.unwrap_err();
        assert!(error.is_not_understood(), "{word}: {error}");
    }
    let nobody = with("WSMKUserSenhaSAC.ok.json", &json!({"CodigoPessoa": 0}));
    assert!(answered(200, nobody.to_string()).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn an_undocumented_refusal_is_an_error_that_says_what_it_may_mean() {
    for (body, kind) in [
        (fixture_text("_erros/nao-localizado.json"), ErrorKind::NotFound),
        (
            json!({"mensagem": "Usuário ou senha inválidos.", "status": "ERRO"}).to_string(),
            ErrorKind::Refused,
        ),
        (json!({"status": "ERRO"}).to_string(), ErrorKind::Refused),
    ] {
        let error = answered(200, body).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.advice().contains("may be such an answer"), "{error}");
    }
}

#[tokio::test]
async fn no_fault_is_taken_for_an_answer_or_repeated_or_shows_the_login() {
    let ok = fixture_text("WSMKUserSenhaSAC.ok.json");
    let page = fixture_text("_erros/http-500.html");
    for (status, body) in [
        (500, page.clone()),
        (503, String::new()),
        (429, ok.clone()),
        (403, ok.clone()),
        (302, ok),
        (200, page),
        (200, String::new()),
        (200, format!("{{\"AcessoSAC\":\"{PASSWORD}\",\"pass_sac\":\"{PASSWORD}\"}}")),
        (200, format!("<html>{LOGIN_NAME} {PASSWORD}</html>")),
    ] {
        let error = answered(status, body).await.unwrap_err();
        let text = everything_printable(&error);
        assert!(!text.contains(PASSWORD) && !text.contains(LOGIN_NAME), "{status}: {text}");
    }
}

#[tokio::test]
async fn a_fault_of_the_network_is_an_error_of_one_attempt() {
    let server = Simulator::start(World::example()).await.unwrap();
    let client = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let isp = client.isp();
    isp.ticket_kinds(&10_123.into()).await.unwrap();
    for fault in [
        InjectedFault::CloseBefore,
        InjectedFault::CloseAfter,
        InjectedFault::CutAfter(20),
        InjectedFault::Status(503),
        InjectedFault::Busy { status: 429, retry_after: "0".into() },
    ] {
        server.server().faults().inject(RULE, fault.clone());
        let before = server.server().served().len();
        let error = isp.authenticate_subscriber(LOGIN_NAME, &"senha-da-maria".into()).await;
        assert!(error.is_err(), "{fault:?}");
        assert_eq!(server.server().served().len() - before, 1, "{fault:?}");
    }
    let answer = isp.authenticate_subscriber(LOGIN_NAME, &"senha-da-maria".into()).await.unwrap();
    assert!(answer.customer().is_some());
}

#[tokio::test]
async fn an_attempt_whose_token_was_refused_is_made_with_another() {
    let server = Server::new();
    server.answer(RULE, &fixture("_erros/token-expirado.json"));
    let error = asked(&server).await.unwrap_err();
    assert!(error.is_credential(), "{error}");
    // MK did not look at the password of the first.
    assert_eq!((server.arrivals(RULE), server.arrivals(LOGIN)), (2, 2));
}

#[tokio::test]
async fn half_a_login_is_refused_before_the_network() {
    let server = Server::new();
    let isp = server.client().isp();
    for (login, password) in [("", PASSWORD), (LOGIN_NAME, ""), (" ", PASSWORD)] {
        let error = isp.authenticate_subscriber(login, &password.into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(!error.to_string().contains(PASSWORD));
    }
    assert_eq!(server.arrivals(LOGIN), 0);
}

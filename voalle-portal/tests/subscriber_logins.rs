//! `Isp::authenticate_subscriber` of the portal, for one subscriber and for a directory.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic)]

use isp_core::loopback::InjectedFault;
use isp_core::testing::{SharedWorld, World, everything_printable};
use isp_core::{ErrorKind, Isp, IspExt, Secret, SubscriberAuthentication};
use serde_json::{Value, json};
use voalle_portal::operations::authentication::LoggedPerson;
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, InMemoryDirectory, SubscriberIsp, SubscriberLogin};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const MARIA: u64 = 10_123;
const PASSWORD: &str = "senha-da-maria";
const SECRET: &str = "Qz7-senha-secreta";

fn fixture(name: &str) -> Value {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

fn client(simulator: &Simulator) -> Client {
    Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap()
}

/// What the portal answers to a login, and how often it was asked.
async fn answered(
    status: u16,
    body: &str,
) -> (Result<SubscriberAuthentication, isp_core::Error>, usize) {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json");
    let login = Mock::given(method("GET")).and(path("/portal_authentication"));
    login.respond_with(answer).mount(&server).await;
    let answer = isp(&server).authenticate_subscriber("ana", &SECRET.into()).await;
    (answer, server.received_requests().await.unwrap().len())
}

fn isp(server: &MockServer) -> SubscriberIsp {
    let client = Client::builder(server.uri())
        .credentials("verify", "id", "secret")
        .allow_plaintext_http()
        .build();
    client.unwrap().subscriber("maria", "senha").isp()
}

#[tokio::test]
async fn a_right_login_is_confirmed_with_the_person_that_the_portal_names() {
    let login = fixture("portal_authentication.ok.json").to_string();
    let (answer, requests) = answered(200, &login).await;
    let answer = answer.unwrap();
    let customer = answer.customer().unwrap();
    assert_eq!((customer.id.as_str(), &*customer.name), ("700101", "Cliente Exemplo Um"));
    assert_eq!(customer.native::<LoggedPerson>().unwrap().id, 700_101);
    assert_eq!(requests, 1);
}

#[tokio::test]
async fn refused_is_said_only_in_the_known_form() {
    let known = fixture("portal_authentication.bad_credentials.403.json").to_string();
    let (answer, requests) = answered(403, &known).await;
    assert_eq!((answer.unwrap(), requests), (SubscriberAuthentication::Refused, 1));
    let words =
        |words: &str| json!({"status": "Invalid credentials.", "message": words}).to_string();
    for (status, body) in [
        (401, known.clone()),
        (400, known.clone()),
        (500, known.clone()),
        (200, known.clone()),
        (403, words("Bad Credentials (1)")),
        (403, words("Bad Credentials (20)")),
        (403, words("")),
        (403, "<html>Forbidden</html>".into()),
        (403, String::new()),
    ] {
        let (answer, requests) = answered(status, &body).await;
        assert!(answer.is_err(), "{status} {body}");
        assert_eq!(requests, 1, "{status} {body}");
    }
}

#[tokio::test]
async fn no_fault_is_taken_for_an_answer_or_repeated_or_shows_the_login() {
    let login = fixture("portal_authentication.ok.json");
    let with = |changes: Value| {
        let mut login = login.clone();
        login.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        login.to_string()
    };
    for (status, body) in [
        (200, with(json!({"person": null}))),
        (200, with(json!({"person": {"id": 0}}))),
        (200, with(json!({"access_token": null}))),
        (200, with(json!({"status": "Invalid credentials."}))),
        (200, with(json!({"message": SECRET}))),
        (200, format!("[{login}]")),
        (200, format!("<html>{SECRET}</html>")),
        (302, login.to_string()),
        (429, login.to_string()),
        (503, format!(r#"{{"message":"{SECRET}"}}"#)),
        (504, String::new()),
    ] {
        let (answer, requests) = answered(status, &body).await;
        let error = answer.unwrap_err();
        assert_eq!(requests, 1, "an attempt is never repeated: {status} {body}");
        assert!(!everything_printable(&error).contains(SECRET), "{status}: {error}");
    }
}

#[tokio::test]
async fn half_a_login_is_refused_before_the_network() {
    let server = MockServer::start().await;
    for (login, password) in [("", SECRET), ("ana", ""), ("ana ", SECRET), ("ana", "x\n")] {
        let error = isp(&server).authenticate_subscriber(login, &password.into()).await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_fault_of_the_network_is_an_error_of_one_attempt() {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let isp = client(&simulator).isp(InMemoryDirectory::new());
    for fault in [
        InjectedFault::CloseBefore,
        InjectedFault::CloseAfter,
        InjectedFault::CutAfter(20),
        InjectedFault::Status(503),
        InjectedFault::Busy { status: 429, retry_after: "0".into() },
    ] {
        simulator.server().faults().inject("portal_authentication", fault.clone());
        let before = simulator.server().served().len();
        let error = isp.authenticate_subscriber("52998224725", &PASSWORD.into()).await;
        assert!(error.is_err(), "{fault:?}");
        assert_eq!(simulator.server().served().len() - before, 1, "{fault:?}");
    }
}

#[tokio::test]
async fn held_logins_are_neither_used_nor_replaced_nor_dropped() {
    let world = SharedWorld::new(World::example());
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let client = client(&simulator);
    let directory = InMemoryDirectory::new();
    directory.insert(MARIA, None, SubscriberLogin::new("52998224725", PASSWORD));
    let isp = client.isp(directory);
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert_eq!((simulator.login_count(), client.held_logins()), (1, 1));

    let right = Secret::new(PASSWORD);
    let ask = async |login: &str, password: &Secret| {
        isp.authenticate_subscriber(login, password).await.unwrap()
    };
    // Right, wrong, and somebody who is not in the directory.
    assert!(ask("52998224725", &right).await.customer().is_some());
    assert_eq!(ask("52998224725", &"wrong".into()).await, SubscriberAuthentication::Refused);
    assert!(ask("11144477735", &"senha-do-joao".into()).await.customer().is_some());
    assert_eq!((simulator.login_count(), client.held_logins()), (3, 1));
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert_eq!(simulator.login_count(), 3, "the held login is still in use");

    // A changed password counts at once, although a token of the old one is held.
    world.with(|world| {
        let maria = world.logins.iter_mut().find(|login| login.customer == MARIA.into()).unwrap();
        maria.password = "nova-senha".into();
    });
    assert_eq!(ask("52998224725", &right).await, SubscriberAuthentication::Refused);
    assert!(ask("52998224725", &"nova-senha".into()).await.customer().is_some());
}

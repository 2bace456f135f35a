//! Logins, refusals and invalid answers, on the simulator.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::Duration;

use isp_core::http::RetryPolicy;
use isp_core::loopback::InjectedFault;
use isp_core::testing::{SharedWorld, World};
use isp_core::{Error, ErrorKind, Isp, IspExt, Outcome};
use jiff::civil::date;
use voalle_portal::simulator::{Quirks, Simulator};
use voalle_portal::{Client, Subscriber};

use support::ticket;

const MARIA: u64 = 10_123;
const OTICA: u64 = 10_124;

fn world() -> SharedWorld {
    SharedWorld::new(World::on(date(2026, 9, 10)))
}

async fn simulator() -> Simulator {
    Simulator::start(world()).await.unwrap()
}

fn client_at(base_url: String, simulator: &Simulator) -> Client {
    Client::builder(base_url)
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap()
}

fn client(simulator: &Simulator) -> Client {
    client_at(simulator.base_url(), simulator)
}

fn maria(client: &Client) -> Subscriber {
    client.subscriber("52998224725", "senha-da-maria")
}

fn otica(client: &Client) -> Subscriber {
    client.subscriber("12ABC34501DE35", "senha-da-otica")
}

/// No text of an error may contain a secret or a document.
fn shows_no_secret(error: &Error) {
    let evidence = error.evidence().map(|evidence| evidence.body.clone()).unwrap_or_default();
    let text = format!("{error} {error:?} {evidence}");
    for secret in ["senha-", "52998224725", "SIMULATED", "simulated", "http:"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn a_wrong_password_causes_one_login_and_a_credential_error() {
    let simulator = simulator().await;
    let client = client(&simulator);
    for _ in 0..3 {
        let wrong = client.subscriber("52998224725", "senha-errada");
        let error = wrong.whoami().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credential);
        assert_eq!(error.status(), Some(403));
        assert_eq!(error.operation(), Some("GET /portal_authentication"));
        assert_eq!(error.vendor_message(), Some("Bad Credentials (2)"));
        shows_no_secret(&error);
    }
    let attempts = || simulator.server().count("/portal_authentication");
    assert_eq!((attempts(), simulator.login_count()), (1, 0));
    // Each password has its own token: the wrong one neither blocks the right one nor gets its
    // token.
    assert_eq!(maria(&client).person().await.unwrap().id, MARIA);
    assert_eq!((attempts(), simulator.login_count()), (2, 1));
}

#[tokio::test]
async fn wrong_secrets_of_the_provider_are_a_credential_error_too() {
    let simulator = simulator().await;
    let client = Client::builder(simulator.base_url())
        .credentials("other", simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    assert!(maria(&client).whoami().await.unwrap_err().is_credential());
}

#[tokio::test]
async fn all_handles_of_a_subscriber_share_one_login() {
    let simulator = simulator().await;
    let client = client(&simulator);
    for _ in 0..5 {
        assert_eq!(maria(&client).person_id().await.unwrap(), MARIA);
    }
    assert_eq!(simulator.login_count(), 1);
}

#[tokio::test]
async fn a_revoked_token_causes_one_login_and_one_retry() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    maria.whoami().await.unwrap();
    simulator.expire_tokens();
    let reply = maria.whoami().send().await.unwrap();
    assert_eq!((reply.value.data.id, reply.attempts), (MARIA, 2));
    assert_eq!(simulator.login_count(), 2);
}

#[tokio::test]
async fn a_ticket_is_opened_once_even_if_the_token_was_refused_before() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let maria = maria(&client(&simulator));
    maria.whoami().await.unwrap();
    simulator.expire_tokens();
    let before = world.with(|world| world.tickets.len());
    maria.create_solicitation(ticket(MARIA, "Lenta", "Às vezes cai.")).await.unwrap();
    assert_eq!(world.with(|world| world.tickets.len()) - before, 1);
}

#[tokio::test]
async fn a_lost_answer_never_opens_a_second_ticket() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let maria = maria(&client(&simulator));
    simulator.server().faults().inject("/solicitations", InjectedFault::CloseAfter);
    let before = world.with(|world| world.tickets.len());
    let call = maria.create_solicitation(ticket(MARIA, "Lenta", "Às vezes cai."));
    assert_eq!(call.await.unwrap_err().outcome(), Outcome::PerhapsDone);
    assert_eq!(world.with(|world| world.tickets.len()) - before, 1);
}

#[tokio::test]
async fn a_read_is_retried_after_a_transient_failure() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    simulator.server().faults().inject("/whoami", InjectedFault::Status(503));
    assert_eq!(maria.whoami().send().await.unwrap().attempts, 2);
}

#[tokio::test]
async fn another_persons_data_are_forbidden_without_repeated_logins() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    for _ in 0..5 {
        let error = maria.people_authentications(OTICA).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Credential, Some(403)));
        assert_eq!(error.attempts(), 1);
    }
    assert_eq!(simulator.login_count(), 1);
}

#[tokio::test]
async fn a_resource_that_refuses_every_token_does_not_stop_the_others() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    for _ in 0..2 {
        let refused = InjectedFault::Status(401);
        simulator.server().faults().inject("/portal_solicitations", refused);
    }
    for _ in 0..10 {
        assert!(maria.portal_solicitations().await.unwrap_err().is_credential());
        maria.whoami().await.unwrap();
    }
    assert_eq!(simulator.login_count(), 2);
    assert_eq!(simulator.server().count("/api/portal_solicitations"), 2, "remembered");
}

#[tokio::test]
async fn concurrent_calls_of_two_subscribers_are_never_mixed_up() {
    let simulator = simulator().await;
    let client = client(&simulator);
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..200_u64 {
        let (subscriber, id) =
            if number % 2 == 0 { (maria(&client), MARIA) } else { (otica(&client), OTICA) };
        calls.spawn(async move {
            let lines = subscriber.people_authentications(id).await.unwrap();
            let owners = lines.data.iter().map(|l| l.people_address.as_ref().unwrap().person_id);
            (id, owners.collect::<Vec<_>>(), subscriber.person().await.unwrap().id)
        });
    }
    let mut answered = 0;
    while let Some(answer) = calls.join_next().await {
        let (id, owners, own) = answer.unwrap();
        assert_eq!(own, id);
        assert!(!owners.is_empty() && owners.iter().all(|owner| *owner == Some(id)));
        answered += 1;
    }
    assert_eq!((answered, simulator.login_count()), (200, 2));
}

#[tokio::test]
async fn an_invalid_answer_is_never_accepted() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    let isp = maria.isp();
    maria.whoami().await.unwrap();
    let bodies: [(&'static str, &[u8]); 6] = [
        ("text/html", b"<!DOCTYPE html><html>Manutencao</html>"),
        ("application/json", b"{\"data\":[{\"id\":1,"),
        ("application/json", b""),
        ("application/json", b"{}"),
        ("application/json", b"{\"data\":null}"),
        ("application/json", b"null"),
    ];
    for (content_type, body) in bodies {
        let fault = InjectedFault::Body { content_type, body: body.to_vec() };
        simulator.server().faults().inject("/portal_financial_receivable_titles", fault);
        let error = isp.unpaid_invoices(&MARIA.into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotUnderstood, "{}", String::from_utf8_lossy(body));
        shows_no_secret(&error);
    }
    assert!(!isp.unpaid_invoices(&MARIA.into()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_login_answered_with_an_html_page_is_not_understood() {
    let simulator = simulator().await;
    let page = InjectedFault::Body { content_type: "text/html", body: b"<html></html>".to_vec() };
    simulator.server().faults().inject("/portal_authentication", page);
    let error = maria(&client(&simulator)).whoami().await.unwrap_err();
    assert!(error.is_not_understood());
    shows_no_secret(&error);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let simulator = simulator().await;
    let maria = maria(&client(&simulator));
    let elsewhere = InjectedFault::Redirect("http://127.0.0.1:9/".into());
    simulator.server().faults().inject("/whoami", elsewhere);
    assert!(maria.whoami().await.unwrap_err().is_configuration());
}

#[tokio::test]
async fn the_base_url_works_with_and_without_a_slash() {
    let simulator = simulator().await;
    for base_url in [simulator.base_url(), simulator.base_url() + "/"] {
        let client = client_at(base_url, &simulator);
        assert_eq!(maria(&client).person().await.unwrap().id, MARIA);
    }
    let served = simulator.server().served();
    assert!(served.iter().all(|served| !served.request.path.contains("//")));
}

#[tokio::test]
async fn bad_configuration_is_a_typed_error_before_the_network() {
    let configured = |base: &str, verify: &str, id: &str, secret: &str| {
        Client::builder(base).credentials(verify, id, secret).build().map(|_| ()).unwrap_err()
    };
    for (error, word) in [
        (
            Client::builder("https://api.example.com").build().map(|_| ()).unwrap_err(),
            "credentials",
        ),
        (configured("http://api.example.com", "v", "i", "s"), "http://"),
        (configured("api.example.com", "v", "i", "s"), "URL"),
        (configured("https://api.example.com", "", "i", "s"), "verify_token"),
        (configured("https://api.example.com", "v", " i", "s"), "client_id"),
        (configured("https://api.example.com", "v", "i", "s\n"), "client_secret"),
    ] {
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.system(), Some("Voalle portal"));
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[tokio::test]
async fn a_malformed_user_name_or_password_is_an_error_before_the_network() {
    let simulator = simulator().await;
    let client = client(&simulator);
    for (username, password) in [("", "x"), ("maria", ""), ("maria", "s3nh4\n"), (" maria", "x")] {
        let error =
            client.subscriber(username, password).isp().unpaid_invoices(&MARIA.into()).await;
        let error = error.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
        assert!(!error.to_string().contains("s3nh4"));
        let login = client.subscriber(username, password).portal_authentication().await;
        assert_eq!(login.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
    assert!(simulator.server().served().is_empty());
}

#[tokio::test]
async fn the_answer_of_a_login_can_be_read() {
    let simulator = simulator().await;
    let login = maria(&client(&simulator)).portal_authentication().await.unwrap();
    assert_eq!(login.person().unwrap().id, MARIA);
    assert_eq!(login.expires_in, Some(14_400));
}

#[tokio::test]
async fn an_expired_token_is_not_used() {
    let quirks = Quirks::new().token_lifetime(Duration::from_secs(3));
    let simulator = Simulator::builder().quirks(quirks).start(world()).await.unwrap();
    let maria = maria(&client(&simulator));
    for _ in 0..2 {
        assert_eq!(maria.whoami().send().await.unwrap().attempts, 1);
    }
    assert_eq!(simulator.login_count(), 2);
}

#[tokio::test]
async fn nothing_secret_is_shown() {
    let simulator = simulator().await;
    let client = client(&simulator);
    let maria = maria(&client);
    let lines = maria.people_authentications(MARIA).await.unwrap();
    let person = maria.whoami().await.unwrap();
    let connections = maria.isp().connections(&MARIA.into()).await.unwrap();
    let login = maria.portal_authentication();
    let text = format!(
        "{client:?} {maria:?} {:?} {login:?} {lines:?} {person:?} {connections:?}",
        maria.isp()
    );
    for secret in
        ["senha-", "52998224725", "SIMULATED", "simulated", "pppoe-", "wifi-3", "000000\""]
    {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn an_unreachable_portal_is_transient_and_nothing_was_done() {
    let mut never = RetryPolicy::default();
    never.max_attempts = 1;
    let client = Client::builder("http://127.0.0.1:1")
        .credentials("v", "i", "s")
        .allow_plaintext_http()
        .retry(never)
        .build()
        .unwrap();
    let error = maria(&client).whoami().await.unwrap_err();
    assert!(error.is_transient(), "{error}");
    shows_no_secret(&error);
}

//! One client, many subscribers: whose token is used, how many logins there are, what is
//! remembered.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashMap;

use isp_core::ErrorKind;
use isp_core::testing::{SharedWorld, World};
use jiff::civil::date;
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, ClientBuilder, Subscriber};

async fn start(subscribers: u64) -> (SharedWorld, Simulator) {
    let world = SharedWorld::new(World::on(date(2026, 9, 10)).with_subscribers(subscribers));
    let simulator = Simulator::start(world.clone()).await.unwrap();
    (world, simulator)
}

fn builder(simulator: &Simulator) -> ClientBuilder {
    Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
}

fn subscriber(client: &Client, number: u64) -> Subscriber {
    client.subscriber(format!("assinante-{number}"), format!("senha-{number}"))
}

/// Every subscriber calls several times, in mixed order, with this many remembered logins.
async fn all_at_once(remembered: usize) -> (Client, Simulator) {
    let (_, simulator) = start(40).await;
    let client = builder(&simulator).remembered_subscribers(remembered).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for call in 0..400_u64 {
        let (number, client) = (call % 40 + 1, client.clone());
        calls.spawn(async move {
            let subscriber = subscriber(&client, number);
            assert_eq!(subscriber.person().await.unwrap().id, 1_000_000 + number);
            let titles = subscriber.portal_financial_receivable_titles().await.unwrap().data;
            assert_eq!(
                titles.iter().map(|title| title.id).collect::<Vec<_>>(),
                [2_000_000 + number]
            );
        });
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap();
    }
    (client, simulator)
}

/// Checks that each token was used for the paths of one person only.
fn each_token_has_one_owner(simulator: &Simulator) {
    let mut owner: HashMap<String, String> = HashMap::new();
    for served in simulator.server().served() {
        let Some(bearer) = served.request.header("authorization") else { continue };
        // Paths with a person's id show whose call it was.
        let mut segments = served.request.path.split('/').skip_while(|part| *part != "people");
        let Some(person) = segments.nth(1) else { continue };
        let known = owner.entry(bearer.to_owned()).or_insert_with(|| person.to_owned());
        assert_eq!(known, person);
    }
    assert!(!owner.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_subscribers_token_is_never_used_for_another() {
    let (client, simulator) = all_at_once(10_000).await;
    assert_eq!((simulator.login_count(), client.held_logins()), (40, 40));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tokens_are_not_mixed_up_when_logins_are_dropped_and_repeated() {
    let (client, simulator) = all_at_once(7).await;
    assert!(simulator.login_count() >= 40);
    assert!(client.held_logins() <= 7, "{}", client.held_logins());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_persons_path_always_goes_with_that_persons_token() {
    let (_, simulator) = start(20).await;
    let client = builder(&simulator).remembered_subscribers(5).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for call in 0..200_u64 {
        let (number, client) = (call % 20 + 1, client.clone());
        calls.spawn(async move {
            subscriber(&client, number).people_contracts(1_000_000 + number).await.unwrap();
        });
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap();
    }
    each_token_has_one_owner(&simulator);
}

#[tokio::test]
async fn the_least_recently_used_login_is_dropped_first() {
    let (_, simulator) = start(20).await;
    let client = builder(&simulator).remembered_subscribers(3).build().unwrap();
    for number in [1, 2, 3, 1, 4] {
        subscriber(&client, number).whoami().await.unwrap();
    }
    assert_eq!((simulator.login_count(), client.held_logins()), (4, 3));
    subscriber(&client, 1).whoami().await.unwrap();
    assert_eq!(simulator.login_count(), 4, "1 was used after 2");
    subscriber(&client, 2).whoami().await.unwrap();
    assert_eq!(simulator.login_count(), 5);
}

#[tokio::test]
async fn after_a_changed_password_there_is_one_refused_login_for_any_number_of_calls() {
    let (world, simulator) = start(2).await;
    let client = builder(&simulator).build().unwrap();
    subscriber(&client, 1).whoami().await.unwrap();
    subscriber(&client, 2).whoami().await.unwrap();
    world.with(|world| {
        let login = world.logins.iter_mut().find(|login| login.username == "assinante-1").unwrap();
        login.password = "senha-nova".into();
    });
    simulator.expire_tokens();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        calls.spawn(async move { subscriber(&client, 1).whoami().await.map(|_| ()).unwrap_err() });
    }
    while let Some(error) = calls.join_next().await {
        let error = error.unwrap();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Credential, Some(403)), "{error}");
    }
    let attempts = || simulator.server().count("/portal_authentication");
    assert_eq!((attempts(), simulator.login_count()), (3, 2), "one refusal, then it is remembered");
    subscriber(&client, 2).whoami().await.unwrap();
    let new = client.subscriber("assinante-1", "senha-nova");
    assert_eq!(new.person().await.unwrap().id, 1_000_001);
    assert_eq!((attempts(), simulator.login_count()), (5, 4), "others and the new password go on");
}

#[tokio::test]
async fn a_403_is_a_credential_error_without_repeated_logins() {
    let (_, simulator) = start(2).await;
    let client = builder(&simulator).build().unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let client = client.clone();
        calls.spawn(async move {
            subscriber(&client, 1).people_contracts(1_000_002).await.map(|_| ()).unwrap_err()
        });
    }
    while let Some(error) = calls.join_next().await {
        assert_eq!(error.unwrap().kind(), ErrorKind::Credential);
    }
    assert_eq!(simulator.login_count(), 1);
}

#[tokio::test]
async fn handles_are_small_and_cause_no_login() {
    let (_, simulator) = start(0).await;
    let client = builder(&simulator).build().unwrap();
    let handles: Vec<_> = (0..10_000).map(|number| subscriber(&client, number)).collect();
    assert!(std::mem::size_of_val(&handles[0]) <= 16);
    assert_eq!((client.held_logins(), simulator.login_count()), (0, 0));
}

#[tokio::test]
async fn the_pdf_of_a_boleto_is_written_whole_or_not() {
    let (_, simulator) = start(1).await;
    let client = builder(&simulator).build().unwrap();
    let subscriber = subscriber(&client, 1);
    let title = subscriber.portal_financial_receivable_titles().await.unwrap().data.remove(0);
    let mut file = Vec::new();
    let length = subscriber.write_billet(title.hash.as_ref().unwrap(), &mut file).await.unwrap();
    assert_eq!(length, file.len());
    assert!(file.starts_with(b"%PDF-"));

    let mut nothing = Vec::new();
    assert!(subscriber.write_billet("00ff", &mut nothing).await.unwrap_err().is_not_found());
    assert!(nothing.is_empty());

    let mut full: [u8; 4] = [0; 4];
    let refused = subscriber.write_billet(title.hash.as_ref().unwrap(), &mut &mut full[..]).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::InvalidInput);
}

//! Logins, refusals and invalid answers, on the simulator.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use isp_core::http::RetryPolicy;
use isp_core::loopback::InjectedFault;
use isp_core::{Document, Error, ErrorKind, Isp, Outcome, Secret};
use voalle_global::simulator::{Quirks, Simulator};
use voalle_global::{Client, ClientBuilder};

use support::{builder, client, simulator, world};

fn maria() -> Document {
    "529.982.247-25".parse().unwrap()
}

fn bare(simulator: &Simulator) -> ClientBuilder {
    Client::builder_at(simulator.authentication_url(), simulator.data_url()).allow_plaintext_http()
}

/// No text of an error may contain a secret or a document.
fn shows_no_secret(error: &Error) {
    let evidence = error.evidence().map(|evidence| evidence.body.clone()).unwrap_or_default();
    let text = format!("{error} {error:?} {evidence}");
    for secret in ["52998224725", "SIMULATED", "simulated", "127.0.0.1"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn wrong_credentials_cause_one_login_and_a_credential_error() {
    let simulator = simulator().await;
    let wrong = bare(&simulator).credentials(simulator.client_id(), "other", simulator.syndata());
    let wrong = wrong.build().unwrap();
    for _ in 0..3 {
        let error = wrong.people_txid(maria()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Credential, Some(400)));
        assert_eq!(error.operation(), Some("POST /connect/token"));
        assert_eq!(error.vendor_message(), Some("invalid_client"));
        shows_no_secret(&error);
    }
    assert_eq!(simulator.authentication_server().count("/connect/token"), 1);
    assert!(simulator.data_server().served().is_empty());
}

#[tokio::test]
async fn a_wrong_syndata_is_a_credential_error_too() {
    let simulator = simulator().await;
    let wrong =
        bare(&simulator).credentials(simulator.client_id(), simulator.client_secret(), "other");
    let error = wrong.build().unwrap().people_txid(maria()).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Credential, Some(401)));
    assert!(error.to_string().contains("syndata"), "{error}");
}

#[tokio::test]
async fn all_handles_share_one_login() {
    let simulator = simulator().await;
    let client = client(&simulator);
    for _ in 0..5 {
        client.clone().people_txid(maria()).await.unwrap();
    }
    assert_eq!(simulator.login_count(), 1);
}

#[tokio::test]
async fn an_expired_token_causes_one_login_and_one_retry() {
    let simulator = simulator().await;
    let client = client(&simulator);
    client.people_txid(maria()).await.unwrap();
    simulator.expire_tokens();
    let reply = client.people_txid(maria()).send().await.unwrap();
    assert_eq!((reply.value.response.id, reply.attempts), (10_123, 2));
    assert_eq!(simulator.login_count(), 2);
}

#[tokio::test]
async fn the_older_grant_logs_in_with_the_secret_that_the_caller_gives() {
    let simulator = simulator().await;
    let older = |secret: &str| {
        bare(&simulator)
            .password_credentials(
                secret,
                simulator.username(),
                simulator.password(),
                simulator.syndata(),
            )
            .build()
            .unwrap()
    };
    older(simulator.older_client_secret()).people_txid(maria()).await.unwrap();
    let error = older("other").people_txid(maria()).await.unwrap_err();
    assert!(error.is_credential());
}

#[tokio::test]
async fn a_refresh_token_is_replaced_at_each_login() {
    let simulator = simulator().await;
    let first = simulator.issue_refresh_token();
    let client = bare(&simulator)
        .refresh_credentials(simulator.older_client_secret(), first.as_str())
        .build()
        .unwrap();
    assert_eq!(client.refresh_token(), Some(Secret::new(first.as_str())));
    client.people_txid(maria()).await.unwrap();
    let second = client.refresh_token().unwrap();
    assert_ne!(second, Secret::new(first.as_str()));
    simulator.expire_tokens();
    client.people_txid(maria()).await.unwrap();
    assert_ne!(client.refresh_token(), Some(second));
    // The first was used up.
    let late = bare(&simulator)
        .refresh_credentials(simulator.older_client_secret(), first)
        .build()
        .unwrap();
    assert!(late.people_txid(maria()).await.unwrap_err().is_credential());
}

#[tokio::test]
async fn a_refresh_token_is_not_used_before_the_token_is_refused() {
    // So short a life would be renewed at each call.
    let quirks = Quirks::new().token_lifetime(std::time::Duration::from_secs(4));
    let simulator = Simulator::builder().quirks(quirks).start(world()).await.unwrap();
    let by_client = client(&simulator);
    let by_refresh = bare(&simulator)
        .refresh_credentials(simulator.older_client_secret(), simulator.issue_refresh_token())
        .build()
        .unwrap();
    for (client, logins) in [(by_client, 2), (by_refresh, 3)] {
        client.people_txid(maria()).await.unwrap();
        client.people_txid(maria()).await.unwrap();
        assert_eq!(simulator.login_count(), logins);
    }
}

#[tokio::test]
async fn swapped_addresses_are_a_configuration_error_that_names_the_port() {
    let simulator = simulator().await;
    let swapped = Client::builder_at(simulator.data_url(), simulator.authentication_url())
        .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let error = swapped.people_txid(maria()).await.unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("45700"), "{error}");

    let data_twice =
        Client::builder_at(simulator.authentication_url(), simulator.authentication_url())
            .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
            .allow_plaintext_http()
            .build()
            .unwrap();
    let error = data_twice.people_txid(maria()).await.unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("45715"), "{error}");
    // A wrong address is never a customer who is not there.
    assert!(data_twice.isp().customers_by_document(&maria()).await.is_err());
}

#[tokio::test]
async fn overload_in_plain_text_is_retried_for_a_read_and_not_for_a_write() {
    let simulator = simulator().await;
    let mut retry = RetryPolicy::default();
    retry.first_pause = std::time::Duration::ZERO;
    let client = builder(&simulator).retry(retry).build().unwrap();
    let faults = simulator.data_server().faults();
    let path = "/external/integrations/thirdparty/";
    faults.inject(path, InjectedFault::Status(503));
    assert_eq!(client.people_txid(maria()).send().await.unwrap().attempts, 2);

    faults.inject(path, InjectedFault::Status(503));
    let error = client.opensolicitation("x", 10_123).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Overloaded, 1));
    assert_eq!(error.outcome(), Outcome::PerhapsDone);
}

#[tokio::test]
async fn a_lost_answer_never_opens_a_second_ticket() {
    let simulator = simulator().await;
    let client = client(&simulator);
    let faults = simulator.data_server().faults();
    faults.inject("/external/integrations/thirdparty/opensolicitation", InjectedFault::CloseAfter);
    let before = simulator.world().with(|world| world.tickets.len());
    let error = client.opensolicitation("Às vezes cai.", 10_123).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::PerhapsDone);
    assert_eq!(simulator.world().with(|world| world.tickets.len()) - before, 1);
}

#[tokio::test]
async fn an_unknown_path_is_no_missing_record() {
    let simulator = simulator().await;
    let url = format!("{}/elsewhere", simulator.data_url());
    let client = Client::builder_at(simulator.authentication_url(), url)
        .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let error = client.people_txid(maria()).await.unwrap_err();
    assert!(error.is_configuration() && !error.is_not_found(), "{error}");
}

#[tokio::test]
async fn what_the_server_forbids_is_not_repeated_and_the_error_names_the_areas_to_grant() {
    let simulator = simulator().await;
    let faults = simulator.data_server().faults();
    faults.inject("/external/map/", InjectedFault::Status(403));
    let error = client(&simulator).connection_by_userdata().contract_ids(&[1]).await.unwrap_err();
    assert!(error.to_string().contains("area of this operation"), "{error}");
    assert_eq!((error.attempts(), simulator.login_count()), (1, 1));
}

//! Several clients of one MK installation with one token store.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use isp_core::ErrorKind;
use isp_core::http::MemoryTokenStore;
use isp_core::testing::World;
use mk_webservices::simulator::{Quirks, Simulator};
use mk_webservices::{Client, ClientBuilder};

fn builder(simulator: &Simulator, store: &Arc<MemoryTokenStore>) -> ClientBuilder {
    Client::builder(simulator.base_url())
        .allow_plaintext_http()
        .credentials(simulator.user_token(), simulator.profile_password())
        .token_store(Arc::<MemoryTokenStore>::clone(store))
}

async fn simulator(quirks: Quirks) -> (Simulator, Arc<MemoryTokenStore>) {
    let simulator = Simulator::builder().quirks(quirks).start(World::example()).await.unwrap();
    (simulator, Arc::new(MemoryTokenStore::new()))
}

#[tokio::test]
async fn replicas_share_a_login_and_replace_a_revoked_token_once() {
    let (simulator, store) = simulator(Quirks::default()).await;
    let replicas = [1, 2, 3].map(|_| builder(&simulator, &store).build().unwrap());
    for logins in [1, 2] {
        for replica in &replicas {
            replica.faturas_pendentes(10123).await.unwrap();
        }
        assert_eq!(simulator.login_count(), logins);
        simulator.revoke_tokens();
    }
}

#[tokio::test]
async fn a_replica_knows_the_services_of_a_login_that_another_made() {
    let quirks = Quirks::default().services([7]);
    let (simulator, store) = simulator(quirks).await;
    builder(&simulator, &store).build().unwrap().faturas_pendentes(10123).await.unwrap();
    let replica = builder(&simulator, &store).build().unwrap();
    let requests = simulator.server().served().len();
    let error = replica.conexoes_por_cliente(10123).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    assert_eq!(simulator.server().served().len(), requests, "refused without a request");
}

#[tokio::test]
async fn another_password_or_installation_is_another_login() {
    let (simulator, store) = simulator(Quirks::default()).await;
    builder(&simulator, &store).build().unwrap().faturas_pendentes(10123).await.unwrap();
    let other = builder(&simulator, &store).credentials(simulator.user_token(), "x").build();
    assert!(other.unwrap().faturas_pendentes(10123).await.unwrap_err().is_credential());
    let elsewhere = Simulator::start(World::example()).await.unwrap();
    builder(&elsewhere, &store).build().unwrap().faturas_pendentes(10123).await.unwrap();
    assert_eq!((simulator.login_count(), elsewhere.login_count(), store.len()), (1, 1, 2));
}

#[tokio::test]
async fn a_client_of_single_use_tokens_neither_takes_nor_keeps_one() {
    let (simulator, store) = simulator(Quirks::default()).await;
    builder(&simulator, &store).build().unwrap().faturas_pendentes(10123).await.unwrap();
    let single = builder(&simulator, &store).single_use_tokens().build().unwrap();
    for logins in 2..4 {
        single.faturas_pendentes(10123).await.unwrap();
        assert_eq!((simulator.login_count(), store.len()), (logins, 1));
    }
}

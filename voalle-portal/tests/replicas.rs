//! Several clients of one portal with one token store.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use isp_core::http::MemoryTokenStore;
use isp_core::testing::World;
use voalle_portal::Client;
use voalle_portal::simulator::Simulator;

fn client(simulator: &Simulator, store: &Arc<MemoryTokenStore>) -> Client {
    Client::builder(simulator.base_url())
        .allow_plaintext_http()
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .token_store(Arc::<MemoryTokenStore>::clone(store))
        .build()
        .unwrap()
}

#[tokio::test]
async fn replicas_share_the_login_of_each_subscriber_and_the_person_that_it_names() {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let store = Arc::new(MemoryTokenStore::new());
    for _ in 0..3 {
        let subscriber = client(&simulator, &store).subscriber("52998224725", "senha-da-maria");
        let isp = subscriber.isp();
        let document = "529.982.247-25".parse().unwrap();
        let customers = isp_core::Isp::customers_by_document(&isp, &document).await.unwrap();
        assert_eq!(customers.len(), 1);
        assert!(subscriber.portal_solicitations().await.is_ok(), "needs the person id");
    }
    assert_eq!((simulator.login_count(), store.len()), (1, 1));
}

#[tokio::test]
async fn a_wrong_password_never_has_the_token_of_the_right_one() {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let store = Arc::new(MemoryTokenStore::new());
    let client = client(&simulator, &store);
    client.subscriber("52998224725", "senha-da-maria").whoami().await.unwrap();
    let error = client.subscriber("52998224725", "errada").whoami().await.unwrap_err();
    assert!(error.is_credential(), "{error}");
}

//! The conformance suite of every ISP, for the portal on its simulator.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use isp_core::Isp;
use isp_core::testing::conformance::Conformance;
use isp_core::testing::{SharedWorld, World};
use jiff::civil::date;
use voalle_portal::simulator::{Quirks, Simulator};
use voalle_portal::{Client, Subscriber, TicketDefaults};

const LOGINS: [(u64, &str, &str); 4] = [
    (10_123, "52998224725", "senha-da-maria"),
    (10_124, "12ABC34501DE35", "senha-da-otica"),
    (10_130, "11144477735", "senha-do-joao"),
    (10_140, "13579246828", "senha-do-antonio"),
];

fn world() -> SharedWorld {
    SharedWorld::new(World::on(date(2026, 9, 10)))
}

fn client(simulator: &Simulator) -> Client {
    Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap()
}

fn isp(subscriber: &Subscriber) -> Arc<dyn Isp> {
    Arc::new(subscriber.isp().with_ticket_defaults(TicketDefaults::new(1, 1011, 11)))
}

async fn check(simulator: &Simulator, world: &SharedWorld) {
    for (id, username, password) in LOGINS {
        let subscriber = client(simulator).subscriber(username, password);
        let asked = Conformance::new(world.clone(), id).check(&*isp(&subscriber)).await;
        assert!(asked.unwrap_or_else(|failure| panic!("{id}: {failure}")) > 10);
    }
}

#[tokio::test]
async fn every_subscriber_sees_the_world_as_it_is() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    check(&simulator, &world).await;
}

#[tokio::test]
async fn pages_of_one_row_change_nothing() {
    let world = world();
    let simulator =
        Simulator::builder().quirks(Quirks::new().page_size(1)).start(world.clone()).await.unwrap();
    check(&simulator, &world).await;
}

#[tokio::test]
async fn without_ticket_defaults_opening_is_unsupported_and_says_why() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let isp = client(&simulator).subscriber("11144477735", "senha-do-joao").isp();
    assert!(isp.capabilities().open_ticket.to_string().contains("with_ticket_defaults"));
    Conformance::new(world, 10_130).check(&isp).await.unwrap();
}

#[tokio::test]
async fn strict_mode_accepts_every_answer_of_the_simulator() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let strict = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .strict(true)
        .build()
        .unwrap();
    let maria = strict.subscriber("52998224725", "senha-da-maria");
    Conformance::new(world, 10_123).check(&*isp(&maria)).await.unwrap();
}

#[tokio::test]
async fn the_simulator_sends_nothing_that_the_types_do_not_know() {
    let simulator = Simulator::start(world()).await.unwrap();
    let maria = client(&simulator).subscriber("52998224725", "senha-da-maria");
    let drifts = [
        maria.whoami().send().await.unwrap().drift().to_string(),
        maria.people_authentications(10_123).send().await.unwrap().drift().to_string(),
        maria.contract_service_tags().client_id(10_123).send().await.unwrap().drift().to_string(),
        maria.people_contracts(10_123).send().await.unwrap().drift().to_string(),
        maria.portal_solicitations().send().await.unwrap().drift().to_string(),
        maria.portal_financial_receivable_titles().send().await.unwrap().drift().to_string(),
        maria.portal_invoice_notes().send().await.unwrap().drift().to_string(),
        maria.incident_types().send().await.unwrap().drift().to_string(),
        maria.catalog_services(840_567).send().await.unwrap().drift().to_string(),
        maria.people_warnings().person(10_123).send().await.unwrap().drift().to_string(),
    ];
    assert_eq!(drifts, [const { String::new() }; 10]);
}

//! What several tests share.

#![allow(dead_code, reason = "each test needs some of it")]

use isp_core::testing::{SharedWorld, World};
use jiff::civil::date;
use voalle_global::simulator::Simulator;
use voalle_global::{Client, ClientBuilder};

/// The example world as this ERP can have it: a document is registered once.
pub(crate) fn world() -> SharedWorld {
    let mut world = World::on(date(2026, 9, 10));
    world.customers.retain(|customer| customer.id != 10_456.into());
    SharedWorld::new(world)
}

pub(crate) async fn simulator() -> Simulator {
    Simulator::start(world()).await.unwrap()
}

pub(crate) fn builder(simulator: &Simulator) -> ClientBuilder {
    Client::builder_at(simulator.authentication_url(), simulator.data_url())
        .credentials(simulator.client_id(), simulator.client_secret(), simulator.syndata())
        .allow_plaintext_http()
}

pub(crate) fn client(simulator: &Simulator) -> Client {
    builder(simulator).build().unwrap()
}

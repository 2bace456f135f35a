//! The simulator: its protocol, its answers against what is documented, and its effects on the world.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod answers;
mod catalogue;
mod contracts_and_outages;
mod operator;
mod people_and_invoices;
mod protocol;
mod raw_client;
mod tickets_and_orders;

use isp_core::testing::World;
use mk_webservices::Client;
use mk_webservices::simulator::{Quirks, Simulator};

async fn start() -> (Simulator, Client) {
    start_with(Quirks::new()).await
}

async fn start_with(quirks: Quirks) -> (Simulator, Client) {
    let erp = Simulator::builder().quirks(quirks).start(World::example()).await.unwrap();
    let mk = Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    (erp, mk)
}

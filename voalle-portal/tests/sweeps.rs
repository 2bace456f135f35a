//! Sweeps over what a portal's login reaches.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use isp_core::sweep::{CustomerInvoices, Sweep, SweepOptions};
use isp_core::testing::World;
use isp_core::{CustomerCursor, ErrorKind, Isp, IspExt, NextPage, Reach};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, InMemoryDirectory, SubscriberIsp, SubscriberLogin};

const TODAY: Date = date(2026, 9, 10);
const MARIA: u64 = 10_123;
const JOAO: u64 = 10_130;
const TITLES: &str = "portal_financial_receivable_titles";

async fn portal() -> (Simulator, Client) {
    let simulator = Simulator::start(World::on(TODAY)).await.unwrap();
    let client = Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    (simulator, client)
}

fn maria(client: &Client) -> SubscriberIsp {
    client.subscriber("52998224725", "senha-da-maria").isp()
}

async fn invoices(mut sweep: Sweep<'_, CustomerInvoices>) -> Vec<(u64, Vec<u64>)> {
    let mut found = Vec::new();
    while let Some(item) = sweep.next().await {
        let item = item.unwrap();
        let own = item.invoices.unwrap();
        let ids = own.iter().map(|invoice| invoice.id.to_number().unwrap()).collect();
        found.push((item.customer.to_number().unwrap(), ids));
    }
    found.sort();
    found
}

#[tokio::test]
async fn the_list_of_customers_is_the_subscriber_alone_and_ends() {
    let (_simulator, client) = portal().await;
    let isp = maria(&client);
    let page = isp.customers_page(None).await.unwrap();
    assert_eq!((page.customers.len(), &page.next), (1, &NextPage::End));
    assert_eq!(page.customers[0].id, MARIA.into());
    let other = isp.customers_page(Some(&CustomerCursor::new("1"))).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn the_overdue_are_those_of_the_subscriber_who_is_asked_for_by_themselves() {
    let (simulator, client) = portal().await;
    let isp = maria(&client);
    assert_eq!(isp.capabilities().invoices_due.reach(), Some(Reach::OneSubscriber));
    let overdue = isp.overdue_of_all(TODAY - 100.days()..TODAY, SweepOptions::default());
    assert_eq!(invoices(overdue).await, [(MARIA, vec![900_101, 900_104])]);
    assert_eq!(simulator.server().count(TITLES), 1);

    let due = isp.invoices_due(TODAY - 10.days()..=TODAY).await.unwrap();
    let mut ids: Vec<_> = due.iter().map(|invoice| invoice.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["900102", "900104"]);
}

#[tokio::test]
async fn a_directory_has_no_list_but_sweeps_over_named_customers() {
    let (_simulator, client) = portal().await;
    let directory = InMemoryDirectory::new();
    directory.insert(MARIA, None, SubscriberLogin::new("52998224725", "senha-da-maria"));
    directory.insert(JOAO, None, SubscriberLogin::new("11144477735", "senha-do-joao"));
    let isp = client.isp(directory);
    let mut all = isp.all_customers(SweepOptions::default());
    let error = all.next().await.unwrap().unwrap_err();
    assert!(error.is_unsupported() && error.to_string().contains("invoices_of_many"), "{error}");

    let named = vec![MARIA.into(), JOAO.into()];
    let found = invoices(isp.invoices_of_many(named, SweepOptions::at_once(2))).await;
    assert_eq!((found[0].0, found[0].1.len()), (MARIA, 4));
    assert_eq!(found[1], (JOAO, vec![]));
}

//! The conformance suite of every ISP, for the provider-wide API on its simulator; and the same world
//! behind both APIs of Voalle.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fmt::Debug;

use isp_core::testing::conformance::Conformance;
use isp_core::testing::{SharedWorld, World};
use isp_core::{ConnectionStatus, CustomerId, Isp, IspExt, TicketQuery};
use voalle_global::simulator::{Quirks, Simulator};
use voalle_global::{GlobalIsp, TicketDefaults};
use voalle_portal::SubscriberIsp;
use voalle_portal::simulator::Simulator as PortalSimulator;

use support::{builder, client, simulator, world};

const TICKETS: TicketDefaults = TicketDefaults::new(1, 1011, 11);

fn isp(simulator: &Simulator) -> GlobalIsp {
    client(simulator).isp().with_ticket_defaults(TICKETS)
}

async fn check(simulator: &Simulator, world: &SharedWorld) {
    for id in [10_123, 10_124, 10_130, 10_140] {
        let asked = Conformance::new(world.clone(), id).check(&isp(simulator)).await;
        assert!(asked.unwrap_or_else(|failure| panic!("{id}: {failure}")) > 10);
    }
}

#[tokio::test]
async fn every_customer_is_seen_as_in_the_world() {
    let world = world();
    check(&Simulator::start(world.clone()).await.unwrap(), &world).await;
}

#[tokio::test]
async fn pages_of_one_row_change_nothing() {
    let world = world();
    let quirks = Quirks::new().largest_page(1);
    let simulator = Simulator::builder().quirks(quirks).start(world.clone()).await.unwrap();
    check(&simulator, &world).await;
}

#[tokio::test]
async fn without_ticket_defaults_opening_is_unsupported_and_says_why() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let isp = client(&simulator).isp();
    assert!(isp.capabilities().open_ticket.to_string().contains("with_ticket_defaults"));
    Conformance::new(world, 10_130).check(&isp).await.unwrap();
}

#[tokio::test]
async fn strict_mode_accepts_every_answer_of_the_simulator() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let strict = builder(&simulator).strict(true).build().unwrap();
    let isp = strict.isp().with_ticket_defaults(TICKETS);
    Conformance::new(world, 10_123).check(&isp).await.unwrap();
}

/// The portal as the customer sees it, over the same world.
async fn portal(world: &SharedWorld, customer: &CustomerId) -> (PortalSimulator, SubscriberIsp) {
    let simulator = PortalSimulator::start(world.clone()).await.unwrap();
    let login = world.with(|world: &mut World| {
        world.logins.iter().find(|login| login.customer == *customer).cloned().unwrap()
    });
    let client = voalle_portal::Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let isp = client.subscriber(login.username, login.password).isp();
    (simulator, isp)
}

fn sorted<T: Ord + Debug>(facts: impl Iterator<Item = T>) -> Vec<T> {
    let mut facts: Vec<_> = facts.collect();
    facts.sort();
    facts
}

#[tokio::test]
async fn both_apis_give_the_same_customer_contracts_connections_invoices_and_tickets() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let global = isp(&simulator);
    for number in [10_123_u64, 10_124, 10_130, 10_140] {
        let id = CustomerId::from(number);
        let (_simulator, portal) = portal(&world, &id).await;

        let (one, other) = (
            global.customer(&id).await.unwrap().unwrap(),
            portal.customer(&id).await.unwrap().unwrap(),
        );
        assert_eq!(
            (&one.id, &one.name, one.document, &one.status, &one.email, &one.phones, &one.address),
            (
                &other.id,
                &other.name,
                other.document,
                &other.status,
                &other.email,
                &other.phones,
                &other.address
            )
        );

        let contracts = async |isp: &dyn Isp| {
            let found = isp.contracts(&id).await.unwrap();
            sorted(found.into_iter().map(|it| (it.id, it.number, format!("{:?}", it.status))))
        };
        assert_eq!(contracts(&global).await, contracts(&portal).await, "{number}");

        let lines = async |isp: &dyn Isp| {
            let mut found = isp.connections(&id).await.unwrap();
            found.sort_by(|one, other| one.id.cmp(&other.id));
            found
        };
        let (ours, theirs) = (lines(&global).await, lines(&portal).await);
        assert_eq!(ours.len(), theirs.len(), "{number}");
        for (one, other) in ours.into_iter().zip(theirs) {
            assert_eq!(
                (&one.id, &one.contract, &one.username, &one.mac_address, &one.address),
                (&other.id, &other.contract, &other.username, &other.mac_address, &other.address)
            );
            assert_eq!(one.block_reason, other.block_reason, "{}", one.id);
            // The portal tells the state of the contract alone.
            let is_unknown = matches!(other.status, ConnectionStatus::Unknown(_));
            assert!(is_unknown || one.status == other.status, "{}", one.id);
        }

        let invoices = async |isp: &dyn Isp| {
            let found = isp.unpaid_invoices(&id).await.unwrap();
            sorted(found.into_iter().map(|it| (it.id, it.number, it.due, it.amount)))
        };
        assert_eq!(invoices(&global).await, invoices(&portal).await, "{number}");
        for (invoice, ..) in invoices(&global).await {
            let (one, other) =
                (global.payment(&invoice).await.unwrap(), portal.payment(&invoice).await.unwrap());
            assert_eq!((one.line, one.pdf), (other.line, other.pdf), "{invoice}");
        }

        let tickets =
            async |isp: &dyn Isp| {
                let found = isp.tickets(&TicketQuery::of_customer(number)).await.unwrap();
                sorted(found.into_iter().map(|it| {
                    (it.id, it.protocol, it.title, format!("{:?}", it.status), it.opened)
                }))
            };
        assert_eq!(tickets(&global).await, tickets(&portal).await, "{number}");
    }
}

#[tokio::test]
async fn a_ticket_opened_through_one_api_is_seen_through_the_other() {
    let world = world();
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let id = CustomerId::from(10_123);
    let new = isp_core::NewTicket::new(id.clone(), "Lenta", "Às vezes cai.");
    let opened = isp(&simulator).open_ticket(new.about_connection(30_222)).await.unwrap();
    assert_eq!(opened.contract, Some(20_568.into()));
    let (_simulator, portal) = portal(&world, &id).await;
    let seen = portal.tickets(&TicketQuery::of_customer(id)).await.unwrap();
    let seen = seen.into_iter().find(|ticket| ticket.id == opened.id).unwrap();
    assert_eq!((seen.protocol, seen.contract), (opened.protocol, opened.contract));
}

#[tokio::test]
async fn the_simulator_invents_nothing_for_an_undocumented_operation() {
    let simulator = simulator().await;
    let answer = client(&simulator).incidenttypespaged().await;
    assert!(answer.unwrap_err().is_not_understood(), "the generic answer says nothing");
}

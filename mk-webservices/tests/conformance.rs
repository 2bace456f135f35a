//! The conformance suite for MK on its simulator, in every known variant of MK servers.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use isp_core::Isp;
use isp_core::testing::conformance::Conformance;
use isp_core::testing::{SharedWorld, World};
use mk_webservices::simulator::{Quirks, Simulator};
use mk_webservices::{Client, TicketDefaults};

/// How many questions there are.
const QUESTIONS: usize = 36;

async fn conforms(manner: &str, quirks: Quirks) {
    for subject in [10_123, 10_124, 10_130, 10_140] {
        let world = SharedWorld::new(World::example());
        let server =
            Simulator::builder().quirks(quirks.clone()).start(world.clone()).await.unwrap();
        let mut builder = Client::builder(server.base_url())
            .credentials(server.user_token(), server.profile_password())
            .allow_plaintext_http();
        if quirks.single_use_tokens {
            builder = builder.single_use_tokens();
        }
        let isp = builder
            .build()
            .unwrap()
            .isp()
            .with_contracts_of_every_state()
            .with_line_by_sms_rule()
            .with_sessions()
            .with_customer_codes(10_001..=11_000);
        let asked = Conformance::new(world, subject)
            .check(&isp)
            .await
            .unwrap_or_else(|failure| panic!("{manner}, customer {subject}: {failure}"));
        assert_eq!(asked, QUESTIONS, "{manner}, customer {subject}");
    }
}

#[tokio::test]
async fn mk_conforms_with_the_usual_server() {
    conforms("usual", Quirks::new()).await;
}

#[tokio::test]
async fn mk_conforms_with_single_use_tokens() {
    conforms("single use", Quirks::new().single_use_tokens(true)).await;
}

#[tokio::test]
async fn mk_conforms_in_clean_utf8_with_numbers_as_text() {
    conforms("clean UTF-8", Quirks::new().clean_utf8(true).numbers_as_text(true)).await;
}

#[tokio::test]
async fn mk_conforms_on_an_older_release_with_other_wrappers() {
    let quirks = Quirks::new().older_release(true).clientes_wrapper(true).agendas_variant(true);
    conforms("older release", quirks).await;
}

#[tokio::test]
async fn an_installation_without_newer_rules_conforms_in_what_it_promises() {
    let quirks = Quirks::new().missing(["WSMKContratosPorClienteV2", "WSMKAutoDesbloqueioV2"]);
    for subject in [10_123, 10_124, 10_130, 10_140] {
        let world = SharedWorld::new(World::example());
        let server =
            Simulator::builder().quirks(quirks.clone()).start(world.clone()).await.unwrap();
        let client = Client::builder(server.base_url())
            .credentials(server.user_token(), server.profile_password())
            .allow_plaintext_http()
            .build()
            .unwrap();
        let isp = client.isp().with_customer_codes(10_001..=11_000);
        let asked = Conformance::new(world, subject).check(&isp).await;
        let asked = asked.unwrap_or_else(|failure| panic!("customer {subject}: {failure}"));
        assert_eq!(asked, QUESTIONS - 1, "contracts of every state are not promised");
        let isp = isp.with_contracts_of_every_state();
        assert!(isp.contracts(&subject.into()).await.unwrap_err().is_configuration());
    }
}

#[tokio::test]
async fn without_the_rule_that_may_text_the_customer_no_text_is_sent() {
    let world = SharedWorld::new(World::example());
    let server = Simulator::start(world.clone()).await.unwrap();
    let client = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let isp =
        client.isp().with_ticket_defaults(TicketDefaults::new(3, 12)).with_customer_codes(10_001..);
    Conformance::new(world, 10_123).check(&isp).await.unwrap();
    assert_eq!(server.sms_count(), 0);
}

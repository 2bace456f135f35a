//! Both APIs of one ERP as one ISP: which of them answers what, and that ids are safe to pass on.

#![cfg(all(feature = "portal", feature = "simulator"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::sync::Arc;

use isp_core::loopback::{InjectedFault, LoopbackServer};
use isp_core::sweep::SweepOptions;
use isp_core::testing::SharedWorld;
use isp_core::testing::conformance::Conformance;
use isp_core::{
    Capability, CustomerId, Error, ErrorKind, Isp, IspExt, NewTicket, Outcome, Reach, Secret,
    TicketQuery,
};
use jiff::civil::date;
use voalle_global::simulator::Simulator;
use voalle_global::{GlobalIsp, TicketDefaults, VoalleIsp};
use voalle_portal::simulator::Simulator as PortalSimulator;
use voalle_portal::{DirectoryIsp, InMemoryDirectory, SubscriberIsp, SubscriberLogin};

use support::{client, world};

const MARIA: u64 = 10_123;
const OTICA: u64 = 10_124;
const ALL: [u64; 4] = [MARIA, OTICA, 10_130, 10_140];
const MARIAS_LOGIN: (&str, &str) = ("52998224725", "senha-da-maria");

/// A provider with both APIs.
struct Provider {
    world: SharedWorld,
    global: Simulator,
    portal: PortalSimulator,
    directory: Arc<InMemoryDirectory>,
}

impl Provider {
    /// Both over one world, and all its logins in the directory.
    async fn start() -> Self {
        let world = world();
        Self::of(world.clone(), world).await
    }

    /// The APIs of two worlds, and all logins of the portal's in the directory.
    async fn of(world: SharedWorld, portals: SharedWorld) -> Self {
        let directory = Arc::new(InMemoryDirectory::new());
        portals.with(|world| {
            for login in &world.logins {
                let person = world.customer_by_id(&login.customer).unwrap();
                let number = person.id.to_number().unwrap();
                let login = SubscriberLogin::new(&*login.username, &*login.password);
                directory.insert(number, person.document, login);
            }
        });
        let global = Simulator::start(world.clone()).await.unwrap();
        let portal = PortalSimulator::start(portals).await.unwrap();
        Self { world, global, portal, directory }
    }

    fn global_isp(&self) -> GlobalIsp {
        client(&self.global).isp().with_ticket_defaults(TicketDefaults::new(1, 1011, 11))
    }

    fn portal_client(&self) -> voalle_portal::Client {
        let portal = &self.portal;
        voalle_portal::Client::builder(portal.base_url())
            .credentials(portal.verify_token(), portal.client_id(), portal.client_secret())
            .ticket_defaults(voalle_portal::TicketDefaults::new(1, 1011, 11))
            .allow_plaintext_http()
            .build()
            .unwrap()
    }

    fn directory_isp(&self) -> DirectoryIsp {
        self.portal_client().isp(Arc::clone(&self.directory))
    }

    fn subscriber_isp(&self, id: u64) -> SubscriberIsp {
        let id = CustomerId::from(id);
        let login = self
            .world
            .with(|world| world.logins.iter().find(|login| login.customer == id).cloned().unwrap());
        self.portal_client().subscriber(login.username, login.password).isp()
    }

    fn isp(&self) -> VoalleIsp {
        VoalleIsp::new(self.global_isp(), self.directory_isp())
    }

    /// How many requests each API has had: the provider-wide one and the portal.
    fn requests(&self) -> (usize, usize) {
        let count = |server: &LoopbackServer| server.served().len();
        (count(self.global.data_server()), count(self.portal.server()))
    }

    fn lists_read(&self) -> usize {
        self.global.data_server().count("/getclient")
    }
}

async fn log_in(isp: &VoalleIsp, (login, password): (&str, &str)) -> Result<CustomerId, Error> {
    let answer = isp.authenticate_subscriber(login, &Secret::new(password)).await?;
    Ok(answer.customer().expect("a right login").id.clone())
}

#[tokio::test]
async fn it_conforms_with_a_directory() {
    let provider = Provider::start().await;
    let isp = provider.isp();
    for id in ALL {
        let asked = Conformance::new(provider.world.clone(), id).check(&isp).await;
        assert!(asked.unwrap_or_else(|failure| panic!("{id}: {failure}")) > 10);
    }
}

#[tokio::test]
async fn it_conforms_with_one_subscriber() {
    let provider = Provider::start().await;
    for id in ALL {
        let isp = VoalleIsp::new(provider.global_isp(), provider.subscriber_isp(id));
        let asked = Conformance::new(provider.world.clone(), id).check(&isp).await;
        assert!(asked.unwrap_or_else(|failure| panic!("{id}: {failure}")) > 10);
    }
}

/// Who answers an operation.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Api {
    ProviderWide,
    Portal,
    Neither,
}

#[tokio::test]
async fn each_operation_asks_one_api_and_the_capabilities_say_which() {
    let provider = Provider::start().await;
    let isp = provider.isp();
    isp.confirm_same_erp(&MARIA.into()).await.unwrap();
    let mut before = provider.requests();
    let mut asked = async |result: Result<(), Error>| {
        let after = provider.requests();
        let sent = (after.0 - before.0, after.1 - before.1);
        before = after;
        match (sent, result) {
            ((1.., 0), Ok(())) => Api::ProviderWide,
            ((0, 1..), Ok(())) => Api::Portal,
            ((0, 0), Err(error)) if error.is_unsupported() => Api::Neither,
            (sent, result) => panic!("{sent:?} {result:?}"),
        }
    };
    macro_rules! asked {
        ($call:expr) => {
            asked($call.await.map(|_| ())).await
        };
    }

    let id = CustomerId::from(MARIA);
    let document = "529.982.247-25".parse().unwrap();
    let password = Secret::new(MARIAS_LOGIN.1);
    let kind = isp.ticket_kinds(&id).await.unwrap().pop().unwrap();
    asked(Ok(())).await;
    let found = [
        ("customers_by_document", asked!(isp.customers_by_document(&document))),
        ("customer", asked!(isp.customer(&id))),
        ("customers_page", asked!(isp.customers_page(None))),
        ("authenticate_subscriber", asked!(isp.authenticate_subscriber("52998224725", &password))),
        ("contracts", asked!(isp.contracts(&id))),
        ("contracts_of_every_state", asked!(isp.contracts(&id))),
        ("connections", asked!(isp.connections(&id))),
        ("invoices", asked!(isp.unpaid_invoices(&id))),
        ("paid_invoices", asked!(isp.invoices(&isp_core::InvoiceQuery::paid(MARIA)))),
        ("invoices_due", asked!(isp.invoices_due(date(2026, 9, 1)..=date(2026, 9, 30)))),
        ("payment", asked!(isp.payment(&900_101.into()))),
        ("tickets", asked!(isp.tickets(&TicketQuery::of_customer(MARIA)))),
        ("ticket_kinds", asked!(isp.ticket_kinds(&id))),
        ("open_ticket", asked!(isp.open_ticket(NewTicket::new(MARIA, "a", "b").of_kind(&kind)))),
        ("trust_unlock", asked!(isp.trust_unlock(&30_222.into()))),
    ];

    let of_portal = ["authenticate_subscriber", "ticket_kinds"];
    let can = isp.capabilities();
    assert_eq!(can.iter().count(), found.len());
    for ((name, capability), (operation, api)) in can.iter().zip(found) {
        assert_eq!(name, operation);
        let expected = match capability {
            Capability::Unsupported { .. } => Api::Neither,
            Capability::Supported { note: Some(note), .. } if note.starts_with("provider-wide") => {
                Api::ProviderWide
            }
            Capability::Supported { note: Some(note), .. }
                if note.starts_with("customer portal") =>
            {
                Api::Portal
            }
            other => panic!("{name}: {other}"),
        };
        assert_eq!(api, expected, "{name}");
        assert_eq!(of_portal.contains(&name), api == Api::Portal, "{name}");
    }
    let reach = |capability: &Capability| capability.reach().unwrap();
    assert_eq!(reach(&can.customers_by_document), Reach::WholeBase);
    assert_eq!(reach(&can.authenticate_subscriber), Reach::WholeBase);
    assert_eq!(reach(&can.ticket_kinds), Reach::Directory);
}

#[tokio::test]
async fn a_payment_has_pix_for_a_customer_known_by_cpf_alone() {
    let provider = Provider::start().await;
    let nobody = provider.portal_client().isp(InMemoryDirectory::new());
    let isp = VoalleIsp::new(provider.global_isp(), nobody);
    let found = isp.customers_by_document(&"529.982.247-25".parse().unwrap()).await.unwrap();
    let invoice = isp.unpaid_invoices(&found[0].id).await.unwrap().remove(0);
    let payment = isp.payment(&invoice.id).await.unwrap();
    assert!(payment.line_for(&invoice).is_some() && payment.pix_for(&invoice).is_some());
    assert_eq!(provider.requests().1, 0, "no subscriber's login");
}

#[tokio::test]
async fn a_write_that_fails_is_not_sent_to_the_other_api() {
    for fault in [InjectedFault::Status(500), InjectedFault::CloseAfter, InjectedFault::Status(404)]
    {
        let provider = Provider::start().await;
        // A portal that could do both.
        let isp = VoalleIsp::new(provider.global_isp(), provider.subscriber_isp(MARIA));
        isp.connections(&MARIA.into()).await.unwrap();
        let faults = provider.global.data_server().faults();
        faults.inject("/opendetailedsolicitation", fault.clone());
        faults.inject("/contracts/unlock", fault.clone());
        let opened = isp.open_ticket(NewTicket::new(MARIA, "Lenta", "Às vezes cai.")).await;
        let unlocked = isp.trust_unlock(&30_222.into()).await;
        for error in [opened.unwrap_err(), unlocked.unwrap_err()] {
            let perhaps = !matches!(fault, InjectedFault::Status(404));
            assert_eq!(error.outcome() == Outcome::PerhapsDone, perhaps, "{error}");
        }
        let sent = |path| provider.global.data_server().count(path);
        assert_eq!((sent("/opendetailedsolicitation"), sent("/contracts/unlock")), (1, 1));
        assert_eq!(provider.requests().1, 0, "nothing is written through the portal");
    }
}

#[tokio::test]
async fn a_read_that_fails_is_an_error_and_not_the_portals_answer() {
    for status in [403, 404, 500, 503] {
        let provider = Provider::start().await;
        let isp = provider.isp();
        isp.customers_by_document(&"529.982.247-25".parse().unwrap()).await.unwrap();
        let fault = InjectedFault::Status(status);
        provider.global.data_server().faults().inject_times(9, "/getopentitles", &fault);
        let error = isp.unpaid_invoices(&MARIA.into()).await.unwrap_err();
        assert_eq!(error.system(), Some("Voalle global"), "{error}");
        assert_eq!(provider.requests().1, 0);
    }
}

#[tokio::test]
async fn who_logs_in_by_document_is_found_without_the_list_of_all_customers() {
    let provider = Provider::start().await;
    let isp = provider.isp();
    let id = log_in(&isp, MARIAS_LOGIN).await.unwrap();
    assert_eq!(isp.unpaid_invoices(&id).await.unwrap().len(), 4);
    let id = log_in(&isp, ("12ABC34501DE35", "senha-da-otica")).await.unwrap();
    assert_eq!(isp.unpaid_invoices(&id).await.unwrap().len(), 1);
    assert_eq!(provider.lists_read(), 0);
}

#[tokio::test]
async fn the_first_login_and_the_first_list_of_kinds_cost_up_to_two_requests_more() {
    let provider = Provider::start().await;
    log_in(&provider.isp(), MARIAS_LOGIN).await.unwrap();
    assert_eq!(provider.requests(), (1, 1));

    let directory = provider.directory_isp();
    directory.customer(&MARIA.into()).await.unwrap();
    let isp = VoalleIsp::new(provider.global_isp(), directory);
    let mut costs = Vec::new();
    for _ in 0..2 {
        let before = provider.requests();
        isp.ticket_kinds(&MARIA.into()).await.unwrap();
        let after = provider.requests();
        costs.push((after.0 - before.0, after.1 - before.1));
    }
    let [first, second] = costs[..] else { panic!("{costs:?}") };
    assert_eq!((first.0, first.1 - second.1, second.0), (1, 1, 0), "{costs:?}");
}

#[tokio::test]
async fn who_logs_in_by_a_name_of_another_form_is_found_in_the_list_of_all_customers() {
    let provider = Provider::start().await;
    provider.world.with(|world| world.logins[0].username = "maria@example.com".into());
    let isp = provider.isp();
    let id = log_in(&isp, ("maria@example.com", MARIAS_LOGIN.1)).await.unwrap();
    assert_eq!(isp.unpaid_invoices(&id).await.unwrap().len(), 4);
    assert_eq!(provider.lists_read(), 1);
}

#[tokio::test]
async fn a_user_name_that_is_somebody_elses_document_leads_to_nobody_else() {
    let provider = Provider::start().await;
    // The company logs in by Maria's CPF.
    provider.world.with(|world| {
        world.logins.retain(|login| login.customer != MARIA.into());
        world.logins[0].username = MARIAS_LOGIN.0.into();
    });
    let isp = provider.isp();
    let id = log_in(&isp, (MARIAS_LOGIN.0, "senha-da-otica")).await.unwrap();
    assert_eq!(id, OTICA.into());
    let invoices = isp.unpaid_invoices(&id).await.unwrap();
    assert_eq!(invoices.iter().map(|it| it.id.to_string()).collect::<Vec<_>>(), ["900777"]);
}

/// Another provider's portal, where João has Maria's id.
async fn two_providers() -> Provider {
    let other = world();
    other.with(|world| {
        let mut joao = world.customer_by_id(&10_130.into()).cloned().unwrap();
        world.customers.retain(|customer| customer.id != MARIA.into());
        joao.id = MARIA.into();
        world.customers.push(joao);
        world.logins.retain(|login| login.customer != MARIA.into());
        world.logins[1].customer = MARIA.into();
    });
    Provider::of(world(), other).await
}

#[tokio::test]
async fn two_providers_are_not_taken_for_one() {
    let provider = two_providers().await;
    let isp = provider.isp();
    let errors = [
        log_in(&isp, ("11144477735", "senha-do-joao")).await.unwrap_err(),
        isp.ticket_kinds(&MARIA.into()).await.unwrap_err(),
        isp.confirm_same_erp(&MARIA.into()).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().contains("one provider"), "{error}");
    }
    let refused = isp.authenticate_subscriber(MARIAS_LOGIN.0, &Secret::new("wrong")).await;
    assert_eq!(refused.unwrap().customer(), None, "a refusal hands out no id");
}

#[tokio::test]
async fn an_invoice_that_only_the_portal_has_listed_is_paid_by_pix_too() {
    let provider = Provider::start().await;
    let directory = provider.directory_isp();
    let isp = VoalleIsp::new(provider.global_isp(), directory.clone());
    directory.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert!(isp.payment(&900_101.into()).await.unwrap().pix.is_some());

    let one = VoalleIsp::new(provider.global_isp(), provider.subscriber_isp(MARIA));
    assert!(one.payment(&900_101.into()).await.unwrap().pix.is_some());
    let error = one.payment(&900_777.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach, "somebody else's: {error}");
}

#[tokio::test]
async fn an_invoice_that_neither_has_listed_is_out_of_reach_and_nothing_is_sent() {
    let provider = Provider::start().await;
    let error = provider.isp().payment(&900_101.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
    assert!(error.to_string().contains("invoices(…)"), "{error}");
    assert_eq!(provider.requests(), (0, 0));
}

#[tokio::test]
async fn kinds_of_ticket_need_the_customers_login_and_the_error_says_so() {
    let provider = Provider::start().await;
    provider.directory.remove(MARIA);
    let error = provider.isp().ticket_kinds(&MARIA.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
    assert_eq!(provider.requests(), (0, 0));
}

#[tokio::test]
async fn a_sweep_reaches_everybody_and_not_the_portals_subscriber_alone() {
    let provider = Provider::start().await;
    let isp = VoalleIsp::new(provider.global_isp(), provider.subscriber_isp(MARIA));
    let due = date(2026, 1, 1)..date(2026, 9, 10);
    let mut found = Vec::new();
    let mut overdue = isp.overdue_of_all(due, SweepOptions::at_once(4));
    while let Some(item) = overdue.next().await {
        let item = item.unwrap();
        found.push((item.customer.to_string(), item.invoices.unwrap().len()));
    }
    found.sort();
    assert_eq!(found, [("10123", 2), ("10124", 1), ("10140", 1)].map(|(id, n)| (id.into(), n)));
}

//! All subscribers of a directory as one ISP.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::Arc;

use async_trait::async_trait;
use isp_core::testing::conformance::Conformance;
use isp_core::testing::{SharedWorld, World};
use isp_core::{Document, Error, ErrorKind, Isp, IspExt, NewTicket, Outcome, Reach, TicketQuery};
use jiff::civil::date;
use voalle_portal::simulator::Simulator;
use voalle_portal::{
    Client, DirectoryIsp, InMemoryDirectory, SubscriberDirectory, SubscriberLogin, TicketDefaults,
};

const MARIA: u64 = 10_123;
const OTICA: u64 = 10_124;
const JOAO: u64 = 10_130;
const ANTONIO: u64 = 10_140;

struct Provider {
    world: SharedWorld,
    simulator: Simulator,
    directory: Arc<InMemoryDirectory>,
    isp: DirectoryIsp,
}

/// A portal, and a directory with all its logins.
async fn provider() -> Provider {
    let world = SharedWorld::new(World::on(date(2026, 9, 10)));
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let directory = Arc::new(InMemoryDirectory::new());
    world.with(|world| {
        for login in &world.logins {
            let person = world.customer_by_id(&login.customer).unwrap();
            directory.insert(
                person.id.to_number().unwrap(),
                person.document,
                SubscriberLogin::new(login.username.as_str(), login.password.as_str()),
            );
        }
    });
    let isp = client(&simulator).isp(Arc::clone(&directory));
    Provider { world, simulator, directory, isp }
}

fn client(simulator: &Simulator) -> Client {
    Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .ticket_defaults(TicketDefaults::new(1, 1011, 11))
        .allow_plaintext_http()
        .build()
        .unwrap()
}

#[tokio::test]
async fn it_conforms_for_every_subscriber_in_it() {
    let Provider { world, isp, simulator, .. } = provider().await;
    for id in [MARIA, OTICA, JOAO, ANTONIO] {
        let asked = Conformance::new(world.clone(), id).check(&isp).await;
        assert!(asked.unwrap_or_else(|failure| panic!("{id}: {failure}")) > 10);
    }
    // The suite checks two right logins for each, which changes nothing in the held ones.
    assert_eq!(simulator.login_count(), 4 + 2 * 4, "one login for each subscriber");
}

#[tokio::test]
async fn its_capabilities_reach_the_directory() {
    let Provider { isp, .. } = provider().await;
    let can = isp.capabilities();
    for (operation, capability) in can.iter() {
        // A directory finds logins, it does not list them.
        let is_list = ["customers_page", "invoices_due"].contains(&operation);
        // A login can be checked without being in it.
        let reach = match operation {
            "authenticate_subscriber" => Some(Reach::WholeBase),
            _ => (!is_list).then_some(Reach::Directory),
        };
        assert_eq!(capability.reach(), reach, "{operation}");
    }
    assert!(can.invoices.to_string().contains("the directory's subscribers"));
}

#[tokio::test]
async fn each_customer_is_read_with_their_own_login_even_concurrently() {
    let Provider { isp, simulator, .. } = provider().await;
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..90_usize {
        let (isp, id) = (isp.clone(), [MARIA, OTICA, JOAO][number % 3]);
        calls.spawn(async move {
            let invoices = isp.unpaid_invoices(&id.into()).await.unwrap();
            assert!(invoices.iter().all(|invoice| invoice.customer == id.into()));
            let connections = isp.connections(&id.into()).await.unwrap();
            assert!(connections.iter().all(|connection| connection.customer == id.into()));
            for invoice in invoices {
                isp.payment(&invoice.id).await.unwrap();
            }
        });
    }
    while let Some(done) = calls.join_next().await {
        done.unwrap();
    }
    assert_eq!(simulator.login_count(), 3);
}

#[tokio::test]
async fn a_customer_outside_it_is_out_of_reach_and_nothing_is_sent() {
    let Provider { isp, simulator, directory, .. } = provider().await;
    directory.remove(JOAO);
    // Maria's second registration has no login; the other ids do not exist.
    for id in [JOAO, 10_456, 99_999_999] {
        let id = id.into();
        for (at, answer) in [
            isp.customer(&id).await.map(|_| ()),
            isp.contracts(&id).await.map(|_| ()),
            isp.connections(&id).await.map(|_| ()),
            isp.unpaid_invoices(&id).await.map(|_| ()),
            isp.tickets(&TicketQuery::of_customer(id.clone())).await.map(|_| ()),
            isp.open_ticket(NewTicket::new(id.clone(), "x", "y")).await.map(|_| ()),
            isp.customer(&"not a number".into()).await.map(|_| ()),
        ]
        .into_iter()
        .enumerate()
        {
            let error = answer.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutOfReach, "{at}");
            assert_eq!(error.outcome(), Outcome::NotDone);
        }
    }
    let document: Document = "111.444.777-35".parse().unwrap();
    let error = isp.customers_by_document(&document).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
    assert!(simulator.server().served().is_empty());
}

#[tokio::test]
async fn it_tells_whose_an_invoice_is_once_it_has_listed_it() {
    let Provider { isp, simulator: _running, .. } = provider().await;
    assert_eq!(isp.customer_of_invoice(&900_101.into()), None);
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert_eq!(isp.clone().customer_of_invoice(&900_101.into()), Some(MARIA.into()));
    assert_eq!(isp.customer_of_invoice(&"x".into()), None);
}

#[tokio::test]
async fn the_error_for_an_id_with_an_unknown_owner_says_what_to_do() {
    let Provider { isp, simulator: _running, .. } = provider().await;
    let error = isp.payment(&900_101.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
    assert!(error.to_string().contains("list the customer's invoices first"), "{error}");
    let error = isp.trust_unlock(&30_222.into()).await.unwrap_err();
    assert!(error.to_string().contains("list the customer's connections first"), "{error}");

    // If the customer is known, no list is needed.
    let maria = isp.of_customer(&MARIA.into()).await.unwrap();
    assert!(maria.payment(&900_101.into()).await.unwrap().is_payable());
    assert!(maria.trust_unlock(&30_222.into()).await.unwrap().is_unlocked());

    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert!(isp.payment(&900_101.into()).await.unwrap().is_payable());
}

#[tokio::test]
async fn a_list_of_all_tickets_is_refused() {
    let Provider { isp, simulator, .. } = provider().await;
    let period = TicketQuery::of_period(date(2026, 1, 1), date(2026, 12, 31));
    assert!(isp.tickets(&period).await.unwrap_err().is_unsupported());
    assert!(simulator.server().served().is_empty());
}

#[tokio::test]
async fn a_directory_with_mixed_up_logins_never_shows_another_persons_data() {
    let Provider { isp, directory, simulator: _running, .. } = provider().await;
    // Maria's id and document have the company's login.
    let company = SubscriberLogin::new("12ABC34501DE35", "senha-da-otica");
    directory.insert(MARIA, "529.982.247-25".parse().ok(), company);
    for answer in [
        isp.customer(&MARIA.into()).await.map(|_| ()),
        isp.unpaid_invoices(&MARIA.into()).await.map(|_| ()),
        isp.connections(&MARIA.into()).await.map(|_| ()),
        isp.open_ticket(NewTicket::new(MARIA, "x", "y")).await.map(|_| ()),
    ] {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::OutOfReach);
    }
    let document: Document = "529.982.247-25".parse().unwrap();
    let error = isp.customers_by_document(&document).await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[tokio::test]
async fn one_refused_login_of_several_is_an_error_not_a_shorter_list() {
    let Provider { isp, directory, simulator: _running, .. } = provider().await;
    let document: Document = "529.982.247-25".parse().unwrap();
    directory.insert(10_456, Some(document), SubscriberLogin::new("52998224725-2", "errada"));
    assert!(isp.customers_by_document(&document).await.unwrap_err().is_credential());
}

#[tokio::test]
async fn a_password_changed_in_the_directory_is_used_at_once() {
    let Provider { isp, directory, world, simulator } = provider().await;
    isp.customer(&JOAO.into()).await.unwrap();
    world.with(|world| {
        let joao = world.logins.iter_mut().find(|login| login.customer == JOAO.into()).unwrap();
        joao.password = "senha-nova".into();
    });
    simulator.expire_tokens();
    assert!(isp.customer(&JOAO.into()).await.unwrap_err().is_credential());
    let login = SubscriberLogin::new("11144477735", "senha-nova");
    directory.insert(JOAO, "111.444.777-35".parse().ok(), login);
    assert!(isp.customer(&JOAO.into()).await.unwrap().is_some());
}

struct Broken;

#[async_trait]
impl SubscriberDirectory for Broken {
    async fn by_document(&self, _: &Document) -> Result<Vec<SubscriberLogin>, Error> {
        Err(Error::new(ErrorKind::Unreachable, "the vault does not answer"))
    }

    async fn by_person(&self, _: u64) -> Result<Option<SubscriberLogin>, Error> {
        Err(Error::new(ErrorKind::Unreachable, "the vault does not answer"))
    }
}

#[tokio::test]
async fn an_error_of_the_directory_is_returned() {
    let Provider { simulator, .. } = provider().await;
    let isp = client(&simulator).isp(Broken);
    let error = isp.unpaid_invoices(&MARIA.into()).await.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("vault"));
}

#[tokio::test]
async fn debug_shows_nothing_of_a_directory() {
    let Provider { isp, directory, .. } = provider().await;
    let login = directory.by_person(MARIA).await.unwrap();
    let text = format!("{isp:?} {directory:?} {login:?}");
    assert!(!text.contains("senha") && !text.contains("52998224725"), "{text}");
}

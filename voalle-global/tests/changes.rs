//! What a long-running service is told when records change in the ERP after they were seen.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use isp_core::http::{Timing, TokioTiming};
use isp_core::loopback::InjectedFault;
use isp_core::{Document, Invoice, Isp, IspExt};
use voalle_global::GlobalIsp;
use voalle_global::simulator::Simulator;

use support::{builder, simulator};

const MARIA: u64 = 10_123;
const JOAO: u64 = 10_130;
const OTICA: u64 = 10_124;

/// A clock that a test puts forward.
#[derive(Debug, Default)]
struct Clock {
    own: TokioTiming,
    minutes: AtomicU64,
}

impl Clock {
    fn put_forward(&self, minutes: u64) {
        self.minutes.fetch_add(minutes, Ordering::SeqCst);
    }
}

impl Timing for Clock {
    fn now(&self) -> isp_core::jiff::Timestamp {
        self.own.now()
    }

    fn elapsed(&self) -> Duration {
        self.own.elapsed() + Duration::from_secs(60 * self.minutes.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.own.sleep(duration)
    }

    fn jitter(&self) -> f64 {
        self.own.jitter()
    }
}

struct Provider {
    simulator: Simulator,
    clock: Arc<Clock>,
    isp: GlobalIsp,
}

impl Provider {
    async fn start() -> Self {
        let (simulator, clock) = (simulator().await, Arc::new(Clock::default()));
        let client = builder(&simulator).timing(Arc::<Clock>::clone(&clock)).build().unwrap();
        Self { isp: client.isp(), clock, simulator }
    }

    fn document(&self, customer: u64) -> Document {
        let document = |world: &isp_core::testing::World| {
            world.customer_by_id(&customer.into()).unwrap().document
        };
        self.simulator.world().with(|world| document(world)).unwrap()
    }

    fn set_document(&self, customer: u64, document: &str) {
        self.simulator.world().with(|world| {
            let mut customers = world.customers.iter_mut();
            let customer = customers.find(|known| known.id == customer.into()).unwrap();
            customer.document = Some(document.parse().unwrap());
        });
    }

    fn lists_read(&self) -> usize {
        self.simulator.data_server().count("/getclient")
    }

    fn requests(&self) -> usize {
        self.simulator.data_server().served().len()
    }
}

fn ids(invoices: &[Invoice]) -> Vec<String> {
    invoices.iter().map(|invoice| invoice.id.to_string()).collect()
}

/// João had been registered with his neighbour's CPF by mistake, and both are corrected.
#[tokio::test]
async fn a_document_that_became_somebody_elses_does_not_show_that_persons_bills() {
    let provider = Provider::start().await;
    let isp = &provider.isp;
    let (joao, otica) = (provider.document(JOAO), provider.document(OTICA));
    isp.customers_by_document(&joao).await.unwrap();
    provider.set_document(JOAO, "987.654.321-00");
    provider.set_document(OTICA, &joao.to_string());
    provider.clock.put_forward(60);
    assert!(isp.unpaid_invoices(&JOAO.into()).await.unwrap().is_empty(), "João owes nothing");
    assert_eq!(isp.contracts(&JOAO.into()).await.unwrap().len(), 1);
    assert_eq!(ids(&isp.unpaid_invoices(&OTICA.into()).await.unwrap()), ["900777"]);
    assert!(isp.customers_by_document(&otica).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_document_is_confirmed_by_one_request_an_hour() {
    let provider = Provider::start().await;
    let (isp, maria) = (&provider.isp, MARIA.into());
    isp.customers_by_document(&provider.document(MARIA)).await.unwrap();
    for (minutes, requests) in [(59, 1), (1, 2), (59, 1), (61, 2)] {
        provider.clock.put_forward(minutes);
        let before = provider.requests();
        isp.unpaid_invoices(&maria).await.unwrap();
        assert_eq!(provider.requests() - before, requests, "{minutes}");
    }
    assert_eq!(provider.lists_read(), 0);
}

#[tokio::test]
async fn a_customer_whose_document_was_corrected_is_found_with_the_new_one() {
    let provider = Provider::start().await;
    let isp = &provider.isp;
    isp.customers_by_document(&provider.document(JOAO)).await.unwrap();
    let invoices = isp.unpaid_invoices(&OTICA.into()).await.unwrap();
    provider.set_document(JOAO, "987.654.321-00");
    provider.set_document(OTICA, "11.222.333/0001-81");
    let joao = isp.customer(&JOAO.into()).await.unwrap().unwrap();
    assert_eq!(joao.document, Some(provider.document(JOAO)));
    provider.clock.put_forward(60);
    assert!(isp.payment(&invoices[0].id).await.unwrap().line.is_some());
}

#[tokio::test]
async fn a_connection_that_was_moved_to_another_contract_is_still_there() {
    let provider = Provider::start().await;
    let isp = &provider.isp;
    let lines = isp.connections(&MARIA.into()).await.unwrap();
    let blocked = lines.iter().find(|line| line.is_blocked()).unwrap();
    provider.simulator.world().with(|world| {
        let contract =
            world.contracts.iter_mut().find(|it| Some(&it.id) == blocked.contract.as_ref());
        contract.unwrap().id = 20_999.into();
        let line = world.connections.iter_mut().find(|it| it.connection.id == blocked.id);
        line.unwrap().connection.contract = Some(20_999.into());
    });
    assert!(isp.trust_unlock(&blocked.id).await.unwrap().is_unlocked());
}

#[tokio::test]
async fn a_connection_whose_old_contract_the_erp_no_longer_finds_is_still_there() {
    let provider = Provider::start().await;
    let isp = &provider.isp;
    isp.connections(&MARIA.into()).await.unwrap();
    let gone = serde_json::json!({"success": false, "response": null,
        "messages": [{"message": "Registro não encontrado.", "code": null, "type": "Error"}]});
    let gone = InjectedFault::Body {
        content_type: "application/json",
        body: gone.to_string().into_bytes(),
    };
    let faults = provider.simulator.data_server().faults();
    faults.inject("/external/map/connection/by/userdata", gone.clone());
    assert!(isp.trust_unlock(&30_222.into()).await.unwrap().is_unlocked());
    // The list of all has it, so that it is there.
    faults.inject_times(2, "/external/map/connection/by/userdata", &gone);
    let error = isp.trust_unlock(&30_222.into()).await.unwrap_err();
    assert!(error.is_not_understood(), "{error}");
}

#[tokio::test]
async fn many_tasks_search_the_list_of_all_connections_once() {
    let provider = Provider::start().await;
    let ids = provider.simulator.world().with(|world| {
        world.connections.iter().map(|known| known.connection.id.clone()).collect::<Vec<_>>()
    });
    let mut tasks = tokio::task::JoinSet::new();
    // The last of the list first, so that the search sees all.
    for id in ids.into_iter().rev().chain(std::iter::repeat_n(30_222.into(), 9)) {
        let isp = provider.isp.clone();
        tasks.spawn(async move { isp.trust_unlock(&id).await });
    }
    while let Some(answer) = tasks.join_next().await {
        assert!(!answer.unwrap().is_err_and(|error| error.is_not_found()));
    }
    assert_eq!(provider.simulator.data_server().count("/external/map/connection/all"), 1);
}

#[tokio::test]
async fn a_customer_with_a_suggested_document_costs_one_request() {
    let provider = Provider::start().await;
    provider.isp.suggest_document(&MARIA.into(), provider.document(MARIA));
    assert!(provider.isp.customer(&MARIA.into()).await.unwrap().is_some());
    assert_eq!(provider.requests(), 1);
}

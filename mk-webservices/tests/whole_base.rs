//! All customers of an MK and everybody's open invoices: what is asked, and what the answers prove.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use isp_core::http::{HttpRequest, HttpResponse, Transport, TransportError};
use isp_core::loopback::InjectedFault;
use isp_core::sweep::{CustomerInvoices, Sweep, SweepOptions};
use isp_core::testing::World;
use isp_core::{
    Customer, CustomerCursor, CustomerId, Error, ErrorKind, Invoice, Isp, IspExt, NextPage,
    async_trait,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use mk_webservices::operations::faturas::FaturaAberta;
use mk_webservices::operations::pessoas::Cliente;
use mk_webservices::simulator::{Quirks, Simulator};
use mk_webservices::{Client, MkIsp};
use serde_json::{Value, json};
use tokio::time::Instant;

use support::{Server, client_without_retries, fixture};

const TODAY: Date = date(2026, 9, 10);
const CUSTOMERS: &str = "WSMKConsultaClientes";
const OPEN: &str = "WSMKFaturasAbertas";
const PENDING: &str = "WSMKFaturasPendentes";

/// A provider with these codes alone.
async fn erp(codes: &[u64]) -> Simulator {
    let mut world = World::on(TODAY);
    let customers: Vec<_> = codes.iter().map(|code| Customer::new(*code, "CLIENTE")).collect();
    world.customers = customers.into();
    Simulator::start(world).await.unwrap()
}

/// The codes of a sweep over all customers, and its error.
async fn codes(isp: &MkIsp, options: SweepOptions) -> (Vec<u64>, Option<NextPage>, Option<Error>) {
    let mut sweep = isp.all_customers(options);
    let mut codes = Vec::new();
    while let Some(customer) = sweep.next().await {
        match customer {
            Ok(customer) => codes.push(customer.id.to_number().unwrap()),
            Err(error) => return (codes, None, Some(error)),
        }
    }
    codes.sort_unstable();
    (codes, sweep.end().cloned(), None)
}

#[tokio::test]
async fn without_a_last_code_the_end_is_unproven_and_says_how_far_the_search_went() {
    let erp = erp(&[1, 499, 1_750, 2_600]).await;
    let (found, end, error) =
        codes(&client_without_retries(&erp).isp(), SweepOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(found, [1, 499, 1_750, 2_600]);
    let Some(NextPage::Unproven { reason, .. }) = end else { panic!("{end:?}") };
    assert!(reason.contains("up to 13000"), "{reason}");
    assert_eq!(erp.server().count(CUSTOMERS), 26, "six windows, and twenty empty ones");
}

#[tokio::test]
async fn with_a_last_code_the_end_is_proved() {
    let erp = erp(&[1, 14_999]).await;
    let isp = client_without_retries(&erp).isp().with_customer_codes(1..=15_000);
    let (found, end, _) = codes(&isp, SweepOptions::default()).await;
    assert_eq!((found, end), (vec![1, 14_999], Some(NextPage::End)));
    assert_eq!(erp.server().count(CUSTOMERS), 30);
}

#[tokio::test]
async fn a_search_that_finds_nobody_is_an_error_and_never_an_empty_base() {
    let erp = erp(&[20_000]).await;
    let (found, _, error) =
        codes(&client_without_retries(&erp).isp(), SweepOptions::default()).await;
    let error = error.unwrap();
    assert!(found.is_empty() && error.is_configuration(), "{error}");
    assert!(error.to_string().contains("from 1 to 10000"), "{error}");

    // The same after the search was interrupted in the middle.
    let isp = client_without_retries(&erp).isp();
    let mut after: Option<CustomerCursor> = None;
    for _ in 0..19 {
        let page = isp.customers_page(after.as_ref()).await.unwrap();
        let NextPage::After(cursor) = page.next else { panic!("{:?}", page.next) };
        after = Some(cursor.to_string().parse().unwrap());
    }
    assert!(isp.customers_page(after.as_ref()).await.unwrap_err().is_configuration());
}

#[tokio::test]
async fn a_window_that_fails_can_be_asked_for_again() {
    let erp = erp(&[1, 499, 501, 1_750]).await;
    let isp = client_without_retries(&erp).isp().with_customer_codes(1..=2_000);
    let first = isp.customers_page(None).await.unwrap();
    assert_eq!(first.customers[1].native::<Cliente>().unwrap().codigo_pessoa, 499);
    let NextPage::After(cursor) = first.next else { panic!("{:?}", first.next) };
    erp.server().faults().inject(CUSTOMERS, InjectedFault::CloseBefore);
    let error = isp.customers_page(Some(&cursor)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    let second = isp.customers_page(Some(&cursor)).await.unwrap();
    assert_eq!((second.customers.len(), &second.customers[0].id), (1, &501.into()));
}

#[tokio::test]
async fn a_cursor_of_something_else_is_refused_before_the_network() {
    let server = Server::new();
    let isp = server.client().isp();
    let error = isp.customers_page(Some(&CustomerCursor::new("501"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(server.arrivals(CUSTOMERS), 0);
}

/// Each customer's overdue invoices: id, due date and centavos.
type Debts = BTreeMap<CustomerId, Vec<(u64, Date, i64)>>;

async fn debts(mut sweep: Sweep<'_, CustomerInvoices>) -> Debts {
    let mut debts = Debts::new();
    while let Some(item) = sweep.next().await {
        let item = item.unwrap();
        let facts = |invoice: Invoice| {
            (invoice.id.to_number().unwrap(), invoice.due, invoice.amount.centavos())
        };
        let own = debts.entry(item.customer).or_default();
        own.extend(item.invoices.unwrap().into_iter().map(facts));
        own.sort_unstable();
    }
    debts
}

#[tokio::test]
async fn the_overdue_of_a_base_take_one_call_a_day_and_are_those_that_each_customer_has() {
    let quirks = Quirks::new().repeated_invoices(true);
    let world = World::generated(TODAY, 300);
    let erp = Simulator::builder().quirks(quirks).start(world).await.unwrap();
    let isp = client_without_retries(&erp).isp();
    let due = TODAY.saturating_sub(200.days())..TODAY;
    let by_day = debts(isp.overdue_of_all(due.clone(), SweepOptions::at_once(4))).await;
    assert_eq!((erp.server().count(OPEN), erp.server().count(PENDING)), (200, 0));

    let each = SweepOptions::at_once(4).customer_by_customer();
    assert_eq!(debts(isp.overdue_of_all(due, each)).await, by_day);
    assert_eq!((erp.server().count(OPEN), erp.server().count(PENDING)), (200, 300));
    assert!(by_day.len() > 20, "{}", by_day.len());
    assert!(by_day.values().any(|invoices| invoices.len() > 3));
}

#[tokio::test]
async fn an_installation_without_the_rule_is_an_error_and_never_a_base_without_debts() {
    let quirks = Quirks::new().not_licensed([OPEN]);
    let erp = Simulator::builder().quirks(quirks).start(World::on(TODAY)).await.unwrap();
    let isp = client_without_retries(&erp).isp();
    let mut sweep =
        isp.overdue_of_all(TODAY.saturating_sub(50.days())..TODAY, SweepOptions::default());
    assert!(sweep.next().await.unwrap().unwrap_err().is_configuration());
    assert!(sweep.next().await.is_none());
}

async fn due(rows: &Value) -> Result<Vec<Invoice>, Error> {
    let server = Server::new();
    server.answer(OPEN, &json!({"ListaFaturas": rows, "status": "OK"}));
    server.client().isp().invoices_due(TODAY..=TODAY).await
}

#[tokio::test]
async fn each_open_invoice_counts_once_with_its_customer_and_the_day_that_was_asked_for() {
    let invoices = due(&fixture("WSMKFaturasAbertas.ok.json")["ListaFaturas"]).await.unwrap();
    let facts: Vec<_> = invoices
        .iter()
        .map(|invoice| (invoice.id.as_str(), invoice.customer.as_str(), invoice.amount.centavos()))
        .collect();
    assert_eq!(
        facts,
        [("900101", "10123", 9_990), ("900102", "10123", 14_652), ("900777", "10124", 125_000)]
    );
    assert!(invoices.iter().all(|one| one.due == TODAY && one.contracts.is_none()));
    // It is the state of the contract.
    let native = invoices[2].native::<FaturaAberta>().unwrap();
    assert_eq!(native.status.as_deref(), Some("Cancelado"));
    assert!(due(&json!([])).await.unwrap().is_empty());
}

#[tokio::test]
async fn rows_that_contradict_each_other_or_name_no_customer_are_errors() {
    let row = |customer: Value, amount: f64| json!({"cd_fatura": 7, "codpessoa": customer, "valor": amount});
    for rows in [
        json!([row(json!(1), 5.0), row(json!(1), 6.0)]),
        json!([row(json!(1), 5.0), row(json!(2), 5.0)]),
        json!([row(json!(null), 5.0)]),
        json!([row(json!(0), 5.0)]),
    ] {
        assert!(due(&rows).await.unwrap_err().is_not_understood(), "{rows}");
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_due_dates_is_found_out() {
    let server = Server::new();
    server.answer(OPEN, &fixture("WSMKFaturasAbertas.ok.json"));
    let error = server.client().isp().invoices_due(TODAY..=TODAY + 1.day()).await.unwrap_err();
    assert!(error.to_string().contains("two due dates"), "{error}");

    let isp = server.client().isp();
    let mut sweep = isp.overdue_of_all(TODAY - 2.days()..TODAY, SweepOptions::at_once(1));
    let mut failed = 0;
    while let Some(item) = sweep.next().await {
        failed += usize::from(item.unwrap().invoices.is_err());
    }
    assert_eq!(failed, 2, "both customers, on the second day");
}

#[tokio::test]
async fn a_period_that_ends_before_it_begins_is_refused() {
    let server = Server::new();
    let reversed = TODAY..=TODAY - 1.day();
    let error = server.client().isp().invoices_due(reversed).await.unwrap_err();
    assert_eq!((error.kind(), server.arrivals(OPEN)), (ErrorKind::InvalidInput, 0));
}

/// Accepts the login and answers nothing else for an hour.
struct Slow;

#[async_trait]
impl Transport for Slow {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if !request.url.contains("WSAutenticacao") {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
        }
        Ok(HttpResponse::ready(200, vec![], r#"{"Token":"t.1","status":"OK"}"#))
    }
}

#[tokio::test(start_paused = true)]
async fn the_calls_of_lists_have_the_time_limit_that_was_set() {
    let client = Client::builder("https://erp.example.com").credentials("token", "senha");
    let client = client.transport(Arc::new(Slow)).build().unwrap();
    let isp = client.isp().with_list_timeout(Duration::from_secs(300));
    let started = Instant::now();
    assert_eq!(isp.customers_page(None).await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(started.elapsed(), Duration::from_secs(300));
    assert_eq!(isp.invoices_due(TODAY..=TODAY).await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(started.elapsed(), Duration::from_secs(600));
}

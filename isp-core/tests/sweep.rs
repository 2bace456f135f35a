//! Sweeps: what is asked and when, what comes, and where a later sweep continues.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::TryStreamExt;
use isp_core::jiff::ToSpan;
use isp_core::jiff::civil::{Date, date};
use isp_core::sweep::{CustomerInvoices, Sweep, SweepCursor, SweepOptions};
use isp_core::testing::{InMemoryIsp, World};
use isp_core::{
    Capabilities, Capability, Customer, CustomerCursor, CustomerId, CustomerPage, Error, ErrorKind,
    Invoice, InvoiceQuery, Isp, IspExt, Money, NextPage, OverviewParts, Reach, async_trait,
};
use tokio::time::Instant;

const TODAY: Date = date(2026, 9, 10);
const SINCE: Date = date(2026, 8, 1);
/// A customer in a page.
const PAGE: u64 = 10;

/// Customers 1 to `customers`, ten to a page. Customer n owes an invoice that has been overdue for n
/// modulo 4 weeks, for 0 none; every fifth answer is slow.
struct Provider {
    customers: u64,
    /// How long every fifth answer takes, in milliseconds.
    slow: u64,
    /// Cannot be read.
    broken: Option<u64>,
    /// The page that cannot be read, by its first customer.
    broken_page: Option<u64>,
    /// The due date that cannot be read.
    broken_day: Option<Date>,
    lists_everybody: bool,
    /// Every due date has the same invoices, each with the date that was asked for.
    ignores_dates: bool,
    next_at_the_end: NextPage,
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
    asked: Mutex<Vec<(Instant, String)>>,
}

fn provider(customers: u64) -> Provider {
    Provider {
        customers,
        slow: 400,
        broken: None,
        broken_page: None,
        broken_day: None,
        lists_everybody: false,
        ignores_dates: false,
        next_at_the_end: NextPage::End,
        under_way: AtomicUsize::new(0),
        most_under_way: AtomicUsize::new(0),
        asked: Mutex::default(),
    }
}

fn broken() -> Error {
    Error::new(ErrorKind::Unreachable, "broken")
}

fn invoice_of(customer: u64) -> Option<Invoice> {
    let weeks = i64::try_from(customer % 4).unwrap();
    let due = TODAY - (7 * weeks).days();
    (weeks > 0).then(|| Invoice::new(customer + 900, customer, due, Money::from_centavos(100)))
}

impl Provider {
    async fn answer(&self, what: String, latency: Duration) {
        self.asked.lock().unwrap().push((Instant::now(), what));
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_under_way.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(latency).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
    }

    fn asked(&self, what: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|(_, known)| known.starts_with(what)).count()
    }
}

#[async_trait]
impl Isp for Provider {
    fn system(&self) -> &'static str {
        "provider"
    }

    fn capabilities(&self) -> Capabilities {
        let mut can = Capabilities::all(Reach::WholeBase);
        if !self.lists_everybody {
            can.invoices_due = Capability::unsupported("it lists nobody");
        }
        can
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        let first = after.map_or(1, |cursor| cursor.as_str().parse::<u64>().unwrap() + 1);
        self.answer(format!("page {first}"), Duration::from_millis(50)).await;
        if self.broken_page == Some(first) {
            return Err(broken());
        }
        let last = (first + PAGE - 1).min(self.customers);
        let customers = (first..=last).map(|id| Customer::new(id, "CLIENTE")).collect();
        let next = if last < self.customers {
            NextPage::After(CustomerCursor::new(last.to_string()))
        } else {
            self.next_at_the_end.clone()
        };
        Ok(CustomerPage::new(customers, next))
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let number = query.customer.to_number().unwrap();
        let latency = if number.is_multiple_of(5) { self.slow } else { 50 };
        self.answer(format!("invoices {number}"), Duration::from_millis(latency)).await;
        if self.broken == Some(number) {
            return Err(broken());
        }
        Ok(invoice_of(number).into_iter().collect())
    }

    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        self.answer(format!("due {}", due.start()), Duration::from_millis(50)).await;
        if self.broken_day == Some(*due.start()) {
            return Err(broken());
        }
        let mut invoices: Vec<_> = (1..=self.customers).filter_map(invoice_of).collect();
        if self.ignores_dates {
            for invoice in &mut invoices {
                invoice.due = *due.start();
            }
        }
        invoices.retain(|invoice| due.contains(&invoice.due));
        Ok(invoices)
    }
}

/// The customer of each item, until the end or the first error.
async fn rest(sweep: &mut Sweep<'_, CustomerInvoices>) -> (Vec<u64>, Option<Error>) {
    let mut customers = Vec::new();
    while let Some(item) = sweep.next().await {
        match item {
            Ok(item) => customers.push(item.customer.to_number().unwrap()),
            Err(error) => {
                assert!(sweep.next().await.is_none(), "an error ends a sweep");
                return (customers, Some(error));
            }
        }
    }
    (customers, None)
}

async fn whole(mut sweep: Sweep<'_, CustomerInvoices>) -> Vec<u64> {
    let (customers, error) = rest(&mut sweep).await;
    assert!(error.is_none(), "{error:?}");
    customers
}

fn sorted(mut customers: Vec<u64>) -> Vec<u64> {
    customers.sort_unstable();
    customers
}

fn saved(cursor: &SweepCursor) -> SweepOptions {
    SweepOptions::at_once(4).resume_from(cursor.to_string().parse().unwrap())
}

fn everybody(customers: u64) -> Vec<u64> {
    (1..=customers).collect()
}

fn in_debt(customers: u64) -> Vec<u64> {
    (1..=customers).filter(|customer| invoice_of(*customer).is_some()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_sweep_gives_every_customer_once_and_keeps_to_the_limit() {
    let isp = provider(35);
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(4));
    let (customers, error) = rest(&mut sweep).await;
    assert!(error.is_none());
    assert_ne!(customers, everybody(35), "slow answers come later");
    assert_eq!(sorted(customers), everybody(35));
    assert_eq!(sweep.end(), Some(&NextPage::End));
    assert_eq!((sweep.finished(), isp.asked("page"), isp.asked("invoices")), (35, 4, 35));
    // Four customers and the next page.
    assert_eq!(isp.most_under_way.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn the_overviews_of_all_are_those_of_each_and_can_be_read_in_another_task() {
    let isp: Arc<dyn Isp> = Arc::new(InMemoryIsp::new(World::generated(TODAY, 250)));
    let parts = OverviewParts::basic().with_tickets();
    let swept = Arc::clone(&isp);
    let all = tokio::spawn(async move {
        let sweep = swept.overviews_of_all(parts, SweepOptions::at_once(4));
        sweep.try_collect::<Vec<_>>().await
    });
    let all = all.await.unwrap().unwrap();
    assert_eq!(all.len(), 250);
    for overview in all {
        let alone = isp.overview(overview.customer.clone(), parts).await;
        assert_eq!(overview.connections.unwrap(), alone.connections.unwrap());
        assert_eq!(overview.invoices.unwrap().len(), alone.invoices.unwrap().len());
        assert_eq!(overview.tickets.unwrap().unwrap(), alone.tickets.unwrap().unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn no_slot_is_empty_while_the_next_page_is_read() {
    let isp = Provider { slow: 50, ..provider(1_000) };
    let started = Instant::now();
    assert_eq!(whole(isp.invoices_of_all(SweepOptions::at_once(8))).await.len(), 1_000);
    // The first page, then eight customers at a time: ten of a page take longer than the next page.
    assert_eq!(started.elapsed(), Duration::from_millis(50 + 1_000 / 8 * 50));
}

#[tokio::test(start_paused = true)]
async fn resumed_after_any_item_a_sweep_gives_the_rest_exactly_once() {
    for (lists_everybody, expected) in [(false, everybody(35)), (true, in_debt(35))] {
        let isp = Provider { lists_everybody, ..provider(35) };
        let sweep = |options: SweepOptions| {
            if lists_everybody {
                isp.overdue_of_all(SINCE..TODAY, options)
            } else {
                isp.invoices_of_all(options)
            }
        };
        for stop in 0..=expected.len() {
            let mut first = sweep(SweepOptions::at_once(4));
            let mut all = Vec::new();
            for _ in 0..stop {
                all.push(first.next().await.unwrap().unwrap().customer.to_number().unwrap());
            }
            // And again, in the middle of what is left.
            let mut second = sweep(saved(&first.cursor()));
            for _ in stop..(stop + 5).min(expected.len()) {
                all.push(second.next().await.unwrap().unwrap().customer.to_number().unwrap());
            }
            all.extend(whole(sweep(saved(&second.cursor()))).await);
            assert_eq!(sorted(all), expected, "stopped after {stop}, everybody: {lists_everybody}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_sweep_over_given_customers_resumes_too() {
    let isp = provider(20);
    let ids = || everybody(20).into_iter().map(CustomerId::from).collect::<Vec<_>>();
    let mut first = isp.invoices_of_many(ids(), SweepOptions::at_once(4));
    let mut all = Vec::new();
    for _ in 0..7 {
        all.push(first.next().await.unwrap().unwrap().customer.to_number().unwrap());
    }
    all.extend(whole(isp.invoices_of_many(ids(), saved(&first.cursor()))).await);
    assert_eq!(sorted(all), everybody(20));
}

#[tokio::test(start_paused = true)]
async fn a_finished_sweep_that_is_resumed_asks_nothing() {
    let isp = provider(15);
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(4));
    rest(&mut sweep).await;
    let asked = isp.asked("");
    assert!(whole(isp.invoices_of_all(saved(&sweep.cursor()))).await.is_empty());
    assert_eq!(isp.asked(""), asked);
}

#[tokio::test(start_paused = true)]
async fn a_customer_who_cannot_be_read_does_not_end_the_sweep() {
    let isp = Provider { broken: Some(13), ..provider(35) };
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(4));
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    while let Some(item) = sweep.next().await {
        let item = item.unwrap();
        let list = if item.invoices.is_ok() { &mut read } else { &mut failed };
        list.push(item.customer.to_number().unwrap());
    }
    assert_eq!((read.len(), failed), (34, vec![13]));

    let overdue = isp.overdue_of_all(SINCE..TODAY, SweepOptions::at_once(4));
    assert!(whole(overdue).await.contains(&13), "never as if nothing were overdue");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_cannot_be_read_ends_the_sweep_after_the_customers_before_it() {
    let mut isp = Provider { broken_page: Some(21), ..provider(35) };
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(4));
    let (before, error) = rest(&mut sweep).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Unreachable);
    assert_eq!(sorted(before), everybody(20));
    assert_eq!(sweep.end(), None);
    let cursor = sweep.cursor();
    drop(sweep);

    isp.broken_page = None;
    let after = whole(isp.invoices_of_all(saved(&cursor))).await;
    assert_eq!(sorted(after), everybody(35)[20..]);
}

#[tokio::test(start_paused = true)]
async fn starts_are_as_far_apart_as_the_spacing_says() {
    let isp = provider(12);
    let options = SweepOptions::at_once(4).spacing(Duration::from_millis(30));
    assert_eq!(whole(isp.invoices_of_all(options)).await.len(), 12);
    let asked = isp.asked.lock().unwrap();
    let starts: Vec<_> =
        asked.iter().filter(|(_, what)| what.starts_with("invoices")).map(|(at, _)| *at).collect();
    assert!(starts.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(30)));
    assert_eq!(starts[1] - starts[0], Duration::from_millis(30));
}

#[tokio::test(start_paused = true)]
async fn where_the_erp_lists_everybody_the_overdue_are_read_by_due_date() {
    let isp = Provider { lists_everybody: true, ..provider(100) };
    let overdue = isp.overdue_of_all(SINCE..TODAY, SweepOptions::at_once(4));
    assert_eq!(sorted(whole(overdue).await), in_debt(100));
    assert_eq!((isp.asked("due"), isp.asked("invoices"), isp.asked("page")), (40, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn elsewhere_and_on_request_each_customer_is_asked_and_the_answer_is_the_same() {
    for lists_everybody in [false, true] {
        let isp = Provider { lists_everybody, ..provider(100) };
        let options = SweepOptions::at_once(4).customer_by_customer();
        assert_eq!(sorted(whole(isp.overdue_of_all(SINCE..TODAY, options)).await), in_debt(100));
        assert_eq!((isp.asked("due"), isp.asked("invoices")), (0, 100));

        // Only those that are due in the period.
        let recent = TODAY - 10.days()..TODAY;
        let one_week = everybody(100).into_iter().filter(|customer| customer % 4 == 1);
        let options = SweepOptions::at_once(4).customer_by_customer();
        let found = whole(isp.overdue_of_all(recent, options)).await;
        assert_eq!(sorted(found), one_week.collect::<Vec<_>>());
    }
}

#[tokio::test(start_paused = true)]
async fn a_resumed_sweep_keeps_its_way_of_reading() {
    let mut isp = Provider { lists_everybody: true, ..provider(40) };
    let mut by_date = isp.overdue_of_all(SINCE..TODAY, SweepOptions::at_once(1));
    let first = by_date.next().await.unwrap().unwrap().customer.to_number().unwrap();
    let cursor = by_date.cursor();
    drop(by_date);
    isp.lists_everybody = false;
    let mut all = whole(isp.overdue_of_all(SINCE..TODAY, saved(&cursor))).await;
    all.push(first);
    assert_eq!(sorted(all), in_debt(40));
    assert_eq!(isp.asked("invoices"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_due_date_that_cannot_be_read_ends_the_sweep_and_is_read_again() {
    let day = TODAY - 14.days();
    let mut isp = Provider { lists_everybody: true, broken_day: Some(day), ..provider(40) };
    let mut sweep = isp.overdue_of_all(SINCE..TODAY, SweepOptions::at_once(4));
    let (mut all, error) = rest(&mut sweep).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Unreachable);
    let cursor = sweep.cursor();
    drop(sweep);
    isp.broken_day = None;
    all.extend(whole(isp.overdue_of_all(SINCE..TODAY, saved(&cursor))).await);
    assert_eq!(sorted(all), in_debt(40));
}

#[tokio::test(start_paused = true)]
async fn an_invoice_that_is_listed_with_two_due_dates_is_an_error_of_its_customer() {
    let isp = Provider { lists_everybody: true, ignores_dates: true, ..provider(8) };
    let period = TODAY - 2.days()..TODAY;
    let mut sweep = isp.overdue_of_all(period, SweepOptions::at_once(1));
    let mut failed = BTreeSet::new();
    while let Some(item) = sweep.next().await {
        let item = item.unwrap();
        if item.invoices.is_err_and(|error| error.is_not_understood()) {
            failed.insert(item.customer.to_number().unwrap());
        }
    }
    assert_eq!(failed.into_iter().collect::<Vec<_>>(), in_debt(8));
}

#[tokio::test(start_paused = true)]
async fn an_end_without_proof_is_told() {
    let cursor = CustomerCursor::new("15");
    let unproven = NextPage::Unproven { cursor, reason: "20 empty windows".into() };
    let mut isp = Provider { next_at_the_end: unproven.clone(), ..provider(15) };
    let mut sweep = isp.all_customers(SweepOptions::default());
    while let Some(customer) = sweep.next().await {
        customer.unwrap();
        assert_eq!(sweep.end(), None);
    }
    assert_eq!(sweep.end(), Some(&unproven));
    let cursor = sweep.cursor();
    drop(sweep);

    // The search goes on there.
    isp.customers = 18;
    let found = whole(isp.invoices_of_all(saved(&cursor))).await;
    assert_eq!(sorted(found), [16, 17, 18]);
}

#[tokio::test(start_paused = true)]
async fn a_sweep_that_gave_up_and_found_nobody_is_an_error_that_says_where() {
    let cursor = CustomerCursor::new("0");
    let unproven = NextPage::Unproven { cursor, reason: "no customer up to 10000".into() };
    let isp = Provider { next_at_the_end: unproven, ..provider(0) };
    let mut sweep = isp.all_customers(SweepOptions::default());
    let error = sweep.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("found nobody"), "{error}");
    assert!(error.to_string().contains("no customer up to 10000"), "{error}");
    assert!(sweep.next().await.is_none());
    assert_eq!(sweep.end(), None);

    // An ERP that proves that it has no customer is believed.
    let empty = provider(0);
    let mut sweep = empty.all_customers(SweepOptions::default());
    assert!(sweep.next().await.is_none());
    assert_eq!(sweep.end(), Some(&NextPage::End));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_swept_is_an_error_and_never_an_empty_sweep() {
    struct Nothing;
    impl Isp for Nothing {
        fn system(&self) -> &'static str {
            "nothing"
        }
        fn capabilities(&self) -> Capabilities {
            Capabilities::none("it does nothing")
        }
    }
    let (found, error) = rest(&mut Nothing.invoices_of_all(SweepOptions::default())).await;
    assert!(found.is_empty() && error.unwrap().is_unsupported());

    let isp = provider(5);
    let (found, error) = rest(&mut isp.overdue_of_all(TODAY..TODAY, SweepOptions::default())).await;
    assert_eq!((found, error.unwrap().kind()), (vec![], ErrorKind::InvalidInput));
    let other = isp.invoices_of_many(vec![1.into()], SweepOptions::default()).cursor();
    let (found, error) = rest(&mut isp.invoices_of_all(saved(&other))).await;
    assert_eq!((found, error.unwrap().kind()), (vec![], ErrorKind::InvalidInput));
    let repeating = NextPage::After(CustomerCursor::new("5"));
    let isp = Provider { next_at_the_end: repeating, ..provider(5) };
    let (found, error) = rest(&mut isp.invoices_of_all(SweepOptions::default())).await;
    assert_eq!((found.len(), error.unwrap().kind()), (5, ErrorKind::NotUnderstood));
    assert_eq!(isp.asked(""), 7, "two pages and five customers");
}

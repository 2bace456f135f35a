//! Bulk reads: how close a sweep over 10,000 customers comes to calls × latency ÷ calls in flight.
//!
//! ```text
//! cargo bench -p examples --bench bulk
//! ```
//!
//! It reads an ISP that only waits, and then MK's simulator with a delayed answer for each customer;
//! there client and server share the processors. Each takes about 16 seconds.

#![allow(clippy::print_stdout, missing_docs, reason = "a bench prints its results")]

use std::error::Error;
use std::time::Duration;

use isp_core::loopback::InjectedFault;
use isp_core::sweep::SweepOptions;
use isp_core::testing::World;
use isp_core::{
    Capabilities, Customer, CustomerCursor, CustomerId, CustomerPage, Invoice, Isp, IspExt,
    NextPage, Reach, async_trait,
};
use mk_webservices::simulator::Simulator;
use tokio::time::Instant;

const CUSTOMERS: u32 = 10_000;
const LATENCY: Duration = Duration::from_millis(50);
const IN_FLIGHT: u32 = 32;
const PAGE: u64 = 500;
/// How many calls are made one after the other before.
const ALONE: u32 = 6;
/// The least allowed part of the ideal.
const BAR: f64 = 0.95;

/// Every call takes the latency and nothing else.
struct Waiting;

#[async_trait]
impl Isp for Waiting {
    fn system(&self) -> &'static str {
        "waiting"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::all(Reach::WholeBase)
    }

    async fn customers_page(
        &self,
        after: Option<&CustomerCursor>,
    ) -> Result<CustomerPage, isp_core::Error> {
        tokio::time::sleep(LATENCY).await;
        let before: u64 = after.and_then(|cursor| cursor.as_str().parse().ok()).unwrap_or(0);
        let last = (before + PAGE).min(CUSTOMERS.into());
        let customers = (before + 1..=last).map(|id| Customer::new(id, "CLIENTE")).collect();
        let next = if last < CUSTOMERS.into() {
            NextPage::After(CustomerCursor::new(last.to_string()))
        } else {
            NextPage::End
        };
        Ok(CustomerPage::new(customers, next))
    }

    async fn invoices(&self, _: &CustomerId) -> Result<Vec<Invoice>, isp_core::Error> {
        tokio::time::sleep(LATENCY).await;
        Ok(Vec::new())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    measure("an ISP that only waits", &Waiting).await?;

    let world = World::generated(isp_core::jiff::civil::date(2026, 9, 10), CUSTOMERS.into());
    let server = Simulator::start(world).await?;
    let slow = InjectedFault::Slow(LATENCY);
    server.server().faults().inject_times(
        (ALONE + CUSTOMERS).try_into()?,
        "WSMKFaturasPendentes",
        &slow,
    );
    let mk = mk_webservices::Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .max_in_flight(usize::try_from(IN_FLIGHT)? + 1)
        .allow_plaintext_http()
        .build()?;
    measure("MK over its simulator", &mk.isp()).await
}

/// Reads every customer's invoices and prints one line.
async fn measure(name: &str, isp: &dyn Isp) -> Result<(), Box<dyn Error>> {
    // The timer and the call itself add to the latency.
    let started = Instant::now();
    for customer in 1..=ALONE {
        isp.invoices(&CustomerId::from(u64::from(customer))).await?;
    }
    let alone = started.elapsed() / ALONE;

    let started = Instant::now();
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(IN_FLIGHT.try_into()?));
    let mut read = 0;
    while let Some(item) = sweep.next().await {
        item?.invoices?;
        read += 1;
    }
    let took = started.elapsed();
    if read != CUSTOMERS {
        return Err(format!("{read} customers came, not {CUSTOMERS}").into());
    }
    let ideal = LATENCY * CUSTOMERS / IN_FLIGHT;
    let ratio = ideal.as_secs_f64() / took.as_secs_f64();
    let verdict = if ratio >= BAR { "inside" } else { "outside" };
    println!(
        "bulk reads, {name}: {CUSTOMERS} customers, {} ms, {IN_FLIGHT} in flight: ideal {:.2} s, \
         took {:.2} s, ratio {ratio:.3}, {verdict} the bar of {BAR}; a call alone takes {:.1} ms",
        LATENCY.as_millis(),
        ideal.as_secs_f64(),
        took.as_secs_f64(),
        alone.as_secs_f64() * 1_000.0,
    );
    Ok(())
}

//! Bulk reads: how close a sweep over 10,000 customers comes to calls × latency ÷ calls in flight.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use isp_core::jiff::civil::date;
use isp_core::loopback::InjectedFault;
use isp_core::sweep::SweepOptions;
use isp_core::testing::World;
use isp_core::{CustomerId, Isp, IspExt};
use mk_webservices::simulator::Simulator;
use tokio::runtime::Builder;

use crate::server::{self, ServerProcess};
use crate::table::Row;
use crate::waiting::Waiting;
use crate::{Result, sdk};

const CUSTOMERS: u32 = 10_000;
const LATENCY: Duration = Duration::from_millis(50);
const IN_FLIGHT: u32 = 32;
/// How many calls are made one after the other before.
const ALONE: u32 = 10;

pub(crate) fn measure(_: &ServerProcess) -> Result<Vec<Row>> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    // On a worker, as in a service.
    let read = |isp: Arc<dyn Isp>, figures| {
        runtime.block_on(async { tokio::spawn(read(isp, figures)).await? })
    };
    let waiting = Waiting { customers: CUSTOMERS.into(), latency: LATENCY };
    let of_waiting = read(
        Arc::new(waiting),
        [
            "10,000 calls of 50 ms, 32 in flight (ideal, actual): an ISP that only waits",
            "one of these calls alone",
        ],
    )?;
    let server = ServerProcess::start("simulator")?;
    let mk =
        sdk::client(server.address()).max_in_flight(usize::try_from(IN_FLIGHT)? + 1).build()?;
    let of_mk = read(
        Arc::new(mk.isp()),
        [
            "10,000 calls of 50 ms, 32 in flight (ideal, actual): MK over its simulator",
            "one of these calls alone",
        ],
    )?;
    Ok(of_waiting.into_iter().chain(of_mk).collect())
}

/// Reads every customer's invoices.
async fn read(isp: Arc<dyn Isp>, [together, alone]: [&'static str; 2]) -> Result<[Row; 2]> {
    let first = CustomerId::from(1);
    // Opens a connection and logs in.
    isp.unpaid_invoices(&first).await?;
    let start = Instant::now();
    for _ in 0..ALONE {
        isp.unpaid_invoices(&first).await?;
    }
    let one = start.elapsed() / ALONE;

    let start = Instant::now();
    let mut sweep = isp.invoices_of_all(SweepOptions::at_once(IN_FLIGHT.try_into()?));
    let mut read = 0;
    while let Some(item) = sweep.next().await {
        item?.invoices?;
        read += 1;
    }
    let all = start.elapsed();
    if read != CUSTOMERS {
        return Err(format!("{read} customers came, not {CUSTOMERS}").into());
    }
    let ideal = LATENCY * CUSTOMERS / IN_FLIGHT;
    let together = Row::new(together).at_least("0.95");
    Ok([
        together.of_ideal(ideal.as_secs_f64(), all.as_secs_f64(), |secs| format!("{secs:.2} s")),
        Row::new(alone).of_ideal(LATENCY.as_secs_f64(), one.as_secs_f64(), |secs| {
            format!("{:.1} ms", secs * 1e3)
        }),
    ])
}

/// Serves a world of as many customers, whose invoices come after the latency.
pub(crate) fn serve_simulator() -> Result<()> {
    let (user_token, profile_password) = sdk::CREDENTIALS;
    server::until_input_ends(async {
        let world = World::generated(date(2026, 9, 10), CUSTOMERS.into());
        let simulator =
            Simulator::builder().credentials(user_token, profile_password).start(world).await?;
        let calls = usize::try_from(1 + ALONE + CUSTOMERS)?;
        let slow = InjectedFault::Slow(LATENCY);
        simulator.server().faults().inject_times(calls, "WSMKFaturasPendentes", &slow);
        server::print_address(&simulator.base_url())?;
        pending().await
    })
}

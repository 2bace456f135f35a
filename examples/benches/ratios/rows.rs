//! A long list row by row: its memory, its speed, and its time beside the same list read whole.

use std::time::{Duration, Instant};

use isp_core::jiff::civil::{Date, date};
use mk_webservices::Client;
use mk_webservices::operations::faturas::WSMKFaturasAbertas;
use tokio::runtime::Builder;

use crate::bare::Bare;
use crate::server::{CUSTOMER, ServerProcess};
use crate::table::Row;
use crate::{Result, long_list, process, sdk, stopwatch};

/// A list that nobody should hold at once.
const LONG_MB: u64 = 200;
/// A list that a client accepts whole by default.
const SHORT_MB: u64 = 12;
/// Rounds of the comparison: each reads the list twice.
const ROUNDS: usize = 7;
/// Any day: the server looks at the customer's code alone.
const DAY: Date = date(2031, 3, 10);

pub(crate) fn measure(server: &ServerProcess) -> Result<Vec<Row>> {
    let role = ["rows", server.address(), &LONG_MB.to_string()];
    let [peak_kib, time_ms] = process::printed_by(&role)?;
    let megabytes = f64::from(u32::try_from(LONG_MB)?);
    let memory = Row::new("200 MB of invoices, row by row: peak memory over idle");
    let speed = Row::new("200 MB of invoices, row by row: speed");
    let mut rows = vec![
        memory.alone_at_most(16.0, peak_kib / 1024.0, |mib| format!("{mib:.1} MiB")),
        speed.alone(format!("{:.0} MB/s", megabytes / (time_ms / 1e3))),
    ];
    rows.extend(compared(server)?);
    Ok(rows)
}

/// A list read row by row, beside the other side and beside this side's own call, which read it
/// whole.
fn compared(server: &ServerProcess) -> Result<[Row; 2]> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let bare = Bare::new(server.address())?;
    let mk = sdk::client(server.address()).build()?;
    let bare = || all(runtime.block_on(bare.open_invoices(SHORT_MB))?);
    let whole = || all(runtime.block_on(async { list(&mk, SHORT_MB).await })?.lista_faturas.len());
    let by_row = || runtime.block_on(read_rows(&mk, SHORT_MB));
    let beside_bare = stopwatch::medians_of(ROUNDS, bare, by_row)?;
    let beside_whole = stopwatch::medians_of(ROUNDS, whole, by_row)?;
    let row = |figure, (whole, by_row)| {
        Row::new(figure).compared(millis(whole), millis(by_row), |millis| format!("{millis:.0} ms"))
    };
    Ok([
        row("12 MB of invoices, row by row beside whole", beside_bare),
        row("the same, beside this client's own call", beside_whole),
    ])
}

/// Reads a list row by row and prints peak memory over idle in KiB and the time in ms.
pub(crate) fn read(address: &str, megabytes: u64) -> Result<()> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let address = address.to_owned();
    let read = async move {
        let mk = sdk::client(&address).build()?;
        mk.faturas_pendentes(CUSTOMER).await?;
        let idle_kib = process::peak_kib()?;
        let start = Instant::now();
        read_rows(&mk, megabytes).await?;
        let time = start.elapsed();
        println!("{} {}", process::peak_kib()?.saturating_sub(idle_kib), time.as_millis());
        Ok(())
    };
    // On a worker, as in a service.
    runtime.block_on(async { tokio::spawn(read).await? })
}

async fn read_rows(mk: &Client, megabytes: u64) -> Result<()> {
    let mut rows = list(mk, megabytes).rows();
    let mut read = 0;
    while let Some(row) = rows.try_next().await? {
        row?;
        read += 1;
    }
    came(read, megabytes)
}

fn list(mk: &Client, megabytes: u64) -> mk_webservices::Call<WSMKFaturasAbertas> {
    mk.call(WSMKFaturasAbertas::new(DAY, DAY).cd_pessoa(megabytes))
}

fn all(rows: usize) -> Result<()> {
    came(u64::try_from(rows)?, SHORT_MB)
}

/// Whether all rows of the list came.
fn came(rows: u64, megabytes: u64) -> Result<()> {
    let all = long_list::rows(megabytes);
    if rows == all { Ok(()) } else { Err(format!("{rows} rows instead of {all}").into()) }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

//! An answer made to be expensive: 16 MiB of small objects where invoices are expected. What it
//! costs in memory and processor time, and how long it keeps other tasks waiting.

use std::time::{Duration, Instant};

use mk_webservices::Client;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::server::{CUSTOMER, HOSTILE, HOSTILE_SIZE, ServerProcess};
use crate::table::Row;
use crate::{Result, process, sdk};

pub(crate) fn measure(server: &ServerProcess) -> Result<Vec<Row>> {
    let [peak_kib, cpu_ms, _] = cost_of(server, "1")?;
    let [_, _, longest_sleep_ms] = cost_of(server, "4")?;
    let body = f64::from(u32::try_from(HOSTILE_SIZE)?) / 1024.0;
    let memory = Row::new("16 MiB of {\"a\":0},…: peak memory over idle").at_most("4");
    let cpu = Row::new("16 MiB of {\"a\":0},…: processor time");
    let sleep = Row::new("four of those at once, two workers: another task's 10 ms sleep");
    Ok(vec![
        memory.compared(body, peak_kib, |kib| format!("{:.0} MiB", kib / 1024.0)),
        cpu.alone(millis(cpu_ms)),
        sleep.alone_at_most(100.0, longest_sleep_ms, millis),
    ])
}

/// What [`read`] printed in a process of its own.
fn cost_of(server: &ServerProcess, at_once: &str) -> Result<[f64; 3]> {
    process::printed_by(&["hostile", server.address(), at_once])
}

/// Reads the answers and prints peak memory over idle in KiB, processor time in ms, and the longest
/// that another task slept when it asked for 10 ms, in ms.
pub(crate) fn read(address: &str, at_once: u32) -> Result<()> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let mk = sdk::client(address).build()?;
        mk.faturas_pendentes(CUSTOMER).await?;
        let idle_kib = process::peak_kib()?;
        let idle_cpu = process::cpu()?;
        // On a worker, like the reading tasks.
        let longest_sleep = tokio::spawn(read_all(mk, at_once)).await??;
        let peak_kib = process::peak_kib()?.saturating_sub(idle_kib);
        let cpu = process::cpu()?.saturating_sub(idle_cpu);
        println!("{peak_kib} {} {}", cpu.as_millis(), longest_sleep.as_millis());
        Ok(())
    })
}

/// Reads them all, and sleeps 10 ms again and again meanwhile; the longest of these sleeps.
async fn read_all(mk: Client, at_once: u32) -> Result<Duration> {
    let mut reading = JoinSet::new();
    for _ in 0..at_once {
        let mk = mk.clone();
        reading.spawn(async move { mk.faturas_pendentes(HOSTILE).await.is_err() });
    }
    let mut longest = Duration::ZERO;
    loop {
        let start = Instant::now();
        sleep(Duration::from_millis(10)).await;
        longest = longest.max(start.elapsed());
        while let Some(ended) = reading.try_join_next() {
            if !ended? {
                return Err("objects without an invoice were read as invoices".into());
            }
        }
        if reading.is_empty() {
            return Ok(longest);
        }
    }
}

fn millis(millis: f64) -> String {
    format!("{millis:.0} ms")
}

//! A storm: many tasks read and open tickets at once, through a simulator of MK that fails at random,
//! restarts and forgets its tokens. At the end each ticket that the client spoke of is looked for in
//! the simulator.
//!
//! ```text
//! cargo run --release --example storm
//! cargo run --release --example storm -- --calls 20000 --seed 7
//! ```
//!
//! The exit code is 1 if a ticket is lost (the client said that it was done, and it is not there),
//! opened though the client said that it was not done, or opened twice, if an answer is wrong, or if a
//! task panics.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

mod calls;
mod faults;
mod ledger;

use std::hash::{BuildHasher, RandomState};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::memory;
use indicatif::{ProgressBar, ProgressStyle};
use isp_core::http::{Limits, RetryPolicy};
use mk_webservices::Client;
use tokio::task::JoinSet;
use tokio::time::Instant;

use calls::Caller;
use faults::FlappingServer;
use ledger::{Counts, Ledger};

const USAGE: &str = "\
usage: storm [options]

Reads and opens tickets at random, through a simulator of MK that fails at
random, and looks for every ticket at the end.

  --calls N   how many calls, by default 200000
  --tasks N   how many tasks make them, by default 256
  --seed N    of the faults and the calls, by default a random number
  --help      this text";

struct Arguments {
    calls: u64,
    tasks: usize,
    seed: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    exit_code(run(&arguments).await)
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--calls", "--tasks", "--seed"], &[])? else {
        return Ok(None);
    };
    let seed = || RandomState::new().hash_one(0_u8);
    let tasks = line.number("--tasks")?.unwrap_or(256).max(1);
    Ok(Some(Arguments {
        calls: line.number("--calls")?.unwrap_or(200_000),
        tasks: usize::try_from(tasks).map_err(|_| "--tasks is too large")?,
        seed: line.number("--seed")?.unwrap_or_else(seed),
    }))
}

/// Limits that a server on the same machine keeps unless it is told to be slow.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.total = Duration::from_secs(10);
    limits.attempt = Duration::from_secs(2);
    limits.login = Duration::from_secs(3);
    limits
}

/// Whether nothing was lost, duplicated, wrong or ended by a panic.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let Arguments { calls, tasks, seed } = *arguments;
    println!("{:<24} {seed}", "seed");
    let server = FlappingServer::start(seed).await?;
    let counts = Arc::new(Counts::default());
    let mut retry = RetryPolicy::default();
    retry.first_pause = Duration::from_millis(20);
    let mk = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .limits(limits())
        .retry(retry)
        .max_in_flight(tasks)
        .observer(Arc::clone(&counts) as _)
        .allow_plaintext_http()
        .build()?;
    let caller = Caller::calm(mk, seed).await?;
    server.begin();

    let started = Instant::now();
    let bar = ProgressBar::new(calls)
        .with_style(ProgressStyle::with_template("{wide_bar} {pos}/{len} {elapsed}")?);
    let next = Arc::new(AtomicU64::new(0));
    let mut running = JoinSet::new();
    for _ in 0..tasks {
        let (caller, next, bar) = (caller.clone(), Arc::clone(&next), bar.clone());
        running.spawn(async move {
            let mut ledger = Ledger::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= calls {
                    return ledger;
                }
                caller.make(number, &mut ledger).await;
                bar.inc(1);
            }
        });
    }
    let mut ledger = Ledger::default();
    let mut panics = 0;
    while let Some(ended) = running.join_next().await {
        match ended {
            Ok(of_task) => ledger.add(of_task),
            Err(_) => panics += 1,
        }
    }
    bar.finish_and_clear();
    let seconds = started.elapsed().as_secs_f64();
    let (arrived, restarts, faults) = server.stop().await;

    let report = ledger.reconcile(&arrived);
    counts.print();
    ledger.print();
    report.print();
    #[allow(clippy::cast_precision_loss, reason = "a rate need not be exact")]
    let rate = calls as f64 / seconds;
    for (what, value) in [
        ("restarts", restarts.to_string()),
        ("faults injected", faults.to_string()),
        ("panics", panics.to_string()),
        ("peak memory", memory::peak()),
        ("seconds", format!("{seconds:.1}")),
        ("calls/s", format!("{rate:.0}")),
    ] {
        println!("{what:<24} {value}");
    }
    Ok(report.is_clean() && ledger.wrong == 0 && panics == 0 && ledger.calls == calls)
}

//! Time a call: one at a time, and 64 at once.

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::bare::Bare;
use crate::question::Question;
use crate::server::ServerProcess;
use crate::table::Row;
use crate::{Result, sdk, stopwatch};

const ONE_BY_ONE: u32 = 200;
const AT_ONCE: usize = 64;
/// Calls of each of the tasks that run at once.
const IN_A_TASK: u32 = 20;

pub(crate) fn measure(server: &ServerProcess) -> Result<Vec<Row>> {
    let one = Row::new("wall, one at a time").at_most("1.05");
    let many = Row::new("wall, 64 at once").at_most("1.10");
    let one_status = Row::new("wall, one at a time, a status word alone");
    let limited = Row::new("the same, `reqwest` alone with a time limit");
    let many_status = Row::new("wall, 64 at once, a status word alone");
    Ok(vec![
        one_at_a_time(server, Question::Invoices, one)?,
        at_once(server, Question::Invoices, many)?,
        one_at_a_time(server, Question::Status, one_status)?,
        one_at_a_time_with_limit(server, Question::Status, limited)?,
        at_once(server, Question::Status, many_status)?,
    ])
}

fn one_at_a_time(server: &ServerProcess, question: Question, row: Row) -> Result<Row> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let bare = Bare::new(server.address())?;
    let mk = sdk::client(server.address()).build()?;
    let (bare, this) = stopwatch::medians(
        || repeat(&runtime, || bare.ask(question)),
        || repeat(&runtime, || sdk::ask(&mk, question)),
    )?;
    Ok(row.compared(micros(bare, ONE_BY_ONE), micros(this, ONE_BY_ONE), text))
}

fn one_at_a_time_with_limit(server: &ServerProcess, question: Question, row: Row) -> Result<Row> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let bare = Bare::new(server.address())?;
    let limited = Bare::with_time_limit(server.address())?;
    let (bare, limited) = stopwatch::medians(
        || repeat(&runtime, || bare.ask(question)),
        || repeat(&runtime, || limited.ask(question)),
    )?;
    Ok(row.compared(micros(bare, ONE_BY_ONE), micros(limited, ONE_BY_ONE), text))
}

fn repeat<F: Future<Output = Result<()>>>(runtime: &Runtime, call: impl Fn() -> F) -> Result<()> {
    runtime.block_on(async {
        for _ in 0..ONE_BY_ONE {
            call().await?;
        }
        Ok(())
    })
}

fn at_once(server: &ServerProcess, question: Question, row: Row) -> Result<Row> {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let bare = Bare::new(server.address())?;
    let mk = sdk::client(server.address()).max_in_flight(AT_ONCE).build()?;
    let (bare, this) = stopwatch::medians(
        || in_tasks(&runtime, &bare, move |bare| async move { bare.ask(question).await }),
        || in_tasks(&runtime, &mk, move |mk| async move { sdk::ask(&mk, question).await }),
    )?;
    let calls = u32::try_from(AT_ONCE)? * IN_A_TASK;
    Ok(row.compared(micros(bare, calls), micros(this, calls), text))
}

fn in_tasks<C: Clone + Send + 'static, F: Future<Output = Result<()>> + Send + 'static>(
    runtime: &Runtime,
    client: &C,
    call: impl Fn(C) -> F + Clone + Send + 'static,
) -> Result<()> {
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..AT_ONCE {
            let (client, call) = (client.clone(), call.clone());
            tasks.spawn(async move {
                for _ in 0..IN_A_TASK {
                    call(client.clone()).await?;
                }
                Ok(())
            });
        }
        tasks.join_all().await.into_iter().collect()
    })
}

fn micros(time: Duration, calls: u32) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(calls)
}

fn text(micros: f64) -> String {
    format!("{micros:.1} µs")
}

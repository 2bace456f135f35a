//! Every operation of every crate against every fault of a network and a server: the class of the
//! error, the outcome, how often the request arrived, that the call ends, that nothing panics and
//! that no secret is shown.
//!
//! The calls go through the real client and the real HTTP stack to a server on loopback, one for each
//! call. `table` says what is expected.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod global;
mod mk;
mod portal;
mod row;
mod server;
mod stopped_clock;
mod table;

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use isp_core::http::{
    BaseUrl, ClientOptions, Effect, Limits, OperationSpec, ReqwestTransport, RetryPolicy,
};
use isp_core::testing::everything_printable;
use isp_core::{Error, Outcome};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use row::{Pace, Row};
use server::{FaultServer, Healthy};
use stopped_clock::StoppedClock;

/// Calls at the same time.
const AT_ONCE: usize = 96;
/// No call lasts as long, however slow this machine is: the limits of a call are far below.
const HANGS: Duration = Duration::from_secs(60);

type Answer = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// What of a client's options depends on the fault.
pub(crate) struct Setup {
    base_url: String,
    transport: Arc<ReqwestTransport>,
    timing: Arc<StoppedClock>,
    limits: Limits,
    retry: RetryPolicy,
}

/// An API crate.
#[derive(Clone, Copy)]
pub(crate) struct Vendor {
    name: &'static str,
    /// Every operation, with the number of the call among those of its name.
    operations: fn() -> Vec<(&'static OperationSpec, usize)>,
    /// A call that succeeds while nothing is wrong, and the call of the operation.
    calls: fn(&Setup, &'static OperationSpec, usize) -> (Answer, Answer),
    is_login: fn(&str) -> bool,
    login: &'static str,
    other: &'static str,
    /// What no error may show.
    secrets: &'static [&'static str],
}

/// One operation under one fault.
struct Cell {
    vendor: Vendor,
    spec: &'static OperationSpec,
    number: usize,
    row: Row,
}

fn limits(pace: Pace) -> Limits {
    let mut limits = Limits::default();
    limits.max_body = 64 << 10;
    let milliseconds = Duration::from_millis;
    (limits.total, limits.attempt, limits.login) = match pace {
        Pace::Quick => (milliseconds(30_000), milliseconds(20_000), milliseconds(20_000)),
        Pace::Endless => (milliseconds(400), milliseconds(150), milliseconds(200)),
    };
    limits
}

impl Cell {
    /// Makes the call, and says what is wrong with how it ended.
    async fn run(self, transport: Arc<ReqwestTransport>) -> Vec<String> {
        let Self { vendor, spec, number, row } = &self;
        let healthy = Healthy {
            is_login: vendor.is_login,
            login: vendor.login,
            other: vendor.other,
            login_is_tested: spec.effect == Effect::Login,
        };
        let mut server = FaultServer::start(row.script.clone(), healthy).await;
        let mut retry = RetryPolicy::default();
        retry.max_attempts = row.most_attempts();
        retry.first_pause = Duration::from_millis(1);
        let timing = Arc::new(StoppedClock::default());
        let limits = limits(row.pace);
        let setup = Setup { base_url: server.base_url(), transport, timing, limits, retry };
        let (warm_up, call) = (vendor.calls)(&setup, spec, *number);
        if !row.begins_with_login && spec.effect != Effect::Login {
            let Ok(ready) = timeout(HANGS, warm_up).await else {
                return vec!["the call before the fault does not end".into()];
            };
            ready.unwrap();
        }
        server.turn_on();
        setup.timing.start();
        if row.refuses_connections {
            server.stop_listening().await;
        }
        let started = Instant::now();
        let Ok(result) = timeout(HANGS, call).await else {
            return vec!["the call does not end".into()];
        };
        let mut wrong = self.judge(&result, &server);
        if started.elapsed() > setup.limits.total + HANGS / 2 {
            wrong.push(format!("it took {:?}", started.elapsed()));
        }
        wrong
    }

    fn judge(&self, result: &Result<(), Error>, server: &FaultServer) -> Vec<String> {
        let Self { vendor, spec, row, .. } = self;
        let counts = server.counts();
        let mut wrong = Vec::new();
        match result {
            Ok(()) if row.allows_success(spec) => {}
            Ok(()) => wrong.push("it succeeded".into()),
            Err(error) => {
                if !row.allows_kind(spec, error.kind()) {
                    wrong.push(format!("class {:?}: {error}", error.kind()));
                }
                if !row.allows_outcome(spec, error.outcome()) {
                    wrong.push(format!("outcome {:?}: {error}", error.outcome()));
                }
                let text = everything_printable(error);
                let host = server.base_url();
                for secret in vendor.secrets.iter().chain([&&*host]) {
                    if text.contains(secret) {
                        wrong.push(format!("it shows {secret}"));
                    }
                }
            }
        }
        let (arrived, allowed) = (counts.arrived(), row.allowed_arrivals(spec));
        if !allowed.contains(&arrived) {
            wrong.push(format!("{arrived} arrivals instead of {allowed:?}: {result:?}"));
        }
        if let Err(error) = result
            && error.outcome() == Outcome::NotDone
            && error.attempts() == 0
            && arrived > 0
            && !row.is_about_tokens()
        {
            wrong.push("sent, but no attempt is reported".into());
        }
        if counts.elsewhere.load(Ordering::SeqCst) > 0 {
            wrong.push("a redirect was followed".into());
        }
        let logins = counts.logins.load(Ordering::SeqCst);
        if logins > usize::try_from(row.most_attempts()).unwrap() {
            wrong.push(format!("{logins} logins"));
        }
        if let Some(gap) = counts.shortest_gap()
            && gap < row.pause
        {
            wrong.push(format!("repeated after {gap:?} instead of {:?}", row.pause));
        }
        wrong
    }
}

/// Runs every cell and prints what came out.
async fn matrix(vendor: Vendor) {
    let started = Instant::now();
    let base = BaseUrl::parse("http://127.0.0.1:1").unwrap();
    let transport = ReqwestTransport::to(&[&base], &ClientOptions::default()).unwrap();
    let transport = Arc::new(transport);
    let (operations, rows) = ((vendor.operations)(), table::rows());
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    let mut names = HashMap::new();
    let (mut cells, mut without_token) = (0, 0);
    for (spec, number) in operations.iter().copied() {
        for row in &rows {
            if spec.effect == Effect::Login && row.is_about_tokens() {
                without_token += 1;
                continue;
            }
            cells += 1;
            let permit = Arc::clone(&permits).acquire_owned().await.unwrap();
            let cell = Cell { vendor, spec, number, row: row.clone() };
            let transport = Arc::clone(&transport);
            let task = running.spawn(async move {
                let _permit = permit;
                cell.run(transport).await
            });
            names.insert(task.id(), (spec.name, row.name.clone()));
        }
    }
    let (mut finished, mut violations) = (0, BTreeMap::<_, Vec<String>>::new());
    while let Some(ended) = running.join_next_with_id().await {
        let (id, wrong) = match ended {
            Ok(ended) => ended,
            Err(error) => (error.id(), vec![format!("panic: {error}")]),
        };
        finished += 1;
        let (operation, row) = &names[&id];
        for wrong in wrong {
            violations.entry(row.clone()).or_default().push(format!("{operation}: {wrong}"));
        }
    }
    let wrong: usize = violations.values().map(Vec::len).sum();
    println!(
        "{}: {} operations x {} faults - {without_token} of a login that needs no token = {cells} \
         calls, {finished} finished, {wrong} violations, {:.1} s",
        vendor.name,
        operations.len(),
        rows.len(),
        started.elapsed().as_secs_f64()
    );
    assert_eq!(finished, cells);
    let shown: Vec<_> = violations
        .iter()
        .map(|(row, wrong)| {
            let some = wrong.iter().take(4).cloned().collect::<Vec<_>>().join("\n    ");
            format!("{row} ({} times)\n    {some}", wrong.len())
        })
        .collect();
    assert!(shown.is_empty(), "{wrong} violations:\n{}", shown.join("\n"));
}

/// The operations, each with its number among those of the same name.
fn numbered(
    operations: impl Iterator<Item = &'static OperationSpec>,
) -> Vec<(&'static OperationSpec, usize)> {
    let mut seen = HashMap::<_, usize>::new();
    let numbered = operations.map(|spec| {
        let number = seen.entry(spec.name).or_default();
        *number += 1;
        (spec, *number - 1)
    });
    numbered.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_mk_survives_every_fault() {
    matrix(mk::VENDOR).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_the_voalle_portal_survives_every_fault() {
    matrix(portal::VENDOR).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_of_voalle_global_survives_every_fault() {
    matrix(global::VENDOR).await;
}

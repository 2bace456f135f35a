//! A process that is killed, as by the power's going off, while it reads and stores.

use std::collections::HashSet;
use std::process::{Command, Stdio};
use std::time::Duration;

use isp_core::Isp;
use isp_core::jiff::civil::date;
use isp_core::testing::World;
use mk_webservices::simulator::Simulator;

use super::harness::{Directory, OPTIONS, is_right, open, run, run_with, texts};
use crate::database::Database;
use crate::proof::differences;
use crate::sync::{End, Options};

const CUSTOMERS: u64 = 240;

/// Small, so that the process is often killed while it stores.
const PAGE: usize = 2;

/// After how many customers more each process is killed.
const KILLS: [usize; 8] = [1, 2, 13, 40, 17, 3, 50, 29];

/// Makes a run against the server of the test below, which kills this process.
#[tokio::test]
#[ignore = "it is started by another test"]
async fn the_process_that_is_killed() {
    let variable = |name: &str| std::env::var(format!("SYNC_TEST_{name}"));
    let Ok(path) = variable("DATABASE") else { return };
    let [base_url, token, password] = ["BASE_URL", "TOKEN", "PASSWORD"].map(variable);
    let isp = mk(&base_url.unwrap(), &token.unwrap(), &password.unwrap());
    let mut database = Database::open(path.as_ref()).unwrap();
    run_with(&mut database, &isp, Options { page: PAGE, ..OPTIONS }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_killed_at_any_moment_loses_nothing_and_stores_nothing_twice() {
    let world = World::generated(date(2026, 9, 10), CUSTOMERS);
    let simulator = Simulator::start(world.clone()).await.unwrap();
    let directory = Directory::new("kill");
    let reads = || simulator.server().count("WSMKFaturasPendentes");
    for more in KILLS {
        let until = reads() + more;
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::kill::the_process_that_is_killed", "--ignored"])
            .env("SYNC_TEST_DATABASE", directory.file())
            .env("SYNC_TEST_BASE_URL", simulator.base_url())
            .env("SYNC_TEST_TOKEN", simulator.user_token())
            .env("SYNC_TEST_PASSWORD", simulator.profile_password())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while reads() < until {
            assert!(process.try_wait().unwrap().is_none(), "it ended before it was killed");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        process.kill().unwrap();
        process.wait().unwrap();
        what_is_stored_is_whole(&open(&directory), &world);
    }

    let isp = mk(&simulator.base_url(), simulator.user_token(), simulator.profile_password());
    let mut database = open(&directory);
    let report = run(&mut database, &isp).await;
    assert_eq!((report.run, report.resumed, report.end), (1, true, End::Whole));
    is_right(&database, &isp, simulator.world());

    // Only what a process had read and not yet stored was read again.
    let again = KILLS.len() * (PAGE + 2 * OPTIONS.at_once);
    let customers = usize::try_from(CUSTOMERS).unwrap();
    assert!(reads() <= customers + again, "{} reads", reads());
}

fn mk(base_url: &str, token: &str, password: &str) -> impl Isp + use<> {
    let last = CUSTOMERS + (CUSTOMERS - 1) / 6;
    let client = mk_webservices::Client::builder(base_url).credentials(token, password);
    client.allow_plaintext_http().build().unwrap().isp().with_customer_codes(1..=last)
}

/// Every customer who is stored has all records, and the cursor does not say otherwise.
fn what_is_stored_is_whole(database: &Database, world: &World) {
    let stored: HashSet<_> = texts(database, "SELECT id FROM customer", &[]).into_iter().collect();
    let mut part = world.clone();
    part.customers.retain(|known| stored.contains(known.id.as_str()));
    part.contracts.retain(|known| stored.contains(known.customer.as_str()));
    part.connections.retain(|known| stored.contains(known.connection.customer.as_str()));
    part.invoices.retain(|known| stored.contains(known.invoice.customer.as_str()));
    let found = differences(database, "MK Webservices", &part).unwrap();
    assert!(found.is_empty(), "{found:#?}");

    // All codes are in one window, so the cursor names every customer who is finished.
    let cursors = texts(database, "SELECT cursor FROM erp WHERE cursor IS NOT NULL", &[]);
    let finished: Option<HashSet<_>> = cursors.first().map(|cursor| {
        let cursor: serde_json::Value = serde_json::from_str(cursor).unwrap();
        assert_eq!(cursor["position"], "first");
        let finished = cursor["finished"].as_array().unwrap();
        finished.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
    });
    assert_eq!(finished.unwrap_or_default(), stored, "the cursor belongs to the records");
}

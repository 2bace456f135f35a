//! What a run stores, and what it never says.

mod harness;
mod kill;

use indicatif::ProgressBar;
use isp_core::testing::{IspMethod, SharedWorld, World, WorldInvoice};
use isp_core::{
    Customer, CustomerId, Error, ErrorKind, Invoice, InvoiceId, InvoiceStatus, Isp, IspExt, Money,
    OverviewParts,
};
use rusqlite::Connection;

use crate::database::Database;
use crate::source::simulators;
use crate::sync::{End, Options, sync};
use harness::{Directory, OPTIONS, PLACE, bytes, is_right, open, provider, run, run_with, texts};

#[tokio::test]
async fn a_run_that_stops_anywhere_is_continued_without_loss_and_without_repetition() {
    let (world, isp) = provider(120);
    for stop_after in [1, 9, 10, 11, 99, 100, 101, 119] {
        let directory = Directory::new(&format!("stop-{stop_after}"));
        let (mut stored, mut runs) = (0, 0);
        loop {
            // Each time as another process would.
            let mut database = open(&directory);
            let options = Options { stop_after: Some(stop_after), ..OPTIONS };
            let report = run_with(&mut database, &isp, options).await.unwrap();
            assert_eq!((report.run, report.resumed), (1, runs > 0));
            stored += report.tally.customers.new;
            assert_eq!(report.tally.customers.unchanged, 0, "nobody is stored twice");
            runs += 1;
            if report.end == End::Whole {
                break;
            }
            assert_eq!(stored, runs * stop_after);
        }
        assert_eq!(stored, 120);
        is_right(&open(&directory), &isp, &world);
    }
}

#[tokio::test]
async fn the_bar_counts_what_is_stored_and_knows_the_length_from_the_last_run() {
    let (_, isp) = provider(30);
    let directory = Directory::new("progress");
    let mut database = open(&directory);
    let part = Options { stop_after: Some(20), ..OPTIONS };
    for (options, progress) in
        [(part, (0, None)), (OPTIONS, (20, None)), (part, (0, Some(30))), (OPTIONS, (20, Some(30)))]
    {
        assert_eq!(database.progress(isp.system()).unwrap(), progress);
        run_with(&mut database, &isp, options).await.unwrap();
    }
}

#[tokio::test]
async fn a_second_run_changes_only_what_the_erp_changed() {
    let (world, isp) = provider(30);
    let directory = Directory::new("second");
    let mut database = open(&directory);
    let first = run(&mut database, &isp).await;
    assert_eq!((first.tally.customers.new, first.tally.contracts.new), (30, 30));

    let second = run(&mut database, &isp).await;
    assert_eq!((second.run, second.resumed), (2, false));
    assert_eq!(second.tally.customers.unchanged, 30);
    assert_eq!((second.tally.invoices.new, second.tally.invoices.changed), (0, 0));

    world.with(|world| {
        world.customers[0].name = "OUTRO NOME EXEMPLO".into();
        world.invoices[0].invoice.amount = Money::from_centavos(1);
    });
    let third = run(&mut database, &isp).await;
    assert_eq!((third.tally.customers.changed, third.tally.invoices.changed), (1, 1));
    assert_eq!(third.tally.contracts.changed, 0);
    is_right(&database, &isp, &world);
}

#[tokio::test]
async fn a_customer_who_cannot_be_read_keeps_what_is_stored_and_is_read_first_by_the_next_run() {
    let (world, isp) = provider(30);
    let directory = Directory::new("unread");
    let mut database = open(&directory);
    run(&mut database, &isp).await;
    let stored = texts(&database, "SELECT id FROM invoice ORDER BY id", &[]);

    let error = Error::new(ErrorKind::NotUnderstood, "HTML instead of JSON");
    isp.fail_next(IspMethod::Invoices, error.clone());
    isp.fail_next(IspMethod::Invoices, error.clone());
    let stopped = Options { stop_after: Some(20), ..OPTIONS };
    let report = run_with(&mut database, &isp, stopped).await.unwrap();
    assert_eq!((report.unread, report.tally.invoices.gone), (2, 0));
    let listed = "SELECT id FROM invoice WHERE not_listed_since IS NULL ORDER BY id";
    assert_eq!(texts(&database, listed, &[]), stored, "an error is not an empty list");
    let sql = "SELECT part || ': ' || error FROM unread";
    assert_eq!(texts(&database, sql, &[]), vec![format!("invoices: {error}"); 2]);

    // One of them still cannot be read.
    isp.fail_next(IspMethod::Invoices, error);
    let report = run(&mut database, &isp).await;
    assert_eq!((report.resumed, report.read_at_last, report.unread), (true, 1, 1));
    assert_eq!(texts(&database, "SELECT CAST(attempts AS TEXT) FROM unread", &[]), ["2"]);
    let report = run(&mut database, &isp).await;
    assert_eq!((report.read_at_last, report.unread), (1, 0));
    is_right(&database, &isp, &world);
}

#[tokio::test]
async fn an_invoice_that_disappears_is_not_called_paid() {
    let (world, isp) = provider(10);
    let directory = Directory::new("gone");
    let mut database = open(&directory);
    run(&mut database, &isp).await;
    let status = |status: InvoiceStatus| {
        world.with(|world| world.invoices[0].invoice.status = status);
    };
    let id = world.with(|world| world.invoices[0].invoice.id.to_string());
    let sql = "SELECT status || ' ' || (not_listed_since IS NULL) FROM invoice WHERE id = ?1";

    status(InvoiceStatus::Paid);
    let report = run(&mut database, &isp).await;
    assert_eq!(report.tally.invoices.gone, 1);
    assert_eq!(texts(&database, sql, &[&id]), ["open 0"]);
    let since = "SELECT not_listed_since FROM invoice WHERE id = ?1";
    let first = texts(&database, since, &[&id]);
    let report = run(&mut database, &isp).await;
    assert_eq!(report.tally.invoices.gone, 0, "once");
    assert_eq!(texts(&database, since, &[&id]), first);

    // The payment is reversed, so the invoice is listed again.
    status(InvoiceStatus::Open);
    let report = run(&mut database, &isp).await;
    assert_eq!(report.tally.invoices.changed, 1);
    assert_eq!(texts(&database, sql, &[&id]), ["open 1"]);
}

#[tokio::test]
async fn a_state_that_is_not_known_is_stored_with_the_words_of_the_erp() {
    let mut world = World::generated(isp_core::jiff::civil::date(2026, 9, 10), 1);
    let customer = world.customers[0].id.clone();
    let due = world.today;
    let mut odd = Invoice::new(7, customer, due, Money::from_centavos(100));
    odd.status = InvoiceStatus::Unknown("Baixada".into());
    world.invoices.push(WorldInvoice::new(odd));
    let isp = isp_core::testing::InMemoryIsp::new(world);
    let directory = Directory::new("unknown");
    let mut database = open(&directory);
    run(&mut database, &isp).await;
    let sql = "SELECT status || ' ' || status_words FROM invoice WHERE id = '7'";
    assert_eq!(texts(&database, sql, &[]), ["unknown Baixada"]);
}

#[tokio::test]
async fn an_error_of_the_list_stores_what_was_read_and_the_next_run_continues_there() {
    let (world, isp) = provider(250);
    let directory = Directory::new("list");
    let mut database = open(&directory);
    let cut = run_with(&mut database, &isp, Options { stop_after: Some(150), ..OPTIONS }).await;
    assert_eq!(cut.unwrap().end, End::Stopped);
    isp.fail_next(IspMethod::CustomersPage, Error::new(ErrorKind::Unreachable, "no route"));
    let error = run_with(&mut database, &isp, OPTIONS).await.unwrap_err();
    assert!(error.to_string().contains("no route"), "{error}");
    let report = run(&mut database, &isp).await;
    assert_eq!((report.run, report.resumed, report.end), (1, true, End::Whole));
    is_right(&database, &isp, &world);
}

#[tokio::test]
async fn a_run_that_is_interrupted_is_continued() {
    let (world, isp) = provider(120);
    let directory = Directory::new("interrupted");
    let mut database = open(&directory);
    let mut stored = 0;
    for _ in 0..5 {
        let (bar, stop) = (ProgressBar::hidden(), tokio::task::yield_now());
        let report = sync(&mut database, &isp, PLACE, OPTIONS, &bar, stop).await.unwrap();
        assert_eq!(report.end, End::Interrupted);
        stored += report.tally.customers.new;
    }
    let report = run(&mut database, &isp).await;
    assert_eq!((report.end, report.tally.customers.unchanged), (End::Whole, 0));
    assert_eq!(stored + report.tally.customers.new, 120);
    is_right(&database, &isp, &world);
}

#[tokio::test]
async fn only_a_list_that_is_proved_to_be_whole_says_that_a_customer_is_gone() {
    let simulators = simulators(40).await.unwrap();
    let mk = &simulators.mk;
    // Nobody says which codes are in use, so the end of the list is not proved.
    let unproven = mk_webservices::Client::builder(mk.base_url())
        .credentials(mk.user_token(), mk.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap()
        .isp();
    let proven = &*simulators.sources[0].isp;
    let directory = Directory::new("proven");
    let mut database = open(&directory);
    run(&mut database, proven).await;
    let last = remove_a_customer(&simulators.world);

    let report = run(&mut database, &unproven).await;
    assert!(matches!(report.end, End::Unproven(_)), "{report:?}");
    assert_eq!(report.tally.customers.gone, 0);
    // Of a customer who is not there nothing is left to be read.
    let sql = "INSERT INTO unread VALUES (?1, ?2, 'invoices', '', '', 1, '', '')";
    database.connection().execute(sql, (proven.system(), last.as_str())).unwrap();
    let report = run(&mut database, proven).await;
    assert_eq!((report.end, report.tally.customers.gone, report.unread), (End::Whole, 1, 0));
    let sql = "SELECT id FROM customer WHERE not_listed_since IS NOT NULL";
    assert_eq!(texts(&database, sql, &[]), [last.as_str()]);
}

#[tokio::test]
async fn a_login_of_one_subscriber_does_not_say_that_others_are_gone() {
    let world = World::example();
    let simulator = voalle_portal::simulator::Simulator::start(world.clone()).await.unwrap();
    let portal = voalle_portal::Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .allow_plaintext_http()
        .build()
        .unwrap();
    let directory = Directory::new("login");
    let mut database = open(&directory);
    for (login, known) in world.logins.iter().take(2).zip(1..) {
        let isp = portal.subscriber(&login.username, &login.password).isp();
        let report = run(&mut database, &isp).await;
        assert_eq!((report.end, report.tally.customers.new), (End::Reached, 1));
        let listed = "SELECT id FROM customer WHERE not_listed_since IS NULL";
        assert_eq!(texts(&database, listed, &[]).len(), known);
    }
}

/// One in the middle: the range of codes stays.
fn remove_a_customer(world: &SharedWorld) -> CustomerId {
    world.with(|world| world.customers.remove(20).id)
}

#[tokio::test]
async fn of_two_runs_at_the_same_time_one_is_ended_and_nothing_is_mixed() {
    let (world, isp) = provider(50);
    let directory = Directory::new("two");
    let (mut one, mut other) = (open(&directory), open(&directory));
    let half = Options { stop_after: Some(20), ..OPTIONS };
    run_with(&mut one, &isp, half).await.unwrap();

    let mut run_of_other = other.begin_run(isp.system(), PLACE).unwrap();
    let cursor = run_of_other.cursor.clone().unwrap().parse().unwrap();
    run_with(&mut one, &isp, half).await.unwrap();
    let stored = texts(&one, "SELECT id FROM customer", &[]);
    let page = [isp.overview(Customer::new(7, "CLIENTE EXEMPLO"), OverviewParts::basic()).await];
    let error = other.store(&mut run_of_other, &page, &cursor, None, "now").unwrap_err();
    assert!(error.to_string().contains("another sync"), "{error}");
    assert_eq!(texts(&one, "SELECT id FROM customer", &[]), stored);
    run(&mut one, &isp).await;
    is_right(&one, &isp, &world);
}

#[tokio::test]
async fn a_page_of_which_one_record_cannot_be_stored_is_not_stored_at_all() {
    let (world, isp) = provider(50);
    let directory = Directory::new("page");
    let mut database = open(&directory);
    run_with(&mut database, &isp, Options { stop_after: Some(20), ..OPTIONS }).await.unwrap();
    let state = "SELECT cursor FROM erp UNION ALL SELECT id FROM invoice";
    let before = texts(&database, state, &[]);

    let customer = world.with(|world| world.customers[24].id.to_string());
    let full = format!(
        "CREATE TRIGGER full BEFORE INSERT ON invoice WHEN NEW.customer = '{customer}'
         BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    );
    database.connection().execute_batch(&full).unwrap();
    let error = run_with(&mut database, &isp, OPTIONS).await.unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert_eq!(texts(&database, state, &[]), before);

    database.connection().execute_batch("DROP TRIGGER full").unwrap();
    run(&mut database, &isp).await;
    is_right(&database, &isp, &world);
}

#[tokio::test]
async fn records_of_another_server_are_not_mixed_with_these() {
    let (_, isp) = provider(5);
    let directory = Directory::new("place");
    let mut database = open(&directory);
    run(&mut database, &isp).await;
    let error = database.begin_run(isp.system(), "https://other.example.com").unwrap_err();
    assert!(error.to_string().contains(PLACE), "{error}");
}

#[test]
fn a_database_of_a_later_version_or_of_another_program_is_refused_and_left_as_it_is() {
    let directory = Directory::new("refused");
    let path = directory.file();
    let refused = |what: &str| {
        let before = bytes(&path);
        let error = Database::open(&path).err().unwrap().to_string();
        assert!(error.contains(what), "{error}");
        assert!(error.contains("isp.db"), "{error}");
        assert!(bytes(&path) == before, "the file is another");
    };
    drop(open(&directory));
    let later = Connection::open(&path).unwrap();
    later.pragma_update(None, "user_version", 2).unwrap();
    later.pragma_update(None, "journal_mode", "DELETE").unwrap();
    drop(later);
    refused("have version 2");
    std::fs::remove_file(&path).unwrap();

    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE invoice (id TEXT)").unwrap();
    drop(other);
    refused("another program");

    std::fs::write(
        &path,
        "not a database, but long enough to be read as the header of one: ".repeat(20),
    )
    .unwrap();
    refused("not a database");
}

#[cfg(unix)]
#[test]
fn a_new_database_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let directory = Directory::new("private");
    drop(open(&directory));
    let mode = std::fs::metadata(directory.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn every_erp_that_lists_its_base_gives_the_whole_of_it() {
    let simulators = simulators(60).await.unwrap();
    let directory = Directory::new("both");
    let mut database = open(&directory);
    for source in &simulators.sources {
        let report = run(&mut database, &*source.isp).await;
        assert_eq!((report.end, report.unread), (End::Whole, 0));
        is_right(&database, &*source.isp, &simulators.world);
    }
    // Their ids are the same, and yet each has its own records.
    let sql = "SELECT CAST(count(*) AS TEXT) FROM customer";
    assert_eq!(texts(&database, sql, &[]), ["120"]);
}

#[test]
fn the_proof_finds_what_is_missing_wrong_or_too_much() {
    let (world, isp) = provider(3);
    let directory = Directory::new("proof");
    let mut database = open(&directory);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(run(&mut database, &isp));
    let find = |database: &Database| {
        world.with(|world| crate::proof::differences(database, isp.system(), world)).unwrap()
    };
    assert!(find(&database).is_empty());
    let id = InvoiceId::from(world.with(|world| world.invoices[0].invoice.id.to_string()));
    for (sql, found) in [
        ("UPDATE invoice SET amount = amount + 1 WHERE id = ?1", 2),
        ("DELETE FROM invoice WHERE id = ?1", 1),
    ] {
        database.connection().execute(sql, [id.as_str()]).unwrap();
        assert_eq!(find(&database).len(), found, "{sql}");
    }
}

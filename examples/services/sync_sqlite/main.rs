//! Billing sync: customers, contracts, connections and unpaid invoices of the whole base in a SQLite
//! database. It can be killed at any moment, and the next run continues where it was.
//!
//! ```text
//! cargo run --example sync_sqlite
//! cargo run --example sync_sqlite -- --database isp.db --stop-after 100
//! ```
//!
//! Without a database it shows itself: it stops in the middle, continues, and compares the result with
//! the provider. By default it uses the simulators. With the environment variables that the README lists
//! it uses real ERPs, and only reads.
//!
//! - Each page of customers is stored in one transaction with the cursor of the list.
//! - A customer of whom something could not be read is in the table `unread` with the error, keeps what
//!   was stored before, and is read again first by the next run.
//! - An invoice that is no longer listed is not called paid: the ERP has not said so. It is marked with
//!   the time since when it is not listed.
//!
//! The database holds personal data. It is readable by its owner alone, and belongs in no repository.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

mod database;
mod demonstration;
mod proof;
mod records;
mod schema;
mod source;
mod sync;
mod tally;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{layout, naming_variables};
use indicatif::{ProgressBar, ProgressStyle};

use database::Database;
use source::Source;
use sync::{End, Options, Report, sync};

const USAGE: &str = "\
usage: sync_sqlite [options]

Copies customers, contracts, connections and unpaid invoices of the whole base
into a SQLite database. A run that was stopped or killed is continued.

  --database FILE  the database; it is made if it is not there. Without it a
                   temporary one shows how a run stops and continues
  --at-once N      how many customers are read at the same time, by default 8
  --stop-after N   stop after so many customers of each ERP
  --customers N    of the simulated provider, by default 200
  --help           this text

The exit code is 1 if a customer could not be read, or the list of customers not
to its end; the next run reads them.";

/// How many customers are stored in one transaction.
const PAGE: usize = 100;

/// How many customers the simulated provider has.
const CUSTOMERS: u64 = 200;

pub(crate) type AnyError = Box<dyn std::error::Error + Send + Sync>;

struct Arguments {
    database: Option<PathBuf>,
    options: Options,
    customers: Option<u64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => {
            let result = run(&arguments).await;
            exit_code(result.map_err(|error| -> Box<dyn std::error::Error> { error }))
        }
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let options = ["--database", "--at-once", "--stop-after", "--customers"];
    let Some(line) = CommandLine::read(&options, &[])? else { return Ok(None) };
    let number = |option: &str| match line.value(option).map(str::parse::<u32>) {
        Some(Ok(number)) if number > 0 => Ok(Some(number)),
        None => Ok(None),
        _ => Err(format!("{option} is not a number from 1 on")),
    };
    let at_once = number("--at-once")?.unwrap_or(8);
    if line.value("--database").is_none() && line.value("--stop-after").is_some() {
        return Err("--stop-after needs --database".into());
    }
    Ok(Some(Arguments {
        database: line.value("--database").map(PathBuf::from),
        options: Options {
            at_once: usize::try_from(at_once).unwrap_or(usize::MAX),
            page: PAGE,
            stop_after: number("--stop-after")?.map(u64::from),
        },
        customers: number("--customers")?.map(u64::from),
    }))
}

/// Whether everything that was to be read was read.
async fn run(arguments: &Arguments) -> Result<bool, AnyError> {
    let real = source::real()?;
    if real.is_some() && arguments.customers.is_some() {
        return Err("--customers is for the simulated provider alone".into());
    }
    let customers = arguments.customers.unwrap_or(CUSTOMERS);
    let Some(path) = &arguments.database else {
        if real.is_some() {
            return Err("--database is needed with a real ERP".into());
        }
        let simulators = source::simulators(customers).await?;
        return demonstration::show(&simulators, arguments.options).await;
    };
    let simulators;
    let sources = if let Some(sources) = &real {
        sources
    } else {
        simulators = source::simulators(customers).await?;
        &simulators.sources
    };
    let mut database = Database::open(path)?;
    let mut all_went_well = true;
    for source in sources {
        match run_once(&mut database, source, arguments.options).await {
            Ok(report) => {
                all_went_well &= report.unread == 0;
                match report.end {
                    End::Whole | End::Reached | End::Stopped => {}
                    End::Unproven(_) => all_went_well = false,
                    End::Interrupted => return Ok(false),
                }
            }
            Err(error) => {
                println!(
                    "ended by an error, what was read is stored: {}",
                    naming_variables(&error)
                );
                all_went_well = false;
            }
        }
    }
    Ok(all_went_well)
}

/// A run with its progress bar and its summary.
async fn run_once(
    database: &mut Database,
    source: &Source,
    options: Options,
) -> Result<Report, AnyError> {
    let system = source.isp.system();
    layout::heading(&format!("{system} · {}", source.place));
    let (stored, expected) = database.progress(system)?;
    let bar = match expected {
        None => ProgressBar::no_length().with_style(style("{spinner} {pos} customers {elapsed}")),
        Some(all) => ProgressBar::new(all).with_style(style("{wide_bar} {pos}/{len} {elapsed}")),
    };
    bar.set_position(stored);
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let report = sync(database, &*source.isp, &source.place, options, &bar, interrupted).await;
    bar.finish_and_clear();
    let report = report?;
    println!("{}", summary(&report));
    Ok(report)
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn summary(report: &Report) -> String {
    let begun = if report.resumed { "continued" } else { "begun" };
    let end = match &report.end {
        End::Whole => "finished: the whole base".to_owned(),
        End::Reached => "finished: whom the login reaches".to_owned(),
        End::Unproven(reason) => {
            format!("finished, perhaps not the whole base:\n  {}", naming_variables(reason))
        }
        End::Stopped => "stopped: the next run continues here".to_owned(),
        End::Interrupted => "interrupted: the next run continues here".to_owned(),
    };
    let mut lines = vec![format!("run {}, {begun}, {end}\n{}", report.run, report.tally)];
    for (what, customers) in [
        ("customers read now, after an error before", report.read_at_last),
        ("customers NOT READ, see the table unread", report.unread),
    ] {
        if customers > 0 {
            lines.push(format!("  {what}: {customers}"));
        }
    }
    lines.join("\n")
}

//! The customers with overdue invoices: of a whole base, as a CSV file, with a summary.
//!
//! ```text
//! cargo run --release --example delinquents
//! cargo run --release --example delinquents -- --each --file delinquents.csv
//! ```
//!
//! By default it uses MK's simulator with 20,000 invented customers. With the environment variables that
//! the README lists it uses real ERPs, and only reads.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{Erp, Erps, csv, layout, memory, naming_variables, today};
use indicatif::{ProgressBar, ProgressStyle};
use isp_core::jiff::ToSpan;
use isp_core::jiff::civil::Date;
use isp_core::sweep::{CustomerInvoices, SweepOptions};
use isp_core::testing::World;
use isp_core::{CustomerId, Isp, IspExt, Money, NextPage, Reach};
use mk_webservices::simulator::Simulator;
use tokio::time::Instant;

const USAGE: &str = "\
usage: delinquents [options]

Writes the customers with overdue invoices to a CSV file, and prints a summary.

  --file FILE.csv     where to, by default a temporary file
  --since YYYY-MM-DD  the earliest due date, by default a year ago
  --each              ask for each customer, even where the ERP lists
                      everybody's invoices
  --at-once N         requests at the same time, by default 32;
                      real ERPs take at most 8
  --customers N       how many customers the simulator has, by default 20000
  --help              this text";

struct Arguments {
    file: PathBuf,
    since: Date,
    each: bool,
    at_once: usize,
    customers: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    let today = today();
    let arguments = match arguments_or_exit(arguments(today), USAGE) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    exit_code(run(&arguments, today).await)
}

fn arguments(today: Date) -> Result<Option<Arguments>, String> {
    let options = ["--file", "--since", "--at-once", "--customers"];
    let Some(line) = CommandLine::read(&options, &["--each"])? else { return Ok(None) };
    let temporary = || std::env::temp_dir().join(format!("delinquents-{}.csv", std::process::id()));
    let since = match line.value("--since") {
        Some(text) => text.parse().map_err(|_| format!("--since needs a date, not {text}"))?,
        None => today.saturating_sub(1.year()),
    };
    if since >= today {
        return Err("--since must be a day before today".to_owned());
    }
    let at_once = line.number("--at-once")?.unwrap_or(32);
    Ok(Some(Arguments {
        file: line.value("--file").map_or_else(temporary, PathBuf::from),
        since,
        each: line.has("--each"),
        at_once: usize::try_from(at_once).map_err(|_| "--at-once is too large")?,
        customers: line.number("--customers")?.unwrap_or(20_000),
    }))
}

/// Whether everything could be read.
async fn run(arguments: &Arguments, today: Date) -> Result<bool, Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(&arguments.file)?);
    writeln!(file, "erp;customer;name;invoices;overdue since;amount;error")?;
    let mut is_whole = true;
    if let Some(erps) = Erps::from_environment()? {
        for erp in &erps.list {
            is_whole &= report(erp, arguments, today, &mut file).await?;
        }
    } else {
        let server = Simulator::start(World::generated(today, arguments.customers)).await?;
        let mk = mk_webservices::Client::builder(server.base_url())
            .credentials(server.user_token(), server.profile_password())
            .max_in_flight(arguments.at_once.saturating_add(1))
            .allow_plaintext_http()
            .build()?;
        let place = format!("simulator at {}", server.base_url());
        let erp = Erp { isp: Arc::new(mk.isp()), place, simulated: true };
        is_whole &= report(&erp, arguments, today, &mut file).await?;
    }
    file.flush()?;
    println!("\n{:<24} {}", "peak memory", memory::peak());
    println!("{:<24} {}", "file", arguments.file.display());
    Ok(is_whole)
}

/// What one customer owes.
#[derive(Default)]
struct Debt {
    invoices: usize,
    since: Option<Date>,
    amount: Money,
    error: Option<String>,
}

async fn report(
    erp: &Erp,
    arguments: &Arguments,
    today: Date,
    file: &mut impl Write,
) -> Result<bool, Box<dyn Error>> {
    let isp = erp.isp.as_ref();
    layout::heading(&format!("{} · {}", isp.system(), erp.place));
    let started = Instant::now();
    let (names, listed) = names(isp, arguments.at_once).await;
    let (debts, read) = debts(isp, arguments, today, names.len()).await?;
    let seconds = started.elapsed().as_secs_f64();

    let mut total = Money::ZERO;
    for (customer, debt) in &debts {
        total = total.checked_add(debt.amount).ok_or("the amounts are too large to add up")?;
        let name = names.get(customer).map(String::as_str).unwrap_or_default();
        writeln!(file, "{}", line(isp.system(), customer, name, debt))?;
    }
    let failures = debts.values().filter(|debt| debt.error.is_some()).count();
    let delinquent = debts.values().filter(|debt| debt.invoices > 0).count();
    #[allow(clippy::cast_precision_loss, reason = "a rate need not be exact")]
    let rate = names.len() as f64 / seconds;
    for (what, value) in [
        ("customers", names.len().to_string()),
        ("delinquent", delinquent.to_string()),
        ("amount overdue", total.to_string()),
        ("failures", failures.to_string()),
        ("seconds", format!("{seconds:.2}")),
        ("customers/s", format!("{rate:.0}")),
    ] {
        println!("{what:<24} {value}");
    }
    for problem in [&listed, &read].into_iter().flatten() {
        println!("{:<24} {problem}", "not whole");
    }
    Ok(failures == 0 && listed.is_none() && read.is_none())
}

/// The name of every customer, and why they may not be all.
async fn names(isp: &dyn Isp, at_once: usize) -> (HashMap<CustomerId, String>, Option<String>) {
    let bar = ProgressBar::new_spinner().with_style(style("{spinner} {pos} customers {elapsed}"));
    let mut names = HashMap::new();
    let mut customers = isp.all_customers(SweepOptions::at_once(at_once));
    while let Some(customer) = customers.next().await {
        match customer {
            Ok(customer) => drop(names.insert(customer.id, customer.name)),
            Err(error) => return (names, Some(format!("customers: {}", naming_variables(&error)))),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(NextPage::Unproven { reason, .. }) = customers.end() {
        println!("{:<24} {}", "end of the list", naming_variables(reason));
    }
    (names, None)
}

/// What is overdue, by customer, and why that is not all.
async fn debts(
    isp: &dyn Isp,
    arguments: &Arguments,
    today: Date,
    customers: usize,
) -> Result<(BTreeMap<CustomerId, Debt>, Option<String>), Box<dyn Error>> {
    let due = arguments.since..today;
    let by_date =
        isp.capabilities().invoices_due.reach() == Some(Reach::WholeBase) && !arguments.each;
    let (units, unit) = if by_date {
        (due.start.until(due.end)?.get_days().into(), "due dates")
    } else {
        (i64::try_from(customers)?, "customers")
    };
    println!("{:<24} {unit}", "read by");
    let bar = ProgressBar::new(u64::try_from(units)?)
        .with_style(style("{wide_bar} {pos}/{len} {msg} {elapsed}"))
        .with_message(unit);
    let mut options = SweepOptions::at_once(arguments.at_once);
    if arguments.each {
        options = options.customer_by_customer();
    }
    let mut debts = BTreeMap::<CustomerId, Debt>::new();
    let mut overdue = isp.overdue_of_all(due, options);
    let mut problem = None;
    while let Some(item) = overdue.next().await {
        match item {
            Ok(CustomerInvoices { customer, invoices, .. }) => {
                let debt = debts.entry(customer).or_default();
                match invoices {
                    Ok(invoices) => {
                        for invoice in invoices {
                            debt.invoices += 1;
                            debt.since = debt.since.into_iter().chain([invoice.due]).min();
                            debt.amount = debt
                                .amount
                                .checked_add(invoice.amount)
                                .ok_or("the amounts are too large to add up")?;
                        }
                    }
                    Err(error) => debt.error = Some(error.to_string()),
                }
            }
            Err(error) => {
                problem = Some(format!("{error}; continue at {}", overdue.cursor()));
            }
        }
        bar.set_position(overdue.finished());
    }
    bar.finish_and_clear();
    Ok((debts, problem))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn line(system: &str, customer: &CustomerId, name: &str, debt: &Debt) -> String {
    let since = debt.since.map(|day| day.to_string()).unwrap_or_default();
    let amount = debt.amount.to_decimal_text().replace('.', ",");
    let invoices = debt.invoices.to_string();
    let error = debt.error.as_deref().unwrap_or_default();
    csv::line(&[system, customer.as_str(), name, &invoices, &since, &amount, error])
}

//! Thousands of subscribers with one client: how many logins, how many of them remembered, how much memory.
//!
//! ```text
//! cargo run --example voalle_subscribers
//! ```
//!
//! It starts its own simulator. The memory shown is that of client and simulator together; it grows
//! from round to round because the simulator stores every request.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use isp_core::testing::{PortalLogin, SharedWorld, World};
use isp_core::{CustomerId, IspExt as _};
use voalle_portal::simulator::Simulator;
use voalle_portal::{Client, DirectoryIsp, InMemoryDirectory, SubscriberLogin};

const USAGE: &str = "\
usage: voalle_subscribers [options]

Reads many subscribers of Voalle's customer portal through one client, on a
simulator of its own, and prints logins and memory.

  --subscribers N  how many, by default 5000 and at least 1000
  --help           this text";

/// So many that a fifth of them is more than [`FEW`].
const FEWEST_SUBSCRIBERS: u64 = 1_000;
/// How many logins the second client remembers: far fewer than there are subscribers.
const FEW: usize = 100;
const AT_ONCE: usize = 16;

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(subscribers) => exit_code(run(subscribers).await),
        Err(code) => code,
    }
}

/// How many subscribers.
fn arguments() -> Result<Option<u64>, String> {
    let Some(line) = CommandLine::read(&["--subscribers"], &[])? else { return Ok(None) };
    match line.number("--subscribers")?.unwrap_or(5_000) {
        few if few < FEWEST_SUBSCRIBERS => {
            Err(format!("--subscribers must be at least {FEWEST_SUBSCRIBERS}"))
        }
        number => Ok(Some(number)),
    }
}

/// Fails unless there are as many logins as there should be.
async fn run(subscribers: u64) -> Result<bool, Box<dyn Error>> {
    let example = World::example();
    let further = subscribers - example.logins.len() as u64;
    let world = SharedWorld::new(example.with_subscribers(further));
    let logins = world.with(|world| world.logins.clone());
    let simulator = Simulator::start(world).await?;
    let directory = Arc::new(directory_of(&logins));
    println!("{:<44} {:>8}", "subscribers", logins.len());

    show_memory("resident memory before, KiB");
    let all = client(&simulator, 10_000)?;
    let isp = all.isp(Arc::clone(&directory));
    for round in ["first round", "second round"] {
        read_all(&isp, &logins).await?;
        println!("{:<44} {:>8}", format!("logins after the {round}"), simulator.login_count());
        show_memory(&format!("resident memory after the {round}, KiB"));
    }
    println!("{:<44} {:>8}", "logins remembered", all.held_logins());
    require(simulator.login_count() == logins.len(), "as many logins as subscribers")?;
    require(all.held_logins() == logins.len(), "all of them remembered")?;

    let some = logins.get(..logins.len() / 5).ok_or("too few logins")?;
    println!("\n{} of them with {FEW} logins remembered at most", some.len());
    let few = client(&simulator, FEW)?;
    let before = simulator.login_count();
    let isp = few.isp(directory);
    for round in ["first round", "second round"] {
        read_all(&isp, some).await?;
        let made = simulator.login_count() - before;
        println!("{:<44} {made:>8}", format!("logins after the {round}"));
        require(few.held_logins() <= FEW, "not more are remembered than allowed")?;
    }
    println!("{:<44} {:>8}", "logins remembered", few.held_logins());
    show_memory("resident memory after all, KiB");
    Ok(true)
}

fn client(simulator: &Simulator, remembered: usize) -> Result<Client, isp_core::Error> {
    Client::builder(simulator.base_url())
        .credentials(simulator.verify_token(), simulator.client_id(), simulator.client_secret())
        .remembered_subscribers(remembered)
        .max_in_flight(AT_ONCE)
        .allow_plaintext_http()
        .build()
}

fn directory_of(logins: &[PortalLogin]) -> InMemoryDirectory {
    let directory = InMemoryDirectory::new();
    for login in logins {
        if let Some(person) = login.customer.to_number() {
            let known = SubscriberLogin::new(login.username.as_str(), login.password.as_str());
            directory.insert(person, None, known);
        }
    }
    directory
}

/// Reads every subscriber's unpaid invoices and checks that they belong to the subscriber.
async fn read_all(isp: &DirectoryIsp, logins: &[PortalLogin]) -> Result<(), Box<dyn Error>> {
    let mut reading = tokio::task::JoinSet::new();
    let mut read = 0;
    let mut waiting = logins.iter();
    loop {
        while reading.len() < AT_ONCE {
            let Some(login) = waiting.next() else { break };
            let (isp, customer) = (isp.clone(), login.customer.clone());
            reading.spawn(async move { read_one(&isp, customer).await });
        }
        let Some(done) = reading.join_next().await else { break };
        done??;
        read += 1;
    }
    require(read == logins.len(), "all subscribers are read")
}

async fn read_one(isp: &DirectoryIsp, customer: CustomerId) -> Result<(), isp_core::Error> {
    let invoices = isp.unpaid_invoices(&customer).await?;
    // In this world subscriber 1 000 007 has the invoice 2 000 007, of 7 centavos.
    let number = customer.to_number().and_then(|id| id.checked_sub(1_000_000));
    let own = number.is_none_or(|number| {
        let ids: Vec<_> = invoices.iter().filter_map(|invoice| invoice.id.to_number()).collect();
        ids == [2_000_000 + number]
    });
    if own {
        Ok(())
    } else {
        Err(isp_core::Error::invalid_input("the answer has invoices of another subscriber"))
    }
}

/// Prints the resident memory, if the system has `/proc`.
fn show_memory(when: &str) {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let resident = pages.as_deref().and_then(|text| text.split_whitespace().nth(1)?.parse().ok());
    if let Some(pages) = resident {
        let pages: u64 = pages;
        println!("{when:<44} {:>8}", pages * 4);
    }
}

fn require(holds: bool, what: &str) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(format!("not true: {what}").into()) }
}

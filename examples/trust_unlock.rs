//! Unlocks a connection on trust (`desbloqueio de confiança`): which connection may ask, the request, and
//! what a bot tells the subscriber.
//!
//! ```text
//! cargo run --example trust_unlock
//! cargo run --example trust_unlock -- --connection 30111
//! ```
//!
//! By default it uses the simulators, and asks twice so that a refusal is seen too. With the environment
//! variables that the README lists it uses real ERPs, and then it asks only with `--write`, and once.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{Erp, Erps, layout};
use isp_core::{
    Connection, ConnectionId, ConnectionStatus, CustomerId, Document, Isp, Outcome, TrustUnlock,
};

const USAGE: &str = "\
usage: trust_unlock [options]

Lists the connections of a customer, asks for a trust unlock of one that is
blocked, and prints in Portuguese what the subscriber is told.

  --document CPF-or-CNPJ  whose connections, by default EXAMPLE_DOCUMENT
  --connection CODE       which one, by default the first that may ask
  --write                 ask, also on a real ERP
  --help                  this text";

struct Arguments {
    document: Document,
    connection: Option<ConnectionId>,
    write: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => exit_code(run(&arguments).await),
        Err(code) => code,
    }
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--document", "--connection"], &["--write"])? else {
        return Ok(None);
    };
    Ok(Some(Arguments {
        document: line.document()?,
        connection: line.value("--connection").map(ConnectionId::from),
        write: line.has("--write"),
    }))
}

/// Whether every ERP answered; a refusal is an answer.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let erps = Erps::from_environment_or_simulators().await?;
    let mut all_went_well = true;
    for erp in &erps.list {
        layout::heading(&format!("{} · {}", erp.isp.system(), erp.place));
        match unlock(erp, arguments).await {
            Ok(went_well) => all_went_well &= went_well,
            Err(error) => {
                println!("{error}");
                all_went_well = false;
            }
        }
    }
    Ok(all_went_well)
}

async fn unlock(erp: &Erp, arguments: &Arguments) -> Result<bool, isp_core::Error> {
    let isp = erp.isp.as_ref();
    let can = isp.capabilities().trust_unlock;
    if !can.is_supported() {
        println!("{can}");
        return Ok(!arguments.write);
    }
    let customers = isp.customers_by_document(&arguments.document).await?;
    if customers.is_empty() {
        println!("no customer has this document");
        return Ok(false);
    }
    let mut connections = Vec::new();
    for customer in &customers {
        println!("{} · customer {}", customer.name, customer.id);
        let of_customer = isp.connections(&customer.id).await?;
        if of_customer.is_empty() {
            println!("    no connections");
        }
        for connection in of_customer {
            layout::connection(&connection);
            println!("      {}", eligibility(&connection).words());
            connections.push(connection);
        }
    }
    let chosen = connections.iter().find(|connection| match &arguments.connection {
        Some(code) => connection.id == *code,
        None => matches!(eligibility(connection), Eligibility::MayAsk(_)),
    });
    let Some(chosen) = chosen else {
        println!(
            "\nno request: {}",
            match &arguments.connection {
                Some(code) => format!("the customer has no connection {code}"),
                None => "no connection is known to be blocked with an unlock left".to_owned(),
            }
        );
        return Ok(arguments.connection.is_none());
    };
    if !erp.simulated && !arguments.write {
        println!("\nno request: this is a real ERP; --write asks for connection {}", chosen.id);
        return Ok(true);
    }
    let mut answered = ask(isp, &chosen.id).await;
    if erp.simulated {
        answered &= ask(isp, &chosen.id).await;
    }
    read_back(isp, &chosen.customer, &chosen.id).await?;
    Ok(answered)
}

/// Whether a subscriber should be offered a trust unlock. The ERP alone decides.
enum Eligibility {
    /// Blocked, with so many unlocks left; `None` where the ERP does not tell.
    MayAsk(Option<u32>),
    NoneLeft,
    NotBlocked,
    Unknown,
}

fn eligibility(connection: &Connection) -> Eligibility {
    match (&connection.status, connection.trust_unlocks_left) {
        (ConnectionStatus::Blocked, Some(0)) => Eligibility::NoneLeft,
        (ConnectionStatus::Blocked, left) => Eligibility::MayAsk(left),
        (ConnectionStatus::Active | ConnectionStatus::Inactive, _) => Eligibility::NotBlocked,
        _ => Eligibility::Unknown,
    }
}

impl Eligibility {
    fn words(&self) -> String {
        match self {
            Self::MayAsk(Some(left)) => format!("may ask; unlocks left: {left}"),
            Self::MayAsk(None) => "may ask; the ERP does not say how many unlocks are left".into(),
            Self::NoneLeft => "blocked, and no unlock is left".into(),
            Self::NotBlocked => "not blocked".into(),
            Self::Unknown => "not known whether it is blocked".into(),
        }
    }
}

/// Asks once; whether the ERP answered.
async fn ask(isp: &dyn Isp, connection: &ConnectionId) -> bool {
    println!("\nrequest for connection {connection}");
    let answer = isp.trust_unlock(connection).await;
    match &answer {
        Ok(TrustUnlock::Unlocked { .. }) => println!("  ERP         unlocked"),
        Ok(TrustUnlock::Refused { reason, words }) => {
            println!("  ERP         refused: {reason}");
            // For the log of the operator: these words may be meant for staff.
            println!("  its words   {}", words.as_deref().unwrap_or("none"));
        }
        Ok(_) => println!("  ERP         an answer that this program does not know"),
        Err(error) => println!("  error       {error}"),
    }
    println!("  subscriber  {}", for_subscriber(&answer));
    answer.is_ok()
}

/// What a bot writes. It promises nothing that the ERP has not said.
fn for_subscriber(answer: &Result<TrustUnlock, isp_core::Error>) -> String {
    match answer {
        Ok(answer) => answer.message_pt().into_owned(),
        Err(error) if error.outcome() == Outcome::NotDone => {
            format!("{} Nada foi alterado.", error.message_pt())
        }
        Err(error) => error.message_pt().to_owned(),
    }
}

async fn read_back(
    isp: &dyn Isp,
    customer: &CustomerId,
    connection: &ConnectionId,
) -> Result<(), isp_core::Error> {
    println!("\nconnection now");
    let connections = isp.connections(customer).await?;
    connections.iter().filter(|found| found.id == *connection).for_each(layout::connection);
    Ok(())
}

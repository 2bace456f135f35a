//! Opens a ticket: the kinds to choose from, the ticket, and its protocol found again in the list.
//!
//! ```text
//! cargo run --example open_ticket
//! cargo run --example open_ticket -- --kind financeiro --title "Segunda via"
//! ```
//!
//! By default it uses the simulators. With the environment variables that the README lists it uses real
//! ERPs, and then it opens a ticket only with `--write`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit, exit_code};
use examples::{Erp, Erps, kinds, layout, naming_variables, today};
use isp_core::jiff::ToSpan;
use isp_core::{CustomerId, Document, Isp, NewTicket, Outcome, Ticket, TicketQuery, TicketStatus};

const USAGE: &str = "\
usage: open_ticket [options]

Lists the kinds of ticket that the ERP offers, opens one, and looks for it in
the list.

  --document CPF-or-CNPJ  for whom, by default EXAMPLE_DOCUMENT
  --kind TEXT             a part of the kind's name, by default \"suporte\"
  --title TEXT            one line, by default a slow connection
  --text TEXT             the description
  --write                 open it, also on a real ERP
  --help                  this text";

struct Arguments {
    document: Document,
    kind: String,
    title: String,
    text: String,
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
    let options = ["--document", "--kind", "--title", "--text"];
    let Some(line) = CommandLine::read(&options, &["--write"])? else { return Ok(None) };
    let text = |option, default: &str| line.value(option).unwrap_or(default).to_owned();
    Ok(Some(Arguments {
        document: line.document()?,
        kind: text("--kind", "suporte"),
        title: text("--title", "Conexão lenta à noite"),
        text: text("--text", "Desde ontem, às vezes sem sinal."),
        write: line.has("--write"),
    }))
}

/// Whether a ticket was opened and found again in every ERP that opens any; with `--write`, in every ERP.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let erps = Erps::from_environment_or_simulators().await?;
    let mut all_went_well = true;
    for erp in &erps.list {
        layout::heading(&format!("{} · {}", erp.isp.system(), erp.place));
        match open(erp, arguments).await {
            Ok(went_well) => all_went_well &= went_well,
            Err(error) => {
                println!("{}", naming_variables(&error));
                all_went_well = false;
            }
        }
    }
    Ok(all_went_well)
}

async fn open(erp: &Erp, arguments: &Arguments) -> Result<bool, isp_core::Error> {
    let isp = erp.isp.as_ref();
    let can = isp.capabilities().open_ticket;
    if !can.is_supported() {
        println!("{}", naming_variables(&can));
        return Ok(!arguments.write);
    }
    let customers = isp.customers_by_document(&arguments.document).await?;
    let Some(customer) = customers.first() else {
        println!("no customer has this document");
        return Ok(false);
    };
    println!("{} · customer {}", customer.name, customer.id);

    // The ids of kinds differ from one installation to the next, so a program chooses by name.
    println!("\nkinds");
    let kinds = kinds::listed(isp, &customer.id).await?;
    for kind in kinds.iter().flatten() {
        println!("  {kind}");
    }
    let mut new = NewTicket::new(customer.id.clone(), &arguments.title, &arguments.text);
    if let Some(kinds) = &kinds {
        let Some(kind) = kinds::named(kinds, &arguments.kind) else {
            println!("no kind has a name that contains \"{}\": choose with --kind", arguments.kind);
            return Ok(false);
        };
        println!("\nchosen    {kind}");
        new = new.of_kind(kind);
    }
    if !erp.simulated && !arguments.write {
        println!("not opened: this is a real ERP; --write opens the ticket");
        return Ok(true);
    }

    match isp.open_ticket(new).await {
        Ok(opened) => {
            println!("opened    ticket {}", opened.id);
            println!("protocol  {}", opened.protocol.as_deref().unwrap_or("not given"));
            find_again(isp, &customer.id, &opened).await
        }
        Err(error) if error.outcome() == Outcome::NotDone => Err(error),
        // It may have been opened. A second attempt could open it twice, so people look first.
        Err(error) => {
            let what = match error.outcome() {
                Outcome::Done => "opened, but the answer could not be read",
                _ => "perhaps opened",
            };
            println!("{what}: {error}\n\ntickets since yesterday");
            for ticket in recent_tickets(isp, &customer.id).await? {
                layout::ticket(&ticket, None);
            }
            Ok(false)
        }
    }
}

async fn find_again(
    isp: &dyn Isp,
    customer: &CustomerId,
    opened: &Ticket,
) -> Result<bool, isp_core::Error> {
    let tickets = recent_tickets(isp, customer).await?;
    let Some(found) = tickets.iter().find(|ticket| ticket.id == opened.id) else {
        println!("not found again among {} tickets since yesterday", tickets.len());
        return Ok(false);
    };
    match (&found.protocol, &opened.protocol) {
        (Some(listed), Some(given)) if listed != given => {
            println!("found again with another protocol: {listed}");
            return Ok(false);
        }
        (Some(_), Some(_)) => println!("found again with this protocol"),
        _ => println!("found again by its id; the list or the answer gives no protocol"),
    }
    let state = match &found.status {
        TicketStatus::Open => "open".to_owned(),
        TicketStatus::Closed => "closed".to_owned(),
        TicketStatus::Cancelled => "cancelled".to_owned(),
        TicketStatus::Unknown(words) if !words.is_empty() => format!("\"{words}\" in the ERP"),
        _ => "not known".to_owned(),
    };
    println!("state     {state}");
    Ok(true)
}

/// From yesterday to tomorrow, because the ERP's day may differ from this machine's.
async fn recent_tickets(
    isp: &dyn Isp,
    customer: &CustomerId,
) -> Result<Vec<Ticket>, isp_core::Error> {
    let (yesterday, tomorrow) = (today().saturating_sub(1.day()), today().saturating_add(1.day()));
    isp.tickets(&TicketQuery::of_customer(customer.clone()).opened_between(yesterday, tomorrow))
        .await
}

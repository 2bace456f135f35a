//! One customer in every ERP: registrations, contracts, connections, unpaid invoices with verified
//! payment data, paid invoices, tickets. Then it chooses a kind of ticket and opens one, and unlocks a
//! blocked connection.
//!
//! ```text
//! cargo run --example customer_overview
//! cargo run --example customer_overview -- --document 12.ABC.345/01DE-35
//! cargo run --example customer_overview -- --kind financeiro
//! ```
//!
//! Voalle is asked through both of its APIs: the customer is found by CPF or CNPJ alone, and invoices have
//! PIX; the kinds of ticket come from the customer portal.
//!
//! By default it uses the simulators. With the environment variables that the README lists it uses real
//! ERPs, and then it changes something only with `--write`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::process::ExitCode;

use examples::command_line::{CommandLine, arguments_or_exit};
use examples::{Erp, Erps, kinds, layout, naming_variables, today};
use isp_core::{
    Customer, Document, Error, InvoiceQuery, Isp, IspExt, NewTicket, OverviewParts, TicketQuery,
    TrustUnlock,
};

const USAGE: &str = "\
usage: customer_overview [options]

Prints everything about a customer, opens a ticket, and unlocks a connection
that is blocked.

  --document CPF-or-CNPJ  whose records, by default EXAMPLE_DOCUMENT
  --kind TEXT             the first kind of ticket whose name contains it,
                          by default suporte
  --write                 open and unlock, also on a real ERP
  --help                  this text";

struct Arguments {
    document: Document,
    /// What the name of the chosen kind of ticket contains.
    kind: String,
    write: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments_or_exit(arguments(), USAGE) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let erps = match Erps::from_environment_or_simulators().await {
        Ok(erps) => erps,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut code = ExitCode::SUCCESS;
    for erp in &erps.list {
        if let Err(error) = show(erp, &arguments).await {
            eprintln!("{error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn arguments() -> Result<Option<Arguments>, String> {
    let Some(line) = CommandLine::read(&["--document", "--kind"], &["--write"])? else {
        return Ok(None);
    };
    Ok(Some(Arguments {
        document: line.document()?,
        kind: line.value("--kind").unwrap_or("suporte").to_owned(),
        write: line.has("--write"),
    }))
}

async fn show(erp: &Erp, arguments: &Arguments) -> Result<(), Error> {
    let isp = erp.isp.as_ref();
    let today = today();
    layout::heading(&format!("{} · {}", isp.system(), erp.place));
    for (operation, capability) in isp.capabilities().iter() {
        layout::row(operation, &capability.to_string());
    }
    let customers = isp.customers_by_document(&arguments.document).await?;
    if customers.is_empty() {
        println!("\nNo customer has this document.");
    }
    // Payments and tickets take further requests, so they are not included by default.
    let parts = OverviewParts::basic().with_payments().with_tickets();
    for customer in &customers {
        layout::overview(&isp.overview(customer.clone(), parts).await, today);
        layout::paid(&isp.invoices(&InvoiceQuery::paid(customer.id.clone())).await);
    }
    match customers.first() {
        Some(customer) if erp.simulated || arguments.write => {
            open_a_ticket(isp, customer, &arguments.kind).await?;
            unlock_what_is_blocked(isp, customer).await
        }
        _ => Ok(()),
    }
}

async fn open_a_ticket(isp: &dyn Isp, customer: &Customer, kind: &str) -> Result<(), Error> {
    println!("\nOpening a ticket");
    if !isp.capabilities().open_ticket.is_supported() {
        println!("  {}", naming_variables(&isp.capabilities().open_ticket));
        return Ok(());
    }
    println!("  kinds");
    let mut new = NewTicket::new(
        customer.id.clone(),
        "Conexão lenta à noite",
        "Desde ontem, ÀS VEZES sem sinal. Aberto por cargo run --example customer_overview.",
    );
    let kinds = kinds::listed(isp, &customer.id).await?;
    for kind in kinds.iter().flatten() {
        println!("    {kind}");
    }
    if let Some(kinds) = &kinds {
        let Some(chosen) = kinds::named(kinds, kind) else {
            println!("  no kind has a name that contains \"{kind}\": choose one with --kind");
            return Ok(());
        };
        println!("  chosen: {chosen}");
        new = new.of_kind(chosen);
    }
    let opened = isp.open_ticket(new).await?;
    let protocol = opened.protocol.as_deref();
    println!("  opened: protocol {}", protocol.unwrap_or("unknown"));
    println!("  tickets now");
    for ticket in isp.tickets(&TicketQuery::of_customer(customer.id.clone())).await? {
        let is_the_new_one = ticket.id == opened.id;
        layout::ticket(&ticket, protocol.filter(|_| is_the_new_one));
    }
    Ok(())
}

async fn unlock_what_is_blocked(isp: &dyn Isp, customer: &Customer) -> Result<(), Error> {
    println!("\nUnlocking on trust");
    let connections = isp.connections(&customer.id).await?;
    let Some(blocked) = connections.iter().find(|connection| connection.is_blocked()) else {
        println!("  no connection is known to be blocked");
        return Ok(());
    };
    match isp.trust_unlock(&blocked.id).await? {
        TrustUnlock::Unlocked { until: Some(until), .. } => {
            println!("  connection {} is unlocked until {until}", blocked.id);
        }
        TrustUnlock::Unlocked { until: None, .. } => {
            println!("  connection {} is unlocked; the ERP does not say until when", blocked.id);
        }
        TrustUnlock::Refused { reason, words } => {
            let words = words.map(|words| format!(" ({words})")).unwrap_or_default();
            println!("  connection {}: {reason}{words}", blocked.id);
        }
        other => println!("  connection {}: {other:?}", blocked.id),
    }
    println!("  connections now");
    isp.connections(&customer.id).await?.iter().for_each(layout::connection);
    Ok(())
}

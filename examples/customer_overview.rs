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

use examples::{Erp, Erps, kinds, layout, today};
use isp_core::{
    Customer, Document, Error, InvoiceQuery, Isp, IspExt, NewTicket, OverviewParts, TicketQuery,
    TrustUnlock,
};

/// A customer of the example world.
const MARIA: &str = "529.982.247-25";

struct Arguments {
    document: Document,
    /// What the name of the chosen kind of ticket contains.
    kind: String,
    write: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!(
                "{error}\nusage: customer_overview [--document CPF-or-CNPJ] [--kind TEXT] [--write]"
            );
            return ExitCode::from(2);
        }
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

fn arguments() -> Result<Arguments, Error> {
    let mut document = std::env::var("EXAMPLE_DOCUMENT").unwrap_or_else(|_| MARIA.to_owned());
    let mut kind = "suporte".to_owned();
    let mut write = false;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--write" => write = true,
            "--document" => {
                document = words
                    .next()
                    .ok_or_else(|| Error::invalid_input("--document needs a CPF or CNPJ"))?;
            }
            "--kind" => {
                kind = words
                    .next()
                    .ok_or_else(|| Error::invalid_input("--kind needs a part of a name"))?;
            }
            _ => return Err(Error::invalid_input("unknown argument")),
        }
    }
    let document = document
        .parse()
        .map_err(|reason| Error::invalid_input(format!("not a CPF or CNPJ: {reason}")))?;
    Ok(Arguments { document, kind, write })
}

async fn show(erp: &Erp, arguments: &Arguments) -> Result<(), Error> {
    let isp = erp.isp.as_ref();
    let today = today();
    layout::heading(&format!("{} · {}", isp.system(), erp.place));
    for (operation, capability) in isp.capabilities().iter() {
        println!("  {operation:<24} {capability}");
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
        println!("  {}", isp.capabilities().open_ticket);
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

//! Prints a customer's records.

use isp_core::jiff::civil::Date;
use isp_core::{
    Connection, Contract, Customer, CustomerOverview, Error, Invoice, InvoiceOverview,
    InvoiceStatus, PaymentMeans, Pdf, Ticket,
};

use crate::columns::{COLUMNS, wrapped};

/// A title with a horizontal line.
pub fn heading(title: &str) {
    let rule = "─".repeat(76_usize.saturating_sub(title.chars().count()));
    println!("\n── {title} {rule}");
}

/// A row of a table in 80 columns: a name, and a text that continues below its own beginning.
pub fn row(name: &str, text: &str) {
    const NAME: usize = 24;
    let mut name = name;
    for line in wrapped(text, COLUMNS - NAME - 3) {
        println!("  {name:<NAME$} {line}");
        name = "";
    }
}

/// Everything about one customer.
pub fn overview(overview: &CustomerOverview, today: Date) {
    customer(&overview.customer);
    part("contracts", &overview.contracts, contract);
    part("connections", &overview.connections, connection);
    part("unpaid invoices", &overview.invoices, |found| invoice(found, today));
    match &overview.tickets {
        Some(tickets) => part("tickets", tickets, |found| ticket(found, None)),
        None => println!("  tickets\n    not read"),
    }
}

/// What was paid, or why that cannot be read.
pub fn paid(invoices: &Result<Vec<Invoice>, Error>) {
    part("paid invoices", invoices, |invoice| {
        let on = invoice.paid_on.map(|day| format!(" on {day}")).unwrap_or_default();
        let amount = invoice.paid_amount.map(|paid| format!(", {paid}")).unwrap_or_default();
        let what = description(invoice);
        let state = &invoice.status;
        let (id, due) = (&invoice.id, invoice.due);
        println!("    {id} · due {due} · {} · {state}{on}{amount}{what}", invoice.amount);
    });
}

/// One registration.
pub fn customer(found: &Customer) {
    let document = found.document.map(|document| document.to_string()).unwrap_or_default();
    println!("\n{} · customer {} · {document} · {}", found.name, found.id, found.status);
    if let Some(address) = &found.address {
        println!("  {address}");
    }
}

/// A list with a title, or the error if it could not be read: that is not an empty list.
fn part<T>(title: &str, found: &Result<Vec<T>, Error>, show: impl Fn(&T)) {
    println!("  {title}");
    match found {
        Ok(items) if items.is_empty() => println!("    none"),
        Ok(items) => items.iter().for_each(show),
        Err(error) => println!("    could not be read: {error}"),
    }
}

fn contract(found: &Contract) {
    let plan = found.plan.as_deref().unwrap_or("plan not told");
    let monthly = found.monthly.map(|amount| format!(" · {amount} a month")).unwrap_or_default();
    println!("    {} · {plan} · {}{monthly}", found.id, found.status);
}

/// One connection. Blocked, at reduced speed and online are independent of each other.
pub fn connection(found: &Connection) {
    let mut facts = vec![found.status.to_string()];
    facts.extend(found.block_reason.clone());
    facts.extend(found.reduced.and_then(|reduced| reduced.then(|| "reduced speed".to_owned())));
    facts.extend(found.online.map(|online| if online { "online" } else { "offline" }.to_owned()));
    let username = found.username.as_deref().unwrap_or("no login");
    println!("    {} · {username} · {}", found.id, facts.join(", "));
}

fn invoice(found: &InvoiceOverview, today: Date) {
    let InvoiceOverview { invoice, payment, .. } = found;
    let state = match &invoice.status {
        InvoiceStatus::Open if invoice.is_overdue(today) => "OVERDUE".to_owned(),
        status => status.to_string(),
    };
    let what = description(invoice);
    println!("    {} · due {} · {} · {state}{what}", invoice.id, invoice.due, invoice.amount);
    match payment {
        Some(Ok(means)) => payment_means(means, invoice),
        Some(Err(error)) => println!("      payment could not be read: {error}"),
        None => {}
    }
}

fn description(invoice: &Invoice) -> String {
    invoice.description.as_ref().map(|what| format!(" · {what}")).unwrap_or_default()
}

fn payment_means(means: &PaymentMeans, invoice: &Invoice) {
    if let Some(line) = &means.line {
        println!("      boleto {}", line.formatted_line());
    }
    if let Some(pix) = &means.pix {
        println!("      PIX    {}", pix.text());
    }
    match &means.pdf {
        Some(Pdf::Bytes(bytes)) => println!("      PDF    {} bytes", bytes.len()),
        Some(_) => println!("      PDF    ready to download"),
        None => {}
    }
    if let Some(amount) = means.updated_amount.filter(|amount| *amount != invoice.amount) {
        println!("      today  {amount}, with fine and interest");
    }
    let problems = means.problems_with(invoice);
    for problem in &problems {
        println!("      note   {problem}");
    }
    if means.is_payable() && problems.is_empty() {
        println!("      verified: check digits, checksum, amount and due date fit this invoice");
    }
}

/// One ticket. `protocol` is printed if the ticket has none.
pub fn ticket(found: &Ticket, protocol: Option<&str>) {
    let protocol = found.protocol.as_deref().or(protocol);
    let protocol = protocol.map(|text| format!(" · protocol {text}")).unwrap_or_default();
    let opened =
        found.opened.as_ref().map(|at| format!(" · opened {}", at.date())).unwrap_or_default();
    let title = found.title.as_deref().map(|title| format!(" · {title}")).unwrap_or_default();
    println!("    {}{protocol} · {}{opened}{title}", found.id, found.status);
}

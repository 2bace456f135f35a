//! Every read of `Isp` for one customer, as a list of what came of it.

use isp_core::{CustomerId, Document, Error, InvoiceQuery, Isp, PaymentMeans, Pdf, TicketQuery};

fn count<T>(what: &str, read: &Result<Vec<T>, Error>) -> String {
    match read {
        Ok(rows) => format!("{what}: {} rows", rows.len()),
        Err(error) => format!("{what}: {:?}", error.kind()),
    }
}

fn means(read: &Result<PaymentMeans, Error>) -> String {
    match read {
        Ok(means) => {
            let pdf = match &means.pdf {
                None => "no PDF",
                Some(Pdf::Bytes(_)) => "PDF",
                Some(_) => "link",
            };
            let (line, pix) = (means.line.is_some(), means.pix.is_some());
            format!("payment: {:?}, line {line}, PIX {pix}, {pdf}", means.status)
        }
        Err(error) => format!("payment: {:?}", error.kind()),
    }
}

/// Reads everything.
pub(crate) async fn read_all(isp: &dyn Isp, document: &Document) -> Vec<String> {
    let customers = isp.customers_by_document(document).await;
    let mut seen = vec![count("customers", &customers)];
    for customer in customers.unwrap_or_default() {
        read_customer(isp, &customer.id, &mut seen).await;
    }
    seen
}

async fn read_customer(isp: &dyn Isp, id: &CustomerId, seen: &mut Vec<String>) {
    let customer = isp.customer(id).await;
    seen.push(format!(
        "customer: {:?}",
        customer.map(|one| one.is_some()).map_err(|error| error.kind())
    ));
    seen.push(count("contracts", &isp.contracts(id).await));
    seen.push(count("connections", &isp.connections(id).await));
    seen.push(count("tickets", &isp.tickets(&TicketQuery::of_customer(id.clone())).await));
    seen.push(count("kinds of ticket", &isp.ticket_kinds(id).await));
    for query in [InvoiceQuery::unpaid(id.clone()), InvoiceQuery::paid(id.clone())] {
        let invoices = isp.invoices(&query).await;
        seen.push(count("invoices", &invoices));
        for invoice in invoices.unwrap_or_default() {
            seen.push(format!("{:?}", invoice.status));
            seen.push(means(&isp.payment(&invoice.id).await));
        }
    }
}

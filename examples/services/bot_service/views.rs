//! What a bot sees of a customer.
//!
//! The model of the SDK serializes personal data in full, and whoever types somebody's CPF into a chat
//! is not yet that person. So nothing is sent but what a conversation needs: no document, e-mail, phone,
//! street, login or MAC address, and the first name alone. Statuses and amounts have the model's form.

use isp_core::brazil::PaymentLine;
use isp_core::jiff::Zoned;
use isp_core::jiff::civil::Date;
use isp_core::{
    Connection, ConnectionId, ConnectionStatus, ContractId, Customer, CustomerId, Invoice,
    InvoiceId, InvoiceStatus, Money, PaymentMeans, PaymentProblem, Pdf, RegistrationStatus, Ticket,
    TicketId, TicketKind, TicketKindId, TicketStatus,
};
use serde::Serialize;

/// A registration. The district tells two registrations of one document apart, where the ERP gives it
/// by itself.
#[derive(Serialize)]
pub(crate) struct CustomerView {
    id: CustomerId,
    first_name: Option<String>,
    district: Option<String>,
    status: RegistrationStatus,
}

impl From<Customer> for CustomerView {
    fn from(customer: Customer) -> Self {
        Self {
            first_name: customer.name.split_whitespace().next().map(str::to_owned),
            district: customer.address.and_then(|address| address.district),
            id: customer.id,
            status: customer.status,
        }
    }
}

/// A connection, to choose one for a trust unlock or a ticket.
#[derive(Serialize)]
pub(crate) struct ConnectionView {
    id: ConnectionId,
    contract: Option<ContractId>,
    plan: Option<String>,
    status: ConnectionStatus,
    block_reason: Option<String>,
    reduced: Option<bool>,
    online: Option<bool>,
    trust_unlocks_left: Option<u32>,
}

impl From<Connection> for ConnectionView {
    fn from(connection: Connection) -> Self {
        Self {
            id: connection.id,
            contract: connection.contract,
            plan: connection.plan,
            status: connection.status,
            block_reason: connection.block_reason,
            reduced: connection.reduced,
            online: connection.online,
            trust_unlocks_left: connection.trust_unlocks_left,
        }
    }
}

/// An unpaid invoice.
#[derive(Serialize)]
pub(crate) struct InvoiceView {
    id: InvoiceId,
    due: Date,
    amount: Money,
    status: InvoiceStatus,
    /// `null` where the ERP does not say that it is open.
    overdue: Option<bool>,
    description: Option<String>,
}

impl InvoiceView {
    pub(crate) fn of(invoice: Invoice, today: Date) -> Self {
        let overdue = (invoice.status == InvoiceStatus::Open).then(|| invoice.is_overdue(today));
        Self {
            id: invoice.id,
            due: invoice.due,
            amount: invoice.amount,
            status: invoice.status,
            overdue,
            description: invoice.description,
        }
    }
}

/// How an invoice can be paid: only what belongs to it, and only while it is open.
#[derive(Serialize)]
pub(crate) struct PaymentView {
    invoice: InvoiceId,
    due: Date,
    amount: Money,
    /// With fine and interest, where the ERP tells.
    updated_amount: Option<Money>,
    line: Option<String>,
    pix: Option<String>,
    /// A temporary link, or the file in Base64.
    pdf: Option<Pdf>,
    /// What the ERP gave and the payer does not get, since it does not fit the invoice.
    withheld: Vec<&'static str>,
}

impl PaymentView {
    pub(crate) fn of(means: &PaymentMeans, invoice: &Invoice) -> Self {
        let line = means.line_for(invoice).map(PaymentLine::formatted_line);
        let pix = means.pix_for(invoice).map(|pix| pix.text().to_owned());
        // Nobody has looked into the file, so it must belong to means that fit altogether.
        let fits = wrong(means, invoice).next().is_none();
        let pdf = means.pdf.clone().filter(|_| fits);
        let withheld = [
            ("line", means.line.is_some() && line.is_none()),
            ("pix", means.pix.is_some() && pix.is_none()),
            ("pdf", means.pdf.is_some() && pdf.is_none()),
        ];
        Self {
            invoice: invoice.id.clone(),
            due: invoice.due,
            amount: invoice.amount,
            updated_amount: means.updated_amount,
            line,
            pix,
            pdf,
            withheld: withheld.iter().filter(|(_, is)| *is).map(|(what, _)| *what).collect(),
        }
    }
}

/// What does not fit the invoice. What the ERP merely does not give makes the rest not wrong.
pub(crate) fn wrong(
    means: &PaymentMeans,
    invoice: &Invoice,
) -> impl Iterator<Item = PaymentProblem> + use<> {
    let problems = means.problems_with(invoice).into_iter();
    problems.filter(|problem| !matches!(problem, PaymentProblem::Unavailable { .. }))
}

/// A ticket, without its text, in which the provider's people may have written notes.
#[derive(Serialize)]
pub(crate) struct TicketView {
    id: TicketId,
    protocol: Option<String>,
    status: TicketStatus,
    title: Option<String>,
    opened: Option<Zoned>,
}

impl From<Ticket> for TicketView {
    fn from(ticket: Ticket) -> Self {
        Self {
            id: ticket.id,
            protocol: ticket.protocol,
            status: ticket.status,
            title: ticket.title,
            opened: ticket.opened,
        }
    }
}

/// A kind of ticket to choose from.
#[derive(Serialize)]
pub(crate) struct TicketKindView {
    name: String,
    id: TicketKindId,
}

impl From<TicketKind> for TicketKindView {
    fn from(kind: TicketKind) -> Self {
        Self { name: kind.to_string(), id: kind.id }
    }
}

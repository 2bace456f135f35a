//! Tickets: what customers ask of the provider.

use jiff::Zoned;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::status_words::status_words;
use super::{ConnectionId, ContractId, CustomerId, Native, TicketId, TicketKindId};

/// A ticket (`atendimento`, `solicitação`).
#[doc(alias("chamado", "atendimento", "solicitação", "solicitacao"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Ticket {
    /// The ticket's id inside the ERP.
    pub id: TicketId,
    /// The protocol number given to the customer. Always text: `2601.10` is not `2601.1`.
    /// `None` where the operation does not give it.
    #[doc(alias("protocolo"))]
    pub protocol: Option<String>,
    /// Whose ticket it is.
    pub customer: CustomerId,
    /// The contract concerned; `None` where there is none or the ERP does not tell.
    pub contract: Option<ContractId>,
    /// State of the ticket.
    pub status: TicketStatus,
    /// One line.
    pub title: Option<String>,
    /// The text as stored.
    pub description: Option<String>,
    /// When it was opened, in the ERP's zone.
    pub opened: Option<Zoned>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(Ticket);

impl Ticket {
    /// A ticket of which only id, customer and status are known.
    pub fn new(
        id: impl Into<TicketId>,
        customer: impl Into<CustomerId>,
        status: TicketStatus,
    ) -> Self {
        Self {
            id: id.into(),
            protocol: None,
            customer: customer.into(),
            contract: None,
            status,
            title: None,
            description: None,
            opened: None,
            native: Native::none(),
        }
    }
}

/// State of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TicketStatus {
    /// Opened, being worked on, or waiting.
    Open,
    /// Finished.
    Closed,
    /// Cancelled.
    Cancelled,
    /// What the ERP said, unchanged; empty when it said nothing. MK's list shows how a finished ticket
    /// looks and nothing else, so its other tickets have this state.
    Unknown(String),
}

status_words!(TicketStatus {
    Open: "open" "aberto",
    Closed: "closed" "encerrado",
    Cancelled: "cancelled" "cancelado"
});

/// Which tickets: of a customer, of a period, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TicketQuery {
    /// Only this customer's.
    pub customer: Option<CustomerId>,
    /// Only those opened on these days, both included.
    pub opened: Option<(Date, Date)>,
}

impl TicketQuery {
    /// Tickets of one customer. Without [`TicketQuery::opened_between`] an ERP that lists by period
    /// only is asked for its default period; see its `capabilities().tickets`.
    pub fn of_customer(customer: impl Into<CustomerId>) -> Self {
        Self { customer: Some(customer.into()), opened: None }
    }

    /// Everybody's tickets opened between two days, both included.
    pub fn of_period(first: Date, last: Date) -> Self {
        Self { customer: None, opened: Some((first, last)) }
    }

    /// Narrows to tickets opened between two days, both included.
    pub fn opened_between(mut self, first: Date, last: Date) -> Self {
        self.opened = Some((first, last));
        self
    }

    /// Whether `ticket` is among those asked for. A ticket whose day is unknown is, so that it
    /// cannot get lost.
    pub fn matches(&self, ticket: &Ticket) -> bool {
        let customer = self.customer.as_ref().is_none_or(|wanted| *wanted == ticket.customer);
        let opened = match (self.opened, &ticket.opened) {
            (Some((first, last)), Some(at)) => (first..=last).contains(&at.date()),
            _ => true,
        };
        customer && opened
    }
}

/// A ticket to open.
#[doc(alias("abrir chamado", "novo atendimento"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewTicket {
    /// For whom.
    pub customer: CustomerId,
    /// One line; ERPs without titles put it before the text.
    pub title: String,
    /// The description of the problem.
    pub description: String,
    /// The contract concerned.
    pub contract: Option<ContractId>,
    /// The connection concerned.
    pub connection: Option<ConnectionId>,
    /// Its kind, one of [`Isp::ticket_kinds`](crate::Isp::ticket_kinds). `None`: the kind that the
    /// implementation was configured with; without one the ticket is refused.
    pub kind: Option<TicketKindId>,
}

impl NewTicket {
    /// A ticket for `customer`.
    pub fn new(
        customer: impl Into<CustomerId>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            customer: customer.into(),
            title: title.into(),
            description: description.into(),
            contract: None,
            connection: None,
            kind: None,
        }
    }

    /// Names the contract concerned.
    pub fn about_contract(mut self, contract: impl Into<ContractId>) -> Self {
        self.contract = Some(contract.into());
        self
    }

    /// Names the connection concerned.
    pub fn about_connection(mut self, connection: impl Into<ConnectionId>) -> Self {
        self.connection = Some(connection.into());
        self
    }

    /// Chooses its kind: a [`TicketKind`](crate::TicketKind) or its id.
    pub fn of_kind(mut self, kind: impl Into<TicketKindId>) -> Self {
        self.kind = Some(kind.into());
        self
    }
}

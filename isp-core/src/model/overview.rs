//! An overview of one customer.

use serde::{Deserialize, Serialize};

use super::part::{asked_ok_or_error, ok_or_error};
use super::{Connection, Contract, Customer, Invoice, PaymentMeans, PaymentProblem, Ticket};
use crate::error::Error;

/// What an overview holds besides contracts, connections and unpaid invoices.
///
/// The other parts can be costly at the ERP, so each is asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OverviewParts {
    /// The means of payment of each unpaid invoice: one [`Isp::payment`](crate::Isp::payment) for
    /// each. On MK each makes a file on the server, and may text the customer if the line was asked
    /// for.
    pub payments: bool,
    /// The customer's tickets. On MK this reads the tickets of all customers of the last 90 days;
    /// [`IspExt::overviews_of_all`](crate::IspExt::overviews_of_all) reads them only once.
    pub tickets: bool,
}

impl OverviewParts {
    /// Contracts, connections and unpaid invoices alone.
    pub fn basic() -> Self {
        Self::default()
    }

    /// With the means of payment of each unpaid invoice.
    pub fn with_payments(mut self) -> Self {
        self.payments = true;
        self
    }

    /// With the customer's tickets.
    pub fn with_tickets(mut self) -> Self {
        self.tickets = true;
        self
    }
}

/// A customer with everything the ERP gives. A part that could not be read holds its own error, so
/// that "could not read" never looks like "has none".
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CustomerOverview {
    /// The registration.
    pub customer: Customer,
    /// Contracts.
    #[serde(serialize_with = "ok_or_error")]
    pub contracts: Result<Vec<Contract>, Error>,
    /// Connections. One without a plan of its own has that of its contract.
    #[serde(serialize_with = "ok_or_error")]
    pub connections: Result<Vec<Connection>, Error>,
    /// Unpaid invoices by due date.
    #[serde(serialize_with = "ok_or_error")]
    pub invoices: Result<Vec<InvoiceOverview>, Error>,
    /// Tickets; `None` unless [`OverviewParts::tickets`] was set.
    #[serde(serialize_with = "asked_ok_or_error")]
    pub tickets: Option<Result<Vec<Ticket>, Error>>,
}

/// An unpaid invoice, with its means of payment if they were asked for.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct InvoiceOverview {
    /// The invoice.
    pub invoice: Invoice,
    /// How to pay it; `None` unless [`OverviewParts::payments`] was set.
    #[serde(serialize_with = "asked_ok_or_error")]
    pub payment: Option<Result<PaymentMeans, Error>>,
}

impl InvoiceOverview {
    /// What does not fit between the invoice and its means of payment.
    pub fn problems(&self) -> Vec<PaymentProblem> {
        match &self.payment {
            Some(Ok(means)) => means.problems_with(&self.invoice),
            Some(Err(_)) | None => Vec::new(),
        }
    }
}

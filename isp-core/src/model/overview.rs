//! Everything about one customer at a glance.

use super::{Connection, Contract, Customer, Invoice, PaymentMeans, PaymentProblem, Ticket};
use crate::error::Error;

/// A customer with all that the ERP tells. Each part says for itself when it could not be read, so
/// that "could not read" never looks like "has none".
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CustomerOverview {
    /// The registration.
    pub customer: Customer,
    /// Contracts.
    pub contracts: Result<Vec<Contract>, Error>,
    /// Connections.
    pub connections: Result<Vec<Connection>, Error>,
    /// Unpaid invoices, each with its means of payment, by due date.
    pub invoices: Result<Vec<InvoiceOverview>, Error>,
    /// Tickets.
    pub tickets: Result<Vec<Ticket>, Error>,
}

/// An unpaid invoice with its means of payment.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InvoiceOverview {
    /// The invoice.
    pub invoice: Invoice,
    /// How to pay it.
    pub payment: Result<PaymentMeans, Error>,
}

impl InvoiceOverview {
    /// What does not fit between the invoice and its means of payment.
    pub fn problems(&self) -> Vec<PaymentProblem> {
        match &self.payment {
            Ok(means) => means.problems_with(&self.invoice),
            Err(_) => Vec::new(),
        }
    }
}

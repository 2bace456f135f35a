//! Which invoices of a customer are asked for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CustomerId, Invoice, InvoiceStatus};
use crate::error::Error;

/// Which invoices of a customer: unpaid, paid or all, of any due date or of a period.
///
/// ```
/// use isp_core::InvoiceQuery;
/// use jiff::civil::date;
///
/// let paid_in_august = InvoiceQuery::paid(10_123).due_between(date(2026, 8, 1), date(2026, 8, 31));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InvoiceQuery {
    /// Whose.
    pub customer: CustomerId,
    /// Unpaid, paid or all.
    pub selection: InvoiceSelection,
    /// Only those with a due date from the first of these days to the last, both included. A date of
    /// payment is not asked for: see [`Invoice::paid_on`].
    pub due: Option<(Date, Date)>,
}

/// Unpaid, paid or all invoices. One in an unknown state is among them, with that state, so that it
/// cannot get lost; only where the ERP says that nothing is owed on it is it not among the unpaid ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InvoiceSelection {
    /// Not paid, due or not yet due.
    Unpaid,
    /// Paid.
    Paid,
    /// Of every state that the ERP lists.
    All,
}

impl InvoiceQuery {
    /// The unpaid invoices of a customer, due or not yet due.
    /// [`IspExt::unpaid_invoices`](crate::IspExt::unpaid_invoices) is shorter.
    pub fn unpaid(customer: impl Into<CustomerId>) -> Self {
        Self::new(customer, InvoiceSelection::Unpaid)
    }

    /// The paid invoices of a customer.
    pub fn paid(customer: impl Into<CustomerId>) -> Self {
        Self::new(customer, InvoiceSelection::Paid)
    }

    /// All invoices of a customer.
    pub fn all(customer: impl Into<CustomerId>) -> Self {
        Self::new(customer, InvoiceSelection::All)
    }

    fn new(customer: impl Into<CustomerId>, selection: InvoiceSelection) -> Self {
        Self { customer: customer.into(), selection, due: None }
    }

    /// Only those with a due date between two days, both included.
    pub fn due_between(mut self, first: Date, last: Date) -> Self {
        self.due = Some((first, last));
        self
    }

    /// Refuses a period that ends before it begins.
    pub fn check(&self) -> Result<(), Error> {
        match self.due {
            Some((first, last)) if first > last => {
                Err(Error::invalid_input("the period of due dates is empty"))
            }
            _ => Ok(()),
        }
    }

    /// Whether `invoice` is among those asked for.
    pub fn matches(&self, invoice: &Invoice) -> bool {
        let selected = match (self.selection, &invoice.status) {
            (InvoiceSelection::All, _) | (_, InvoiceStatus::Unknown(_)) => true,
            (InvoiceSelection::Unpaid, status) => *status == InvoiceStatus::Open,
            (InvoiceSelection::Paid, status) => *status == InvoiceStatus::Paid,
        };
        let in_period = self.due.is_none_or(|(first, last)| (first..=last).contains(&invoice.due));
        selected && in_period && invoice.customer == self.customer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brazil::Money;
    use jiff::civil::date;

    fn invoice(status: InvoiceStatus) -> Invoice {
        let mut invoice = Invoice::new(1, 7, date(2026, 9, 10), Money::from_centavos(100));
        invoice.status = status;
        invoice
    }

    #[test]
    fn an_invoice_in_an_unknown_state_is_in_every_answer_and_a_cancelled_one_only_in_all() {
        let [open, paid] = [InvoiceStatus::Open, InvoiceStatus::Paid].map(invoice);
        let [cancelled, unknown] =
            [InvoiceStatus::Cancelled, InvoiceStatus::Unknown("Baixada".into())].map(invoice);
        let told = |query: InvoiceQuery| {
            [&open, &paid, &cancelled, &unknown].map(|invoice| query.matches(invoice))
        };
        assert_eq!(told(InvoiceQuery::unpaid(7)), [true, false, false, true]);
        assert_eq!(told(InvoiceQuery::paid(7)), [false, true, false, true]);
        assert_eq!(told(InvoiceQuery::all(7)), [true; 4]);
        assert_eq!(told(InvoiceQuery::all(8)), [false; 4], "somebody else's");
    }

    #[test]
    fn both_days_of_the_period_are_in_it_and_a_reversed_one_is_refused() {
        let open = invoice(InvoiceStatus::Open);
        let all = |first, last| InvoiceQuery::all(7).due_between(first, last);
        assert!(all(date(2026, 9, 10), date(2026, 9, 10)).matches(&open));
        assert!(!all(date(2026, 9, 11), date(2026, 9, 30)).matches(&open));
        assert!(!all(date(2026, 9, 1), date(2026, 9, 9)).matches(&open));
        assert!(all(date(2026, 9, 10), date(2026, 9, 9)).check().is_err());
        assert!(all(date(2026, 9, 10), date(2026, 9, 10)).check().is_ok());
    }
}

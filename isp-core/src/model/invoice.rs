//! An invoice of a customer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::status_words::status_words;
use super::{ContractId, CustomerId, InvoiceId, Native};
use crate::brazil::Money;

/// An invoice (`fatura`, `título`).
#[doc(alias("fatura", "título", "titulo", "boleto", "mensalidade", "cobrança", "cobranca"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Invoice {
    /// The invoice's id.
    pub id: InvoiceId,
    /// Who owes it.
    pub customer: CustomerId,
    /// The contracts that it bills. `None`: the ERP does not tell, or not in a form that is known.
    /// Empty: the ERP says that it is a fee outside any contract.
    pub contracts: Option<Vec<ContractId>>,
    /// Due date.
    #[doc(alias("vencimento"))]
    pub due: Date,
    /// What is to be paid, without fine and interest.
    #[doc(alias("valor"))]
    pub amount: Money,
    /// State of the payment. *Overdue* is not a state: ask [`Invoice::is_overdue`].
    pub status: InvoiceStatus,
    /// Day of the payment; `None` where it is not paid, or the ERP does not tell.
    #[doc(alias("data de pagamento"))]
    pub paid_on: Option<Date>,
    /// What was paid, fine and interest included; `None` where it is not paid, or the ERP does not
    /// tell.
    #[doc(alias("valor pago"))]
    pub paid_amount: Option<Money>,
    /// The number that people quote, where it differs from the id.
    pub number: Option<String>,
    /// What it is for, in the ERP's words.
    pub description: Option<String>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(Invoice);

impl Invoice {
    /// An open invoice.
    pub fn new(
        id: impl Into<InvoiceId>,
        customer: impl Into<CustomerId>,
        due: Date,
        amount: Money,
    ) -> Self {
        Self {
            id: id.into(),
            customer: customer.into(),
            contracts: None,
            due,
            amount,
            status: InvoiceStatus::Open,
            paid_on: None,
            paid_amount: None,
            number: None,
            description: None,
            native: Native::none(),
        }
    }

    /// The contracts that it is known to bill.
    pub fn known_contracts(&self) -> &[ContractId] {
        self.contracts.as_deref().unwrap_or_default()
    }

    /// Whether it is open and its due date is before `today`. On the due date itself it is not
    /// overdue. Banks also take a due date on a weekend or holiday on the next working day; that
    /// calendar differs by city and is left to the caller.
    ///
    /// ```
    /// use isp_core::{Invoice, Money};
    /// use jiff::civil::date;
    ///
    /// let invoice = Invoice::new(900_101, 10_123, date(2026, 9, 10), Money::from_centavos(12_990));
    /// assert!(!invoice.is_overdue(date(2026, 9, 10)));
    /// assert!(invoice.is_overdue(date(2026, 9, 11)));
    /// ```
    #[doc(alias("vencida", "em atraso", "inadimplente"))]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.status == InvoiceStatus::Open && self.due < today
    }
}

/// State of an invoice's payment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InvoiceStatus {
    /// Not paid, due or not yet due.
    Open,
    /// Paid.
    Paid,
    /// Cancelled.
    Cancelled,
    /// What the ERP said, unchanged.
    Unknown(String),
}

status_words!(InvoiceStatus {
    Open: "open" "em aberto",
    Paid: "paid" "paga",
    Cancelled: "cancelled" "cancelada"
});

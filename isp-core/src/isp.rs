//! The trait that every ERP implements.

use std::ops::RangeInclusive;

use async_trait::async_trait;
use jiff::civil::Date;

use crate::brazil::Document;
use crate::capabilities::Capabilities;
use crate::error::Error;
use crate::model::{
    Connection, ConnectionId, Contract, Customer, CustomerCursor, CustomerId, CustomerPage,
    Invoice, InvoiceId, NewTicket, PaymentMeans, Ticket, TicketQuery, TrustUnlock,
};

/// A provider's ERP, in one vocabulary.
///
/// | operation | answers |
/// |---|---|
/// | [`customers_by_document`](Isp::customers_by_document) | every registration with that CPF or CNPJ |
/// | [`customer`](Isp::customer) | one registration |
/// | [`customers_page`](Isp::customers_page) | all registrations, page by page |
/// | [`contracts`](Isp::contracts) | contracts of a customer |
/// | [`connections`](Isp::connections) | connections of a customer |
/// | [`invoices`](Isp::invoices) | unpaid invoices of a customer, due or not yet due |
/// | [`invoices_due`](Isp::invoices_due) | unpaid invoices of all customers with a due date in a period |
/// | [`payment`](Isp::payment) | how to pay one invoice |
/// | [`tickets`](Isp::tickets) | tickets of a customer or of a period |
/// | [`open_ticket`](Isp::open_ticket) | the ticket just opened |
/// | [`trust_unlock`](Isp::trust_unlock) | unlocked until, or a refusal |
///
/// **Reads have three answers.** Found; not there (`None` or an empty list); could not read (`Err`).
/// An implementation never answers "not there" when it does not know: an error, an HTML page, an
/// empty body or a customer whom the login cannot see is an `Err`.
///
/// **Writes have three outcomes.** Done (`Ok`); not done; perhaps done. For an `Err`,
/// [`Error::outcome`] says which. A write is never repeated silently.
///
/// **A positive statement needs positive evidence.** Active, blocked, closed, paid, unlocked, online,
/// empty, not there: an implementation says so only where the ERP's answer says so in a known form.
/// Otherwise the answer is *unknown*, which looks like this:
///
/// | field | unknown |
/// |---|---|
/// | status of a customer, contract, connection, invoice or ticket | `Unknown` with the ERP's own word, empty where it gave none |
/// | [`reduced`](Connection::reduced), [`online`](Connection::online), [`trust_unlocks_left`](Connection::trust_unlocks_left) of a connection | `None` |
/// | [`Invoice::contracts`](crate::Invoice::contracts) | `None`; an empty list says that it is a fee outside any contract |
/// | contract of a connection or ticket, plan, dates, monthly amount | `None`: there is none, or the ERP does not tell |
/// | document, e-mail, phones, MAC address, location, address | `None` or absent where the ERP's text has not the form of one |
/// | [`PaymentMeans::status`] | `Unknown`; then [`PaymentMeans::is_payable`] is false, whatever line or PIX text there is |
/// | a list, a customer | never unknown: an answer that does not prove it is an `Err` |
/// | a write | an `Err` whose [`Error::outcome`] is *perhaps done* |
///
/// Contradictory rows in a list, an answer about another customer and a list that is shorter than
/// announced are errors too. Deviations in an answer that could be read are reported to the
/// client's `Observer` as drift.
///
/// Operations have a default body that answers *unsupported*, so that an implementation states only
/// what its ERP can do. [`IspExt`](crate::IspExt) adds conveniences. The conformance suite in
/// `isp_core::testing` asks any implementation the same questions.
#[async_trait]
pub trait Isp: Send + Sync {
    /// The ERP's name for people, such as `MK Webservices`.
    fn system(&self) -> &'static str;

    /// What this ISP can do, how far it reaches, and why not where it cannot.
    fn capabilities(&self) -> Capabilities;

    /// Every registration with this CPF or CNPJ; empty when the ERP says that there is none.
    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let _ = document;
        Err(unsupported(self.system(), "customers_by_document"))
    }

    /// One registration; `None` when the ERP says that there is no such one.
    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let _ = id;
        Err(unsupported(self.system(), "customer"))
    }

    /// Some of all registrations that the login reaches: the first ones, or those after a cursor that
    /// an earlier page gave. Ask until [`next`](CustomerPage::next) is another than
    /// [`After`](crate::NextPage::After); a page may be empty before that.
    ///
    /// An implementation never answers that the list is over when it does not know: then the last
    /// page says so, and it is an `Err` if no customer was found at all.
    /// [`IspExt`](crate::IspExt) has sweeps over all pages.
    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        let _ = after;
        Err(unsupported(self.system(), "customers_page"))
    }

    /// Contracts of a customer, of every state that the ERP lists: see
    /// [`capabilities`](Isp::capabilities). A state that two lists of the ERP do not agree on is
    /// unknown.
    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "contracts"))
    }

    /// Connections of a customer. Active and blocked are reported only where the ERP says so.
    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "connections"))
    }

    /// Unpaid invoices of a customer, due or not yet due. An empty list means that the customer
    /// owes nothing, and is returned only if the ERP says so in a known form.
    async fn invoices(&self, customer: &CustomerId) -> Result<Vec<Invoice>, Error> {
        let _ = customer;
        Err(unsupported(self.system(), "invoices"))
    }

    /// Unpaid invoices of all customers that the login reaches, with a due date in the period.
    ///
    /// It states that each of them is unpaid and due on its day, and nothing about a customer who has
    /// none in it: that one *owes nothing* is said by [`invoices`](Isp::invoices) alone.
    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        let _ = due;
        Err(unsupported(self.system(), "invoices_due"))
    }

    /// How to pay one invoice: line, PIX, PDF, updated amount, as far as the ERP gives them. Compare
    /// with the invoice by [`PaymentMeans::problems_with`] before showing it to a payer.
    ///
    /// Of a settled invoice there is nothing to pay with: its line would still be taken at the bank.
    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        let _ = invoice;
        Err(unsupported(self.system(), "payment"))
    }

    /// Tickets of a customer, of a period, or both. Where an ERP shows only how a finished ticket looks,
    /// all others are of an unknown state.
    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let _ = query;
        Err(unsupported(self.system(), "tickets"))
    }

    /// Opens a ticket, once. A ticket about a contract or connection that the customer does not have
    /// is refused, never opened without the reference.
    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        let _ = ticket;
        Err(unsupported(self.system(), "open_ticket"))
    }

    /// Unblocks a connection that is blocked for debt for some days, or says why not.
    /// *Unlocked* is returned only if the ERP's answer, or reading the connection again, proves it.
    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        let _ = connection;
        Err(unsupported(self.system(), "trust_unlock"))
    }
}

fn unsupported(system: &'static str, operation: &'static str) -> Error {
    Error::unsupported(operation, "this ERP has no such operation").with_system(system)
}

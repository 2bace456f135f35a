//! Translates the API's records to the types shared with other ERPs.
//!
//! A value that the ERP sends in an unknown form becomes `None`, `Unknown` with the ERP's text, or an
//! error.

mod contracts;
mod customers;
mod pix;
pub(crate) mod remembered;
mod rows;
mod tickets;
mod titles;
mod unlock;

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::{
    Capabilities, Capability, Connection, ConnectionId, Contract, Customer, CustomerCursor,
    CustomerId, CustomerPage, Error, Invoice, InvoiceId, InvoiceQuery, Isp, NewTicket,
    PaymentMeans, Reach, Secret, SubscriberAuthentication, Ticket, TicketKind, TicketQuery,
    TrustUnlock,
};

use crate::client::Client;
use crate::dialect::SYSTEM;
use crate::ticket_defaults::TicketDefaults;

/// All customers of a provider as an [`Isp`]. Made by [`Client::isp`].
///
/// The ERP finds contracts, connections and invoices by document and not by person id, and no operation
/// leads from an id back to a document. So the document of a customer who was found by document, or seen
/// in a list of all, is remembered, up to 100,000 of them, by all handles of the client; likewise the
/// owners of invoices and connections. Staff correct documents: after an hour the ERP is asked whether the
/// customer still has the document, which is 1 request more. What the operations cost:
///
/// | operation | requests |
/// |---|---|
/// | `customers_by_document` | 1 |
/// | `customer`; before the others, for a customer not seen before | the list of all customers up to this one, 100 to a page: bounded by [`with_lookup_pages`](Self::with_lookup_pages); 1 after [`suggest_document`](Self::suggest_document) |
/// | `contracts` | 1 for each 100 |
/// | `connections` | those of `contracts`, and 1 |
/// | `invoices` | 1 |
/// | `payment` | 2; only for an invoice that `invoices` has given; with [`with_pix_registration`](Self::with_pix_registration) up to 2 more |
/// | `tickets` | 1, without a search |
/// | `open_ticket` | 1, without a search; about a contract or connection those of `connections` more |
/// | `trust_unlock` | 4; for a connection not seen before, the list of all connections, which may have 100 MB and is read while it arrives, by one task at a time |
#[derive(Debug, Clone)]
pub struct GlobalIsp {
    client: Client,
    ticket_defaults: Option<TicketDefaults>,
    registers_pix: bool,
    lookup_pages: u64,
    page_size: u64,
}

pub(crate) const NO_TICKET_DEFAULTS: &str = "branch, kind and service level of new tickets are not \
    set: call ticket_defaults on the builder or with_ticket_defaults on the Isp";
const NO_TICKETS_OF_ALL: &str = "the ERP lists the tickets of one customer: name one in the query";
const NO_LOGINS: &str = "the ERP checks a subscriber's login in its portal alone";
const NO_KINDS: &str = "nobody shows the answer of the ERP's list of kinds of ticket";
const NO_INVOICES_OF_ALL: &str =
    "nobody shows the answer of the ERP's list of open titles by due date";

impl Client {
    /// All customers as an [`Isp`], the interface shared with other ERPs.
    pub fn isp(&self) -> GlobalIsp {
        GlobalIsp {
            client: self.clone(),
            ticket_defaults: self.ticket_defaults(),
            registers_pix: false,
            lookup_pages: 1_000,
            page_size: 100,
        }
    }
}

impl GlobalIsp {
    /// Lets [`Isp::open_ticket`] open tickets, with other defaults than the client's.
    pub fn with_ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// Lets [`Isp::payment`] **register a PIX** by `registerpix` for an open invoice that has none: once
    /// in a call, and never again within it. Of two calls at the same time by handles of one client one
    /// registers it; two clients may register two. Where it is not certain that a PIX was registered, or one
    /// was and its text could not be obtained, the line and PDF are given all the same, and
    /// [`PaymentProblem::PixRegistration`] tells it.
    ///
    /// [`PaymentProblem::PixRegistration`]: isp_core::PaymentProblem::PixRegistration
    pub fn with_pix_registration(mut self) -> Self {
        self.registers_pix = true;
        self
    }

    /// How many pages of the list of all customers are read at most to find a customer by id. 1,000 by
    /// default; with 0 only customers already seen are found.
    pub fn with_lookup_pages(mut self, pages: u64) -> Self {
        self.lookup_pages = pages;
        self
    }

    /// Tells the document that a customer probably has, for example from your own database, so that the
    /// customer is found by 1 request instead of in the list of all. It is used only if the ERP shows this
    /// customer under it.
    pub fn suggest_document(&self, customer: &CustomerId, document: Document) {
        if let Some(person) = customer.to_number() {
            self.client.remembered().suggest(person, document);
        }
    }

    /// How many customers a page of that list has. 100 by default, which is known to work; clients send
    /// up to 100,000, and the server may lower it.
    pub fn with_page_size(mut self, customers: u64) -> Self {
        self.page_size = customers.max(1);
        self
    }
}

#[cfg(feature = "portal")]
impl GlobalIsp {
    /// Whether [`Isp::payment`] has to learn first whose invoice this is.
    pub(crate) fn needs_owner_of(&self, invoice: &InvoiceId) -> bool {
        let unknown = |number| self.client.remembered().titles.get(number).is_none();
        invoice.to_number().is_some_and(unknown)
    }
}

#[async_trait]
impl Isp for GlobalIsp {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        let with = |note: &'static str| Capability::supported_with(Reach::WholeBase, note);
        let mut can = Capabilities::all(Reach::WholeBase);
        can.customers_by_document = with("one customer at the most: a document is registered once");
        can.customer = with(
            "a customer not seen before is searched for in the list of all: one request for each \
             hundred customers",
        );
        can.contracts = with("number and state; the ERP tells no plan, dates or monthly amount");
        can.connections = with("the ERP tells neither plan nor whether the customer is online");
        can.invoices = with(
            "those that the ERP lists as open: overdue, due, and due next month; it does not say which \
             contracts an invoice is for",
        );
        can.paid_invoices = with("by the ERP's own words for the state of each title");
        can.authenticate_subscriber = Capability::unsupported(NO_LOGINS);
        can.ticket_kinds = Capability::unsupported(NO_KINDS);
        can.invoices_due = Capability::unsupported(NO_INVOICES_OF_ALL);
        can.payment = with(if self.registers_pix {
            "line, PDF, updated amount and PIX, which is registered for an open invoice that has none; of \
             an invoice that invoices() has given: the ERP finds invoices by document alone"
        } else {
            "line, PDF, updated amount, and PIX where the invoice has one: none is registered unless \
             with_pix_registration() is set; of an invoice that invoices() has given: the ERP finds \
             invoices by document alone"
        });
        can.tickets =
            with("of one customer; the ERP does not say which contract a ticket is about");
        can.trust_unlock = with(
            "confirmed by reading the connection again, since the ERP's answer is undocumented; the ERP \
             tells neither how many unlocks are left nor how long one lasts",
        );
        if self.ticket_defaults.is_none() {
            can.open_ticket = Capability::unsupported(NO_TICKET_DEFAULTS);
        }
        can
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let person = self.person(document).await?;
        Ok(person.into_iter().map(customers::customer_of_person).collect())
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        self.customer_by_id(id).await
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        self.page_of_customers(after).await
    }

    async fn contracts(&self, id: &CustomerId) -> Result<Vec<Contract>, Error> {
        let rows = self.contract_rows(self.owner(id).await?).await?;
        Ok(rows.into_iter().map(|row| contracts::contract(row, id)).collect())
    }

    async fn connections(&self, id: &CustomerId) -> Result<Vec<Connection>, Error> {
        let lines = self.lines_of(self.owner(id).await?).await?;
        Ok(lines.into_iter().map(|line| contracts::connection(line, id)).collect())
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.invoices_of(query).await
    }

    async fn invoices_due(
        &self,
        _: std::ops::RangeInclusive<jiff::civil::Date>,
    ) -> Result<Vec<Invoice>, Error> {
        Err(Error::unsupported("invoices_due", NO_INVOICES_OF_ALL).with_system(SYSTEM))
    }

    async fn authenticate_subscriber(
        &self,
        _: &str,
        _: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        Err(Error::unsupported("authenticate_subscriber", NO_LOGINS).with_system(SYSTEM))
    }

    async fn ticket_kinds(&self, _: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        Err(Error::unsupported("ticket_kinds", NO_KINDS).with_system(SYSTEM))
    }

    async fn payment(&self, id: &InvoiceId) -> Result<PaymentMeans, Error> {
        self.means(id).await
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let Some(customer) = &query.customer else {
            return Err(Error::unsupported("tickets", NO_TICKETS_OF_ALL).with_system(SYSTEM));
        };
        let mut tickets = self.tickets_of(customer).await?;
        tickets.retain(|ticket| query.matches(ticket));
        Ok(tickets)
    }

    async fn open_ticket(&self, new: NewTicket) -> Result<Ticket, Error> {
        self.open(new).await
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        self.unlock(id).await
    }
}

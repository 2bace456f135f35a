//! All subscribers of a directory as one [`Isp`].

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::wire::DocumentText;
use isp_core::{
    Capabilities, Capability, Connection, ConnectionId, Contract, Customer, CustomerCursor,
    CustomerId, CustomerPage, Error, ErrorKind, Invoice, InvoiceId, InvoiceQuery, Isp, NewTicket,
    PaymentMeans, Reach, Secret, SubscriberAuthentication, Ticket, TicketKind, TicketQuery,
    TrustUnlock,
};
use jiff::civil::Date;

use super::owner_cache::{OwnedId, OwnerCache};
use super::{SubscriberDirectory, SubscriberLogin};
use crate::client::Client;
use crate::dialect::SYSTEM;
use crate::isp::{NO_TICKET_DEFAULTS, SubscriberIsp, authenticate, capabilities, customer};
use crate::ticket_defaults::TicketDefaults;

/// How many invoices and connections are remembered with the person that they belong to.
const REMEMBERED_IDS: usize = 100_000;

const NO_LIST: &str = "a directory finds the login of a customer and has no list of them: name the \
    customers, for example with invoices_of_many(…)";

/// Every subscriber of a directory as one [`Isp`], each call under that subscriber's own login.
/// Made by [`Client::isp`].
///
/// For a customer who is not in the directory the error is *out of reach*, never *not found*.
///
/// The portal's ids of invoices and connections do not say which customer they belong to. So
/// [`payment`](Isp::payment) and [`trust_unlock`](Isp::trust_unlock) work for ids that this value
/// or a clone of it has returned from [`invoices`](Isp::invoices) or
/// [`connections`](Isp::connections); 100 000 of them are remembered. For other ids the error is
/// *out of reach* and says what to do. If the customer is known, [`of_customer`](Self::of_customer)
/// works for all ids.
#[derive(Clone)]
pub struct DirectoryIsp {
    client: Client,
    directory: Arc<dyn SubscriberDirectory>,
    ticket_defaults: Option<TicketDefaults>,
    owners: Arc<OwnerCache>,
}

impl Client {
    /// Every subscriber of a directory as one [`Isp`], each call under that subscriber's own login.
    ///
    /// ```
    /// use voalle_portal::{Client, InMemoryDirectory, SubscriberLogin};
    ///
    /// let portal = Client::builder("https://api.example.com.br")
    ///     .credentials("verify token", "client id", "client secret")
    ///     .build()?;
    /// let directory = InMemoryDirectory::new();
    /// directory.insert(10_123, "529.982.247-25".parse().ok(), SubscriberLogin::new("maria",
    /// "senha")); let isp = portal.isp(directory);
    /// # Ok::<(), isp_core::Error>(())
    /// ```
    pub fn isp(&self, directory: impl SubscriberDirectory + 'static) -> DirectoryIsp {
        DirectoryIsp::new(self.clone(), Arc::new(directory))
    }
}

impl DirectoryIsp {
    pub(crate) fn new(client: Client, directory: Arc<dyn SubscriberDirectory>) -> Self {
        let ticket_defaults = client.ticket_defaults();
        let owners = Arc::new(OwnerCache::new(REMEMBERED_IDS));
        Self { client, directory, ticket_defaults, owners }
    }

    /// Lets [`Isp::open_ticket`] open tickets, with other defaults than the client's.
    pub fn with_ticket_defaults(mut self, defaults: TicketDefaults) -> Self {
        self.ticket_defaults = Some(defaults);
        self
    }

    /// One customer of the directory. It answers for this customer only: if the directory has
    /// another person's login here, everything is *out of reach*.
    pub async fn of_customer(&self, id: &CustomerId) -> Result<SubscriberIsp, Error> {
        let person = id.to_number().ok_or_else(not_in_the_directory)?;
        let login = self.directory.by_person(person).await?;
        Ok(self.isp_of(&login.ok_or_else(not_in_the_directory)?))
    }

    /// The customer in whose list this value or a clone of it has last returned the invoice.
    pub fn customer_of_invoice(&self, id: &InvoiceId) -> Option<CustomerId> {
        let owned = id.to_number().map(OwnedId::Invoice)?;
        self.owners.get(owned).map(CustomerId::from)
    }

    fn isp_of(&self, login: &SubscriberLogin) -> SubscriberIsp {
        let isp = self.client.subscriber(login.username.expose(), login.password.expose()).isp();
        match self.ticket_defaults {
            Some(defaults) => isp.with_ticket_defaults(defaults),
            None => isp,
        }
    }

    /// The customer that an id belongs to; `kind` names it in the error.
    async fn of_owner(&self, id: Option<OwnedId>, kind: &str) -> Result<SubscriberIsp, Error> {
        let owner = id.and_then(|id| self.owners.get(id)).ok_or_else(|| {
            let what = format!("it is not known which customer this {kind} belongs to");
            let advice = format!("list the customer's {kind}s first, or use of_customer(…)");
            Error::new(ErrorKind::OutOfReach, what).with_system(SYSTEM).with_advice(advice)
        })?;
        self.of_customer(&owner.into()).await
    }

    fn remember(&self, id: Option<OwnedId>, owner: &CustomerId) {
        if let (Some(id), Some(owner)) = (id, owner.to_number()) {
            self.owners.insert(id, owner);
        }
    }
}

#[async_trait]
impl Isp for DirectoryIsp {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        let mut can = capabilities(Reach::Directory, self.ticket_defaults.is_some());
        can.tickets = Capability::supported_with(
            Reach::Directory,
            "of one customer at a time, since a directory has no list of all tickets; the contract \
             of a ticket is known only if the ticket has a service tag",
        );
        can.customers_page = Capability::unsupported(NO_LIST);
        can.invoices_due = Capability::unsupported(NO_LIST);
        can
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        let logins = self.directory.by_document(document).await?;
        if logins.is_empty() {
            return Err(not_in_the_directory());
        }
        let mut found: Vec<Customer> = Vec::new();
        for login in &logins {
            let person = self.isp_of(login).person().await?;
            let own = person.tx_id.as_ref().and_then(DocumentText::document);
            if own.as_ref() != Some(document) {
                return Err(Error::new(
                    ErrorKind::Configuration,
                    "the directory has another person's login for this document",
                )
                .with_system(SYSTEM)
                .with_advice("correct the directory's entry"));
            }
            let person = customer(person);
            if found.iter().all(|known| known.id != person.id) {
                found.push(person);
            }
        }
        Ok(found)
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        self.of_customer(id).await?.customer(id).await
    }

    async fn customers_page(&self, _after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        Err(Error::unsupported("customers_page", NO_LIST).with_system(SYSTEM))
    }

    /// Also of subscribers who are not in the directory.
    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        authenticate(&self.client.subscriber(login, password.expose())).await
    }

    async fn contracts(&self, id: &CustomerId) -> Result<Vec<Contract>, Error> {
        self.of_customer(id).await?.contracts(id).await
    }

    async fn connections(&self, id: &CustomerId) -> Result<Vec<Connection>, Error> {
        let connections = self.of_customer(id).await?.connections(id).await?;
        for connection in &connections {
            self.remember(connection.id.to_number().map(OwnedId::Connection), id);
        }
        Ok(connections)
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        let id = &query.customer;
        let invoices = self.of_customer(id).await?.invoices(query).await?;
        for invoice in &invoices {
            self.remember(invoice.id.to_number().map(OwnedId::Invoice), id);
        }
        Ok(invoices)
    }

    async fn invoices_due(&self, _due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        Err(Error::unsupported("invoices_due", NO_LIST).with_system(SYSTEM))
    }

    async fn payment(&self, id: &InvoiceId) -> Result<PaymentMeans, Error> {
        let owned = id.to_number().map(OwnedId::Invoice);
        self.of_owner(owned, "invoice").await?.payment(id).await
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        let Some(customer) = &query.customer else {
            let why = "a directory has no list of all tickets: name a customer";
            return Err(Error::unsupported("tickets", why).with_system(SYSTEM));
        };
        self.of_customer(customer).await?.tickets(query).await
    }

    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        self.of_customer(customer).await?.ticket_kinds(customer).await
    }

    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        if self.ticket_defaults.is_none() {
            return Err(Error::unsupported("open_ticket", NO_TICKET_DEFAULTS).with_system(SYSTEM));
        }
        self.of_customer(&ticket.customer).await?.open_ticket(ticket).await
    }

    async fn trust_unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let owned = id.to_number().map(OwnedId::Connection);
        self.of_owner(owned, "connection").await?.trust_unlock(id).await
    }
}

impl fmt::Debug for DirectoryIsp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirectoryIsp").field("client", &self.client).finish_non_exhaustive()
    }
}

fn not_in_the_directory() -> Error {
    Error::new(ErrorKind::OutOfReach, "the directory has no login for this customer")
        .with_system(SYSTEM)
        .with_advice("add the subscriber's login to the directory")
}

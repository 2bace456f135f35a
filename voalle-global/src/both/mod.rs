//! Both APIs of one Voalle ERP as one [`Isp`].

mod same_erp;

use std::ops::RangeInclusive;
use std::sync::Arc;

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::{
    Capabilities, Capability, Connection, ConnectionId, Contract, Customer, CustomerCursor,
    CustomerId, CustomerPage, Error, Invoice, InvoiceId, InvoiceQuery, Isp, NewTicket,
    PaymentMeans, Secret, SubscriberAuthentication, Ticket, TicketKind, TicketQuery, TrustUnlock,
};
use jiff::civil::Date;
use voalle_portal::{DirectoryIsp, SubscriberIsp};

use self::same_erp::SameErp;
use crate::isp::GlobalIsp;

/// Both APIs of one Voalle ERP: the provider-wide one wherever it has an answer, and the customer portal
/// for what only the subscriber's own login tells. Needs the feature `portal`.
///
/// ```
/// use voalle_global::VoalleIsp;
///
/// # fn build() -> Result<VoalleIsp, isp_core::Error> {
/// let global = voalle_global::Client::builder("https://erp.example.com.br")
///     .credentials("client id", "client secret", "syndata")
///     .build()?;
/// let portal = voalle_portal::Client::builder("https://api.example.com.br")
///     .credentials("verify token", "client id", "client secret")
///     .build()?;
/// // Subscribers log in with their own passwords, so the directory may stay empty.
/// let directory = voalle_portal::InMemoryDirectory::new();
/// let voalle = VoalleIsp::new(global.isp(), portal.isp(directory));
/// # Ok(voalle)
/// # }
/// # build().unwrap();
/// ```
///
/// Which API answers is fixed for each operation:
///
/// | operation | API |
/// |---|---|
/// | `customers_by_document`, `customer`, `customers_page` | provider-wide |
/// | `authenticate_subscriber` | portal: nothing else checks a subscriber's password |
/// | `contracts`, `connections` | provider-wide |
/// | `invoices` | provider-wide |
/// | `payment` | provider-wide, which has PIX; of an invoice that only the portal has listed, after the list of its customer's invoices |
/// | `invoices_due` | none: the portal would list those of one subscriber, as if nobody else had any |
/// | `tickets` | provider-wide, of one customer; of all customers none, for the same reason |
/// | `ticket_kinds` | portal, of a customer whose login it has: nobody shows the answer of the other list |
/// | `open_ticket` | provider-wide, with kinds from `ticket_kinds` |
/// | `trust_unlock` | provider-wide |
///
/// **An error never leads to the other API.** Nothing is written twice, and what the integrator is not
/// granted stays an error: the portal would answer for some customers and not for others. What only the
/// portal knows, such as the monthly amount of a contract, comes from its own [`Isp`].
///
/// **Ids are those of the ERP**, the same in both APIs: an id from either may be given to this value. Before
/// it passes an id from one API to the other for the first time, it confirms that both are of the same ERP;
/// otherwise the error is a *configuration* error. So the first login, or the first list of kinds, takes up
/// to two requests more, and a search for the customer if the login's user name is not the document. If you
/// pass on ids from a portal handle of your own, call [`confirm_same_erp`](Self::confirm_same_erp) first.
///
/// Cheap to clone; clones share what is known.
#[derive(Debug, Clone)]
pub struct VoalleIsp {
    global: GlobalIsp,
    portal: PortalIsp,
    same_erp: Arc<SameErp>,
}

/// The portal's side of a [`VoalleIsp`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum PortalIsp {
    /// One subscriber. A login of any subscriber can be checked.
    Subscriber(SubscriberIsp),
    /// All subscribers of a directory. A login of any subscriber can be checked.
    Directory(DirectoryIsp),
}

impl From<SubscriberIsp> for PortalIsp {
    fn from(isp: SubscriberIsp) -> Self {
        Self::Subscriber(isp)
    }
}

impl From<DirectoryIsp> for PortalIsp {
    fn from(isp: DirectoryIsp) -> Self {
        Self::Directory(isp)
    }
}

impl PortalIsp {
    fn isp(&self) -> &dyn Isp {
        match self {
            Self::Subscriber(isp) => isp,
            Self::Directory(isp) => isp,
        }
    }

    /// The only customer whose invoice this may be; `None` where the portal knows of none.
    async fn owner(&self, invoice: &InvoiceId) -> Result<Option<CustomerId>, Error> {
        match self {
            Self::Subscriber(isp) => {
                let page = isp.customers_page(None).await?;
                Ok(page.customers.into_iter().next().map(|customer| customer.id))
            }
            Self::Directory(isp) => Ok(isp.customer_of_invoice(invoice)),
        }
    }
}

const SYSTEM: &str = "Voalle";
const GLOBAL: &str = "provider-wide API";
const PORTAL: &str = "customer portal";
const NO_INVOICES_OF_ALL: &str = "no API has a known list of all customers' invoices by due date; that \
    of one subscriber would look as if nobody else had any";

impl VoalleIsp {
    /// Both APIs of one ERP. Tickets are opened with the [ticket defaults](crate::TicketDefaults) of
    /// `global`.
    pub fn new(global: GlobalIsp, portal: impl Into<PortalIsp>) -> Self {
        Self { global, portal: portal.into(), same_erp: Arc::default() }
    }

    /// Confirms that both APIs are of the same ERP by a customer whose login the portal has: both must show
    /// the same document under this id. Once confirmed nothing is sent any more.
    ///
    /// [`authenticate_subscriber`](Isp::authenticate_subscriber) and
    /// [`ticket_kinds`](Isp::ticket_kinds) confirm it by themselves, the former by the user name, if that is
    /// the document, or the name of who logs in. Call it at the start of a service to learn of a wrong address then.
    ///
    /// # Errors
    ///
    /// *Configuration* if the documents differ, *out of reach* if the portal does not have the customer's
    /// login, and what either API answers.
    pub async fn confirm_same_erp(&self, customer: &CustomerId) -> Result<(), Error> {
        self.same_erp.confirm_by_customer(&self.global, self.portal.isp(), customer).await
    }
}

#[async_trait]
impl Isp for VoalleIsp {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    /// Each note begins with the API that answers.
    fn capabilities(&self) -> Capabilities {
        let (global, portal) = (self.global.capabilities(), self.portal.isp().capabilities());
        let by_global = |capability| by(GLOBAL, capability);
        let by_portal = |capability| by(PORTAL, capability);
        let mut can = Capabilities::default();
        can.customers_by_document = by_global(global.customers_by_document);
        can.customer = by_global(global.customer);
        can.customers_page = by_global(global.customers_page);
        can.authenticate_subscriber = by_portal(portal.authenticate_subscriber);
        can.contracts = by_global(global.contracts);
        can.contracts_of_every_state = by_global(global.contracts_of_every_state);
        can.connections = by_global(global.connections);
        can.invoices = by_global(global.invoices);
        can.paid_invoices = by_global(global.paid_invoices);
        can.invoices_due = Capability::unsupported(NO_INVOICES_OF_ALL);
        can.payment = by_global(global.payment);
        can.tickets = by_global(global.tickets);
        can.ticket_kinds = by_portal(portal.ticket_kinds);
        can.open_ticket = by_global(global.open_ticket);
        can.trust_unlock = by_global(global.trust_unlock);
        can
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        self.global.customers_by_document(document).await
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        self.global.customer(id).await
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        self.global.customers_page(after).await
    }

    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        let answer = self.portal.isp().authenticate_subscriber(login, password).await?;
        if let Some(customer) = answer.customer() {
            // The user name is often the document, by which everything else is found.
            let username = login.parse().ok();
            if let Some(document) = username {
                self.global.suggest_document(&customer.id, document);
            }
            self.same_erp.confirm_by_login(&self.global, customer, username).await?;
        }
        Ok(answer)
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        self.global.contracts(customer).await
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        self.global.connections(customer).await
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.global.invoices(query).await
    }

    async fn invoices_due(&self, _: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        Err(Error::unsupported("invoices_due", NO_INVOICES_OF_ALL).with_system(SYSTEM))
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        if self.global.needs_owner_of(invoice)
            && let Some(owner) = self.portal.owner(invoice).await?
        {
            self.confirm_same_erp(&owner).await?;
            self.global.invoices(&InvoiceQuery::all(owner)).await?;
        }
        self.global.payment(invoice).await
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        self.global.tickets(query).await
    }

    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        self.confirm_same_erp(customer).await?;
        self.portal.isp().ticket_kinds(customer).await
    }

    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        self.global.open_ticket(ticket).await
    }

    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        self.global.trust_unlock(connection).await
    }
}

/// A capability with the API that answers.
fn by(api: &'static str, capability: Capability) -> Capability {
    match capability {
        Capability::Supported { reach, note: None } => Capability::supported_with(reach, api),
        Capability::Supported { reach, note: Some(note) } => {
            Capability::supported_with(reach, format!("{api}: {note}"))
        }
        unsupported => unsupported,
    }
}

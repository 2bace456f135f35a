//! The trait straight over a world.

use std::ops::RangeInclusive;

use async_trait::async_trait;
use jiff::civil::Date;

use super::script::{IspMethod, Script};
use super::world::{SharedWorld, World, WorldTicket};
use crate::brazil::Document;
use crate::capabilities::{Capabilities, Reach};
use crate::error::{Error, ErrorKind};
use crate::isp::Isp;
use crate::model::{
    Connection, ConnectionId, Contract, Customer, CustomerCursor, CustomerId, CustomerPage,
    Invoice, InvoiceId, InvoiceQuery, InvoiceStatus, NewTicket, NextPage, PaymentMeans,
    PaymentProblem, Pdf, SubscriberAuthentication, Ticket, TicketKind, TicketKindId, TicketQuery,
    TrustUnlock,
};
use crate::secret::Secret;

const SYSTEM: &str = "in-memory ISP";

/// How many customers a page has.
const PAGE: usize = 100;

/// An ISP that lives in memory: for the tests of a service that uses `Arc<dyn Isp>`.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), isp_core::Error> {
/// use isp_core::Isp;
/// use isp_core::testing::{InMemoryIsp, World};
///
/// let isp = InMemoryIsp::new(World::example());
/// let found = isp.customers_by_document(&"529.982.247-25".parse().unwrap()).await?;
/// assert_eq!(found.len(), 2);
/// # Ok(())
/// # }
/// ```
///
/// It fails by script. Clones share their world and their script, so that a test keeps one and hands the
/// other to the service.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use isp_core::testing::{InMemoryIsp, IspMethod, World};
/// use isp_core::{Error, ErrorKind, Isp, NewTicket, Outcome};
///
/// let isp = InMemoryIsp::new(World::example());
/// let lost = Error::new(ErrorKind::Timeout, "no answer in time").with_outcome(Outcome::PerhapsDone);
/// isp.lose_next_answer(IspMethod::OpenTicket, lost);
///
/// // The service must not open it again.
/// let error = isp.open_ticket(NewTicket::new(10_123, "Sem conexão", "Desde ontem")).await.unwrap_err();
/// assert_eq!(error.outcome(), Outcome::PerhapsDone);
/// assert_eq!(isp.calls(IspMethod::OpenTicket), 1);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct InMemoryIsp {
    world: SharedWorld,
    script: Script,
}

impl InMemoryIsp {
    /// Shows `world`.
    pub fn new(world: impl Into<SharedWorld>) -> Self {
        Self { world: world.into(), script: Script::default() }
    }

    /// Lets the next call of `method` fail with `error`, before anything is done. Several failures of a
    /// method come in the order in which they were prescribed.
    pub fn fail_next(&self, method: IspMethod, error: Error) {
        self.script.fail_next(method, error);
    }

    /// Lets the next call of `method` take effect and answer `error` all the same, as if the ERP's answer
    /// were lost: for a write that is *perhaps done*.
    pub fn lose_next_answer(&self, method: IspMethod, error: Error) {
        self.script.lose_next_answer(method, error);
    }

    /// Lets every call of `method` fail with `error`, before anything is done, until
    /// [`recover`](Self::recover).
    pub fn fail(&self, method: IspMethod, error: Error) {
        self.script.fail(method, error);
    }

    /// Nothing fails any longer.
    pub fn recover(&self) {
        self.script.recover();
    }

    /// How many calls of `method` there were, failed ones included.
    pub fn calls(&self, method: IspMethod) -> usize {
        self.script.calls(method)
    }

    /// Looks into the world on behalf of one customer, who must exist.
    fn of<T>(
        &self,
        customer: &CustomerId,
        look: impl FnOnce(&World) -> Vec<T>,
    ) -> Result<Vec<T>, Error> {
        self.world.with(|world| {
            world.customer_by_id(customer).map(|_| look(world)).ok_or_else(|| no_such("customer"))
        })
    }
}

#[async_trait]
impl Isp for InMemoryIsp {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::all(Reach::WholeBase)
    }

    async fn customers_by_document(&self, document: &Document) -> Result<Vec<Customer>, Error> {
        self.script.run(IspMethod::CustomersByDocument, || {
            Ok(self.world.with(|world| {
                let same = |known: &&Customer| known.document.as_ref() == Some(document);
                world.customers.iter().filter(same).cloned().collect()
            }))
        })
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        self.script.run(IspMethod::Customer, || {
            Ok(self.world.with(|world| world.customer_by_id(id).cloned()))
        })
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        self.script.run(IspMethod::CustomersPage, || {
            // The cursor is the number of customers before the page.
            let first = match after {
                None => 0,
                Some(cursor) => cursor.as_str().parse().map_err(|_| {
                    Error::invalid_input("not a cursor of this ISP").with_system(SYSTEM)
                })?,
            };
            Ok(self.world.with(|world| {
                let customers: Vec<_> =
                    world.customers.iter().skip(first).take(PAGE).cloned().collect();
                let end = first.saturating_add(customers.len());
                let next = if end < world.customers.len() {
                    NextPage::After(CustomerCursor::new(end.to_string()))
                } else {
                    NextPage::End
                };
                CustomerPage::new(customers, next)
            }))
        })
    }

    async fn authenticate_subscriber(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        self.script.run(IspMethod::AuthenticateSubscriber, || {
            if login.is_empty() || password.is_empty() {
                let what = "user name and password are needed";
                return Err(Error::invalid_input(what).with_system(SYSTEM));
            }
            Ok(self.world.with(|world| {
                let mut logins = world.logins.iter();
                let known = logins
                    .find(|known| known.username == login && known.password == password.expose());
                let customer = known.and_then(|known| world.customer_by_id(&known.customer));
                match customer {
                    Some(customer) => {
                        SubscriberAuthentication::Confirmed(Box::new(customer.clone()))
                    }
                    None => SubscriberAuthentication::Refused,
                }
            }))
        })
    }

    async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
        self.script.run(IspMethod::Contracts, || {
            self.of(customer, |world| world.contracts.of_customer(customer).cloned().collect())
        })
    }

    async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
        self.script.run(IspMethod::Connections, || {
            self.of(customer, |world| {
                let connections = world.connections.of_customer(customer);
                connections.map(|known| known.connection.clone()).collect()
            })
        })
    }

    async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        self.script.run(IspMethod::Invoices, || {
            query.check().map_err(|error| error.with_system(SYSTEM))?;
            self.of(&query.customer, |world| {
                let own = world.invoices.of_customer(&query.customer).map(|known| &known.invoice);
                own.filter(|invoice| query.matches(invoice)).cloned().collect()
            })
        })
    }

    async fn invoices_due(&self, due: RangeInclusive<Date>) -> Result<Vec<Invoice>, Error> {
        self.script.run(IspMethod::InvoicesDue, || {
            if due.is_empty() {
                let what = "the period of due dates is empty";
                return Err(Error::invalid_input(what).with_system(SYSTEM));
            }
            Ok(self.world.with(|world| {
                let invoices = world.invoices.iter().map(|known| &known.invoice);
                let wanted = |invoice: &&Invoice| {
                    invoice.status == InvoiceStatus::Open && due.contains(&invoice.due)
                };
                invoices.filter(wanted).cloned().collect()
            }))
        })
    }

    async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
        self.script.run(IspMethod::Payment, || {
            self.world.with(|world| {
                let known = world.invoice_by_id(invoice).ok_or_else(|| no_such("invoice"))?;
                let mut means = PaymentMeans::new(invoice.clone());
                means.status.clone_from(&known.invoice.status);
                // The line of a settled invoice is still valid at the bank.
                if means.status == InvoiceStatus::Open {
                    means.line.clone_from(&known.line);
                    means.pix.clone_from(&known.pix);
                    means.pdf = Some(Pdf::Bytes(known.pdf()));
                    means.updated_amount = known.invoice.amount.checked_add(known.late_fee);
                    let given = [("line", known.line.is_some()), ("PIX", known.pix.is_some())];
                    let missing = given.into_iter().filter(|(_, is_given)| !is_given);
                    means.problems.extend(missing.map(|(what, _)| PaymentProblem::not_given(what)));
                }
                Ok(means)
            })
        })
    }

    async fn pdf(&self, pdf: &Pdf) -> Result<Vec<u8>, Error> {
        self.script.run(IspMethod::Pdf, || match pdf {
            Pdf::Bytes(bytes) => Ok(bytes.clone()),
            Pdf::Link(_) => Err(no_such("PDF behind a link")),
        })
    }

    async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
        self.script.run(IspMethod::Tickets, || {
            Ok(self.world.with(|world| {
                let tickets = world.tickets.iter().map(shown);
                tickets.filter(|ticket| query.matches(ticket)).collect()
            }))
        })
    }

    async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
        self.script
            .run(IspMethod::TicketKinds, || self.of(customer, |world| world.ticket_kinds.clone()))
    }

    async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
        self.script.run(IspMethod::OpenTicket, || {
            let opened = self.world.with(|world| {
                let is_known =
                    |kind: &TicketKindId| world.ticket_kinds.iter().any(|known| known.id == *kind);
                if !ticket.kind.as_ref().is_none_or(is_known) {
                    return Err(no_such("kind of ticket"));
                }
                world.open_ticket(&ticket)
            });
            opened.map(|opened| shown(&opened)).map_err(|error| error.with_system(SYSTEM))
        })
    }

    async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
        self.script.run(IspMethod::TrustUnlock, || {
            self.world
                .with(|world| world.trust_unlock(connection))
                .ok_or_else(|| no_such("connection"))
        })
    }
}

fn shown(known: &WorldTicket) -> Ticket {
    let mut ticket = known.ticket.clone();
    ticket.protocol = Some(known.number.to_string());
    ticket
}

fn no_such(what: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no such {what}")).with_system(SYSTEM)
}

//! Conveniences over any [`Isp`].

use std::future::Future;
use std::sync::Arc;

use futures_core::Stream;
use futures_util::future::{join, join3};
use futures_util::stream::{self, StreamExt};
use jiff::civil::Date;

use crate::capabilities::Reach;
use crate::error::Error;
use crate::isp::Isp;
use crate::model::{
    Connection, Contract, Customer, CustomerId, CustomerOverview, Invoice, InvoiceOverview,
    OverviewParts, Ticket, TicketQuery,
};

/// How many payments [`IspExt::overview`] asks for at once.
const PAYMENTS_AT_ONCE: usize = 4;

/// Conveniences that every [`Isp`] has, also behind `Arc<dyn Isp>`.
pub trait IspExt: Isp {
    /// A customer's overdue invoices on the day `today`, by due date.
    fn overdue(
        &self,
        customer: &CustomerId,
        today: Date,
    ) -> impl Future<Output = Result<Vec<Invoice>, Error>> + Send {
        async move {
            let mut invoices = self.invoices(customer).await?;
            invoices.retain(|invoice| invoice.is_overdue(today));
            invoices.sort_by_key(|invoice| invoice.due);
            Ok(invoices)
        }
    }

    /// Contracts, connections and unpaid invoices of one customer, and the `parts` that were asked
    /// for. A part that could not be read holds its error and does not hide the others.
    ///
    /// ```no_run
    /// # async fn run(isp: std::sync::Arc<dyn isp_core::Isp>, customer: isp_core::Customer) {
    /// use isp_core::{IspExt, OverviewParts};
    ///
    /// let overview = isp.overview(customer, OverviewParts::basic().with_payments()).await;
    /// # }
    /// ```
    fn overview(
        &self,
        customer: Customer,
        parts: OverviewParts,
    ) -> impl Future<Output = CustomerOverview> + Send {
        async move {
            let own_tickets = async {
                if parts.tickets {
                    let query = TicketQuery::of_customer(customer.id.clone());
                    Some(self.tickets(&query).await)
                } else {
                    None
                }
            };
            let (mut overview, tickets) =
                join(overview_without_tickets(self, customer.clone(), parts), own_tickets).await;
            overview.tickets = tickets;
            overview
        }
    }

    /// The unpaid invoices of many customers, at most `at_once` of them asked for at the same time,
    /// each answer with its customer as it comes.
    ///
    /// ```no_run
    /// # async fn run(isp: std::sync::Arc<dyn isp_core::Isp>, ids: Vec<isp_core::CustomerId>) {
    /// use futures_util::StreamExt;
    /// use isp_core::IspExt;
    ///
    /// let mut debts = std::pin::pin!(isp.invoices_of_many(ids, 8));
    /// while let Some((customer, invoices)) = debts.next().await {
    ///     match invoices {
    ///         Ok(invoices) => println!("{customer}: {} unpaid", invoices.len()),
    ///         Err(error) => println!("{customer}: could not read: {error}"),
    ///     }
    /// }
    /// # }
    /// ```
    fn invoices_of_many(
        &self,
        customers: Vec<CustomerId>,
        at_once: usize,
    ) -> impl Stream<Item = (CustomerId, Result<Vec<Invoice>, Error>)> + Send {
        stream::iter(customers)
            .map(move |id| async move {
                let invoices = self.invoices(&id).await;
                (id, invoices)
            })
            .buffer_unordered(at_once.max(1))
    }

    /// The overviews of many customers, at most `at_once` at the same time, as they come. Where the
    /// ERP lists everybody's tickets, they are read once and shared out.
    fn overviews(
        &self,
        customers: Vec<Customer>,
        parts: OverviewParts,
        at_once: usize,
    ) -> impl Stream<Item = CustomerOverview> + Send {
        let one_list = self.capabilities().tickets.reach() == Some(Reach::WholeBase);
        let shared = async move {
            if parts.tickets && one_list {
                Some(self.tickets(&TicketQuery::default()).await)
            } else {
                None
            }
        };
        stream::once(shared).flat_map(move |everybodys| {
            let everybodys = everybodys.map(Arc::new);
            let own_parts =
                OverviewParts { tickets: parts.tickets && everybodys.is_none(), ..parts };
            stream::iter(customers.clone())
                .map(move |customer| {
                    let everybodys = everybodys.clone();
                    async move {
                        let id = customer.id.clone();
                        let mut overview = self.overview(customer, own_parts).await;
                        if let Some(everybodys) = everybodys {
                            overview.tickets = Some(tickets_of(&id, &everybodys));
                        }
                        overview
                    }
                })
                .buffer_unordered(at_once.max(1))
        })
    }
}

impl<T: Isp + ?Sized> IspExt for T {}

async fn overview_without_tickets<T: Isp + ?Sized>(
    isp: &T,
    customer: Customer,
    parts: OverviewParts,
) -> CustomerOverview {
    let id = &customer.id;
    let (contracts, mut connections, invoices) =
        join3(isp.contracts(id), isp.connections(id), invoices(isp, id, parts)).await;
    if let (Ok(contracts), Ok(connections)) = (&contracts, &mut connections) {
        fill_in_plans(connections, contracts);
    }
    CustomerOverview { customer, contracts, connections, invoices, tickets: None }
}

fn fill_in_plans(connections: &mut [Connection], contracts: &[Contract]) {
    for connection in connections.iter_mut().filter(|connection| connection.plan.is_none()) {
        let own = contracts.iter().find(|known| connection.contract.as_ref() == Some(&known.id));
        connection.plan = own.and_then(|contract| contract.plan.clone());
    }
}

async fn invoices<T: Isp + ?Sized>(
    isp: &T,
    customer: &CustomerId,
    parts: OverviewParts,
) -> Result<Vec<InvoiceOverview>, Error> {
    let mut invoices = isp.invoices(customer).await?;
    invoices.sort_by_key(|invoice| invoice.due);
    let overviews = stream::iter(invoices)
        .map(|invoice| async move {
            let payment = if parts.payments { Some(isp.payment(&invoice.id).await) } else { None };
            InvoiceOverview { invoice, payment }
        })
        .buffered(PAYMENTS_AT_ONCE);
    Ok(overviews.collect().await)
}

fn tickets_of(
    customer: &CustomerId,
    everybodys: &Result<Vec<Ticket>, Error>,
) -> Result<Vec<Ticket>, Error> {
    match everybodys {
        Ok(tickets) => {
            Ok(tickets.iter().filter(|ticket| ticket.customer == *customer).cloned().collect())
        }
        Err(error) => Err(error.clone()),
    }
}

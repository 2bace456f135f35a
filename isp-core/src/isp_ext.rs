//! Conveniences over any [`Isp`].

use std::future::Future;

use futures_core::Stream;
use futures_util::future::join4;
use futures_util::stream::{self, StreamExt};
use jiff::civil::Date;

use crate::error::Error;
use crate::isp::Isp;
use crate::model::{Customer, CustomerId, CustomerOverview, Invoice, InvoiceOverview, TicketQuery};

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

    /// Everything about one customer: contracts, connections, unpaid invoices with their means of
    /// payment, tickets. A part that could not be read says so and does not hide the others.
    fn overview(&self, customer: Customer) -> impl Future<Output = CustomerOverview> + Send {
        async move {
            let id = customer.id.clone();
            let query = TicketQuery::of_customer(id.clone());
            let (contracts, connections, invoices, tickets) = join4(
                self.contracts(&id),
                self.connections(&id),
                invoices_with_payment(self, &id),
                self.tickets(&query),
            )
            .await;
            CustomerOverview { customer, contracts, connections, invoices, tickets }
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

    /// The overviews of many customers, at most `at_once` at the same time, as they come.
    fn overviews(
        &self,
        customers: Vec<Customer>,
        at_once: usize,
    ) -> impl Stream<Item = CustomerOverview> + Send {
        stream::iter(customers)
            .map(move |customer| self.overview(customer))
            .buffer_unordered(at_once.max(1))
    }
}

impl<T: Isp + ?Sized> IspExt for T {}

async fn invoices_with_payment<T: Isp + ?Sized>(
    isp: &T,
    customer: &CustomerId,
) -> Result<Vec<InvoiceOverview>, Error> {
    let mut invoices = isp.invoices(customer).await?;
    invoices.sort_by_key(|invoice| invoice.due);
    let with_payment = stream::iter(invoices)
        .map(|invoice| async move {
            let payment = isp.payment(&invoice.id).await;
            InvoiceOverview { invoice, payment }
        })
        .buffered(PAYMENTS_AT_ONCE);
    Ok(with_payment.collect().await)
}

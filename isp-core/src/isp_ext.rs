//! Conveniences over any [`Isp`].

use std::future::Future;
use std::ops::Range;

use futures_util::future::{join, join3};
use futures_util::stream::{self, StreamExt};
use jiff::civil::Date;

use crate::error::Error;
use crate::isp::Isp;
use crate::model::{
    Connection, Contract, Customer, CustomerId, CustomerOverview, Invoice, InvoiceOverview,
    InvoiceQuery, OverviewParts, TicketQuery,
};
use crate::sweep::{self, CustomerInvoices, Sweep, SweepOptions};

/// How many payments [`IspExt::overview`] asks for at once.
const PAYMENTS_AT_ONCE: usize = 4;

/// Conveniences that every [`Isp`] has, also behind `Arc<dyn Isp>`.
pub trait IspExt: Isp {
    /// What a customer owes: the unpaid invoices, due or not yet due. An empty list means that the
    /// customer owes nothing. [`Isp::invoices`] also reads paid ones and periods.
    #[doc(alias("faturas em aberto", "faturas pendentes", "débitos", "debitos"))]
    fn unpaid_invoices(
        &self,
        customer: &CustomerId,
    ) -> impl Future<Output = Result<Vec<Invoice>, Error>> + Send {
        async move { self.invoices(&InvoiceQuery::unpaid(customer.clone())).await }
    }

    /// A customer's overdue invoices on the day `today`, by due date.
    #[doc(alias("faturas vencidas", "faturas em atraso"))]
    fn overdue(
        &self,
        customer: &CustomerId,
        today: Date,
    ) -> impl Future<Output = Result<Vec<Invoice>, Error>> + Send {
        async move {
            let mut invoices = self.unpaid_invoices(customer).await?;
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
    #[doc(alias("resumo do cliente"))]
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

    /// Every customer that the login reaches, page by page.
    #[doc(alias("todos os clientes"))]
    fn all_customers(&self, options: SweepOptions) -> Sweep<'_, Customer> {
        sweep::all_customers(self, options)
    }

    /// The overview of every customer. Where the ERP lists everybody's tickets, they are read once and
    /// shared out.
    fn overviews_of_all(
        &self,
        parts: OverviewParts,
        options: SweepOptions,
    ) -> Sweep<'_, CustomerOverview> {
        sweep::overviews_of_all(self, parts, options)
    }

    /// The overviews of these customers; the same as [`overviews_of_all`](Self::overviews_of_all).
    fn overviews_of_many(
        &self,
        customers: Vec<Customer>,
        parts: OverviewParts,
        options: SweepOptions,
    ) -> Sweep<'_, CustomerOverview> {
        sweep::overviews_of_many(self, customers, parts, options)
    }

    /// The unpaid invoices of every customer, one call for each.
    fn invoices_of_all(&self, options: SweepOptions) -> Sweep<'_, CustomerInvoices> {
        sweep::invoices_of_all(self, options)
    }

    /// The unpaid invoices of these customers, one call for each.
    ///
    /// ```no_run
    /// # async fn run(isp: std::sync::Arc<dyn isp_core::Isp>, ids: Vec<isp_core::CustomerId>)
    /// #     -> Result<(), isp_core::Error> {
    /// use isp_core::IspExt;
    /// use isp_core::sweep::SweepOptions;
    ///
    /// let mut debts = isp.invoices_of_many(ids, SweepOptions::at_once(8));
    /// while let Some(debt) = debts.next().await {
    ///     let debt = debt?;
    ///     match debt.invoices {
    ///         Ok(invoices) => println!("{}: {} unpaid", debt.customer, invoices.len()),
    ///         Err(error) => println!("{}: could not read: {error}", debt.customer),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn invoices_of_many(
        &self,
        customers: Vec<CustomerId>,
        options: SweepOptions,
    ) -> Sweep<'_, CustomerInvoices> {
        sweep::invoices_of_many(self, customers, options)
    }

    /// The overdue invoices of every customer, with a due date in `due`: from its first day to the day
    /// before its end, which is today. Each invoice comes once.
    ///
    /// If the ERP lists [everybody's invoices](Isp::invoices_due), there is one call for each due date,
    /// and a customer comes once for each of them: add them up. Otherwise, or
    /// [if wanted](SweepOptions::customer_by_customer), there is one call for each customer, who comes
    /// once. A customer who does not come had no such invoice in the answers; only those to a call for
    /// that customer prove that nothing is owed. An invoice that is listed with two due dates is an
    /// error of its customer.
    ///
    /// ```no_run
    /// # async fn run(isp: std::sync::Arc<dyn isp_core::Isp>) -> Result<(), isp_core::Error> {
    /// use isp_core::IspExt;
    /// use isp_core::jiff::civil::date;
    /// use isp_core::sweep::SweepOptions;
    ///
    /// let today = date(2026, 9, 10);
    /// let mut overdue = isp.overdue_of_all(date(2026, 1, 1)..today, SweepOptions::default());
    /// while let Some(debt) = overdue.next().await {
    ///     let debt = debt?;
    ///     println!("{}: {:?}", debt.customer, debt.invoices);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("inadimplentes", "inadimplência", "inadimplencia"))]
    fn overdue_of_all(
        &self,
        due: Range<Date>,
        options: SweepOptions,
    ) -> Sweep<'_, CustomerInvoices> {
        sweep::overdue_of_all(self, due, options)
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
    let mut invoices = isp.unpaid_invoices(customer).await?;
    invoices.sort_by_key(|invoice| invoice.due);
    let overviews = stream::iter(invoices)
        .map(|invoice| async move {
            let payment = if parts.payments { Some(isp.payment(&invoice.id).await) } else { None };
            InvoiceOverview { invoice, payment }
        })
        .buffered(PAYMENTS_AT_ONCE);
    Ok(overviews.collect().await)
}

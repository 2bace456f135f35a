//! Sweeps of overviews.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::{BoxFuture, FutureExt, Shared};

use super::customers::{of_all, of_many};
use super::options::SweepOptions;
use super::stream::Sweep;
use super::unit::{Part, Unit};
use crate::capabilities::Reach;
use crate::error::Error;
use crate::isp::Isp;
use crate::isp_ext::IspExt;
use crate::model::{Customer, CustomerId, CustomerOverview, OverviewParts, Ticket, TicketQuery};

pub(crate) fn overviews_of_all<I: Isp + ?Sized>(
    isp: &I,
    parts: OverviewParts,
    options: SweepOptions,
) -> Sweep<'_, CustomerOverview> {
    of_all(isp, options, unit_of_overview(isp, parts))
}

pub(crate) fn overviews_of_many<I: Isp + ?Sized>(
    isp: &I,
    customers: Vec<Customer>,
    parts: OverviewParts,
    options: SweepOptions,
) -> Sweep<'_, CustomerOverview> {
    of_many(customers, options, unit_of_overview(isp, parts))
}

fn unit_of_overview<'a, I: Isp + ?Sized>(
    isp: &'a I,
    parts: OverviewParts,
) -> impl Fn(Customer) -> Unit<'a, CustomerOverview> + Send + Sync + 'a {
    let one_list = isp.capabilities().tickets.reach() == Some(Reach::WholeBase);
    let everybodys = (parts.tickets && one_list).then(|| everybodys_tickets(isp));
    let own_parts = OverviewParts { tickets: parts.tickets && !one_list, ..parts };
    move |customer| {
        let everybodys = everybodys.clone();
        Unit {
            key: customer.id.as_str().into(),
            work: Box::pin(async move {
                // It is read once, by the first customer.
                let tickets = match everybodys {
                    Some(everybodys) => Some(tickets_of(&customer.id, &everybodys.await)),
                    None => None,
                };
                let mut overview = isp.overview(customer, own_parts).await;
                if tickets.is_some() {
                    overview.tickets = tickets;
                }
                Ok(Part::only(overview))
            }),
        }
    }
}

type Tickets = Arc<Result<HashMap<CustomerId, Vec<Ticket>>, Error>>;

fn everybodys_tickets<I: Isp + ?Sized>(isp: &I) -> Shared<BoxFuture<'_, Tickets>> {
    let read: BoxFuture<'_, Tickets> = Box::pin(async move {
        let tickets = isp.tickets(&TicketQuery::default()).await;
        Arc::new(tickets.map(|tickets| {
            let mut by_customer: HashMap<_, Vec<_>> = HashMap::new();
            for ticket in tickets {
                by_customer.entry(ticket.customer.clone()).or_default().push(ticket);
            }
            by_customer
        }))
    });
    read.shared()
}

fn tickets_of(customer: &CustomerId, everybodys: &Tickets) -> Result<Vec<Ticket>, Error> {
    match &**everybodys {
        Ok(by_customer) => Ok(by_customer.get(customer).cloned().unwrap_or_default()),
        Err(error) => Err(error.clone()),
    }
}

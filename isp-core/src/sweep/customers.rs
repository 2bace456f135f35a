//! Sweeps with one unit of work for each customer.

use std::sync::Arc;

use futures_util::future::{BoxFuture, ready};
use serde::Serialize;

use super::cursor::SweptList;
use super::options::SweepOptions;
use super::stream::Sweep;
use super::unit::{Part, Unit, UnitPage};
use crate::error::Error;
use crate::isp::Isp;
use crate::isp_ext::IspExt;
use crate::model::part::ok_or_error;
use crate::model::{Customer, CustomerCursor, CustomerId, Invoice, NextPage};

/// The unpaid or overdue invoices of one customer.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct CustomerInvoices {
    /// Whose they are.
    pub customer: CustomerId,
    /// The invoices, or why they could not be read.
    #[serde(serialize_with = "ok_or_error")]
    pub invoices: Result<Vec<Invoice>, Error>,
}

impl CustomerInvoices {
    /// What was read of a customer.
    pub fn new(customer: CustomerId, invoices: Result<Vec<Invoice>, Error>) -> Self {
        Self { customer, invoices }
    }
}

pub(crate) fn all_customers<I: Isp + ?Sized>(
    isp: &I,
    options: SweepOptions,
) -> Sweep<'_, Customer> {
    of_all(isp, without_spacing(options), |customer| Unit {
        key: customer.id.as_str().into(),
        work: Box::pin(ready(Ok(Part::only(customer)))),
    })
}

/// Nothing is sent for a customer whose page was read.
#[allow(unused_mut, reason = "there is spacing only with the feature http")]
fn without_spacing(mut options: SweepOptions) -> SweepOptions {
    #[cfg(feature = "http")]
    {
        options.spacing = std::time::Duration::ZERO;
    }
    options
}

pub(crate) fn invoices_of_all<I: Isp + ?Sized>(
    isp: &I,
    options: SweepOptions,
) -> Sweep<'_, CustomerInvoices> {
    of_all(isp, options, move |customer| unit_of_invoices(isp, customer.id))
}

pub(crate) fn invoices_of_many<I: Isp + ?Sized>(
    isp: &I,
    customers: Vec<CustomerId>,
    options: SweepOptions,
) -> Sweep<'_, CustomerInvoices> {
    of_many(customers, options, move |customer| unit_of_invoices(isp, customer))
}

fn unit_of_invoices<I: Isp + ?Sized>(isp: &I, customer: CustomerId) -> Unit<'_, CustomerInvoices> {
    Unit {
        key: customer.as_str().into(),
        work: Box::pin(async move {
            let invoices = isp.unpaid_invoices(&customer).await;
            Ok(Part::only(CustomerInvoices { customer, invoices }))
        }),
    }
}

/// One unit for each customer of the ERP.
pub(super) fn of_all<'a, I: Isp + ?Sized, T: Send + 'a>(
    isp: &'a I,
    options: SweepOptions,
    unit: impl Fn(Customer) -> Unit<'a, T> + Send + Sync + 'a,
) -> Sweep<'a, T> {
    let unit = Arc::new(unit);
    Sweep::new(SweptList::AllCustomers, options, move |after: Option<CustomerCursor>| {
        let unit = Arc::clone(&unit);
        let read: BoxFuture<'a, _> = Box::pin(async move {
            let page = isp.customers_page(after.as_ref()).await?;
            let units = page.customers.into_iter().map(|customer| unit(customer)).collect();
            Ok(UnitPage { units, next: page.next })
        });
        read
    })
}

/// One unit for each of these.
pub(super) fn of_many<'a, C: Send + 'a, T: Send + 'a>(
    customers: Vec<C>,
    options: SweepOptions,
    unit: impl Fn(C) -> Unit<'a, T> + Send + 'a,
) -> Sweep<'a, T> {
    let mut customers = Some(customers);
    Sweep::new(SweptList::GivenCustomers, options, move |_| {
        let units = customers.take().unwrap_or_default().into_iter().map(&unit).collect();
        Box::pin(ready(Ok(UnitPage { units, next: NextPage::End })))
    })
}

//! The overdue invoices of all customers.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::{BoxFuture, ready};
use jiff::civil::Date;

use super::cursor::SweptList;
use super::customers::{CustomerInvoices, of_all};
use super::options::SweepOptions;
use super::stream::Sweep;
use super::unit::{Part, Unit, UnitPage};
use crate::capabilities::Reach;
use crate::error::{Error, ErrorKind};
use crate::isp::Isp;
use crate::isp_ext::IspExt;
use crate::model::{CustomerCursor, CustomerId, Invoice, InvoiceId, NextPage};

/// How many due dates make a page: a cursor in it names at most so many of them.
const DAYS_IN_A_PAGE: usize = 32;

pub(crate) fn overdue_of_all<I: Isp + ?Sized>(
    isp: &I,
    due: Range<Date>,
    options: SweepOptions,
) -> Sweep<'_, CustomerInvoices> {
    let by_due_date = if let Some(cursor) = &options.resume_from {
        cursor.list == SweptList::DueDates
    } else {
        let can = isp.capabilities().invoices_due;
        can.reach() == Some(Reach::WholeBase) && !options.customer_by_customer
    };
    if by_due_date || due.is_empty() {
        of_due_dates(isp, due, options)
    } else {
        of_all(isp, options, move |customer| unit_of_customer(isp, customer.id, due.clone()))
    }
}

/// A customer's overdue invoices by due date; no item if there are none.
fn unit_of_customer<I: Isp + ?Sized>(
    isp: &I,
    customer: CustomerId,
    due: Range<Date>,
) -> Unit<'_, CustomerInvoices> {
    Unit {
        key: customer.as_str().into(),
        work: Box::pin(async move {
            let invoices = isp.unpaid_invoices(&customer).await.map(|mut invoices| {
                invoices.retain(|invoice| is_overdue_in(&due, invoice));
                invoices.sort_by_key(|invoice| invoice.due);
                invoices
            });
            if matches!(&invoices, Ok(none) if none.is_empty()) {
                return Ok(Vec::new());
            }
            Ok(Part::only(CustomerInvoices { customer, invoices }))
        }),
    }
}

fn is_overdue_in(due: &Range<Date>, invoice: &Invoice) -> bool {
    due.contains(&invoice.due) && invoice.is_overdue(due.end)
}

/// Day by day, each with one call for everybody.
fn of_due_dates<I: Isp + ?Sized>(
    isp: &I,
    due: Range<Date>,
    options: SweepOptions,
) -> Sweep<'_, CustomerInvoices> {
    let listed = Arc::new(Listed::default());
    Sweep::new(SweptList::DueDates, options, move |after| {
        let page = due_dates(&due, after.as_ref()).map(|(days, next)| {
            let unit = |day| unit_of_due_date(isp, day, Arc::clone(&listed));
            UnitPage { units: days.into_iter().map(unit).collect(), next }
        });
        Box::pin(ready(page))
    })
}

/// The due dates of a page. The cursor is the last date before it.
fn due_dates(
    due: &Range<Date>,
    after: Option<&CustomerCursor>,
) -> Result<(Vec<Date>, NextPage), Error> {
    if due.is_empty() {
        return Err(Error::invalid_input("the period of due dates is empty"));
    }
    let first = match after {
        None => Some(due.start),
        Some(cursor) => {
            let last_before: Result<Date, _> = cursor.as_str().parse();
            let last_before =
                last_before.map_err(|_| Error::invalid_input("the cursor is not a due date"))?;
            last_before.tomorrow().ok()
        }
    };
    let days = std::iter::successors(first, |day| day.tomorrow().ok());
    let days: Vec<_> = days.take_while(|day| *day < due.end).take(DAYS_IN_A_PAGE).collect();
    let next = match days.last() {
        Some(last) if days.len() == DAYS_IN_A_PAGE => {
            NextPage::After(CustomerCursor::new(last.to_string()))
        }
        _ => NextPage::End,
    };
    Ok((days, next))
}

/// Everybody's invoices with one due date, a part for each customer.
fn unit_of_due_date<I: Isp + ?Sized>(
    isp: &I,
    day: Date,
    listed: Arc<Listed>,
) -> Unit<'_, CustomerInvoices> {
    let work: BoxFuture<'_, _> = Box::pin(async move {
        let mut invoices = isp.invoices_due(day..=day).await?;
        if invoices.iter().any(|invoice| invoice.due != day) {
            let what = "the answer has invoices with another due date";
            return Err(Error::new(ErrorKind::NotUnderstood, what)
                .with_system(isp.system())
                .with_operation("invoices_due"));
        }
        let today = day.tomorrow().unwrap_or(day);
        invoices.retain(|invoice| invoice.is_overdue(today));
        Ok(by_customer(invoices)
            .into_iter()
            .map(|(customer, invoices)| {
                let invoices = listed.each_on_one_day(invoices);
                let invoices = invoices.map_err(|error| error.with_system(isp.system()));
                Part {
                    key: customer.as_str().into(),
                    item: CustomerInvoices { customer, invoices },
                }
            })
            .collect())
    });
    Unit { key: day.to_string().into(), work }
}

/// The invoices of each customer, in the order of the first.
fn by_customer(invoices: Vec<Invoice>) -> Vec<(CustomerId, Vec<Invoice>)> {
    let mut places = HashMap::new();
    let mut groups: Vec<(CustomerId, Vec<Invoice>)> = Vec::new();
    for invoice in invoices {
        let place = *places.entry(invoice.customer.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, own)) => own.push(invoice),
            None => groups.push((invoice.customer.clone(), vec![invoice])),
        }
    }
    groups
}

/// The due date with which each invoice was listed. A server that ignores the period would list each
/// of them with every date.
#[derive(Default)]
struct Listed(Mutex<HashMap<InvoiceId, Date>>);

impl Listed {
    fn each_on_one_day(&self, invoices: Vec<Invoice>) -> Result<Vec<Invoice>, Error> {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for invoice in &invoices {
            if *listed.entry(invoice.id.clone()).or_insert(invoice.due) != invoice.due {
                let what = format!("invoice {} is listed with two due dates", invoice.id);
                return Err(Error::new(ErrorKind::NotUnderstood, what)
                    .with_operation("invoices_due")
                    .with_advice("read this customer's invoices by themselves"));
            }
        }
        Ok(invoices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pages_of_due_dates_have_no_gap_and_end_before_today() {
        let due = date(2026, 1, 1)..date(2026, 3, 7);
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let (days, next) = due_dates(&due, after.as_ref()).unwrap();
            all.extend(days);
            match next {
                NextPage::After(cursor) => after = Some(cursor),
                _ => break,
            }
        }
        assert_eq!(all.len(), 65);
        assert_eq!((all[0], all[64]), (date(2026, 1, 1), date(2026, 3, 6)));
        assert!(all.windows(2).all(|two| two[0].tomorrow().unwrap() == two[1]));
    }

    #[test]
    fn the_last_possible_day_ends_the_list() {
        let (days, next) = due_dates(&(date(9999, 12, 30)..Date::MAX), None).unwrap();
        assert_eq!((days, next), (vec![date(9999, 12, 30)], NextPage::End));
        let after = CustomerCursor::new(Date::MAX.to_string());
        let (days, _) = due_dates(&(date(9999, 12, 30)..Date::MAX), Some(&after)).unwrap();
        assert!(days.is_empty());
    }

    #[test]
    fn an_empty_period_is_refused() {
        assert!(due_dates(&(date(2026, 1, 2)..date(2026, 1, 2)), None).is_err());
        let other = CustomerCursor::new("mk-code:1:0");
        assert!(due_dates(&(date(2026, 1, 1)..date(2026, 1, 2)), Some(&other)).is_err());
    }
}

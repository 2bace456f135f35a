//! Questions about all customers at once.

use jiff::ToSpan;

use super::{Conformance, Verdict, answer, check, fail, same, same_customer};
use crate::capabilities::Reach;
use crate::isp::Isp;
use crate::model::{CustomerCursor, CustomerId, Invoice, InvoiceStatus, NextPage};

/// A list of customers with more pages than this does not end.
const MOST_PAGES: usize = 10_000;

impl Conformance {
    pub(super) async fn all_customers_are_listed_once(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "all customers are listed, each once, also from any cursor on";
        let mut found: Vec<CustomerId> = Vec::new();
        // Each cursor with how many customers came before it.
        let mut cursors: Vec<(CustomerCursor, usize)> = Vec::new();
        loop {
            let after = cursors.last().map(|(cursor, _)| cursor.clone());
            let page = answer(Q, isp.customers_page(after.as_ref()).await)?;
            for customer in &page.customers {
                let known = self.world.with(|world| world.customer_by_id(&customer.id).cloned());
                let Some(known) = known else {
                    return Err(fail(Q, format!("{} is not in the world", customer.id)));
                };
                same_customer(Q, customer, &known)?;
                found.push(customer.id.clone());
            }
            let NextPage::After(cursor) = page.next else { break };
            check(Q, cursors.len() < MOST_PAGES, || "the list does not end".into())?;
            cursors.push((cursor, found.len()));
        }
        for (cursor, before) in cursors.iter().rev().take(2) {
            let rest = answer(Q, isp.customers_page(Some(cursor)).await)?;
            let ids: Vec<_> = rest.customers.into_iter().map(|customer| customer.id).collect();
            let expected = found.iter().skip(*before).take(ids.len());
            check(Q, expected.eq(&ids), || format!("after {cursor}: {ids:?}"))?;
        }
        let mut expected = match isp.capabilities().customers_page.reach() {
            Some(Reach::WholeBase) => {
                self.world.with(|world| world.customers.iter().map(|c| c.id.clone()).collect())
            }
            Some(Reach::OneSubscriber) => vec![self.subject.clone()],
            _ => return Ok(()),
        };
        expected.sort();
        found.sort();
        same(Q, "ids", &found, &expected)
    }

    pub(super) async fn invoices_due_are_exactly_those_of_the_world(
        &self,
        isp: &dyn Isp,
    ) -> Verdict {
        const Q: &str =
            "unpaid invoices with a due date in a period are exactly those of the world";
        let today = self.world.with(|world| world.today);
        let long = today.saturating_sub(60.days())..=today.saturating_add(30.days());
        let reach = isp.capabilities().invoices_due.reach();
        for due in [long, today..=today, today.saturating_sub(1.day())..=today] {
            let mut expected: Vec<Invoice> = self.world.with(|world| {
                let invoices = world.invoices.iter().map(|known| &known.invoice);
                let wanted = |invoice: &&Invoice| {
                    invoice.status == InvoiceStatus::Open
                        && due.contains(&invoice.due)
                        && (reach == Some(Reach::WholeBase) || invoice.customer == self.subject)
                };
                invoices.filter(wanted).cloned().collect()
            });
            let mut found = answer(Q, isp.invoices_due(due.clone()).await)?;
            let facts = |invoices: &mut Vec<Invoice>| {
                invoices.sort_by(|a, b| a.id.cmp(&b.id));
                let facts = invoices
                    .iter()
                    .map(|i| (i.id.clone(), i.customer.clone(), i.due, i.amount, i.status.clone()));
                facts.collect::<Vec<_>>()
            };
            let (found, expected) = (facts(&mut found), facts(&mut expected));
            same(Q, &format!("{} to {}", due.start(), due.end()), &found, &expected)?;
        }
        let reversed = today..=today.saturating_sub(1.day());
        check(Q, isp.invoices_due(reversed).await.is_err(), || "an empty period: Ok".into())
    }
}

//! Questions about invoices that are not only unpaid ones.

use jiff::ToSpan;

use super::{Conformance, Verdict, answer, check, no_other, same, unknown};
use crate::error::Error;
use crate::isp::Isp;
use crate::model::{Invoice, InvoiceQuery};

impl Conformance {
    /// An ERP that does not tell whether it lists paid invoices at all cannot say that there are none:
    /// then the answer is an error.
    pub(super) async fn paid_invoices_are_exactly_those_of_the_world(
        &self,
        isp: &dyn Isp,
    ) -> Verdict {
        const Q: &str =
            "paid invoices are exactly those of the world, with day and amount or without";
        let query = InvoiceQuery::paid(self.subject.clone());
        let answered = isp.invoices(&query).await;
        if self.expected(&query).is_empty() {
            return check(Q, answered.as_ref().map_or(true, Vec::is_empty), || "invented".into());
        }
        self.are_those_of_the_world(Q, &query, answered)
    }

    pub(super) async fn all_invoices_are_those_of_the_world(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "all invoices are those of the world, each in its own state";
        let query = InvoiceQuery::all(self.subject.clone());
        self.are_those_of_the_world(Q, &query, isp.invoices(&query).await)
    }

    pub(super) async fn a_period_selects_invoices_by_due_date(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a period selects invoices by due date, both days included";
        let today = self.world.with(|world| world.today);
        let unpaid = InvoiceQuery::unpaid(self.subject.clone());
        let long_ago = today.saturating_sub(30.days());
        let reversed = unpaid.clone().due_between(today, long_ago);
        check(Q, isp.invoices(&reversed).await.is_err(), || "an empty period: Ok".into())?;
        for query in [
            unpaid.clone().due_between(long_ago, today),
            unpaid.due_between(today, today.saturating_add(30.days())),
        ] {
            self.are_those_of_the_world(Q, &query, isp.invoices(&query).await)?;
        }
        if !isp.capabilities().paid_invoices.is_supported() {
            return Ok(());
        }
        let all = InvoiceQuery::all(self.subject.clone());
        for paid in self.expected(&InvoiceQuery::paid(self.subject.clone())) {
            let query = all.clone().due_between(paid.due, today);
            self.are_those_of_the_world(Q, &query, isp.invoices(&query).await)?;
        }
        Ok(())
    }

    pub(super) async fn an_unknown_customer_never_has_paid_nothing(
        &self,
        isp: &dyn Isp,
    ) -> Verdict {
        const Q: &str = "an unknown customer is an error, never one who has paid nothing";
        for query in [InvoiceQuery::paid(unknown()), InvoiceQuery::all(unknown())] {
            check(Q, isp.invoices(&query).await.is_err(), || "Ok".into())?;
        }
        Ok(())
    }

    fn expected(&self, query: &InvoiceQuery) -> Vec<Invoice> {
        self.world.with(|world| {
            let own = world.invoices.of_customer(&self.subject).map(|known| &known.invoice);
            own.filter(|invoice| query.matches(invoice)).cloned().collect()
        })
    }

    fn are_those_of_the_world(
        &self,
        q: &'static str,
        query: &InvoiceQuery,
        answered: Result<Vec<Invoice>, Error>,
    ) -> Verdict {
        let expected = sorted(self.expected(query));
        let found = sorted(answer(q, answered)?);
        let facts = |invoices: &[Invoice]| {
            let facts = invoices.iter().map(|i| (i.id.clone(), i.due, i.status.clone()));
            facts.collect::<Vec<_>>()
        };
        same(q, "id, due date, status", &facts(&found), &facts(&expected))?;
        for (found, known) in found.iter().zip(&expected) {
            same(q, "customer", &found.customer, &known.customer)?;
            same(q, "amount", &found.amount, &known.amount)?;
            no_other(q, "paid on", found.paid_on.as_ref(), known.paid_on.as_ref())?;
            no_other(q, "paid amount", found.paid_amount.as_ref(), known.paid_amount.as_ref())?;
        }
        Ok(())
    }
}

fn sorted(mut invoices: Vec<Invoice>) -> Vec<Invoice> {
    invoices.sort_by(|a, b| a.id.cmp(&b.id));
    invoices
}

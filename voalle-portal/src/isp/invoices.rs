//! Invoices: receivable titles, of which some say that they are paid.

use isp_core::wire::{Kept, plausible};
use isp_core::{
    CustomerId, Error, Invoice, InvoiceQuery, InvoiceSelection, InvoiceStatus, Money, Native,
};

use super::SubscriberIsp;
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::invoices::ReceivableTitle;

impl SubscriberIsp {
    pub(super) async fn invoices_by_query(
        &self,
        query: &InvoiceQuery,
    ) -> Result<Vec<Invoice>, Error> {
        query.check().map_err(|error| error.with_system(SYSTEM))?;
        let titles = self.if_own(&query.customer, self.titles()).await?;
        let mut found = Vec::with_capacity(titles.len());
        let mut any_settled = false;
        for title in titles {
            let settled = title.is_settled()?;
            any_settled |= settled;
            let wanted = match query.selection {
                InvoiceSelection::Unpaid => !settled,
                InvoiceSelection::Paid => settled,
                InvoiceSelection::All => true,
                _ => {
                    let error = Error::unsupported("invoices", "no such selection");
                    return Err(error.with_system(SYSTEM));
                }
            };
            if wanted {
                found.push(invoice(title, &query.customer)?);
            }
        }
        if query.selection == InvoiceSelection::Paid && !any_settled {
            // Whether the portal lists settled titles at all is not documented.
            return Err(not_understood("the portal lists no settled title, which proves nothing"));
        }
        found.retain(|invoice| query.matches(invoice));
        Ok(found)
    }
}

fn invoice(title: ReceivableTitle, customer: &CustomerId) -> Result<Invoice, Error> {
    let status = status(&title)?;
    let amount = if status == InvoiceStatus::Open {
        title.amount_to_charge()?
    } else {
        let stated = title.title_amount.or(title.document_amount);
        stated.ok_or_else(|| not_understood("a settled title does not say its amount"))?
    };
    let mut invoice = Invoice::new(title.id, customer.clone(), title.due_date()?, amount);
    invoice.status = status;
    invoice.number = title.title.as_deref().and_then(plausible::text).map(Into::into);
    invoice.description = title.complement.as_deref().and_then(plausible::text).map(Into::into);
    invoice.native = Native::of::<ReceivableTitle>(title);
    Ok(invoice)
}

/// Paid only if it is finished and nothing is left of its balance. A title that is settled in another
/// way may be cancelled or renegotiated.
pub(super) fn status(title: &ReceivableTitle) -> Result<InvoiceStatus, Error> {
    let finished = title.finished.as_ref().and_then(Kept::as_bool) == Some(true);
    Ok(match (title.is_settled()?, finished) {
        (false, _) => InvoiceStatus::Open,
        (true, true) if title.balance == Some(Money::ZERO) => InvoiceStatus::Paid,
        (true, true) => InvoiceStatus::Unknown("finished".into()),
        (true, false) => InvoiceStatus::Unknown("without a balance".into()),
    })
}

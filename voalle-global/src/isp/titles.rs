//! Invoices and how they are paid.

use isp_core::brazil::PaymentLine;
use isp_core::wire::{DeviationKind, Kept, key, plausible};
use isp_core::{
    CustomerId, Error, ErrorKind, Invoice, InvoiceId, InvoiceQuery, InvoiceSelection,
    InvoiceStatus, Money, Native, PaymentMeans, PaymentProblem, Pdf,
};

use super::GlobalIsp;
use super::customers::{document_of, known};
use super::pix::{BEING_REGISTERED, NOT_ASKED_FOR, UNREAD, no_pix};
use super::remembered::Owner;
use super::rows::distinct;
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::invoices::{Billet, Title, TitleStatusCode};

/// All titles of a customer.
pub(super) struct Titles {
    rows: Vec<Title>,
    /// Whether the PIX text of one of them may have come in an unknown form, and so look absent.
    pub(super) has_unread_pix: bool,
}

impl Titles {
    pub(super) fn find(self, id: u64) -> Option<Title> {
        self.rows.into_iter().find(|title| title.id == id)
    }
}

impl GlobalIsp {
    pub(super) async fn invoices_of(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        query.check().map_err(|error| error.with_system(SYSTEM))?;
        let owner = self.owner(&query.customer).await?;
        let customer = &query.customer;
        let invoices: Result<Vec<_>, _> = if query.selection == InvoiceSelection::Unpaid {
            let titles = self.open_titles(owner).await?;
            titles.into_iter().map(|title| open_invoice(title, customer)).collect()
        } else {
            let titles = self.all_titles(owner).await?.rows;
            titles
                .into_iter()
                .map(|title| {
                    let status = status(&title);
                    invoice(title, customer, status)
                })
                .collect()
        };
        let mut invoices = invoices?;
        invoices.retain(|invoice| query.matches(invoice));
        Ok(invoices)
    }

    /// All titles of a customer with their states. Nobody shows an answer for one who has none.
    pub(super) async fn all_titles(&self, owner: Owner) -> Result<Titles, Error> {
        let reply = self.client.gettitlesbytxid(owner.document).send().await?;
        let has_unread_pix = reply.drift().suppressed() > 0
            || reply.drift().iter().any(|deviation| {
                let member = deviation.path.rsplit('.').next().map(key::normalise);
                matches!(deviation.kind, DeviationKind::Dropped { .. })
                    && member.as_deref() == Some("pixqrcode")
            });
        let rows = own(reply.into_value().response, owner)?;
        if rows.is_empty() {
            return Err(not_understood("the list of all titles is empty"));
        }
        for title in &rows {
            self.client.remembered().titles.keep(title.id, owner.person);
        }
        Ok(Titles { rows, has_unread_pix })
    }

    /// The open titles of a customer. None only where the ERP says so in words.
    pub(super) async fn open_titles(&self, owner: Owner) -> Result<Vec<Title>, Error> {
        let answer = self.client.getopentitlesbytxid(owner.document).await?;
        if answer.response.is_empty() && !answer.says_none() {
            return Err(not_understood("the list of open titles is empty without the ERP's words"));
        }
        let titles = own(answer.response, owner)?;
        for title in &titles {
            self.client.remembered().titles.keep(title.id, owner.person);
        }
        Ok(titles)
    }

    pub(super) async fn means(&self, id: &InvoiceId) -> Result<PaymentMeans, Error> {
        let number = id.to_number().filter(|number| *number > 0);
        let person = number.and_then(|number| self.client.remembered().titles.get(number));
        let (Some(number), Some(person)) = (number, person) else {
            let what = "whose invoice this is has not been seen, and the ERP does not tell it";
            return Err(Error::new(ErrorKind::OutOfReach, what).with_system(SYSTEM).with_advice(
                "call invoices(…) of its customer first, on any handle of this client",
            ));
        };
        let owner = self.owner_of(person).await?;
        let turn = self.registers_pix.then(|| self.client.remembered().begin_registration(number));
        let titles = self.all_titles(owner).await?;
        let has_unread_pix = titles.has_unread_pix;
        let title = titles.find(number).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, "the customer has no such invoice").with_system(SYSTEM)
        })?;
        let mut means = PaymentMeans::new(id.clone());
        means.status = status(&title);
        // The bank would still accept the line of a settled invoice, so none is returned then.
        if means.status == InvoiceStatus::Open {
            self.fill(number, &title.billet, &mut means).await?;
            match pix_text(&title.billet) {
                Some(text) => means.read_pix(text),
                // Last: after it nothing may fail, or the call would not tell of the registration.
                None if has_unread_pix => means.problems.push(no_pix(UNREAD)),
                None => match turn {
                    None => means.problems.push(no_pix(NOT_ASKED_FOR)),
                    Some(None) => means.problems.push(no_pix(BEING_REGISTERED)),
                    Some(Some(_turn)) => self.register_pix(number, owner, &mut means).await,
                },
            }
        }
        means.native = Native::of::<Title>(title);
        Ok(means)
    }

    async fn fill(
        &self,
        title: u64,
        billet: &Billet,
        means: &mut PaymentMeans,
    ) -> Result<(), Error> {
        means.read_line(billet.typeful_line.as_deref().unwrap_or_default());
        let barcode = billet.barcode.as_deref().and_then(plausible::text);
        if let (Some(barcode), Some(line)) = (barcode, &means.line)
            && barcode.parse::<PaymentLine>().ok().as_ref() != Some(line)
        {
            means.problems.push(PaymentProblem::BarcodeDiffers);
        }
        let charged = billet.amount.as_ref().and_then(|amount| amount.final_value);
        means.updated_amount = charged.filter(|amount| is_positive(*amount));
        match self.client.getbillet(title).await {
            Ok(pdf) => means.pdf = Some(Pdf::Bytes(pdf.to_vec())),
            Err(error) if error.is_transient() => return Err(error),
            Err(error) => means.problems.push(PaymentProblem::Unavailable {
                what: "PDF".into(),
                reason: error.to_string(),
            }),
        }
        Ok(())
    }
}

/// The PIX text of a boleto that has one.
pub(super) fn pix_text(billet: &Billet) -> Option<&str> {
    billet.pix_qr_code.as_deref().filter(|text| !text.trim().is_empty())
}

fn is_positive(amount: Money) -> bool {
    !amount.is_zero() && !amount.is_negative()
}

/// The titles, unless one of them names another customer.
fn own(titles: Vec<Title>, owner: Owner) -> Result<Vec<Title>, Error> {
    let is_foreign = |title: &Title| {
        let document = title.client.as_ref().and_then(|client| client.tx_id.as_ref());
        document.is_some() && document_of(document) != Some(owner.document)
    };
    if titles.iter().any(is_foreign) {
        return Err(not_understood("a title is of another customer"));
    }
    distinct(titles, |title| title.id)
}

/// An invoice of the list of open titles.
fn open_invoice(title: Title, customer: &CustomerId) -> Result<Invoice, Error> {
    // No source shows states or payments in this list.
    let says_nothing = title.says_no_status() && !title.shows_a_payment();
    let status = if says_nothing { InvoiceStatus::Open } else { status(&title) };
    invoice(title, customer, status)
}

fn invoice(title: Title, customer: &CustomerId, status: InvoiceStatus) -> Result<Invoice, Error> {
    let billet = &title.billet;
    let due = billet.expiration_date;
    let due = due.ok_or_else(|| not_understood("a title has no due date"))?;
    let amount = billet.amount.as_ref().and_then(|amount| amount.value);
    let amount = amount.ok_or_else(|| not_understood("a title has no amount"))?;
    let mut invoice = Invoice::new(title.id, customer.clone(), due, amount);
    let receipts = billet.receipts.as_ref().and_then(Kept::get);
    if let (InvoiceStatus::Paid, Some(receipts)) = (&status, receipts) {
        invoice.paid_on = receipts.receipt_date;
        // Whether the amount includes fine, interest and discount is unknown.
        let extras = [receipts.fine, receipts.interest, receipts.discount];
        if extras.into_iter().all(|extra| extra == Some(0.0)) {
            invoice.paid_amount = receipts.ammount;
        }
    }
    invoice.status = status;
    invoice.number = known(billet.title.as_ref());
    invoice.native = Native::of::<Title>(title);
    Ok(invoice)
}

pub(super) fn status(title: &Title) -> InvoiceStatus {
    match title.status() {
        Some(TitleStatusCode::Paga) => InvoiceStatus::Paid,
        Some(TitleStatusCode::Cancelada) => InvoiceStatus::Cancelled,
        // A title that was paid in spite of its state could be paid twice.
        Some(TitleStatusCode::EmAberto | TitleStatusCode::Vencida) if !title.shows_a_payment() => {
            InvoiceStatus::Open
        }
        _ => InvoiceStatus::Unknown(title.status_words()),
    }
}

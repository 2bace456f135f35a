//! A PIX for an invoice that has none.

use isp_core::brazil::PixCode;
use isp_core::{InvoiceStatus, Outcome, PaymentMeans, PaymentProblem};

use super::GlobalIsp;
use super::remembered::Owner;
use super::titles::{pix_text, status};

pub(super) const NOT_ASKED_FOR: &str =
    "the invoice has none yet; with_pix_registration() registers one";
pub(super) const UNREAD: &str = "the ERP sent one in an unknown form, so none is registered";
pub(super) const BEING_REGISTERED: &str =
    "another call is registering one: ask again a moment later";

pub(super) fn no_pix(reason: impl Into<String>) -> PaymentProblem {
    PaymentProblem::Unavailable { what: "PIX".into(), reason: reason.into() }
}

impl GlobalIsp {
    /// Registers a PIX for an open title that has none. A failure is a problem of `means`, which keeps what
    /// else there is to pay with.
    pub(super) async fn register_pix(&self, title: u64, owner: Owner, means: &mut PaymentMeans) {
        let (outcome, reason) = match self.client.registerpix(title).await {
            Ok(answer) => {
                let text = answer.response.qr_code.unwrap_or_default();
                if text.trim().parse::<PixCode>().is_ok() {
                    means.read_pix(&text);
                    return;
                }
                (Outcome::Done, "the answer to the registration has no PIX text".to_owned())
            }
            Err(error) if error.outcome() == Outcome::NotDone => {
                means.problems.push(no_pix(error.to_string()));
                return;
            }
            Err(error) => (error.outcome(), error.to_string()),
        };
        if let Err(then) = self.read_pix_again(title, owner, means).await {
            let reason = format!("{reason}; read again: {then}");
            means.problems.push(PaymentProblem::PixRegistration { outcome, reason });
        }
    }

    /// Reads the PIX text from the list of titles; or why there is none.
    async fn read_pix_again(
        &self,
        title: u64,
        owner: Owner,
        means: &mut PaymentMeans,
    ) -> Result<(), String> {
        let titles = self.all_titles(owner).await.map_err(|error| error.to_string())?;
        let found = titles.find(title);
        means.status = found.as_ref().map_or(InvoiceStatus::Unknown(String::new()), status);
        if means.status != InvoiceStatus::Open {
            // Settled in the meantime, perhaps.
            (means.line, means.pdf) = (None, None);
            return Err("the invoice is no longer known to be open".to_owned());
        }
        let text = found.as_ref().and_then(|title| pix_text(&title.billet));
        means.read_pix(text.ok_or("the invoice has no PIX text")?);
        Ok(())
    }
}

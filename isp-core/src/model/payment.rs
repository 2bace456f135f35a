//! How an invoice can be paid, and whether what the ERP gave fits it.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::{Invoice, InvoiceId, InvoiceStatus, Native};
use crate::brazil::{Money, PaymentLine, PixCode};
use crate::error::Outcome;

/// The means of paying one invoice: as many as the ERP gives.
///
/// A line or PIX text that fails its own check digits is left out and
/// listed in [`PaymentMeans::problems`].
#[doc(alias("segunda via", "2ª via", "2a via", "formas de pagamento"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PaymentMeans {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Current state of the invoice. Only an invoice that the ERP says is open may be paid: the
    /// line or PIX text of a settled one is still valid at the bank and could be paid again.
    pub status: InvoiceStatus,
    /// Digitable line and barcode of the boleto or collection slip.
    #[doc(alias("linha digitável", "linha digitavel", "código de barras", "codigo de barras"))]
    pub line: Option<PaymentLine>,
    /// PIX copy-and-paste text.
    #[doc(alias("copia e cola"))]
    pub pix: Option<PixCode>,
    /// The printable copy.
    pub pdf: Option<Pdf>,
    /// What is to be paid today, with fine and interest, where the ERP tells.
    #[doc(alias("valor atualizado", "juros", "multa"))]
    pub updated_amount: Option<Money>,
    /// Due date of this copy; may be later than the invoice's.
    pub updated_due: Option<Date>,
    /// What did not fit, found while reading. [`PaymentMeans::problems_with`] compares with the
    /// invoice as well.
    pub problems: Vec<PaymentProblem>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(PaymentMeans);

impl PaymentMeans {
    /// No means of payment, and an unknown state.
    pub fn new(invoice: impl Into<InvoiceId>) -> Self {
        Self {
            invoice: invoice.into(),
            status: InvoiceStatus::Unknown(String::new()),
            line: None,
            pix: None,
            pdf: None,
            updated_amount: None,
            updated_due: None,
            problems: Vec::new(),
            native: Native::none(),
        }
    }

    /// Takes the ERP's digitable line or barcode; what is not one becomes a problem.
    pub fn read_line(&mut self, text: &str) {
        if text.trim().is_empty() {
            self.problems.push(PaymentProblem::not_given("line"));
            return;
        }
        match text.parse() {
            Ok(line) => self.line = Some(line),
            Err(reason) => self.problems.push(PaymentProblem::LineInvalid(format!("{reason}"))),
        }
    }

    /// Takes the ERP's PIX text; what is not one becomes a problem.
    pub fn read_pix(&mut self, text: &str) {
        if text.trim().is_empty() {
            self.problems.push(PaymentProblem::not_given("PIX"));
            return;
        }
        match text.trim().parse() {
            Ok(pix) => self.pix = Some(pix),
            Err(reason) => self.problems.push(PaymentProblem::PixInvalid(format!("{reason}"))),
        }
    }

    /// Whether the ERP says that the invoice is open, and there is something to pay it with.
    pub fn is_payable(&self) -> bool {
        self.status == InvoiceStatus::Open && (self.line.is_some() || self.pix.is_some())
    }

    /// The line, if it may be shown to who pays `invoice`: the invoice is open, and nothing about the
    /// line differs from it.
    pub fn line_for(&self, invoice: &Invoice) -> Option<&PaymentLine> {
        let problems = self.problems_with(invoice);
        self.line.as_ref().filter(|_| !problems.iter().any(PaymentProblem::forbids_line))
    }

    /// The PIX text, if it may be shown to who pays `invoice`: the invoice is open, and nothing about
    /// the text differs from it.
    pub fn pix_for(&self, invoice: &Invoice) -> Option<&PixCode> {
        let problems = self.problems_with(invoice);
        self.pix.as_ref().filter(|_| !problems.iter().any(PaymentProblem::forbids_pix))
    }

    /// Everything that does not fit: what was found while reading, and what differs from `invoice`.
    ///
    /// Amounts may be the invoice's or the updated one; the boleto's due date likewise. A line
    /// without amount or due date is fine: the payer types them.
    pub fn problems_with(&self, invoice: &Invoice) -> Vec<PaymentProblem> {
        let mut problems = self.problems.clone();
        if self.invoice != invoice.id && !problems.contains(&PaymentProblem::OtherInvoice) {
            problems.push(PaymentProblem::OtherInvoice);
        }
        if self.status != InvoiceStatus::Open {
            problems.push(PaymentProblem::NotOpen(self.status.clone()));
        }
        let expected = invoice.amount;
        let unexpected = |found: Money| found != expected && Some(found) != self.updated_amount;
        if let Some(line) = &self.line {
            if let Some(found) = line.amount().filter(|found| unexpected(*found)) {
                problems.push(PaymentProblem::LineAmount { found, expected });
            }
            let due = line.due_date(invoice.due);
            if let Some(found) =
                due.filter(|due| *due != invoice.due && Some(*due) != self.updated_due)
            {
                problems.push(PaymentProblem::LineDue { found, expected: invoice.due });
            }
        }
        if let Some(found) = self.pix.as_ref().and_then(PixCode::amount).filter(|f| unexpected(*f))
        {
            problems.push(PaymentProblem::PixAmount { found, expected });
        }
        problems
    }
}

/// Something about a means of payment that does not fit. Show it to an operator, not to a payer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PaymentProblem {
    /// The line fails its own structure or check digits.
    LineInvalid(String),
    /// The PIX text fails its own structure or checksum.
    PixInvalid(String),
    /// The line and the barcode that came beside it do not belong together.
    BarcodeDiffers,
    /// The line charges another amount.
    LineAmount {
        /// In the line.
        found: Money,
        /// On the invoice.
        expected: Money,
    },
    /// The line has another due date.
    LineDue {
        /// In the line.
        found: Date,
        /// On the invoice.
        expected: Date,
    },
    /// The PIX text charges another amount.
    PixAmount {
        /// In the PIX text.
        found: Money,
        /// On the invoice.
        expected: Money,
    },
    /// The ERP answered for another invoice, or without saying for which.
    OtherInvoice,
    /// The ERP does not say that the invoice is open: its state, as far as it is known.
    NotOpen(InvoiceStatus),
    /// One means of payment could not be obtained: its name and the reason.
    Unavailable {
        /// `line`, `PIX`, `PDF` or `state`.
        what: Cow<'static, str>,
        /// Why, safe to log.
        reason: String,
    },
    /// A PIX was registered for the invoice, or perhaps was, and its text could not be obtained. Look
    /// for it in the ERP: to ask again may register another.
    PixRegistration {
        /// [`Done`](Outcome::Done), or [`PerhapsDone`](Outcome::PerhapsDone).
        outcome: Outcome,
        /// Why there is no text, safe to log.
        reason: String,
    },
}

impl PaymentProblem {
    fn forbids_line(&self) -> bool {
        match self {
            Self::LineInvalid(_)
            | Self::BarcodeDiffers
            | Self::LineAmount { .. }
            | Self::LineDue { .. }
            | Self::OtherInvoice
            | Self::NotOpen(_) => true,
            Self::PixInvalid(_)
            | Self::PixAmount { .. }
            | Self::Unavailable { .. }
            | Self::PixRegistration { .. } => false,
        }
    }

    fn forbids_pix(&self) -> bool {
        match self {
            Self::PixInvalid(_)
            | Self::PixAmount { .. }
            | Self::OtherInvoice
            | Self::NotOpen(_) => true,
            Self::LineInvalid(_)
            | Self::BarcodeDiffers
            | Self::LineAmount { .. }
            | Self::LineDue { .. }
            | Self::Unavailable { .. }
            | Self::PixRegistration { .. } => false,
        }
    }

    /// What an attendant, or a payer, is told, in Portuguese. The reasons for the log are not among it.
    ///
    /// ```
    /// use isp_core::{Money, PaymentProblem};
    ///
    /// let (found, expected) = (Money::from_centavos(9_990), Money::from_centavos(12_990));
    /// let problem = PaymentProblem::PixAmount { found, expected };
    /// assert_eq!(
    ///     problem.message_pt(),
    ///     "O código PIX cobra R$ 99,90, mas a fatura é de R$ 129,90. Não pague com ele."
    /// );
    /// ```
    pub fn message_pt(&self) -> Cow<'static, str> {
        match self {
            Self::LineInvalid(_) => "A linha digitável não é válida. Não pague com ela.".into(),
            Self::PixInvalid(_) => "O código PIX não é válido. Não pague com ele.".into(),
            Self::BarcodeDiffers => {
                "A linha digitável e o código de barras não são do mesmo boleto. Não pague com eles."
                    .into()
            }
            Self::LineAmount { found, expected } => format!(
                "A linha digitável cobra {found}, mas a fatura é de {expected}. Não pague com ela."
            )
            .into(),
            Self::LineDue { found, expected } => format!(
                "A linha digitável vence em {}, mas a fatura vence em {}. Não pague com ela.",
                found.strftime("%d/%m/%Y"),
                expected.strftime("%d/%m/%Y")
            )
            .into(),
            Self::PixAmount { found, expected } => format!(
                "O código PIX cobra {found}, mas a fatura é de {expected}. Não pague com ele."
            )
            .into(),
            Self::OtherInvoice => {
                "Não foi possível confirmar que os dados de pagamento são desta fatura. Não pague com \
                 eles."
                    .into()
            }
            Self::NotOpen(InvoiceStatus::Paid) => {
                "A fatura consta como paga. Não pague de novo.".into()
            }
            Self::NotOpen(InvoiceStatus::Cancelled) => {
                "A fatura consta como cancelada. Não pague.".into()
            }
            Self::NotOpen(_) => {
                "Não foi possível confirmar que a fatura está em aberto. Não pague antes de \
                 verificar."
                    .into()
            }
            Self::Unavailable { what, .. } => match &**what {
                "line" => "Não foi possível obter a linha digitável.",
                "PIX" => "Não foi possível obter o código PIX.",
                "PDF" => "Não foi possível obter o PDF da fatura.",
                "state" => "Não foi possível obter a situação da fatura.",
                _ => "Não foi possível obter uma das formas de pagamento.",
            }
            .into(),
            Self::PixRegistration { outcome: Outcome::Done, .. } => {
                "O PIX da fatura foi registrado, mas não foi possível obter o código. Peça de novo em \
                 alguns minutos."
                    .into()
            }
            Self::PixRegistration { .. } => {
                "Não foi possível confirmar se o PIX da fatura foi registrado. Peça de novo em alguns \
                 minutos."
                    .into()
            }
        }
    }

    /// The ERP answered and gave none of `what`: `line`, `PIX` or `PDF`.
    pub fn not_given(what: &'static str) -> Self {
        Self::Unavailable { what: what.into(), reason: "the ERP gave none".into() }
    }
}

impl fmt::Display for PaymentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineInvalid(reason) => write!(f, "digitable line is not valid: {reason}"),
            Self::PixInvalid(reason) => write!(f, "PIX text is not valid: {reason}"),
            Self::BarcodeDiffers => f.write_str("digitable line and barcode differ"),
            Self::LineAmount { found, expected } => {
                write!(f, "digitable line charges {found}, the invoice {expected}")
            }
            Self::LineDue { found, expected } => {
                write!(f, "digitable line is due on {found}, the invoice on {expected}")
            }
            Self::PixAmount { found, expected } => {
                write!(f, "PIX text charges {found}, the invoice {expected}")
            }
            Self::NotOpen(status) => write!(f, "the invoice is not known to be open: {status}"),
            Self::OtherInvoice => f.write_str("the ERP answered for another invoice"),
            Self::Unavailable { what, reason } => write!(f, "no {what}: {reason}"),
            Self::PixRegistration { outcome: Outcome::Done, reason } => {
                write!(f, "a PIX was registered, but its text is missing: {reason}")
            }
            Self::PixRegistration { reason, .. } => {
                write!(f, "a PIX was perhaps registered, and its text is missing: {reason}")
            }
        }
    }
}

/// The printable copy of an invoice. [`Isp::pdf`](crate::Isp::pdf) gives the file of either form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pdf {
    /// Where the ERP put it. Temporary: fetch it at once, and treat the address as personal.
    Link(String),
    /// The file itself. Serialized as Base64.
    Bytes(#[serde(with = "super::base64_text")] Vec<u8>),
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(_) => f.write_str("Link(..)"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brazil::Boleto;
    use jiff::civil::date;

    const AMOUNT: Money = Money::from_centavos(12_990);

    fn invoice() -> Invoice {
        Invoice::new(7, 1, date(2026, 9, 10), AMOUNT)
    }

    /// With a line and a PIX text of these amounts.
    fn means(line: Money, pix: Money) -> PaymentMeans {
        let mut means = PaymentMeans::new(7);
        means.status = InvoiceStatus::Open;
        let boleto = Boleto::new("999", Some(date(2026, 9, 10)), Some(line), &"1".repeat(25));
        means.line = Some(boleto.unwrap().into());
        let code = PixCode::for_key("maria@example.com", "PROVEDOR", "CIDADE").amount(pix).build();
        means.pix = Some(code.unwrap());
        means
    }

    fn shown(means: &PaymentMeans) -> (bool, bool) {
        (means.line_for(&invoice()).is_some(), means.pix_for(&invoice()).is_some())
    }

    #[test]
    fn a_payer_is_shown_what_fits_the_invoice_and_nothing_else() {
        let other = Money::from_centavos(1);
        assert_eq!(shown(&means(AMOUNT, AMOUNT)), (true, true));
        assert_eq!(shown(&means(other, AMOUNT)), (false, true));
        assert_eq!(shown(&means(AMOUNT, other)), (true, false));

        let mut without_line = means(AMOUNT, AMOUNT);
        without_line.line = None;
        without_line.problems.push(PaymentProblem::not_given("line"));
        assert_eq!(
            shown(&without_line),
            (false, true),
            "the PIX text is not dropped with the line"
        );
    }

    #[test]
    fn every_problem_has_its_own_words_in_portuguese_without_the_reason_for_the_log() {
        let (found, expected) = (Money::from_centavos(1), AMOUNT);
        let reason = "HTTP 500 de http://erp.interno";
        let unavailable =
            |what| PaymentProblem::Unavailable { what, reason: reason.to_owned() }.message_pt();
        let mut messages = vec![
            PaymentProblem::LineInvalid(reason.into()).message_pt(),
            PaymentProblem::PixInvalid(reason.into()).message_pt(),
            PaymentProblem::BarcodeDiffers.message_pt(),
            PaymentProblem::LineAmount { found, expected }.message_pt(),
            PaymentProblem::LineDue { found: date(2026, 1, 2), expected: date(2026, 9, 10) }
                .message_pt(),
            PaymentProblem::PixAmount { found, expected }.message_pt(),
            PaymentProblem::OtherInvoice.message_pt(),
            PaymentProblem::NotOpen(InvoiceStatus::Paid).message_pt(),
            PaymentProblem::NotOpen(InvoiceStatus::Cancelled).message_pt(),
            PaymentProblem::NotOpen(InvoiceStatus::Unknown("Paga".into())).message_pt(),
        ];
        messages.extend([Outcome::Done, Outcome::PerhapsDone].map(|outcome| {
            PaymentProblem::PixRegistration { outcome, reason: reason.into() }.message_pt()
        }));
        messages
            .extend(["line", "PIX", "PDF", "state", "boleto"].map(|what| unavailable(what.into())));
        for (place, message) in messages.iter().enumerate() {
            assert!(!messages[..place].contains(message), "{message}");
            assert!(!message.contains("500") && !message.contains("erp"), "{message}");
        }
        assert!(messages[4].contains("vence em 02/01/2026, mas a fatura vence em 10/09/2026"));
        assert!(!messages[9].contains("paga"), "an unknown state is not paid: {}", messages[9]);
    }

    #[test]
    fn of_an_invoice_that_is_not_known_to_be_open_nothing_is_shown() {
        for status in [InvoiceStatus::Paid, InvoiceStatus::Unknown("Baixada".into())] {
            let settled = PaymentMeans { status, ..means(AMOUNT, AMOUNT) };
            assert_eq!(shown(&settled), (false, false));
        }
        let foreign = PaymentMeans { invoice: 8.into(), ..means(AMOUNT, AMOUNT) };
        assert_eq!(shown(&foreign), (false, false));
    }
}

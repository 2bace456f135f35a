//! A payment line of either kind.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::boleto::{Boleto, BoletoError};
use super::collection_slip::{CollectionSlip, CollectionSlipError};
use super::money::Money;
use super::payment_digits::digits_of;

/// What an ERP calls "linha digitável" or "código de barras": a bank boleto or a collection slip.
///
/// [`FromStr`] goes by the number of digits: 47 is a boleto's line, 48 a slip's line, and 44 a
/// barcode, which is a slip's when it starts with 8 and its check digit is right as one, and a
/// boleto's otherwise. Dots, dashes and white space are ignored. `Display` is
/// [`PaymentLine::formatted_line`].
///
/// ```
/// use isp_core::brazil::PaymentLine;
///
/// let line: PaymentLine = "84620000001-2 29900001202-9 60910000000-7 00123450000-5".parse()?;
/// assert!(matches!(line, PaymentLine::CollectionSlip(_)));
/// let line: PaymentLine = "99996156500000129901234567890123456789012345".parse()?;
/// assert_eq!(line.line(), "99991234596789012345767890123457615650000012990");
/// # Ok::<(), isp_core::brazil::PaymentLineError>(())
/// ```
#[doc(alias("linha digitável", "linha digitavel", "código de barras", "codigo de barras"))]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PaymentLine {
    /// A bank boleto.
    Boleto(Boleto),
    /// A collection slip.
    CollectionSlip(CollectionSlip),
}

impl PaymentLine {
    /// The line: 47 digits of a boleto, 48 of a slip.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Boleto(boleto) => boleto.line(),
            Self::CollectionSlip(slip) => slip.line(),
        }
    }

    /// The line as printed, with separators.
    #[must_use]
    pub fn formatted_line(&self) -> String {
        match self {
            Self::Boleto(boleto) => boleto.formatted_line(),
            Self::CollectionSlip(slip) => slip.formatted_line(),
        }
    }

    /// The barcode: 44 digits.
    #[must_use]
    pub fn barcode(&self) -> String {
        match self {
            Self::Boleto(boleto) => boleto.barcode(),
            Self::CollectionSlip(slip) => slip.barcode(),
        }
    }

    /// The amount in reais; `None` when the line has none.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Boleto(boleto) => boleto.amount(),
            Self::CollectionSlip(slip) => slip.amount(),
        }
    }

    /// The due date nearest to `reference` (see [`Boleto::due_date`]); always `None` for a slip.
    #[must_use]
    pub fn due_date(&self, reference: Date) -> Option<Date> {
        match self {
            Self::Boleto(boleto) => boleto.due_date(reference),
            Self::CollectionSlip(_) => None,
        }
    }
}

impl FromStr for PaymentLine {
    type Err = PaymentLineError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = digits_of(text).ok_or(PaymentLineError::Character)?;
        match digits.len() {
            47 => Ok(Boleto::from_line(&digits)?.into()),
            48 => Ok(CollectionSlip::from_line(&digits)?.into()),
            44 if digits.starts_with('8') => match CollectionSlip::from_barcode(&digits) {
                Ok(slip) => Ok(slip.into()),
                Err(not_slip) => {
                    Boleto::from_barcode(&digits).map(Self::from).map_err(|_| not_slip.into())
                }
            },
            44 => Ok(Boleto::from_barcode(&digits)?.into()),
            found => Err(PaymentLineError::Digits { found }),
        }
    }
}

impl fmt::Display for PaymentLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted_line())
    }
}

impl From<Boleto> for PaymentLine {
    fn from(boleto: Boleto) -> Self {
        Self::Boleto(boleto)
    }
}

impl From<CollectionSlip> for PaymentLine {
    fn from(slip: CollectionSlip) -> Self {
        Self::CollectionSlip(slip)
    }
}

/// Why a text is not a payment line. Never holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaymentLineError {
    /// There is something other than digits, dots, dashes and white space.
    Character,
    /// The number of digits is not 44, 47 or 48.
    Digits {
        /// How many there are.
        found: usize,
    },
    /// It has the form of a boleto, but is not a valid one.
    Boleto(BoletoError),
    /// It has the form of a collection slip, but is not a valid one.
    CollectionSlip(CollectionSlipError),
}

impl fmt::Display for PaymentLineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character => f.write_str("has characters other than digits and separators"),
            Self::Digits { found } => write!(f, "has {found} digits, expected 44, 47 or 48"),
            Self::Boleto(error) => write!(f, "boleto: {error}"),
            Self::CollectionSlip(error) => write!(f, "collection slip: {error}"),
        }
    }
}

impl std::error::Error for PaymentLineError {}

impl From<BoletoError> for PaymentLineError {
    fn from(error: BoletoError) -> Self {
        Self::Boleto(error)
    }
}

impl From<CollectionSlipError> for PaymentLineError {
    fn from(error: CollectionSlipError) -> Self {
        Self::CollectionSlip(error)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const BOLETO_LINE: &str = "99991234596789012345767890123457615650000012990";
    const BOLETO_BARCODE: &str = "99996156500000129901234567890123456789012345";
    const SLIP_LINE: &str = "848400000011299000012027609100000004001234500008";
    const SLIP_BARCODE: &str = "84840000001299000012026091000000000123450000";

    fn read(text: &str) -> Result<PaymentLine, PaymentLineError> {
        text.parse()
    }

    #[test]
    fn boletos() {
        let line = read(BOLETO_LINE).unwrap();
        assert!(matches!(line, PaymentLine::Boleto(_)));
        assert_eq!(read(BOLETO_BARCODE).unwrap(), line);
        assert_eq!(read(&line.to_string()).unwrap(), line);
        assert_eq!(line.line(), BOLETO_LINE);
        assert_eq!(line.barcode(), BOLETO_BARCODE);
        assert_eq!(line.amount(), Some(Money::from_centavos(12_990)));
        let due = date(2026, 9, 10);
        assert_eq!(line.due_date(due), Some(due));
    }

    #[test]
    fn slips() {
        let line = read(SLIP_LINE).unwrap();
        assert!(matches!(line, PaymentLine::CollectionSlip(_)));
        assert_eq!(read(SLIP_BARCODE).unwrap(), line);
        assert_eq!(read(&line.to_string()).unwrap(), line);
        assert_eq!(line.line(), SLIP_LINE);
        assert_eq!(line.barcode(), SLIP_BARCODE);
        assert_eq!(line.amount(), Some(Money::from_centavos(12_990)));
        assert_eq!(line.due_date(date(2026, 9, 10)), None);
    }

    #[test]
    fn barcode_starting_with_8_may_be_a_boleto() {
        // Third digit 1: no slip.
        let free = "1234567890123456789012345";
        let boleto = Boleto::new("801", None, None, free).unwrap();
        let line = read(&boleto.barcode()).unwrap();
        assert_eq!(line, PaymentLine::Boleto(boleto));
    }

    #[test]
    fn refusals() {
        let mut wrong = SLIP_BARCODE.to_owned();
        wrong.replace_range(43.., "9");
        let expected = PaymentLineError::CollectionSlip(CollectionSlipError::CheckDigit);
        assert_eq!(read(&wrong), Err(expected));
        let mut wrong = BOLETO_LINE.to_owned();
        wrong.replace_range(20..21, "8");
        let error = read(&wrong).unwrap_err();
        assert_eq!(error.to_string(), "boleto: check digit of field 2 is wrong");
        let error = read(&BOLETO_LINE[1..]).unwrap_err();
        assert_eq!(error.to_string(), "has 46 digits, expected 44, 47 or 48");
        assert_eq!(read("boleto"), Err(PaymentLineError::Character));
        assert_eq!(read(""), Err(PaymentLineError::Digits { found: 0 }));
    }
}

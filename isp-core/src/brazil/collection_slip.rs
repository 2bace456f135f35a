//! The collection slip (`arrecadação`): 44-digit barcode and 48-digit line.

use std::fmt;
use std::str::FromStr;

use super::check_digit::{mod10, mod11_slip};
use super::money::Money;
use super::payment_digits::{digit_is, digits_of, part};

const BARCODE_DIGITS: usize = 44;
const LINE_DIGITS: usize = 48;
/// First digit of every collection slip.
const PRODUCT: u32 = 8;

/// A collection slip whose check digits are right: how utilities, telecom companies and government
/// bodies charge without a bank boleto.
///
/// The barcode holds 44 digits: product 8, segment (1), value kind (1), general check digit (1),
/// value (11) and the company's own 29. The line is the barcode in four blocks of 11 digits, each
/// followed by a check digit. A slip has no due factor, so no due date can be read from it.
///
/// [`FromStr`] takes either; `Display` is [`CollectionSlip::formatted_line`]; `Debug` shows segment
/// and amount only, because the company's digits identify a payer's charge.
///
/// ```
/// use isp_core::brazil::{CollectionSlip, Money};
///
/// let slip: CollectionSlip = "846200000012299000012029609100000007001234500005".parse()?;
/// assert_eq!(slip.barcode(), "84620000001299000012026091000000000123450000");
/// assert_eq!(slip.segment(), 4);
/// assert_eq!(slip.amount(), Some(Money::from_centavos(12_990)));
/// # Ok::<(), isp_core::brazil::CollectionSlipError>(())
/// ```
#[doc(alias("arrecadação", "arrecadacao", "convênio", "convenio", "guia"))]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CollectionSlip {
    barcode: String,
}

impl CollectionSlip {
    /// Reads the 44 digits of the barcode; dots, dashes and white space are ignored.
    ///
    /// # Errors
    ///
    /// [`CollectionSlipError::Character`], [`CollectionSlipError::Digits`],
    /// [`CollectionSlipError::Product`], [`CollectionSlipError::ValueKind`],
    /// [`CollectionSlipError::CheckDigit`].
    pub fn from_barcode(text: &str) -> Result<Self, CollectionSlipError> {
        let digits = digits_of(text).ok_or(CollectionSlipError::Character)?;
        if digits.len() != BARCODE_DIGITS {
            return Err(CollectionSlipError::digits(&digits, "44"));
        }
        let check = check_digit_of_kind(&digits)?;
        Self::checked(digits, check)
    }

    /// Reads the 48 digits of the line; dots, dashes and white space are ignored.
    ///
    /// # Errors
    ///
    /// Those of [`CollectionSlip::from_barcode`] and [`CollectionSlipError::Block`].
    pub fn from_line(text: &str) -> Result<Self, CollectionSlipError> {
        let line = digits_of(text).ok_or(CollectionSlipError::Character)?;
        if line.len() != LINE_DIGITS {
            return Err(CollectionSlipError::digits(&line, "48"));
        }
        let check = check_digit_of_kind(&line)?;
        let blocks = [(1, 0..11), (2, 12..23), (3, 24..35), (4, 36..47)];
        let mut barcode = String::with_capacity(BARCODE_DIGITS);
        for (block, range) in blocks {
            let check_at = range.end;
            let digits = part(&line, range);
            if !digit_is(&line, check_at, check(digits)) {
                return Err(CollectionSlipError::Block { block });
            }
            barcode.push_str(digits);
        }
        Self::checked(barcode, check)
    }

    fn checked(barcode: String, check: fn(&str) -> u32) -> Result<Self, CollectionSlipError> {
        let others = [part(&barcode, 0..3), part(&barcode, 4..44)].concat();
        if digit_is(&barcode, 3, check(&others)) {
            Ok(Self { barcode })
        } else {
            Err(CollectionSlipError::CheckDigit)
        }
    }

    /// The line: 48 digits.
    #[must_use]
    pub fn line(&self) -> String {
        self.blocks().map(|(digits, check)| format!("{digits}{check}")).concat()
    }

    /// The line as printed: four times eleven digits, dash, check digit.
    #[must_use]
    pub fn formatted_line(&self) -> String {
        self.blocks().map(|(digits, check)| format!("{digits}-{check}")).join(" ")
    }

    fn blocks(&self) -> [(&str, u32); 4] {
        let check = check_digit_of_kind(&self.barcode).unwrap_or(mod10);
        [0..11, 11..22, 22..33, 33..44].map(|range| {
            let digits = part(&self.barcode, range);
            (digits, check(digits))
        })
    }

    /// The barcode: 44 digits.
    #[must_use]
    pub fn barcode(&self) -> String {
        self.barcode.clone()
    }

    /// The amount in reais, for value kinds 6 and 8; kinds 7 and 9 hold a quantity that only the
    /// company can turn into money. `None` also when it is zero.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        if !matches!(part(&self.barcode, 2..3), "6" | "8") {
            return None;
        }
        let centavos: i64 = part(&self.barcode, 4..15).parse().ok()?;
        (centavos != 0).then_some(Money::from_centavos(centavos))
    }

    /// What kind of company charges: 1 city hall, 2 sanitation, 3 electricity and gas, 4 telecom,
    /// 5 government body, 6 company by its CNPJ, 7 traffic fine, 9 the bank's own use.
    #[must_use]
    pub fn segment(&self) -> u8 {
        part(&self.barcode, 1..2).parse().unwrap_or_default()
    }
}

/// Which check digit this slip uses, by the first and third of its digits (the same in both forms).
fn check_digit_of_kind(digits: &str) -> Result<fn(&str) -> u32, CollectionSlipError> {
    if !digit_is(digits, 0, PRODUCT) {
        return Err(CollectionSlipError::Product);
    }
    match part(digits, 2..3) {
        "6" | "7" => Ok(mod10),
        "8" | "9" => Ok(mod11_slip),
        _ => Err(CollectionSlipError::ValueKind),
    }
}

impl FromStr for CollectionSlip {
    type Err = CollectionSlipError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = digits_of(text).ok_or(CollectionSlipError::Character)?;
        match digits.len() {
            BARCODE_DIGITS => Self::from_barcode(&digits),
            LINE_DIGITS => Self::from_line(&digits),
            _ => Err(CollectionSlipError::digits(&digits, "44 or 48")),
        }
    }
}

impl fmt::Display for CollectionSlip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted_line())
    }
}

impl fmt::Debug for CollectionSlip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionSlip")
            .field("segment", &self.segment())
            .field("amount", &self.amount())
            .finish_non_exhaustive()
    }
}

/// Why a text is not a collection slip. Never holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CollectionSlipError {
    /// There is something other than digits, dots, dashes and white space.
    Character,
    /// The number of digits is wrong.
    Digits {
        /// How many there are.
        found: usize,
        /// How many there should be, in words.
        expected: &'static str,
    },
    /// The first digit is not 8.
    Product,
    /// The third digit is not 6, 7, 8 or 9.
    ValueKind,
    /// The check digit of one of the line's blocks is wrong.
    Block {
        /// 1 to 4.
        block: u8,
    },
    /// The general check digit is wrong.
    CheckDigit,
}

impl CollectionSlipError {
    fn digits(digits: &str, expected: &'static str) -> Self {
        Self::Digits { found: digits.len(), expected }
    }
}

impl fmt::Display for CollectionSlipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character => f.write_str("has characters other than digits and separators"),
            Self::Digits { found, expected } => {
                write!(f, "has {found} digits, expected {expected}")
            }
            Self::Product => f.write_str("does not start with 8"),
            Self::ValueKind => f.write_str("third digit is not 6, 7, 8 or 9"),
            Self::Block { block } => write!(f, "check digit of block {block} is wrong"),
            Self::CheckDigit => f.write_str("general check digit is wrong"),
        }
    }
}

impl std::error::Error for CollectionSlipError {}

#[cfg(test)]
mod tests {
    use super::*;

    const MOD10_LINE: &str = "846200000012299000012029609100000007001234500005";
    const MOD10_BARCODE: &str = "84620000001299000012026091000000000123450000";
    const MOD11_LINE: &str = "848400000011299000012027609100000004001234500008";
    const MOD11_BARCODE: &str = "84840000001299000012026091000000000123450000";

    #[test]
    fn telecom_vectors() {
        for (line, barcode) in [(MOD10_LINE, MOD10_BARCODE), (MOD11_LINE, MOD11_BARCODE)] {
            let slip = CollectionSlip::from_line(line).unwrap();
            assert_eq!(slip.line(), line);
            assert_eq!(slip.barcode(), barcode);
            assert_eq!(CollectionSlip::from_barcode(barcode).unwrap(), slip);
            assert_eq!(line.parse::<CollectionSlip>().unwrap(), slip);
            assert_eq!(barcode.parse::<CollectionSlip>().unwrap(), slip);
            assert_eq!(slip.to_string().parse::<CollectionSlip>().unwrap(), slip);
            assert_eq!(slip.amount(), Some(Money::from_centavos(12_990)));
            assert_eq!(slip.segment(), 4);
        }
    }

    #[test]
    fn public_vectors() {
        for (line, centavos) in [
            ("836200000005667800481000180975657313001589636081", 6_678),
            ("836300000012718701380013223258756111080992882466", 17_187),
        ] {
            let slip = CollectionSlip::from_line(line).unwrap();
            assert_eq!(slip.amount(), Some(Money::from_centavos(centavos)));
            assert_eq!(slip.segment(), 3);
            assert_eq!(slip.line(), line);
            let again = CollectionSlip::from_barcode(&slip.barcode()).unwrap();
            assert_eq!(again, slip);
        }
    }

    #[test]
    fn formatted() {
        let slip = CollectionSlip::from_line(MOD10_LINE).unwrap();
        let formatted = "84620000001-2 29900001202-9 60910000000-7 00123450000-5";
        assert_eq!(slip.formatted_line(), formatted);
        assert_eq!(slip.to_string(), formatted);
    }

    #[test]
    fn third_digit_outside_6_to_9_is_refused() {
        for barcode in [
            "82210000215048200974123220154098290108605940",
            "82200000215048200974123220154098290108605940",
        ] {
            let refused = CollectionSlip::from_barcode(barcode);
            assert_eq!(refused, Err(CollectionSlipError::ValueKind));
        }
    }

    #[test]
    fn quantities_are_not_amounts() {
        for kind in ['7', '9'] {
            let others = format!("84{kind}00000012990{}", "0".repeat(29));
            let check = if kind == '7' { mod10 } else { mod11_slip };
            let barcode = format!("{}{}{}", &others[..3], check(&others), &others[3..]);
            let slip = CollectionSlip::from_barcode(&barcode).unwrap();
            assert_eq!(slip.amount(), None);
            assert_eq!(CollectionSlip::from_line(&slip.line()).unwrap(), slip);
        }
    }

    #[test]
    fn wrong_check_digits_name_their_place() {
        for line in [MOD10_LINE, MOD11_LINE] {
            for (block, at) in [(1, 11), (2, 23), (3, 35), (4, 47)] {
                let mut wrong = line.to_owned();
                wrong.replace_range(at..=at, "3");
                let error = CollectionSlip::from_line(&wrong).unwrap_err();
                assert_eq!(error, CollectionSlipError::Block { block });
            }
        }
        let error = CollectionSlipError::Block { block: 2 };
        assert_eq!(error.to_string(), "check digit of block 2 is wrong");
        let mut wrong = MOD10_BARCODE.to_owned();
        wrong.replace_range(3..4, "3");
        let error = CollectionSlip::from_barcode(&wrong).unwrap_err();
        assert_eq!(error, CollectionSlipError::CheckDigit);
    }

    #[test]
    fn the_boletos_mod11_is_not_the_slips() {
        use super::super::check_digit::mod11_boleto;

        // Remainders 0 and 1: 0 on a slip, where a boleto has 1.
        let others = (0..1000)
            .map(|n| format!("84800000012990{n:029}"))
            .find(|others| mod11_slip(others) == 0)
            .unwrap();
        let barcode = |check| format!("{}{check}{}", &others[..3], &others[3..]);
        assert!(CollectionSlip::from_barcode(&barcode(0)).is_ok());
        let wrong = CollectionSlip::from_barcode(&barcode(mod11_boleto(&others)));
        assert_eq!(wrong, Err(CollectionSlipError::CheckDigit));
    }

    #[test]
    fn wrong_lengths_characters_and_product() {
        let error = CollectionSlip::from_line(MOD10_BARCODE).unwrap_err();
        assert_eq!(error.to_string(), "has 44 digits, expected 48");
        let error = CollectionSlip::from_barcode(MOD10_LINE).unwrap_err();
        assert_eq!(error.to_string(), "has 48 digits, expected 44");
        let error = "8".parse::<CollectionSlip>().unwrap_err();
        assert_eq!(error.to_string(), "has 1 digits, expected 44 or 48");
        let error = format!("{MOD10_LINE}é").parse::<CollectionSlip>();
        assert_eq!(error, Err(CollectionSlipError::Character));
        let boleto = "99996156500000129901234567890123456789012345";
        let error = CollectionSlip::from_barcode(boleto);
        assert_eq!(error, Err(CollectionSlipError::Product));
    }

    #[test]
    fn debug_leaves_the_companys_digits_out() {
        let debug = format!("{:?}", CollectionSlip::from_line(MOD10_LINE).unwrap());
        assert!(!debug.contains("12345"), "{debug}");
    }
}

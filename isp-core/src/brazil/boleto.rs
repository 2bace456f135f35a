//! The bank boleto: 44-digit barcode and 47-digit line.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::check_digit::{mod10, mod11_boleto};
use super::due_factor;
use super::money::Money;
use super::payment_digits::{all_digits, digit_is, digits_of, part};

const BARCODE_DIGITS: usize = 44;
const LINE_DIGITS: usize = 47;
const FREE_FIELD_DIGITS: usize = 25;
const REAL: &str = "9";
const LARGEST_AMOUNT: i64 = 9_999_999_999;

/// A bank boleto whose check digits are right.
///
/// The barcode holds 44 digits: bank (3), currency (1), general check digit (1), due factor (4),
/// amount in centavos (10) and the bank's free field (25). The digitable line holds the same in 47
/// digits, its three fields each with a check digit of their own.
///
/// [`FromStr`] takes either; `Display` is [`Boleto::formatted_line`]; `Debug` shows bank, due factor
/// and amount only, because the free field identifies a payer's charge.
///
/// ```
/// use isp_core::brazil::{Boleto, Money};
/// use jiff::civil::date;
///
/// let boleto: Boleto = "99991.23459 67890.123457 67890.123457 6 15650000012990".parse()?;
/// assert_eq!(boleto.barcode(), "99996156500000129901234567890123456789012345");
/// assert_eq!(boleto.amount(), Some(Money::from_centavos(12_990)));
/// assert_eq!(boleto.due_date(date(2026, 9, 1)), Some(date(2026, 9, 10)));
/// # Ok::<(), isp_core::brazil::BoletoError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Boleto {
    barcode: String,
}

impl Boleto {
    /// A boleto in reais with all check digits computed.
    ///
    /// `bank` is the bank's 3-digit code and `free_field` the 25 digits whose meaning the bank
    /// defines. Without `due` the due factor is 0000; without `amount`, or with zero, the amount is
    /// left for the payer to type.
    ///
    /// # Errors
    ///
    /// [`BoletoError::Bank`], [`BoletoError::DueDate`] outside 8 October 1997 to 13 October 2049,
    /// [`BoletoError::Amount`] when negative or over R$ 99.999.999,99, [`BoletoError::FreeField`].
    ///
    /// ```
    /// use isp_core::brazil::{Boleto, Money};
    /// use jiff::civil::date;
    ///
    /// let amount = Money::from_centavos(8_990);
    /// let free_field = "1234567890123456789012345";
    /// let boleto = Boleto::new("999", Some(date(2025, 2, 22)), Some(amount), free_field)?;
    /// assert_eq!(boleto.line(), "99991234596789012345767890123457710000000008990");
    /// # Ok::<(), isp_core::brazil::BoletoError>(())
    /// ```
    pub fn new(
        bank: &str,
        due: Option<Date>,
        amount: Option<Money>,
        free_field: &str,
    ) -> Result<Self, BoletoError> {
        if bank.len() != 3 || !all_digits(bank) {
            return Err(BoletoError::Bank);
        }
        if free_field.len() != FREE_FIELD_DIGITS || !all_digits(free_field) {
            return Err(BoletoError::FreeField);
        }
        let factor = match due {
            Some(date) => due_factor::factor_of(date).ok_or(BoletoError::DueDate)?,
            None => 0,
        };
        let centavos = amount.map_or(0, Money::centavos);
        if !(0..=LARGEST_AMOUNT).contains(&centavos) {
            return Err(BoletoError::Amount);
        }
        let before = format!("{bank}{REAL}");
        let after = format!("{factor:04}{centavos:010}{free_field}");
        let check = mod11_boleto(&format!("{before}{after}"));
        Self::checked(format!("{before}{check}{after}"))
    }

    /// Reads the 44 digits of the barcode; dots, dashes and white space are ignored.
    ///
    /// # Errors
    ///
    /// [`BoletoError::Character`], [`BoletoError::Digits`], [`BoletoError::CheckDigit`].
    pub fn from_barcode(text: &str) -> Result<Self, BoletoError> {
        let digits = digits_of(text).ok_or(BoletoError::Character)?;
        if digits.len() != BARCODE_DIGITS {
            return Err(BoletoError::digits(&digits, "44"));
        }
        Self::checked(digits)
    }

    /// Reads the 47 digits of the digitable line; dots, dashes and white space are ignored.
    ///
    /// # Errors
    ///
    /// [`BoletoError::Character`], [`BoletoError::Digits`], [`BoletoError::Field`],
    /// [`BoletoError::CheckDigit`].
    pub fn from_line(text: &str) -> Result<Self, BoletoError> {
        let line = digits_of(text).ok_or(BoletoError::Character)?;
        if line.len() != LINE_DIGITS {
            return Err(BoletoError::digits(&line, "47"));
        }
        for (field, range) in [(1, 0..9), (2, 10..20), (3, 21..31)] {
            let check_at = range.end;
            if !digit_is(&line, check_at, mod10(part(&line, range))) {
                return Err(BoletoError::Field { field });
            }
        }
        // Bank and currency, then general digit, factor and amount, then the free field.
        let barcode = [0..4, 32..47, 4..9, 10..20, 21..31].map(|range| part(&line, range));
        Self::checked(barcode.concat())
    }

    fn checked(barcode: String) -> Result<Self, BoletoError> {
        let others = [part(&barcode, 0..4), part(&barcode, 5..44)].concat();
        if digit_is(&barcode, 4, mod11_boleto(&others)) {
            Ok(Self { barcode })
        } else {
            Err(BoletoError::CheckDigit)
        }
    }

    /// The digitable line: 47 digits.
    #[must_use]
    pub fn line(&self) -> String {
        let [first, second, third] = self.fields();
        format!("{first}{second}{third}{}", part(&self.barcode, 4..19))
    }

    /// The digitable line as printed: `AAABC.CCCCX DDDDD.DDDDDY EEEEE.EEEEEZ K UUUUVVVVVVVVVV`.
    #[must_use]
    pub fn formatted_line(&self) -> String {
        let [first, second, third] = self.fields().map(|field| {
            let (left, right) = field.split_at_checked(5).unwrap_or_default();
            format!("{left}.{right}")
        });
        let general = part(&self.barcode, 4..5);
        let rest = part(&self.barcode, 5..19);
        format!("{first} {second} {third} {general} {rest}")
    }

    fn fields(&self) -> [String; 3] {
        let first = [part(&self.barcode, 0..4), part(&self.barcode, 19..24)].concat();
        let second = part(&self.barcode, 24..34).to_owned();
        let third = part(&self.barcode, 34..44).to_owned();
        [first, second, third].map(|field| format!("{field}{}", mod10(&field)))
    }

    /// The barcode: 44 digits.
    #[must_use]
    pub fn barcode(&self) -> String {
        self.barcode.clone()
    }

    /// The bank's code: 3 digits.
    #[must_use]
    pub fn bank(&self) -> String {
        part(&self.barcode, 0..3).to_owned()
    }

    /// The amount in reais; `None` when it is zero, that is, left for the payer to type, and when
    /// the currency digit is not 9 (real).
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        if part(&self.barcode, 3..4) != REAL {
            return None;
        }
        let centavos: i64 = part(&self.barcode, 9..19).parse().ok()?;
        (centavos != 0).then_some(Money::from_centavos(centavos))
    }

    /// The due factor, 1–9999; `None` when the boleto has no due date.
    #[must_use]
    pub fn due_factor(&self) -> Option<u16> {
        let factor = part(&self.barcode, 5..9).parse().ok()?;
        (factor != 0).then_some(factor)
    }

    /// The due date: of the two that the factor may mean, the one nearer to `reference` (see
    /// [`due_factor`](super::due_factor)). `None` when the boleto has no due date.
    #[must_use]
    pub fn due_date(&self, reference: Date) -> Option<Date> {
        due_factor::due_date(self.due_factor()?, reference)
    }

    /// The free field: 25 digits whose meaning the bank defines.
    #[must_use]
    pub fn free_field(&self) -> String {
        part(&self.barcode, 19..44).to_owned()
    }
}

impl FromStr for Boleto {
    type Err = BoletoError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = digits_of(text).ok_or(BoletoError::Character)?;
        match digits.len() {
            BARCODE_DIGITS => Self::from_barcode(&digits),
            LINE_DIGITS => Self::from_line(&digits),
            _ => Err(BoletoError::digits(&digits, "44 or 47")),
        }
    }
}

impl fmt::Display for Boleto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.formatted_line())
    }
}

impl fmt::Debug for Boleto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Boleto")
            .field("bank", &self.bank())
            .field("due_factor", &self.due_factor())
            .field("amount", &self.amount())
            .finish_non_exhaustive()
    }
}

/// Why a text is not a boleto, or why [`Boleto::new`] cannot make one. Never holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BoletoError {
    /// There is something other than digits, dots, dashes and white space.
    Character,
    /// The number of digits is wrong.
    Digits {
        /// How many there are.
        found: usize,
        /// How many there should be, in words.
        expected: &'static str,
    },
    /// The check digit of one of the line's fields is wrong.
    Field {
        /// 1, 2 or 3.
        field: u8,
    },
    /// The general check digit is wrong.
    CheckDigit,
    /// The bank code is not 3 digits.
    Bank,
    /// The due date has no due factor.
    DueDate,
    /// The amount is negative or too large.
    Amount,
    /// The free field is not 25 digits.
    FreeField,
}

impl BoletoError {
    fn digits(digits: &str, expected: &'static str) -> Self {
        Self::Digits { found: digits.len(), expected }
    }
}

impl fmt::Display for BoletoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character => f.write_str("has characters other than digits and separators"),
            Self::Digits { found, expected } => {
                write!(f, "has {found} digits, expected {expected}")
            }
            Self::Field { field } => write!(f, "check digit of field {field} is wrong"),
            Self::CheckDigit => f.write_str("general check digit is wrong"),
            Self::Bank => f.write_str("bank code is not 3 digits"),
            Self::DueDate => f.write_str("due date is outside 1997-10-08 to 2049-10-13"),
            Self::Amount => f.write_str("amount is negative or over R$ 99.999.999,99"),
            Self::FreeField => f.write_str("free field is not 25 digits"),
        }
    }
}

impl std::error::Error for BoletoError {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FREE: &str = "1234567890123456789012345";
    const LINE: &str = "99991234596789012345767890123457615650000012990";

    struct Vector {
        line: &'static str,
        barcode: &'static str,
        due: Option<Date>,
        centavos: Option<i64>,
    }

    fn vectors() -> Vec<Vector> {
        let vector = |line, barcode, due, centavos| Vector { line, barcode, due, centavos };
        vec![
            vector(
                "00190500954014481606906809350314337370000000100",
                "00193373700000001000500940144816060680935031",
                Some(date(2007, 12, 31)),
                Some(100),
            ),
            vector(
                "00190000090114971860168524522114675860000102656",
                "00196758600001026560000001149718606852452211",
                Some(date(2018, 7, 15)),
                Some(102_656),
            ),
            vector(
                "99991234596789012345767890123457199990000008990",
                "99991999900000089901234567890123456789012345",
                Some(date(2025, 2, 21)),
                Some(8_990),
            ),
            vector(
                "99991234596789012345767890123457710000000008990",
                "99997100000000089901234567890123456789012345",
                Some(date(2025, 2, 22)),
                Some(8_990),
            ),
            vector(
                LINE,
                "99996156500000129901234567890123456789012345",
                Some(date(2026, 9, 10)),
                Some(12_990),
            ),
            vector(
                "99991234596789012345767890123457699990000000001",
                "99996999900000000011234567890123456789012345",
                Some(date(2049, 10, 13)),
                Some(1),
            ),
            vector(
                "99991234596789012345767890123457100000000000000",
                "99991000000000000001234567890123456789012345",
                None,
                None,
            ),
        ]
    }

    #[test]
    fn every_vector_reads_the_same_from_line_and_barcode() {
        for vector in vectors() {
            let boleto = Boleto::from_line(vector.line).unwrap();
            assert_eq!(boleto.barcode(), vector.barcode);
            assert_eq!(boleto.line(), vector.line);
            assert_eq!(Boleto::from_barcode(vector.barcode).unwrap(), boleto);
            assert_eq!(vector.line.parse::<Boleto>().unwrap(), boleto);
            assert_eq!(vector.barcode.parse::<Boleto>().unwrap(), boleto);
            assert_eq!(boleto.to_string().parse::<Boleto>().unwrap(), boleto);
            assert_eq!(boleto.amount(), vector.centavos.map(Money::from_centavos));
            let reference = vector.due.unwrap_or(date(2025, 1, 1));
            assert_eq!(boleto.due_date(reference), vector.due);
        }
    }

    #[test]
    fn every_vector_can_be_made() {
        for vector in vectors() {
            let read = Boleto::from_line(vector.line).unwrap();
            let amount = vector.centavos.map(Money::from_centavos);
            let made = Boleto::new(&read.bank(), vector.due, amount, &read.free_field());
            assert_eq!(made.unwrap(), read);
        }
    }

    #[test]
    fn factor_is_ambiguous_without_a_reference() {
        let boleto: Boleto = vectors()[0].line.parse().unwrap();
        assert_eq!(boleto.due_factor(), Some(3737));
        let near = |reference| boleto.due_date(reference);
        assert_eq!(near(date(2008, 1, 1)), Some(date(2007, 12, 31)));
        assert_eq!(near(date(2030, 1, 1)), Some(date(2032, 8, 21)));
    }

    #[test]
    fn parts() {
        let boleto = Boleto::from_line(LINE).unwrap();
        assert_eq!(boleto.bank(), "999");
        assert_eq!(boleto.free_field(), FREE);
        assert_eq!(boleto.due_factor(), Some(1565));
        let formatted = "99991.23459 67890.123457 67890.123457 6 15650000012990";
        assert_eq!(boleto.formatted_line(), formatted);
        assert_eq!(boleto.to_string(), formatted);
    }

    #[test]
    fn separators_are_ignored() {
        let boleto = Boleto::from_line(LINE).unwrap();
        for text in [
            "99991.23459 67890.123457 67890.123457 6 15650000012990",
            "\t99991-23459.67890.123457-67890.123457\u{a0}6 15650000012990\r\n",
        ] {
            assert_eq!(Boleto::from_line(text).unwrap(), boleto);
        }
    }

    #[test]
    fn wrong_check_digits_name_their_place() {
        let with = |at: usize, digit: &str| {
            let mut line = LINE.to_owned();
            line.replace_range(at..=at, digit);
            Boleto::from_line(&line).unwrap_err()
        };
        assert_eq!(with(9, "8"), BoletoError::Field { field: 1 });
        assert_eq!(with(20, "8"), BoletoError::Field { field: 2 });
        assert_eq!(with(31, "8"), BoletoError::Field { field: 3 });
        assert_eq!(with(32, "7"), BoletoError::CheckDigit);
        assert_eq!(with(46, "1"), BoletoError::CheckDigit);
        assert_eq!(with(20, "8").to_string(), "check digit of field 2 is wrong");
        let barcode = "99995156500000129901234567890123456789012345";
        assert_eq!(Boleto::from_barcode(barcode), Err(BoletoError::CheckDigit));
    }

    #[test]
    fn wrong_lengths_and_characters() {
        let error = Boleto::from_line(&LINE[1..]).unwrap_err();
        assert_eq!(error.to_string(), "has 46 digits, expected 47");
        let error = Boleto::from_barcode(LINE).unwrap_err();
        assert_eq!(error.to_string(), "has 47 digits, expected 44");
        let error = "".parse::<Boleto>().unwrap_err();
        assert_eq!(error.to_string(), "has 0 digits, expected 44 or 47");
        for text in [LINE.replace('6', "x"), format!("{LINE}\0"), format!("é{LINE}")] {
            assert_eq!(text.parse::<Boleto>(), Err(BoletoError::Character));
            assert_eq!(Boleto::from_line(&text), Err(BoletoError::Character));
            assert_eq!(Boleto::from_barcode(&text), Err(BoletoError::Character));
        }
    }

    #[test]
    fn what_cannot_be_made() {
        let make = |bank, due, centavos, free| {
            Boleto::new(bank, due, Some(Money::from_centavos(centavos)), free)
        };
        assert_eq!(make("99", None, 1, FREE), Err(BoletoError::Bank));
        assert_eq!(make("99x", None, 1, FREE), Err(BoletoError::Bank));
        assert_eq!(make("9é", None, 1, FREE), Err(BoletoError::Bank));
        assert_eq!(make("999", None, -1, FREE), Err(BoletoError::Amount));
        let over = LARGEST_AMOUNT + 1;
        assert_eq!(make("999", None, over, FREE), Err(BoletoError::Amount));
        assert_eq!(make("999", None, 1, &FREE[1..]), Err(BoletoError::FreeField));
        let late = Some(date(2049, 10, 14));
        assert_eq!(make("999", late, 1, FREE), Err(BoletoError::DueDate));
        let largest = make("999", None, LARGEST_AMOUNT, FREE).unwrap();
        assert_eq!(largest.amount(), Some(Money::from_centavos(LARGEST_AMOUNT)));
        assert_eq!(make("999", None, 0, FREE).unwrap().amount(), None);
    }

    #[test]
    fn another_currency_has_no_amount_in_reais() {
        let others = format!("9990{}{:010}{FREE}", "0000", 12_990);
        let check = mod11_boleto(&others);
        let barcode = format!("{}{check}{}", &others[..4], &others[4..]);
        assert_eq!(Boleto::from_barcode(&barcode).unwrap().amount(), None);
    }

    #[test]
    fn debug_leaves_the_free_field_out() {
        let debug = format!("{:?}", Boleto::from_line(LINE).unwrap());
        assert!(!debug.contains("1234567890"), "{debug}");
        assert!(debug.contains("1565"), "{debug}");
    }
}

//! An amount in reais, exact.

use std::fmt;
use std::str::FromStr;

/// An amount in Brazilian reais, held as a whole number of centavos; it may be negative.
///
/// There is no conversion from or to floating point: R$ 89,90 has no exact `f64`. JSON numbers are
/// read from their text, by [`Money::from_decimal_text`].
///
/// `Display` writes `R$ 1.234,56`, with a plain space.
///
/// # Parsing
///
/// [`str::parse`] is for fields where both notations occur. A comma, an `R$`, or two dots or more
/// mean the Brazilian notation ([`Money::from_brazilian_text`]); anything else is decimal text
/// ([`Money::from_decimal_text`]), except that a lone dot before three digits (`1.500`) is refused:
/// it could be either. Where a field is known to hold one notation, call that function instead.
///
/// ```
/// use isp_core::brazil::{Money, MoneyError};
/// assert_eq!("R$ 1.234,56".parse(), Ok(Money::from_centavos(123_456)));
/// assert_eq!("89.9".parse(), Ok(Money::from_centavos(8_990)));
/// assert_eq!("1.234".parse::<Money>(), Err(MoneyError::Ambiguous));
/// assert_eq!(Money::from_centavos(-50).to_string(), "-R$ 0,50");
/// ```
#[doc(alias("dinheiro", "reais", "centavos"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Money(i64);

impl Money {
    /// R$ 0,00.
    pub const ZERO: Self = Self(0);

    /// An amount in centavos: 8990 is R$ 89,90.
    #[must_use]
    pub const fn from_centavos(centavos: i64) -> Self {
        Self(centavos)
    }

    /// The amount in centavos: 8990 for R$ 89,90.
    #[must_use]
    pub const fn centavos(self) -> i64 {
        self.0
    }

    /// Whether it is R$ 0,00.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is less than R$ 0,00.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum; `None` beyond the range of `i64` centavos.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(centavos) => Some(Self(centavos)),
            None => None,
        }
    }

    /// The difference; `None` beyond the range of `i64` centavos.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(centavos) => Some(Self(centavos)),
            None => None,
        }
    }

    /// The sum of all, [`Money::ZERO`] of none; `None` once a partial sum leaves the range of `i64`
    /// centavos.
    ///
    /// ```
    /// use isp_core::brazil::Money;
    /// let parts = [8_990, 1_000].map(Money::from_centavos);
    /// assert_eq!(Money::checked_sum(parts), Some(Money::from_centavos(9_990)));
    /// ```
    #[must_use]
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Reads reais with a decimal point, the notation of JSON numbers: `250`, `89.9`, `-0.5`, `1e3`,
    /// `1.0E7`, `123.450`. Spaces around it are ignored. Nothing is rounded.
    ///
    /// # Errors
    ///
    /// - [`MoneyError::FractionOfCentavo`] for `0.001`;
    /// - [`MoneyError::Overflow`] for `1e30`;
    /// - [`MoneyError::NotAnAmount`] for anything else: empty text, commas, `R$`, `.5`, `NaN`.
    ///
    /// ```
    /// use isp_core::brazil::Money;
    /// assert_eq!(Money::from_decimal_text("89.9")?.centavos(), 8_990);
    /// # Ok::<(), isp_core::brazil::MoneyError>(())
    /// ```
    pub fn from_decimal_text(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim_matches(is_blank);
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        if !is_digits(whole) || !fraction.is_none_or(is_digits) {
            return Err(MoneyError::NotAnAmount);
        }
        assemble(negative, whole, fraction.unwrap_or_default(), exponent)
    }

    /// Reads the Brazilian notation, with or without `R$`: `R$ 1.234,56`, `146,52`, `R$1.234`,
    /// `1.234.567,8`, `-R$ 5,00`, `R$ -5,00`. Spaces, also no-break ones, are ignored around the
    /// parts. Nothing is rounded.
    ///
    /// Dots group the thousands: all of them or none. So `1.234` is R$ 1.234,00 here.
    ///
    /// # Errors
    ///
    /// - [`MoneyError::FractionOfCentavo`] for `0,001`;
    /// - [`MoneyError::Overflow`] beyond the range of `i64` centavos;
    /// - [`MoneyError::NotAnAmount`] for anything else, such as groups that are not of three digits
    ///   (`89.90`, `1234.567,00`) or begin with zero (`0.123`).
    ///
    /// ```
    /// use isp_core::brazil::Money;
    /// assert_eq!(Money::from_brazilian_text("R$ 1.234,56")?.centavos(), 123_456);
    /// # Ok::<(), isp_core::brazil::MoneyError>(())
    /// ```
    pub fn from_brazilian_text(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim_matches(is_blank);
        let (outer_sign, text) = strip_token(text, "-");
        let (_, text) = strip_token(text, "R$");
        // `--5,00` keeps its second sign, and is refused as a digit below.
        let (inner_sign, text) = if outer_sign { (false, text) } else { strip_token(text, "-") };

        let (whole, fraction) = match text.split_once(',') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        if !fraction.is_none_or(is_digits) {
            return Err(MoneyError::NotAnAmount);
        }
        let whole = ungroup(whole).ok_or(MoneyError::NotAnAmount)?;
        assemble(outer_sign || inner_sign, &whole, fraction.unwrap_or_default(), 0)
    }

    /// Reais with a decimal point and always two decimals: `1234.56`, `-0.50`.
    #[must_use]
    pub fn to_decimal_text(self) -> String {
        let (sign, reais, centavos) = self.parts();
        format!("{sign}{reais}.{centavos:02}")
    }

    /// Sign, whole reais, centavos.
    fn parts(self) -> (&'static str, u64, u64) {
        let sign = if self.is_negative() { "-" } else { "" };
        let centavos = self.0.unsigned_abs();
        (sign, centavos / 100, centavos % 100)
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes `token` off the beginning, and the blanks after it; says whether it was there.
fn strip_token<'a>(text: &'a str, token: &str) -> (bool, &'a str) {
    match text.strip_prefix(token) {
        Some(rest) => (true, rest.trim_start_matches(is_blank)),
        None => (false, text),
    }
}

/// The digits of `1.234.567` or `1234567`; `None` when it is neither.
fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next().filter(|first| is_digits(first))?;
    let mut digits = first.to_owned();
    for group in groups {
        if first.len() > 3 || first.starts_with('0') || group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// The exponent in `e3`, `e+3`, `E-3`, without the letter. One beyond `i64` is clamped:
/// the result is the same.
fn read_exponent(text: &str) -> Result<i64, MoneyError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !is_digits(digits) {
        return Err(MoneyError::NotAnAmount);
    }
    let size: i64 = digits.parse().unwrap_or(i64::MAX);
    Ok(if negative { -size } else { size })
}

/// `whole.fraction × 10^exponent` reais, of which the first two must hold digits only.
fn assemble(
    negative: bool,
    whole: &str,
    fraction: &str,
    exponent: i64,
) -> Result<Money, MoneyError> {
    // Negative, since `i64` reaches one further below zero. `None` once it is too large.
    let mut significant = Some(0_i64);
    let mut trailing_zeros = 0_u32;
    for digit in whole.bytes().chain(fraction.bytes()).map(|digit| i64::from(digit - b'0')) {
        if digit == 0 {
            trailing_zeros = trailing_zeros.saturating_add(1);
            continue;
        }
        let shifted = significant.and_then(|before| {
            let factor =
                if before == 0 { 1 } else { 10_i64.checked_pow(trailing_zeros.checked_add(1)?)? };
            before.checked_mul(factor)
        });
        significant = shifted.and_then(|shifted| shifted.checked_sub(digit));
        trailing_zeros = 0;
    }
    if significant == Some(0) {
        return Ok(Money::ZERO);
    }

    // The amount is `significant × 10^zeros` centavos, and `significant` ends in another digit than 0.
    let zeros = exponent
        .saturating_add(2)
        .saturating_sub(i64::try_from(fraction.len()).unwrap_or(i64::MAX))
        .saturating_add(i64::from(trailing_zeros));
    if zeros < 0 {
        return Err(MoneyError::FractionOfCentavo);
    }
    let amount = || {
        let factor = 10_i64.checked_pow(u32::try_from(zeros).ok()?)?;
        let below_zero = significant?.checked_mul(factor)?;
        if negative { Some(below_zero) } else { below_zero.checked_neg() }
    };
    amount().map(Money).ok_or(MoneyError::Overflow)
}

/// Three digits after a single dot: thousands in Brazilian notation, a fraction in decimal text.
fn ambiguous(text: &str) -> bool {
    let behind_the_dot = text.trim().rsplit_once('.').map(|(_, behind)| behind);
    behind_the_dot
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let brazilian =
            text.contains(',') || text.contains("R$") || text.matches('.').nth(1).is_some();
        if brazilian {
            Self::from_brazilian_text(text)
        } else if ambiguous(text) {
            Err(MoneyError::Ambiguous)
        } else {
            Self::from_decimal_text(text)
        }
    }
}

/// `R$ 1.234,56`, `-R$ 0,50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, reais, centavos) = self.parts();
        let digits = reais.to_string();
        let mut grouped = String::new();
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position) % 3 == 0 {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        f.pad(&format!("{sign}R$ {grouped},{centavos:02}"))
    }
}

/// Why a text is not an amount of money. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MoneyError {
    /// A number, but not of whole centavos.
    FractionOfCentavo,
    /// A number beyond the range of `i64` centavos.
    Overflow,
    /// A lone dot before three digits, as in `1.500`: one and a half, or fifteen hundred.
    Ambiguous,
    /// Not a number in the expected notation.
    NotAnAmount,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FractionOfCentavo => "the amount has a fraction of a centavo",
            Self::Overflow => "the amount is too large",
            Self::Ambiguous => {
                "the dot in the amount may be a decimal point or a thousands separator"
            }
            Self::NotAnAmount => "the text is not an amount of money",
        })
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::MoneyError::{Ambiguous, FractionOfCentavo, NotAnAmount, Overflow};
    use super::*;

    fn decimal(text: &str) -> Result<i64, MoneyError> {
        Money::from_decimal_text(text).map(Money::centavos)
    }

    fn brazilian(text: &str) -> Result<i64, MoneyError> {
        Money::from_brazilian_text(text).map(Money::centavos)
    }

    #[test]
    fn reads_decimal_text() {
        for (text, centavos) in [
            ("89.9", 8_990),
            ("250", 25_000),
            ("-0.5", -50),
            ("1e3", 100_000),
            ("1.0E7", 1_000_000_000),
            ("123.450", 12_345),
            ("129.90", 12_990),
            ("0.01", 1),
            (" 5 ", 500),
            ("007", 700),
            ("1E+2", 10_000),
            ("1234e-2", 1_234),
            ("12000e-4", 120),
            ("0.000000", 0),
            ("-0", 0),
            ("0e99999999999999999999", 0),
            ("0e-99999999999999999999", 0),
            ("0.00000000000000000000001e23", 100),
            ("92233720368547758.07", i64::MAX),
            ("-92233720368547758.08", i64::MIN),
        ] {
            assert_eq!(decimal(text), Ok(centavos), "{text}");
        }
    }

    #[test]
    fn refuses_other_decimal_text() {
        for (text, error) in [
            ("1.234", FractionOfCentavo),
            ("0.001", FractionOfCentavo),
            ("1e-3", FractionOfCentavo),
            ("1e-99999999999999999999", FractionOfCentavo),
            ("89.90000000000001", FractionOfCentavo),
            ("92233720368547758.08", Overflow),
            ("-92233720368547758.09", Overflow),
            ("1e17", Overflow),
            ("1e99999999999999999999", Overflow),
            ("123456789012345678901234567890", Overflow),
        ] {
            assert_eq!(decimal(text), Err(error), "{text}");
        }
        for text in [
            "", " ", "-", ".", "e", ".5", "5.", "1e", "1e+", "1e-", "e3", "+5", "--5", "- 5",
            "1.2.3", "1e2e3", "1e2.5", "1e+-3", "1,5", "R$ 5", "NaN", "inf", "0x10", "1_000", "٥",
            "5\n",
        ] {
            assert_eq!(decimal(text), Err(NotAnAmount), "{text}");
        }
    }

    #[test]
    fn reads_brazilian_text() {
        for (text, centavos) in [
            ("R$ 1.234,56", 123_456),
            ("146,52", 14_652),
            ("R$1.234", 123_400),
            ("1.234", 123_400),
            ("1.234.567,8", 123_456_780),
            ("1234567,8", 123_456_780),
            ("-R$ 5,00", -500),
            ("R$ -5,00", -500),
            ("-5,00", -500),
            ("- R$ 5", -500),
            ("R$\u{a0}1.234,56", 123_456),
            ("\u{a0}R$\u{202f}0,50 ", 50),
            ("R$ 0,00", 0),
            ("1,500", 150),
            ("R$ 92.233.720.368.547.758,07", i64::MAX),
            ("-R$ 92.233.720.368.547.758,08", i64::MIN),
        ] {
            assert_eq!(brazilian(text), Ok(centavos), "{text}");
        }
    }

    #[test]
    fn refuses_other_brazilian_text() {
        assert_eq!(brazilian("0,001"), Err(FractionOfCentavo));
        assert_eq!(brazilian("R$ 92.233.720.368.547.758,08"), Err(Overflow));
        for text in [
            "",
            "R$",
            "-",
            "-R$",
            "R$ -",
            "--5,00",
            "-R$ -5,00",
            "R$ R$ 5",
            "5,00 R$",
            "5,",
            ",50",
            "1,2,3",
            "89.90",
            "12.34,56",
            "1234.567,00",
            "1.2345",
            "1..234",
            ".123",
            "1.234.",
            "0.123",
            "000.123",
            "1.234,5.6",
            "1e3",
            "R$ 1 234,56",
            "US$ 5,00",
            "(5,00)",
            "５,00",
        ] {
            assert_eq!(brazilian(text), Err(NotAnAmount), "{text}");
        }
    }

    #[test]
    fn parse_chooses_the_notation() {
        let parse = |text: &str| text.parse::<Money>().map(Money::centavos);
        assert_eq!(parse("R$ 1.234,56"), Ok(123_456));
        assert_eq!(parse("146,52"), Ok(14_652));
        assert_eq!(parse("R$1.234"), Ok(123_400));
        assert_eq!(parse("1.234.567"), Ok(123_456_700));
        assert_eq!(parse("1234.56"), Ok(123_456));
        assert_eq!(parse("1.0E7"), Ok(1_000_000_000));
        assert_eq!(parse("250"), Ok(25_000));
        assert_eq!(parse("1.230"), Err(Ambiguous));
        assert_eq!(parse("1.234"), Err(Ambiguous));
        assert_eq!(parse("1,234.56"), Err(NotAnAmount));
        assert_eq!(parse("R$ 89.90"), Err(NotAnAmount));
    }

    #[test]
    fn writes_both_notations() {
        for (centavos, display, decimal) in [
            (0, "R$ 0,00", "0.00"),
            (5, "R$ 0,05", "0.05"),
            (-50, "-R$ 0,50", "-0.50"),
            (99_999, "R$ 999,99", "999.99"),
            (123_456, "R$ 1.234,56", "1234.56"),
            (-100_000_000, "-R$ 1.000.000,00", "-1000000.00"),
            (i64::MAX, "R$ 92.233.720.368.547.758,07", "92233720368547758.07"),
            (i64::MIN, "-R$ 92.233.720.368.547.758,08", "-92233720368547758.08"),
        ] {
            let money = Money::from_centavos(centavos);
            assert_eq!(money.to_string(), display);
            assert_eq!(money.to_decimal_text(), decimal);
        }
        assert_eq!(format!("{:>9}", Money::from_centavos(50)), "  R$ 0,50");
    }

    #[test]
    fn calculates_within_limits() {
        let money = Money::from_centavos;
        assert_eq!(money(8_990).checked_add(money(10)), Some(money(9_000)));
        assert_eq!(money(10).checked_sub(money(8_990)), Some(money(-8_980)));
        assert_eq!(money(i64::MAX).checked_add(money(1)), None);
        assert_eq!(money(i64::MIN).checked_sub(money(1)), None);
        assert_eq!(Money::checked_sum([]), Some(Money::ZERO));
        assert_eq!(Money::checked_sum([1, 2, -4].map(money)), Some(money(-1)));
        assert_eq!(Money::checked_sum([i64::MAX, 1].map(money)), None);
        assert_eq!(Money::default(), Money::ZERO);
        assert!(Money::ZERO.is_zero() && !Money::ZERO.is_negative());
        assert!(money(-1).is_negative() && !money(-1).is_zero());
        assert!(money(-1) < Money::ZERO && Money::ZERO < money(1));
    }
}

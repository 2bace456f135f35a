//! The number of a natural person in the Brazilian tax register.

use std::fmt;
use std::str::FromStr;

/// A CPF (natural person) whose two check digits are right.
///
/// Parsing accepts the eleven digits with or without dots, hyphens and spaces. `Display` writes the
/// whole number; `Debug` masks it, because a CPF is personal data.
///
/// ```
/// use isp_core::brazil::Cpf;
/// let cpf: Cpf = "529.982.247-25".parse()?;
/// assert_eq!(cpf.digits(), "52998224725");
/// assert_eq!(cpf.to_string(), "529.982.247-25");
/// assert_eq!(format!("{cpf:?}"), "Cpf(***.982.247-**)");
/// # Ok::<(), isp_core::brazil::CpfError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cpf([u8; 11]);

impl Cpf {
    /// Reads a CPF that arrived as a JSON number, which has lost its leading zeros: pads it to
    /// eleven digits. Do not use it for text: text with fewer digits is a mistake, not a short CPF.
    ///
    /// # Errors
    ///
    /// [`CpfError::Length`] above eleven digits; otherwise as for parsing.
    ///
    /// ```
    /// use isp_core::brazil::Cpf;
    /// assert_eq!(Cpf::from_number(191)?.digits(), "00000000191");
    /// # Ok::<(), isp_core::brazil::CpfError>(())
    /// ```
    pub fn from_number(number: u64) -> Result<Self, CpfError> {
        format!("{number:011}").parse()
    }

    /// The CPF with these first nine digits; `None` if there are more of them, or if all digits of the
    /// CPF would be the same.
    #[cfg(feature = "testing")]
    pub(crate) fn with_check_digits(first_nine: u32) -> Option<Self> {
        let mut digits = [0_u8; 11];
        let mut rest = first_nine;
        for place in digits.iter_mut().take(9).rev() {
            *place = u8::try_from(rest % 10).ok()?;
            rest /= 10;
        }
        let tenth = check_digit(digits.iter().take(9));
        *digits.get_mut(9)? = tenth;
        let eleventh = check_digit(digits.iter().take(10));
        *digits.get_mut(10)? = eleventh;
        let cpf = Self(digits);
        (rest == 0).then(|| cpf.digits().parse().ok()).flatten()
    }

    /// The eleven digits, without punctuation.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|&digit| char::from(b'0' + digit)).collect()
    }

    /// With punctuation; with `hide`, the digits that `Debug` masks are asterisks.
    fn formatted(&self, hide: bool) -> String {
        let mut text = String::with_capacity(18);
        for (position, &digit) in self.0.iter().enumerate() {
            match position {
                3 | 6 => text.push('.'),
                9 => text.push('-'),
                _ => {}
            }
            if hide && !(3..9).contains(&position) {
                text.push('*');
            } else {
                text.push(char::from(b'0' + digit));
            }
        }
        text
    }
}

/// The check digit over `digits`: weights 2, 3, 4… from the right.
fn check_digit<'a>(digits: impl DoubleEndedIterator<Item = &'a u8>) -> u8 {
    let (remainder, _) = digits
        .rev()
        .fold((0, 2), |(sum, weight), &digit| ((sum + u16::from(digit) * weight) % 11, weight + 1));
    match remainder {
        0 | 1 => 0,
        r => u8::try_from(11 - r).unwrap_or(0),
    }
}

impl FromStr for Cpf {
    type Err = CpfError;

    fn from_str(text: &str) -> Result<Self, CpfError> {
        let mut digits = [0_u8; 11];
        let mut found = 0_usize;
        for character in text.chars() {
            match character {
                '.' | '-' | ' ' => {}
                '0'..='9' => {
                    if let Some(place) = digits.get_mut(found) {
                        // The range of the pattern makes the cast exact.
                        *place = (character as u8) - b'0';
                    }
                    found += 1;
                }
                _ => return Err(CpfError::Character),
            }
        }
        if found != digits.len() {
            return Err(CpfError::Length { found });
        }
        let [first, rest @ ..] = &digits;
        if rest.iter().all(|digit| digit == first) {
            return Err(CpfError::Repeated);
        }
        let [.., tenth, eleventh] = digits;
        if check_digit(digits.iter().take(9)) != tenth {
            return Err(CpfError::FirstCheckDigit);
        }
        if check_digit(digits.iter().take(10)) != eleventh {
            return Err(CpfError::SecondCheckDigit);
        }
        Ok(Self(digits))
    }
}

/// `529.982.247-25`.
impl fmt::Display for Cpf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.formatted(false))
    }
}

/// `Cpf(***.982.247-**)`.
impl fmt::Debug for Cpf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cpf({})", self.formatted(true))
    }
}

/// Why a text is not a CPF. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CpfError {
    /// A character other than a digit, dot, hyphen or space.
    Character,
    /// Not eleven digits.
    #[non_exhaustive]
    Length {
        /// How many digits there are.
        found: usize,
    },
    /// Eleven equal digits: arithmetically right, but never issued.
    Repeated,
    /// The tenth digit does not follow from the first nine.
    FirstCheckDigit,
    /// The eleventh digit does not follow from the first ten.
    SecondCheckDigit,
}

impl fmt::Display for CpfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the CPF ")?;
        match self {
            Self::Character => {
                f.write_str("contains a character other than digits, dots, hyphens and spaces")
            }
            Self::Length { found: 1 } => f.write_str("has 1 digit, expected 11"),
            Self::Length { found } => write!(f, "has {found} digits, expected 11"),
            Self::Repeated => {
                f.write_str("repeats the same digit eleven times, which is never issued")
            }
            Self::FirstCheckDigit => f.write_str("is wrong: its first check digit is wrong"),
            Self::SecondCheckDigit => f.write_str("is wrong: its second check digit is wrong"),
        }
    }
}

impl std::error::Error for CpfError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_valid_vectors() {
        for text in ["52998224725", "11144477735", "12345678909", "98765432100", "00000000191"] {
            assert_eq!(text.parse::<Cpf>().unwrap().digits(), text);
        }
    }

    #[test]
    fn refuses_the_invalid_vectors() {
        assert_eq!("52998224724".parse::<Cpf>(), Err(CpfError::SecondCheckDigit));
        assert_eq!("52998224715".parse::<Cpf>(), Err(CpfError::FirstCheckDigit));
        for digit in '0'..='9' {
            let text = digit.to_string().repeat(11);
            assert_eq!(text.parse::<Cpf>(), Err(CpfError::Repeated), "{text}");
        }
    }

    #[test]
    fn reads_punctuation_and_nothing_else() {
        let expected: Cpf = "52998224725".parse().unwrap();
        for text in ["529.982.247-25", " 529 982 247 25 ", "529982247-25"] {
            assert_eq!(text.parse(), Ok(expected));
        }
        for text in
            ["529/982/247-25", "a52998224725", "٥2998224725", "52998224725\n", "+52998224725"]
        {
            assert_eq!(text.parse::<Cpf>(), Err(CpfError::Character), "{text}");
        }
    }

    #[test]
    fn counts_digits() {
        for (text, found) in [("", 0), ("5299822472", 10), ("529982247250", 12), (" .-", 0)] {
            assert_eq!(text.parse::<Cpf>(), Err(CpfError::Length { found }));
        }
        let error = "5299822472".parse::<Cpf>().unwrap_err();
        assert_eq!(error.to_string(), "the CPF has 10 digits, expected 11");
        assert!("191".parse::<Cpf>().is_err());
    }

    #[test]
    fn pads_numbers_only() {
        assert_eq!(Cpf::from_number(191).unwrap().digits(), "00000000191");
        assert_eq!(Cpf::from_number(52_998_224_725).unwrap().digits(), "52998224725");
        assert_eq!(Cpf::from_number(0), Err(CpfError::Repeated));
        assert_eq!(Cpf::from_number(u64::MAX), Err(CpfError::Length { found: 20 }));
    }

    #[test]
    fn shows_in_full_or_masked() {
        let cpf: Cpf = "52998224725".parse().unwrap();
        assert_eq!(cpf.to_string(), "529.982.247-25");
        assert_eq!(format!("{cpf:?}"), "Cpf(***.982.247-**)");
    }
}

//! The number of a legal person in the Brazilian tax register.

use std::fmt;
use std::str::FromStr;

/// A CNPJ (legal person), numeric or alphanumeric, whose two check digits are right.
///
/// Since July 2026 the first twelve positions may hold letters (Instrução Normativa RFB 2.229/2024).
/// Parsing accepts the fourteen characters with or without dots, slash, hyphen and spaces, and folds
/// letters to upper case. `Display` writes the whole number; `Debug` masks it.
///
/// ```
/// use isp_core::brazil::Cnpj;
/// let cnpj: Cnpj = "12.abc.345/01de-35".parse()?;
/// assert_eq!(cnpj.characters(), "12ABC34501DE35");
/// assert_eq!(cnpj.to_string(), "12.ABC.345/01DE-35");
/// assert!(cnpj.is_alphanumeric());
/// # Ok::<(), isp_core::brazil::CnpjError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cnpj([u8; 14]);

impl Cnpj {
    /// The fourteen characters in upper case, without punctuation.
    #[must_use]
    pub fn characters(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }

    /// Whether it contains a letter.
    #[must_use]
    pub fn is_alphanumeric(&self) -> bool {
        self.0.iter().any(u8::is_ascii_uppercase)
    }

    /// With punctuation; with `hide`, the digits that `Debug` masks are asterisks.
    fn formatted(&self, hide: bool) -> String {
        let mut text = String::with_capacity(18);
        for (position, &character) in self.0.iter().enumerate() {
            match position {
                2 | 5 => text.push('.'),
                8 => text.push('/'),
                12 => text.push('-'),
                _ => {}
            }
            if hide && !(5..12).contains(&position) {
                text.push('*');
            } else {
                text.push(char::from(character));
            }
        }
        text
    }
}

/// The check digit over `characters`, as an ASCII character.
///
/// A character counts as its ASCII code less 48, so that A is 17, not 10; the weights 2 to 9 repeat
/// from the right. For digits alone this is the rule of the numeric CNPJ.
fn check_digit<'a>(characters: impl DoubleEndedIterator<Item = &'a u8>) -> u8 {
    let sum: u16 = characters
        .rev()
        .zip((2..=9).cycle())
        .map(|(&character, weight)| u16::from(character.saturating_sub(b'0')) * weight)
        .sum();
    match sum % 11 {
        0 | 1 => b'0',
        r => b'0' + u8::try_from(11 - r).unwrap_or(0),
    }
}

impl FromStr for Cnpj {
    type Err = CnpjError;

    fn from_str(text: &str) -> Result<Self, CnpjError> {
        let mut characters = [b'0'; 14];
        let mut found = 0_usize;
        for character in text.chars() {
            match character {
                '.' | '/' | '-' | ' ' => {}
                '0'..='9' | 'A'..='Z' | 'a'..='z' => {
                    if let Some(place) = characters.get_mut(found) {
                        // The range of the pattern makes the cast exact.
                        *place = (character as u8).to_ascii_uppercase();
                    }
                    found += 1;
                }
                _ => return Err(CnpjError::Character),
            }
        }
        if found != characters.len() {
            return Err(CnpjError::Length { found });
        }
        let [first, rest @ ..] = &characters;
        if rest.iter().all(|character| character == first) {
            return Err(CnpjError::Repeated);
        }
        let [.., thirteenth, fourteenth] = characters;
        if !thirteenth.is_ascii_digit() || !fourteenth.is_ascii_digit() {
            return Err(CnpjError::LetterAsCheckDigit);
        }
        if check_digit(characters.iter().take(12)) != thirteenth {
            return Err(CnpjError::FirstCheckDigit);
        }
        if check_digit(characters.iter().take(13)) != fourteenth {
            return Err(CnpjError::SecondCheckDigit);
        }
        Ok(Self(characters))
    }
}

/// `12.ABC.345/01DE-35`.
impl fmt::Display for Cnpj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.formatted(false))
    }
}

/// `Cnpj(**.***.333/0001-**)`.
impl fmt::Debug for Cnpj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cnpj({})", self.formatted(true))
    }
}

/// Why a text is not a CNPJ. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CnpjError {
    /// A character other than an unaccented letter, digit, dot, slash, hyphen or space.
    Character,
    /// Not fourteen letters and digits.
    #[non_exhaustive]
    Length {
        /// How many letters and digits there are.
        found: usize,
    },
    /// Fourteen identical characters: never issued.
    Repeated,
    /// A letter in the last two positions, which are always digits.
    LetterAsCheckDigit,
    /// The thirteenth character does not follow from the first twelve.
    FirstCheckDigit,
    /// The fourteenth character does not follow from the first thirteen.
    SecondCheckDigit,
}

impl fmt::Display for CnpjError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the CNPJ ")?;
        match self {
            Self::Character => f.write_str(
                "contains a character other than letters, digits, dots, slashes, hyphens and spaces",
            ),
            Self::Length { found: 1 } => f.write_str("has 1 character, expected 14"),
            Self::Length { found } => write!(f, "has {found} characters, expected 14"),
            Self::Repeated => {
                f.write_str("repeats the same character fourteen times, which is never issued")
            }
            Self::LetterAsCheckDigit => {
                f.write_str("is wrong: its last two characters must be digits")
            }
            Self::FirstCheckDigit => f.write_str("is wrong: its first check digit is wrong"),
            Self::SecondCheckDigit => f.write_str("is wrong: its second check digit is wrong"),
        }
    }
}

impl std::error::Error for CnpjError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_valid_vectors() {
        for (text, alphanumeric) in [
            ("11222333000181", false),
            ("11444777000161", false),
            ("12ABC34501DE35", true),
            ("00000000000191", false),
            ("A1B2C3D4E5F668", true),
            ("ZZZZZZZZZZZZ62", true),
            ("LBNXQOB5000141", true),
        ] {
            let cnpj: Cnpj = text.parse().unwrap();
            assert_eq!(cnpj.characters(), text);
            assert_eq!(cnpj.is_alphanumeric(), alphanumeric, "{text}");
        }
    }

    #[test]
    fn refuses_the_invalid_vectors() {
        let refused = |text: &str| text.parse::<Cnpj>().unwrap_err();
        assert_eq!(refused("11222333000182"), CnpjError::SecondCheckDigit);
        assert_eq!(refused("11222333000191"), CnpjError::FirstCheckDigit);
        assert_eq!(refused("LBNXQOB5000163"), CnpjError::FirstCheckDigit);
        for digit in "0123456789AZ".chars() {
            assert_eq!(refused(&digit.to_string().repeat(14)), CnpjError::Repeated);
        }
        for text in ["12ABC34501DE3A", "12ABC34501DEA5", "12ABC34501DEAA"] {
            assert_eq!(refused(text), CnpjError::LetterAsCheckDigit);
        }
    }

    #[test]
    fn folds_case_and_strips_punctuation_only() {
        let expected: Cnpj = "12ABC34501DE35".parse().unwrap();
        for text in ["12.ABC.345/01DE-35", "12abc34501de35", " 12 aBc 345 01dE 35 "] {
            assert_eq!(text.parse(), Ok(expected));
        }
        for text in ["12_ABC34501DE35", "12ÁBC34501DE35", "12ABC34501DE3٥", "12ABC34501DE35\n"] {
            assert_eq!(text.parse::<Cnpj>(), Err(CnpjError::Character), "{text}");
        }
    }

    #[test]
    fn counts_characters() {
        for (text, found) in [("", 0), ("1122233300018", 13), ("112223330001810", 15)] {
            assert_eq!(text.parse::<Cnpj>(), Err(CnpjError::Length { found }));
        }
        let error = "1122233300018".parse::<Cnpj>().unwrap_err();
        assert_eq!(error.to_string(), "the CNPJ has 13 characters, expected 14");
    }

    #[test]
    fn shows_in_full_or_masked() {
        let cnpj: Cnpj = "11222333000181".parse().unwrap();
        assert_eq!(cnpj.to_string(), "11.222.333/0001-81");
        assert_eq!(format!("{cnpj:?}"), "Cnpj(**.***.333/0001-**)");
    }
}

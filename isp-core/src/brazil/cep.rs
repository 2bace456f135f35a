//! The Brazilian postal code.

use std::fmt;
use std::str::FromStr;

/// A CEP: eight digits, without a check digit, so that only its form is known to be right.
///
/// Leading zeros count (those of São Paulo begin so): it is never a number. Parsing accepts
/// `12345-678`, `12.345-678` and `12345678`; spaces around it are ignored.
///
/// ```
/// use isp_core::brazil::Cep;
/// let cep: Cep = "01.310-100".parse()?;
/// assert_eq!(cep.digits(), "01310100");
/// assert_eq!(cep.to_string(), "01310-100");
/// # Ok::<(), isp_core::brazil::CepError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cep(u32);

impl Cep {
    /// The eight digits, without punctuation.
    #[must_use]
    pub fn digits(&self) -> String {
        format!("{:08}", self.0)
    }
}

impl FromStr for Cep {
    type Err = CepError;

    fn from_str(text: &str) -> Result<Self, CepError> {
        let text = text.trim_matches(' ');
        let mut digits = String::new();
        for character in text.chars() {
            match character {
                '0'..='9' => digits.push(character),
                '.' | '-' => {}
                _ => return Err(CepError::Character),
            }
        }
        let length = CepError::Length { found: digits.len() };
        if digits.len() != 8 {
            return Err(length);
        }
        let cep = Self(digits.parse().map_err(|_| length)?);
        let hyphened = cep.to_string();
        let dotted =
            format!("{:02}.{:03}-{:03}", cep.0 / 1_000_000, cep.0 / 1_000 % 1_000, cep.0 % 1_000);
        if [digits, hyphened, dotted].iter().any(|form| form == text) {
            Ok(cep)
        } else {
            Err(CepError::Punctuation)
        }
    }
}

/// `01310-100`.
impl fmt::Display for Cep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:05}-{:03}", self.0 / 1_000, self.0 % 1_000))
    }
}

/// Why a text is not a CEP. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CepError {
    /// A character other than a digit, dot or hyphen.
    Character,
    /// Not eight digits. Seven often are a CEP that passed through a number and lost its zero.
    #[non_exhaustive]
    Length {
        /// How many digits there are.
        found: usize,
    },
    /// Dots or hyphens elsewhere than in `12345-678` or `12.345-678`.
    Punctuation,
}

impl fmt::Display for CepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the CEP ")?;
        match self {
            Self::Character => {
                f.write_str("contains a character other than digits, dots and hyphens")
            }
            Self::Length { found: 1 } => f.write_str("has 1 digit, expected 8"),
            Self::Length { found } => write!(f, "has {found} digits, expected 8"),
            Self::Punctuation => f.write_str("has its dots or hyphens in unusual places"),
        }
    }
}

impl std::error::Error for CepError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_forms() {
        for text in ["01310-100", "01.310-100", "01310100", " 01310-100 "] {
            let cep: Cep = text.parse().unwrap();
            assert_eq!(cep.digits(), "01310100");
            assert_eq!(cep.to_string(), "01310-100");
        }
        assert_eq!("00000-000".parse::<Cep>().unwrap().digits(), "00000000");
        assert_eq!("99999999".parse::<Cep>().unwrap().digits(), "99999999");
    }

    #[test]
    fn says_what_is_wrong() {
        let refused = |text: &str| text.parse::<Cep>().unwrap_err();
        for (text, found) in [("", 0), ("1310100", 7), ("013101000", 9), ("-.-.-", 0)] {
            assert_eq!(refused(text), CepError::Length { found });
        }
        assert_eq!(refused("1310100").to_string(), "the CEP has 7 digits, expected 8");
        for text in ["0131010O", "01310/100", "01310 100", "٠1310100"] {
            assert_eq!(refused(text), CepError::Character);
        }
        for text in
            ["0131-0100", "01.310100", "01310.100", "-01310100", "01.310-100-", "01..310-100"]
        {
            assert_eq!(refused(text), CepError::Punctuation);
        }
    }
}

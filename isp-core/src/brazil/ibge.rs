//! The number of a city at the Brazilian institute of statistics.

use std::fmt;
use std::str::FromStr;

use super::State;

/// A city's code of the IBGE: seven digits, of which the first two are the state.
///
/// The seventh is a check digit that some real codes break, so a wrong one is no reason to refuse;
/// see [`IbgeCityCode::check_digit_matches`]. That the city exists is not checked.
///
/// ```
/// use isp_core::brazil::{IbgeCityCode, State};
/// let code: IbgeCityCode = "3550308".parse()?;
/// assert_eq!(code.state(), State::SP);
/// assert_eq!(code.number(), 3_550_308);
/// # Ok::<(), isp_core::brazil::IbgeCityCodeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IbgeCityCode {
    number: u32,
    state: State,
}

impl IbgeCityCode {
    /// The code as a number, from 1100000 to 5399999.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The state, given by the first two digits.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether the seventh digit follows from the others.
    ///
    /// Nine real codes fail, such as 3117836 and 5203939: use it to warn about a probable typing
    /// error, never to refuse a code.
    #[must_use]
    pub fn check_digit_matches(&self) -> bool {
        let (mut rest, check) = (self.number / 10, self.number % 10);
        let mut sum = 0;
        // From the right, the weights 2, 1, 2, 1, 2, 1; of each product the digits are added.
        for weight in [2, 1, 2, 1, 2, 1] {
            let product = rest % 10 * weight;
            sum += product / 10 + product % 10;
            rest /= 10;
        }
        (sum + check) % 10 == 0
    }
}

/// Seven digits; spaces around them are ignored.
impl FromStr for IbgeCityCode {
    type Err = IbgeCityCodeError;

    fn from_str(text: &str) -> Result<Self, IbgeCityCodeError> {
        let text = text.trim_matches(' ');
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IbgeCityCodeError::Character);
        }
        let length = IbgeCityCodeError::Length { found: text.len() };
        if text.len() != 7 {
            return Err(length);
        }
        let number: u32 = text.parse().map_err(|_| length)?;
        let state = u8::try_from(number / 100_000).ok().and_then(State::from_ibge_code);
        let state = state.ok_or(IbgeCityCodeError::State)?;
        Ok(Self { number, state })
    }
}

/// The seven digits.
impl fmt::Display for IbgeCityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number, f)
    }
}

/// Why a text is not a city's code. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IbgeCityCodeError {
    /// A character other than a digit.
    Character,
    /// Not seven digits: probably a number of the ERP's own.
    #[non_exhaustive]
    Length {
        /// How many digits there are.
        found: usize,
    },
    /// The first two digits are not the code of a state.
    State,
}

impl fmt::Display for IbgeCityCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the IBGE city code ")?;
        match self {
            Self::Character => f.write_str("contains a character other than digits"),
            Self::Length { found: 1 } => f.write_str("has 1 digit, expected 7"),
            Self::Length { found } => write!(f, "has {found} digits, expected 7"),
            Self::State => f.write_str("does not begin with the code of a state"),
        }
    }
}

impl std::error::Error for IbgeCityCodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_good_vectors() {
        for (text, state) in
            [("3550308", "SP"), ("3304557", "RJ"), ("5300108", "DF"), ("4205407", "SC")]
        {
            let code: IbgeCityCode = text.parse().unwrap();
            assert_eq!(code.state().letters(), state);
            assert_eq!(code.to_string(), text);
            assert_eq!(code.number().to_string(), text);
            assert!(code.check_digit_matches(), "{text}");
        }
    }

    #[test]
    fn accepts_the_real_codes_that_break_the_check_digit() {
        for (text, state) in [
            ("2201919", "PI"),
            ("2201988", "PI"),
            ("2202251", "PI"),
            ("2611533", "PE"),
            ("3117836", "MG"),
            ("3152131", "MG"),
            ("4305871", "RS"),
            ("5203939", "GO"),
            ("5203962", "GO"),
        ] {
            let code: IbgeCityCode = text.parse().unwrap();
            assert_eq!(code.state().letters(), state);
            assert!(!code.check_digit_matches(), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let refused = |text: &str| text.parse::<IbgeCityCode>().unwrap_err();
        for (text, found) in [("", 0), ("355030", 6), ("35503080", 8)] {
            assert_eq!(refused(text), IbgeCityCodeError::Length { found });
        }
        assert_eq!(refused("355030").to_string(), "the IBGE city code has 6 digits, expected 7");
        for text in ["3550308.0", "+355030", "355030é", "35 0308"] {
            assert_eq!(refused(text), IbgeCityCodeError::Character);
        }
        for text in ["1850308", "3450308", "0050308", "9950308"] {
            assert_eq!(refused(text), IbgeCityCodeError::State);
        }
        assert_eq!(" 3550308 ".parse::<IbgeCityCode>().unwrap().number(), 3_550_308);
    }
}

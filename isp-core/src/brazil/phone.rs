//! A Brazilian telephone number.

use std::fmt;
use std::str::FromStr;

/// A Brazilian mobile or fixed telephone number with its area code.
///
/// # Parsing
///
/// Digits, and any of `( ) + - .` and spaces, in the forms that people and ERPs write:
///
/// - `11 90000-0001`: area code and number;
/// - `+55 11 90000-0001`, `5511900000001`: with the country code;
/// - `0 11 90000-0001`, `0 21 11 90000-0001`: with the trunk zero, or with zero and carrier code
///   (also after the country code); they are dropped.
///
/// 55 is a country code and an area code. Without a `+`, it is the country code when twelve digits or
/// more begin with it, and the area code when there are ten or eleven.
///
/// A mobile number from before the ninth digit stays as it is ([`PhoneKind::LegacyMobile`]): nothing
/// is inserted. Numbers without an area code, such as `4004-0001` and 0800 numbers, are refused.
///
/// `Display` writes the whole number; `Debug` masks it.
///
/// ```
/// use isp_core::brazil::{Phone, PhoneKind};
/// let phone: Phone = "+55 (11) 90000-0001".parse()?;
/// assert_eq!(phone.to_string(), "(11) 90000-0001");
/// assert_eq!(phone.e164(), "+5511900000001");
/// assert_eq!(phone.kind(), PhoneKind::Mobile);
/// assert_eq!(format!("{phone:?}"), "Phone(+55 11 *****-0001)");
/// # Ok::<(), isp_core::brazil::PhoneError>(())
/// ```
#[doc(alias("telefone", "celular"))]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone {
    area: u8,
    // Eight or nine digits, of which the first is at least 2.
    subscriber: u32,
}

/// What sort of number it is, by its first digit and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PhoneKind {
    /// Nine digits that begin with 9.
    Mobile,
    /// Eight digits that begin with 2 to 5.
    Fixed,
    /// Eight digits that begin with 6 to 9: a mobile number from before the ninth digit, which is
    /// no longer in service in this form.
    LegacyMobile,
}

impl Phone {
    /// The area code (DDD), one of the 67 from 11 to 99.
    #[must_use]
    pub fn area_code(&self) -> u8 {
        self.area
    }

    /// The number within the area, eight or nine digits without punctuation.
    #[must_use]
    pub fn subscriber(&self) -> String {
        self.subscriber.to_string()
    }

    /// Area code and number, ten or eleven digits without punctuation: `11900000001`.
    #[must_use]
    pub fn national(&self) -> String {
        format!("{}{}", self.area, self.subscriber)
    }

    /// The international form of ITU-T E.164, without spaces: `+5511900000001`.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+55{}{}", self.area, self.subscriber)
    }

    /// Mobile, fixed or old mobile.
    #[must_use]
    pub fn kind(&self) -> PhoneKind {
        match self.subscriber {
            100_000_000.. => PhoneKind::Mobile,
            60_000_000.. => PhoneKind::LegacyMobile,
            _ => PhoneKind::Fixed,
        }
    }
}

/// Whether ANATEL has assigned this area code.
fn is_area_code(number: u8) -> bool {
    matches!(
        number,
        11..=19
            | 21 | 22 | 24 | 27 | 28
            | 31..=35 | 37 | 38
            | 41..=49
            | 51 | 53..=55
            | 61..=69
            | 71 | 73..=75 | 77 | 79
            | 81..=89
            | 91..=99
    )
}

/// The digits of a raw text, and whether a `+` precedes them.
fn digits_of(text: &str) -> Result<(String, bool), PhoneError> {
    let (mut digits, mut plus) = (String::new(), false);
    for character in text.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '(' | ')' | '-' | '.' | ' ' => {}
            '+' if digits.is_empty() && !plus => plus = true,
            _ => return Err(PhoneError::Character),
        }
    }
    Ok((digits, plus))
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        let (digits, plus) = digits_of(text)?;
        let length = PhoneError::Length { found: digits.len() };

        let mut national = digits.as_str();
        if plus && !national.is_empty() {
            national = national.strip_prefix("55").ok_or(PhoneError::CountryCode)?;
        } else if national.len() >= 12 {
            national = national.strip_prefix("55").unwrap_or(national);
        }
        if let Some(after_zero) = national.strip_prefix('0') {
            // A second zero would be the prefix of calls abroad; no carrier code begins with it.
            if after_zero.starts_with('0') {
                return Err(PhoneError::Prefix);
            }
            national = match after_zero.len() {
                12 | 13 => after_zero.get(2..).ok_or(length)?,
                _ => after_zero,
            };
        }

        if !matches!(national.len(), 10 | 11) {
            return Err(length);
        }
        let (area, subscriber) = national.split_at_checked(2).ok_or(length)?;
        let area =
            area.parse().ok().filter(|&area| is_area_code(area)).ok_or(PhoneError::AreaCode)?;
        let plausible = match subscriber.len() {
            9 => subscriber.starts_with('9'),
            _ => !subscriber.starts_with(['0', '1']),
        };
        if !plausible {
            return Err(PhoneError::Subscriber);
        }
        let subscriber = subscriber.parse().map_err(|_| length)?;
        Ok(Self { area, subscriber })
    }
}

/// `(11) 90000-0001`, `(11) 3000-0001`.
impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.subscriber / 10_000, self.subscriber % 10_000);
        f.pad(&format!("({}) {first}-{last:04}", self.area))
    }
}

/// `Phone(+55 11 *****-0001)`.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = if self.kind() == PhoneKind::Mobile { "*****" } else { "****" };
        write!(f, "Phone(+55 {} {hidden}-{:04})", self.area, self.subscriber % 10_000)
    }
}

/// Why a text is not a Brazilian telephone number. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PhoneError {
    /// A character other than digits, `( ) - .`, spaces and one leading `+`.
    Character,
    /// Not ten or eleven digits, besides country code, trunk zero and carrier code.
    #[non_exhaustive]
    Length {
        /// How many digits there are in all.
        found: usize,
    },
    /// A `+` with a country code other than 55.
    CountryCode,
    /// Two zeros where at most one is dialled.
    Prefix,
    /// No such area code in Brazil.
    AreaCode,
    /// Neither nine digits that begin with 9 nor eight that begin with 2 to 9.
    Subscriber,
}

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the phone number ")?;
        match self {
            Self::Character => f.write_str("contains a character that is not allowed"),
            Self::Length { found } => {
                let plural = if *found == 1 { "" } else { "s" };
                write!(
                    f,
                    "has {found} digit{plural}, expected 10 or 11 with the area code, \
                     besides country and carrier codes"
                )
            }
            Self::CountryCode => f.write_str("has a country code other than +55"),
            Self::Prefix => f.write_str("begins with two zeros"),
            Self::AreaCode => f.write_str("has an area code that does not exist"),
            Self::Subscriber => f.write_str("has an invalid digit after the area code"),
        }
    }
}

impl std::error::Error for PhoneError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Phone {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn refused(text: &str) -> PhoneError {
        text.parse::<Phone>().unwrap_err()
    }

    #[test]
    fn knows_the_67_area_codes() {
        let listed: Vec<u8> = [
            11..=19,
            21..=22,
            24..=24,
            27..=28,
            31..=35,
            37..=38,
            41..=49,
            51..=51,
            53..=55,
            61..=69,
            71..=71,
            73..=75,
            77..=77,
            79..=79,
            81..=89,
            91..=99,
        ]
        .into_iter()
        .flatten()
        .collect();
        assert_eq!(listed.len(), 67);
        for area in 0..100_u8 {
            let text = format!("{area:02}30000001");
            match text.parse::<Phone>() {
                Ok(phone) => {
                    assert!(listed.contains(&area), "{area}");
                    assert_eq!(phone.area_code(), area);
                }
                Err(_) => assert!(!listed.contains(&area), "{area}"),
            }
        }
    }

    #[test]
    fn reads_mobile_numbers() {
        for text in [
            "11900000001",
            "(11) 90000-0001",
            "(11)9.0000.0001",
            "11 9 0000 0001",
            "5511900000001",
            "+55 11 90000-0001",
            "+55(11)90000-0001",
            "(+55) 11 90000-0001",
            "+ 55 11 900000001",
            "011900000001",
            "(011) 90000-0001",
            "0 21 11 90000-0001",
            "01511900000001",
            "+55 (011) 90000-0001",
            "+55 0 15 11 90000-0001",
        ] {
            let phone = read(text);
            assert_eq!(phone.area_code(), 11, "{text}");
            assert_eq!(phone.subscriber(), "900000001", "{text}");
            assert_eq!(phone.national(), "11900000001");
            assert_eq!(phone.e164(), "+5511900000001");
            assert_eq!(phone.kind(), PhoneKind::Mobile);
            assert_eq!(phone.to_string(), "(11) 90000-0001");
            assert_eq!(format!("{phone:?}"), "Phone(+55 11 *****-0001)");
        }
    }

    #[test]
    fn reads_fixed_numbers() {
        for text in ["4130000001", "(41) 3000-0001", "554130000001", "04130000001", "0214130000001"]
        {
            let phone = read(text);
            assert_eq!(phone.e164(), "+554130000001", "{text}");
            assert_eq!(phone.kind(), PhoneKind::Fixed);
            assert_eq!(phone.to_string(), "(41) 3000-0001");
            assert_eq!(format!("{phone:?}"), "Phone(+55 41 ****-0001)");
        }
        for first in 2..=5 {
            assert_eq!(read(&format!("41{first}0000001")).kind(), PhoneKind::Fixed);
        }
    }

    #[test]
    fn never_inserts_a_nine() {
        for first in 6..=9 {
            let subscriber = format!("{first}0000001");
            for text in [format!("11{subscriber}"), format!("+55 11 {subscriber}")] {
                let phone = read(&text);
                assert_eq!(phone.kind(), PhoneKind::LegacyMobile);
                assert_eq!(phone.subscriber(), subscriber);
                assert_eq!(phone.e164(), format!("+5511{subscriber}"));
            }
        }
    }

    #[test]
    fn tells_country_55_from_area_55() {
        assert_eq!(read("5530000001").e164(), "+555530000001");
        assert_eq!(read("55900000001").e164(), "+5555900000001");
        assert_eq!(read("555530000001").e164(), "+555530000001");
        assert_eq!(read("5555900000001").e164(), "+5555900000001");
        assert_eq!(read("05530000001").e164(), "+555530000001");
        assert_eq!(read("555130000001").e164(), "+555130000001");
        // The plus says that 55 is the country, so the area code is missing.
        assert_eq!(refused("+55 3000-0001"), PhoneError::Length { found: 10 });
    }

    #[test]
    fn says_what_is_wrong() {
        for text in [
            "não tem",
            "11 90000-0001 (Ana)",
            "11/30000001",
            "11+900000001",
            "++5511900000001",
            "１１",
        ] {
            assert_eq!(refused(text), PhoneError::Character, "{text}");
        }
        for (text, found) in [
            ("", 0),
            ("+", 0),
            ("()-.", 0),
            ("0", 1),
            ("55", 2),
            ("+55", 2),
            ("30000001", 8),
            ("900000001", 9),
            ("119000000011", 12),
            ("1190000000111", 13),
            ("55119000000011", 14),
        ] {
            assert_eq!(refused(text), PhoneError::Length { found }, "{text}");
        }
        assert_eq!(refused("+1 212 555 0100"), PhoneError::CountryCode);
        assert_eq!(refused("0055 11 90000-0001"), PhoneError::Prefix);
        // Read as zero, carrier 05, area 51 it would be another person's number.
        assert_eq!(refused("0055 19 9000-0000"), PhoneError::Prefix);
        for text in ["2030000001", "1030000001", "0800 000 0001", "0300 000 0001", "5230000001"] {
            assert_eq!(refused(text), PhoneError::AreaCode, "{text}");
        }
        for text in ["1110000001", "1100000001", "11800000001", "11100000001", "11300000001"] {
            assert_eq!(refused(text), PhoneError::Subscriber, "{text}");
        }
    }

    #[test]
    fn errors_count_digits() {
        assert_eq!(
            refused("30000001").to_string(),
            "the phone number has 8 digits, expected 10 or 11 with the area code, besides country \
             and carrier codes"
        );
    }
}

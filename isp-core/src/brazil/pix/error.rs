//! Why a text is not a PIX code.

use std::fmt;

/// Why a text is not a PIX code, or why [`PixBuilder`](super::PixBuilder) cannot make one. Never
/// holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PixError {
    /// Shorter than the 8 characters of the checksum field.
    TooShort,
    /// The last 8 characters are not `6304` and the checksum of everything before it.
    Checksum,
    /// Field ids and lengths are inconsistent, or it does not start with `000201`.
    Structure,
    /// None of the merchant accounts (26–51) is PIX's.
    NoPixAccount,
    /// The PIX account has neither key nor address.
    NeitherKeyNorUrl,
    /// The PIX account has both key and address.
    KeyAndUrl,
    /// The currency (53) is not 986, the real.
    Currency,
    /// The country (58) is not BR.
    Country,
    /// The amount (54) is not digits with at most one dot and two decimals; or, when building, not
    /// between R$ 0,01 and R$ 9.999.999.999,99.
    Amount,
    /// A field that must be there is missing or, when building, empty.
    Missing {
        /// Which one, in words.
        field: &'static str,
    },
    /// A field is too long to build.
    TooLong {
        /// Which one, in words.
        field: &'static str,
        /// How many characters it may have.
        limit: usize,
    },
    /// The txid has something other than ASCII letters and digits, when building.
    Txid,
}

impl fmt::Display for PixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => f.write_str("is too short"),
            Self::Checksum => f.write_str("checksum is missing or wrong"),
            Self::Structure => f.write_str("field ids and lengths are inconsistent"),
            Self::NoPixAccount => f.write_str("has no PIX account"),
            Self::NeitherKeyNorUrl => f.write_str("PIX account has neither key nor address"),
            Self::KeyAndUrl => f.write_str("PIX account has both key and address"),
            Self::Currency => f.write_str("currency is not the real (986)"),
            Self::Country => f.write_str("country is not BR"),
            Self::Amount => f.write_str("amount is not valid"),
            Self::Missing { field } => write!(f, "{field} is missing"),
            Self::TooLong { field, limit } => write!(f, "{field} has over {limit} characters"),
            Self::Txid => f.write_str("txid has characters other than letters and digits"),
        }
    }
}

impl std::error::Error for PixError {}

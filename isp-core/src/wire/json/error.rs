//! Why a body is not JSON.

use std::fmt;

use serde::de::IgnoredAny;
use serde_json::error::Category;

/// Why a body is not JSON. Never quotes the body, which may hold personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// Nothing but white space.
    Empty,
    /// Not UTF-8, for [`parse_utf8`](super::parse_utf8).
    NotUtf8 {
        /// Position of the first bad byte, from 0.
        byte: usize,
    },
    /// Text, but not JSON: an HTML page, a body cut short.
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Byte within that line, from 1; 0 if the fault is before the first.
        column: usize,
        /// What the parser missed.
        reason: String,
    },
    /// More values than are read of one body; see [`Json::most_values`](super::Json::most_values).
    TooManyValues {
        /// How many are read.
        limit: usize,
    },
    /// Lists and objects inside each other beyond [`Json::MAX_DEPTH`](super::Json::MAX_DEPTH).
    TooDeep {
        /// How many levels are read.
        limit: usize,
    },
    /// A body of 256 MiB or more.
    TooLong,
}

impl JsonError {
    /// Of a body that has not come whole yet.
    #[cfg(feature = "http")]
    pub(crate) fn still_arriving() -> Self {
        Self::NotJson { line: 1, column: 0, reason: "it is still arriving".to_owned() }
    }

    /// The fault of a text that the parser has refused, in the words of `serde_json`, which describes
    /// what it missed and quotes nothing of the input.
    pub(super) fn of_syntax(text: &str) -> Self {
        let Err(error) = serde_json::from_str::<IgnoredAny>(text) else {
            return Self::NotJson { line: 0, column: 0, reason: "it is not JSON".to_owned() };
        };
        let reason = if error.classify() == Category::Eof {
            "it ends in the middle".to_owned()
        } else {
            let full = error.to_string();
            full.split(" at line ").next().unwrap_or("").to_owned()
        };
        Self::NotJson { line: error.line(), column: error.column(), reason }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the body is empty"),
            Self::NotUtf8 { byte } => write!(f, "the body is not UTF-8 at byte {byte}"),
            Self::NotJson { line, column, reason } => {
                write!(f, "the body is not JSON: {reason} at line {line}, column {column}")
            }
            Self::TooManyValues { limit } => {
                write!(f, "the body has more than {limit} JSON values")
            }
            Self::TooDeep { limit } => {
                write!(f, "the body has more than {limit} levels of lists and objects")
            }
            Self::TooLong => f.write_str("the body is too long to be read as one JSON value"),
        }
    }
}

impl std::error::Error for JsonError {}

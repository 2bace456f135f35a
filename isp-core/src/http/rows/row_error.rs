//! Why one row of a list could not be read.

use std::fmt;

use crate::wire::{DecodeErrorKind, DeviationKind, JsonError};

/// Why one row of a list could not be read. The rows after it are not concerned. It holds no value
/// of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowError {
    /// The place of the row in the list, from 0.
    pub index: u64,
    /// Where in the answer, as a JSON path: `$.ListaFaturas[17].valor`.
    pub path: String,
    /// Why.
    pub kind: RowErrorKind,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.path, self.kind)
    }
}

impl std::error::Error for RowError {}

/// Why one row of a list could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowErrorKind {
    /// It is not written as JSON. Positions are those in the row.
    NotJson(JsonError),
    /// It cannot be decoded.
    NotDecoded(DecodeErrorKind),
    /// It has something unexpected, which is an error in strict mode.
    Unexpected(DeviationKind),
}

impl fmt::Display for RowErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(JsonError::NotUtf8 { byte }) => {
                write!(f, "the row is not UTF-8 at its byte {byte}")
            }
            Self::NotJson(JsonError::NotJson { reason, .. }) => {
                write!(f, "the row is not JSON: {reason}")
            }
            Self::NotJson(error) => write!(f, "the row cannot be read: {error}"),
            Self::NotDecoded(kind) => kind.fmt(f),
            Self::Unexpected(kind) => write!(f, "unexpected in strict mode: {kind}"),
        }
    }
}

//! What several operations have in common.

use isp_core::record;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A reference with a `title`.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Titled {
    /// Id.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
}

/// A reference with a `description`.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Described {
    /// Id.
    pub id: u64,
    /// Label; may be free text of several lines.
    pub description: Option<String>,
}

/// A reference to a person.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NamedPerson {
    /// Person id.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Short or trade name.
    pub name2: Option<String>,
}

/// Direction of a list (`order`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortOrder {
    /// `ASC`.
    Ascending,
    /// `DESC`.
    Descending,
}

impl fmt::Display for SortOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ascending => "ASC",
            Self::Descending => "DESC",
        })
    }
}

impl isp_core::http::Parameter for SortOrder {
    fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
        slot.text(self)
    }
}

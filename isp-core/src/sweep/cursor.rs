//! Where a sweep continues.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::CustomerCursor;

/// What is finished of a sweep. It is meant to be saved, by serde or as text, and holds ids of
/// customers but no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepCursor {
    pub(super) list: SweptList,
    pub(super) position: Position,
    /// The units after `position` that are finished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) finished: Vec<Box<str>>,
    /// The parts, each with its unit, that were given of units that are not finished.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<(Box<str>, Box<str>)>,
}

/// What a sweep goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SweptList {
    /// All customers of the ERP, in its own pages.
    AllCustomers,
    /// The customers that the caller gave.
    GivenCustomers,
    /// Due dates.
    DueDates,
}

impl SweptList {
    const fn name(self) -> &'static str {
        match self {
            Self::AllCustomers => "all customers",
            Self::GivenCustomers => "given customers",
            Self::DueDates => "due dates",
        }
    }
}

/// The first page that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Position {
    /// The first page.
    First,
    /// The page after this cursor.
    After(CustomerCursor),
    /// There is none.
    End,
}

impl SweepCursor {
    /// The beginning of a list.
    pub(super) fn first(list: SweptList) -> Self {
        Self { list, position: Position::First, finished: Vec::new(), parts: Vec::new() }
    }

    /// The cursor itself, if it is of this list.
    pub(super) fn of(self, list: SweptList) -> Result<Self, Error> {
        if self.list == list {
            return Ok(self);
        }
        let what =
            format!("the cursor is of a sweep over {}, not over {}", self.list.name(), list.name());
        Err(Error::invalid_input(what))
    }
}

/// Text in one line, which [`FromStr`] reads.
impl fmt::Display for SweepCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for SweepCursor {
    type Err = Error;

    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the text is not a cursor.
    fn from_str(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text)
            .map_err(|error| Error::invalid_input("not the cursor of a sweep").with_source(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_as_text() {
        let mut cursor = SweepCursor::first(SweptList::DueDates);
        assert_eq!(cursor.to_string(), r#"{"list":"due-dates","position":"first"}"#);
        cursor.position = Position::After(CustomerCursor::new("501"));
        cursor.finished = vec!["10123".into()];
        cursor.parts = vec![("2026-09-01".into(), "10124".into())];
        assert_eq!(cursor.to_string().parse::<SweepCursor>().unwrap(), cursor);
        assert!("501".parse::<SweepCursor>().is_err());
    }

    #[test]
    fn a_cursor_is_of_one_list() {
        let cursor = SweepCursor::first(SweptList::DueDates);
        assert!(cursor.clone().of(SweptList::DueDates).is_ok());
        let error = cursor.of(SweptList::AllCustomers).unwrap_err();
        assert!(error.to_string().contains("due dates"), "{error}");
    }
}

//! Why a text is not a date.

use std::fmt;

/// Why a text or number is not a date or time. Never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateError {
    /// None of the known formats.
    Format,
    /// A known format, but no such day or time: `31/02/2026`, `25:00:00`.
    Calendar,
    /// The time has an offset or `Z`, so it is an instant and not a wall-clock time.
    HasZone,
    /// The time has neither offset nor `Z`, so it is not an instant.
    NoZone,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Format => "not in a known date format",
            Self::Calendar => "no such day or time",
            Self::HasZone => "a wall-clock time must have no zone",
            Self::NoZone => "an instant must have a zone",
        })
    }
}

impl std::error::Error for DateError {}

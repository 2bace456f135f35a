//! The zone in which these ERPs write their times.

use jiff::tz::{self, TimeZone};

/// `America/Sao_Paulo`, from the bundled data: containers often have none.
pub fn sao_paulo() -> TimeZone {
    TimeZone::get("America/Sao_Paulo").unwrap_or_else(|_| TimeZone::fixed(tz::offset(-3)))
}

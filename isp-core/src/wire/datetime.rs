//! Wall-clock times, which these ERPs write without a zone, and the serde adapter for such a
//! field: `#[serde(with = "isp_core::wire::datetime")]`, or for an optional one
//! `#[serde(default, with = "isp_core::wire::datetime::option")]`.
//!
//! The zone is the ISP's own, as a rule `America/Sao_Paulo`; the caller, who knows
//! it, turns the time into an instant.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserializer, Serializer};

use super::{
    calendar::{self, Reading},
    date_error::DateError,
    php_datetime::PhpDateTime,
    temporal::{self, Temporal},
};

pub(super) const REQUIRED: &str = "$isp::DateTime";
pub(super) const OPTIONAL: &str = "$isp::DateTime?";
pub(super) const EXPECTED: &str = "a date and time without zone";

/// Reads a wall-clock time: any date of [`parse_date`](super::parse_date) followed by a blank or
/// `T` and `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction`. A date alone is midnight.
///
/// `None` for blank texts and the zero date.
///
/// # Errors
///
/// [`DateError::HasZone`] for a time with an offset or `Z`, which would lose its meaning here;
/// [`DateError::Format`] and [`DateError::Calendar`].
///
/// ```
/// use isp_core::wire::parse_datetime;
/// use jiff::civil::date;
///
/// let expires = Ok(Some(date(2031, 3, 5).at(8, 7, 9, 0)));
/// assert_eq!(parse_datetime("05/03/2031 08:07:09"), expires);
/// assert_eq!(parse_datetime("2031-03-05T08:07:09.000"), expires);
/// ```
pub fn parse_datetime(text: &str) -> Result<Option<DateTime>, DateError> {
    let Some(reading) = calendar::read(text)? else {
        return Ok(None);
    };
    if reading.offset.is_some() {
        return Err(DateError::HasZone);
    }
    Ok(Some(reading.wall_clock()))
}

/// Reads a wall-clock time sent as a number: `YYYYMMDD` at midnight, or milliseconds since 1970,
/// shown as São Paulo's clock unless they are midnight UTC, which means that calendar day.
///
/// # Errors
///
/// [`DateError::Format`] and [`DateError::Calendar`].
pub fn datetime_from_integer(number: i64) -> Result<Option<DateTime>, DateError> {
    Ok(calendar::from_integer(number)?.map(Reading::wall_clock))
}

impl Temporal for DateTime {
    const REQUIRED: &'static str = REQUIRED;
    const OPTIONAL: &'static str = OPTIONAL;
    const EXPECTED: &'static str = EXPECTED;

    fn from_text(text: &str) -> Result<Option<Self>, DateError> {
        parse_datetime(text)
    }

    fn from_integer(number: i64) -> Result<Option<Self>, DateError> {
        datetime_from_integer(number)
    }

    fn from_dump(dump: &PhpDateTime) -> Option<Self> {
        dump.local()
    }

    fn to_integer(&self) -> i128 {
        self.date().to_integer() << 64 | i128::from(nanosecond_of_day(self.time()))
    }

    fn of_integer(packed: i128) -> Option<Self> {
        let nanosecond = i64::try_from(packed & i128::from(u64::MAX)).ok()?;
        let time = Time::midnight().checked_add(SignedDuration::from_nanos(nanosecond)).ok()?;
        Some(Date::of_integer(packed >> 64)?.to_datetime(time))
    }
}

fn nanosecond_of_day(time: Time) -> i64 {
    let second = (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60;
    (second + i64::from(time.second())) * 1_000_000_000 + i64::from(time.subsec_nanosecond())
}

/// Writes `YYYY-MM-DDTHH:MM:SS`, with a fraction if there is one.
///
/// # Errors
///
/// Those of the serialiser.
pub fn serialize<S: Serializer>(moment: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(moment)
}

/// Reads a time that must be there; see [`parse_datetime`] for the forms.
///
/// # Errors
///
/// If it is not such a time, or an empty one.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime, D::Error> {
    temporal::required(from)
}

/// The adapter for a field that is `Option<DateTime>`; give it `default` as well.
pub mod option {
    use super::{DateTime, Deserializer, Serializer, temporal};

    /// Writes the time or null.
    ///
    /// # Errors
    ///
    /// Those of the serialiser.
    #[allow(clippy::ref_option, reason = "serde's `with` prescribes the signature")]
    pub fn serialize<S: Serializer>(moment: &Option<DateTime>, to: S) -> Result<S::Ok, S::Error> {
        match moment {
            Some(moment) => super::serialize(moment, to),
            None => to.serialize_none(),
        }
    }

    /// Reads a time; null, blank and the zero date are `None`.
    ///
    /// # Errors
    ///
    /// If it is not such a time.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime>, D::Error> {
        temporal::optional(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_known_form_is_read() {
        let day = date(2031, 3, 5);
        for (text, moment) in [
            ("05/03/2031 08:07:09", day.at(8, 7, 9, 0)),
            ("2031-03-05 08:07:09", day.at(8, 7, 9, 0)),
            ("2031/03/05 08:07:09", day.at(8, 7, 9, 0)),
            ("2031-03-05T08:07", day.at(8, 7, 0, 0)),
            ("2031-03-05T08:07:09.5", day.at(8, 7, 9, 500_000_000)),
            ("2031-03-05T08:07:09.1234567", day.at(8, 7, 9, 123_456_700)),
            ("2031-03-05", day.at(0, 0, 0, 0)),
            ("20310305", day.at(0, 0, 0, 0)),
        ] {
            assert_eq!(parse_datetime(text), Ok(Some(moment)), "{text}");
        }
        assert_eq!(parse_datetime("0000-00-00 00:00:00"), Ok(None));
    }

    #[test]
    fn a_time_with_a_zone_is_not_a_wall_clock_time() {
        for text in ["2026-01-13T10:09:20+00:00", "2026-01-13T10:09:20.000Z"] {
            assert_eq!(parse_datetime(text), Err(DateError::HasZone), "{text}");
        }
    }

    #[test]
    fn hours_that_do_not_exist_are_refused() {
        for text in ["05/03/2031 24:00:00", "05/03/2031 12:60:00"] {
            assert_eq!(parse_datetime(text), Err(DateError::Calendar), "{text}");
        }
        for text in ["05/03/2031 8", "05/03/2031 08:07:09:10", "05/03/2031 08:07:09."] {
            assert_eq!(parse_datetime(text), Err(DateError::Format), "{text}");
        }
    }

    #[test]
    fn milliseconds_are_shown_on_sao_paulos_clock() {
        assert_eq!(
            datetime_from_integer(1_763_866_800_000),
            Ok(Some(date(2025, 11, 23).at(0, 0, 0, 0)))
        );
        assert_eq!(
            datetime_from_integer(1_763_856_000_000),
            Ok(Some(date(2025, 11, 23).at(0, 0, 0, 0)))
        );
        assert_eq!(parse_datetime("1763866800000"), Ok(Some(date(2025, 11, 23).at(0, 0, 0, 0))));
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[-+0-9/: TZ.,é]{0,40}") {
            let _ = parse_datetime(&text);
        }
    }
}

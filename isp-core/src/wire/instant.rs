//! Instants: times that say their offset, and the serde adapter for such a field:
//! `#[serde(with = "isp_core::wire::instant")]`, or for an optional one
//! `#[serde(default, with = "isp_core::wire::instant::option")]`.

use jiff::{Timestamp, Zoned, tz::TimeZone};
use serde::{Deserializer, Serializer};

use super::{
    calendar,
    date_error::DateError,
    php_datetime::PhpDateTime,
    temporal::{self, Temporal},
};

pub(super) const REQUIRED: &str = "$isp::Instant";
pub(super) const OPTIONAL: &str = "$isp::Instant?";
pub(super) const EXPECTED: &str = "an instant with its zone";

/// Reads a time that may say its offset (`Z`, `-03:00`, `-0300`, `-03`), and shows it in `zone`.
///
/// Without an offset the time is taken as `zone`'s own wall clock: where a summer-time change
/// makes it ambiguous, the earlier; where it makes it inexistent, the later. A date alone is
/// midnight; 12 or 13 digits are milliseconds since 1970. `None` for blank texts and the zero date.
///
/// # Errors
///
/// [`DateError::Format`] and [`DateError::Calendar`].
///
/// ```
/// use isp_core::wire::parse_instant;
/// use jiff::tz::TimeZone;
///
/// let zone = TimeZone::get("America/Sao_Paulo")?;
/// let down_since = parse_instant("2026-01-13T10:09:20+00:00", &zone)?.unwrap();
/// assert_eq!(down_since.to_string(), "2026-01-13T07:09:20-03:00[America/Sao_Paulo]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse_instant(text: &str, zone: &TimeZone) -> Result<Option<Zoned>, DateError> {
    let instant = match calendar::epoch_text(text.trim()) {
        Some(millis) => Timestamp::from_integer(millis)?,
        None => calendar::read(text)?.map(|reading| reading.instant(Some(zone))).transpose()?,
    };
    Ok(instant.map(|instant| instant.to_zoned(zone.clone())))
}

impl Temporal for Timestamp {
    const REQUIRED: &'static str = REQUIRED;
    const OPTIONAL: &'static str = OPTIONAL;
    const EXPECTED: &'static str = EXPECTED;

    fn from_text(text: &str) -> Result<Option<Self>, DateError> {
        match calendar::epoch_text(text.trim()) {
            Some(millis) => Self::from_integer(millis),
            None => calendar::read(text)?.map(|reading| reading.instant(None)).transpose(),
        }
    }

    fn from_integer(number: i64) -> Result<Option<Self>, DateError> {
        let Some(reading) = calendar::from_integer(number)? else {
            return Ok(None);
        };
        if reading.time.is_none() {
            return Err(DateError::NoZone);
        }
        Timestamp::from_millisecond(number).map(Some).map_err(|_| DateError::Calendar)
    }

    fn from_dump(dump: &PhpDateTime) -> Option<Self> {
        Some(dump.timestamp())
    }

    fn to_integer(&self) -> i128 {
        self.as_nanosecond()
    }

    fn of_integer(packed: i128) -> Option<Self> {
        Self::from_nanosecond(packed).ok()
    }
}

/// Writes `YYYY-MM-DDTHH:MM:SSZ`, with a fraction if there is one.
///
/// # Errors
///
/// Those of the serialiser.
pub fn serialize<S: Serializer>(instant: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(instant)
}

/// Reads an instant that must be there: a text with its offset, or milliseconds since 1970.
///
/// # Errors
///
/// If it is neither, if it has no offset, or is empty.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    temporal::required(from)
}

/// The adapter for a field that is `Option<Timestamp>`; give it `default` as well.
pub mod option {
    use super::{Deserializer, Serializer, Timestamp, temporal};

    /// Writes the instant or null.
    ///
    /// # Errors
    ///
    /// Those of the serialiser.
    #[allow(clippy::ref_option, reason = "serde's `with` prescribes the signature")]
    pub fn serialize<S: Serializer>(instant: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
        match instant {
            Some(instant) => super::serialize(instant, to),
            None => to.serialize_none(),
        }
    }

    /// Reads an instant; null, blank and the zero date are `None`.
    ///
    /// # Errors
    ///
    /// If it is not an instant.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
        temporal::optional(from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str) -> Result<Option<String>, DateError> {
        let zone = calendar::sao_paulo();
        Ok(parse_instant(text, &zone)?.map(|moment| moment.timestamp().to_string()))
    }

    #[test]
    fn every_spelling_of_the_offset_is_read() {
        for text in [
            "2026-01-13T10:09:20Z",
            "2026-01-13T10:09:20z",
            "2026-01-13 10:09:20 UTC",
            "2026-01-13T10:09:20+00:00",
            "2026-01-13T07:09:20-03:00",
            "2026-01-13T07:09:20-0300",
            "2026-01-13T07:09:20-03",
            "13/01/2026 07:09:20 -03:00",
            "13/01/2026 07:09:20",
        ] {
            assert_eq!(read(text).unwrap().unwrap(), "2026-01-13T10:09:20Z", "{text}");
        }
        assert_eq!(
            read("2026-01-13T09:18:33.325+00:00").unwrap().unwrap(),
            "2026-01-13T09:18:33.325Z"
        );
        assert_eq!(read("0000-00-00 00:00:00"), Ok(None));
    }

    #[test]
    fn a_bad_offset_is_refused() {
        for text in [
            "2026-01-13T10:09:20+0",
            "2026-01-13T10:09:20+",
            "2026-01-13T10:09:20+00:0",
            "2026-01-13T10:09:20+00:",
            "2026-01-13T10:09:20 BRT",
            "2026-01-13T10:09:20[America/Sao_Paulo]",
            "2026-01-13T10:09:20-é3",
        ] {
            assert_eq!(read(text), Err(DateError::Format), "{text}");
        }
        assert_eq!(read("2026-01-13T10:09:20+99:00"), Err(DateError::Calendar));
    }

    #[test]
    fn summer_time_before_2019_is_known() {
        assert_eq!(read("2018-01-13 10:00:00").unwrap().unwrap(), "2018-01-13T12:00:00Z");
        assert_eq!(read("2026-01-13 10:00:00").unwrap().unwrap(), "2026-01-13T13:00:00Z");
    }

    #[test]
    fn a_field_needs_the_offset_or_milliseconds() {
        let read = <Timestamp as Temporal>::from_text;
        assert_eq!(read("2026-01-13 10:00:00"), Err(DateError::NoZone));
        assert!(read("2026-01-13 10:00:00Z").unwrap().is_some());
        let read = <Timestamp as Temporal>::from_integer;
        assert_eq!(read(1_763_856_000_000).unwrap().unwrap().to_string(), "2025-11-23T00:00:00Z");
        assert_eq!(read(20_260_113), Err(DateError::NoZone));
        assert_eq!(<Timestamp as Temporal>::from_text("1763856000000"), read(1_763_856_000_000));
    }
}

//! A time that comes as text in one place and as a PHP dump in another.

use std::fmt;

use jiff::{Zoned, civil::DateTime, tz::TimeZone};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{datetime::parse_datetime, instant::parse_instant, php_datetime::PhpDateTime};

pub(super) const NAME: &str = "$isp::WireDateTime";
pub(super) const EXPECTED: &str = "a time as text or as a PHP date";

/// A time as the ERP wrote it, and written back the same.
///
/// A text is kept even if it is no date: then [`to_zoned`](Self::to_zoned) is `None`, and a
/// tolerant [`decode`](super::decode()) reports it as drift. For a field that is always text,
/// [`datetime`](super::datetime) is simpler.
///
/// ```
/// use isp_core::wire::WireDateTime;
/// use jiff::tz::TimeZone;
///
/// let zone = TimeZone::get("America/Sao_Paulo")?;
/// let created: WireDateTime = serde_json::from_str("\"2024-03-10 10:12:14\"")?;
/// let dumped: WireDateTime = serde_json::from_str("{\"timestamp\": 1710076334}")?;
/// assert_eq!(created.to_zoned(&zone), dumped.to_zoned(&zone));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum WireDateTime {
    /// The text as it came, as a rule a wall-clock time without zone.
    Text(String),
    /// A dumped PHP object.
    Php(PhpDateTime),
}

impl WireDateTime {
    /// The instant on the clock of `zone`, which is also the zone of a text that has none.
    ///
    /// `None` for a text that is empty, the zero date, or no date.
    #[must_use]
    pub fn to_zoned(&self, zone: &TimeZone) -> Option<Zoned> {
        match self {
            Self::Text(text) => parse_instant(text, zone).ok().flatten(),
            Self::Php(dump) => Some(dump.to_zoned(zone)),
        }
    }

    /// The wall-clock time of a text without zone.
    #[must_use]
    pub fn civil(&self) -> Option<DateTime> {
        match self {
            Self::Text(text) => parse_datetime(text).ok().flatten(),
            Self::Php(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for WireDateTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, WireDateTimeVisitor)
    }
}

struct WireDateTimeVisitor;

impl<'de> Visitor<'de> for WireDateTimeVisitor {
    type Value = WireDateTime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        inner: D,
    ) -> Result<WireDateTime, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WireDateTime, E> {
        Ok(WireDateTime::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WireDateTime, A::Error> {
        PhpDateTime::deserialize(MapAccessDeserializer::new(map)).map(WireDateTime::Php)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::{Value, from_value, json, to_value};

    fn read(value: Value) -> WireDateTime {
        from_value(value).unwrap()
    }

    #[test]
    fn both_forms_are_written_back_as_they_came() {
        for value in [
            json!("2024-03-10 10:12:14"),
            json!("amanhã"),
            json!({"timestamp": 1_710_076_334, "offset": "-10800"}),
        ] {
            assert_eq!(to_value(read(value.clone())).unwrap(), value);
        }
    }

    #[test]
    fn a_text_without_zone_is_in_the_zone_given() {
        let zone = TimeZone::get("America/Manaus").unwrap();
        let moment = read(json!("10/03/2024 10:12:14"));
        assert_eq!(moment.civil().unwrap().to_string(), "2024-03-10T10:12:14");
        assert_eq!(moment.to_zoned(&zone).unwrap().timestamp().to_string(), "2024-03-10T14:12:14Z");
        let with_zone = read(json!("2024-03-10T14:12:14Z"));
        assert_eq!(with_zone.to_zoned(&zone), moment.to_zoned(&zone));
        assert_eq!(with_zone.civil(), None);
    }

    #[test]
    fn a_text_that_is_no_time_has_no_instant() {
        for text in ["", "0000-00-00 00:00:00", "amanhã"] {
            assert_eq!(read(json!(text)).to_zoned(&TimeZone::UTC), None);
        }
    }

    #[test]
    fn a_number_is_neither() {
        assert!(from_value::<WireDateTime>(json!(1_710_076_334)).is_err());
        assert!(from_value::<WireDateTime>(json!({})).is_err());
    }
}

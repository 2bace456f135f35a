//! PHP's dump of a `DateTime` object, which the Voalle portal sends in some places.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::{Map, Value};

use super::key;

pub(super) const EXPECTED: &str = "a PHP date with its timestamp";

/// A dumped PHP `DateTime`: `{lastErrors, timezone {name, location}, offset, timestamp}`.
///
/// The whole object is kept and written back unchanged; only `timestamp` must be there.
///
/// ```
/// use isp_core::wire::PhpDateTime;
///
/// let dump = r#"{"lastErrors":{"error_count":0},"offset":-10800,
///     "timestamp":1715000000,"timezone":{"name":"America/Sao_Paulo"}}"#;
/// let created: PhpDateTime = serde_json::from_str(dump)?;
/// assert_eq!(created.timestamp().as_second(), 1_715_000_000);
/// assert_eq!(created.time_zone_name(), Some("America/Sao_Paulo"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct PhpDateTime {
    raw: Map<String, Value>,
    #[serde(skip)]
    timestamp: Timestamp,
}

impl PhpDateTime {
    /// Reads the dump; `None` if it has no `timestamp` in seconds since 1970.
    #[must_use]
    pub fn from_object(raw: Map<String, Value>) -> Option<Self> {
        let seconds = integer(key::get(&raw, "timestamp")?)?;
        let timestamp = Timestamp::from_second(seconds).ok()?;
        Some(Self { raw, timestamp })
    }

    /// The instant.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// `offset`: seconds east of UTC, negative in Brazil.
    #[must_use]
    pub fn offset_seconds(&self) -> Option<i64> {
        integer(key::get(&self.raw, "offset")?)
    }

    /// `timezone.name`, as a rule an IANA name.
    #[must_use]
    pub fn time_zone_name(&self) -> Option<&str> {
        let zone = key::get(&self.raw, "timezone")?.as_object()?;
        key::get(zone, "name")?.as_str()
    }

    /// `timezone.location`: country, coordinates and comments of the zone.
    #[must_use]
    pub fn time_zone_location(&self) -> Option<&Value> {
        let zone = key::get(&self.raw, "timezone")?.as_object()?;
        key::get(zone, "location")
    }

    /// `lastErrors`: what PHP complained about when it parsed the date.
    #[must_use]
    pub fn last_errors(&self) -> Option<&Value> {
        key::get(&self.raw, "lastErrors")
    }

    /// The object, unchanged.
    #[must_use]
    pub fn as_object(&self) -> &Map<String, Value> {
        &self.raw
    }

    /// Date and time on the dump's own clock: that of its `offset`, else of its `timezone`.
    #[must_use]
    pub fn local(&self) -> Option<DateTime> {
        let zone = match (self.offset_seconds(), self.time_zone_name()) {
            (Some(offset), _) => {
                Offset::from_seconds(i32::try_from(offset).ok()?).ok()?.to_time_zone()
            }
            (None, Some(name)) => TimeZone::get(name).ok()?,
            (None, None) => return None,
        };
        Some(self.to_zoned(&zone).datetime())
    }

    /// The instant on the clock of `zone`.
    #[must_use]
    pub fn to_zoned(&self, zone: &TimeZone) -> Zoned {
        self.timestamp.to_zoned(zone.clone())
    }
}

impl<'de> Deserialize<'de> for PhpDateTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Map::deserialize(from)?;
        Self::from_object(raw).ok_or_else(|| de::Error::custom(EXPECTED))
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;

    fn dump() -> Value {
        json!({
            "lastErrors": {"warning_count": 0, "warnings": [], "error_count": 0, "errors": []},
            "timezone": {
                "name": "America/Sao_Paulo",
                "location": {"country_code": "BR", "latitude": -11, "longitude": -11, "comments": ""}
            },
            "offset": -10800,
            "timestamp": 1_710_076_334,
            "another": null
        })
    }

    #[test]
    fn every_part_of_the_dump_can_be_read() {
        let created: PhpDateTime = serde_json::from_value(dump()).unwrap();
        assert_eq!(created.timestamp().to_string(), "2024-03-10T13:12:14Z");
        assert_eq!(created.offset_seconds(), Some(-10_800));
        assert_eq!(created.time_zone_name(), Some("America/Sao_Paulo"));
        assert!(created.time_zone_location().unwrap().is_object());
        assert!(created.last_errors().unwrap().is_object());
        assert_eq!(created.as_object().len(), 5);
        let zone = TimeZone::get("America/Sao_Paulo").unwrap();
        assert_eq!(created.to_zoned(&zone).datetime().to_string(), "2024-03-10T10:12:14");
    }

    #[test]
    fn the_dump_is_written_back_as_it_came() {
        let created: PhpDateTime = serde_json::from_value(dump()).unwrap();
        assert_eq!(serde_json::to_value(&created).unwrap(), dump());
    }

    #[test]
    fn a_dump_without_a_possible_timestamp_is_an_error() {
        for bad in [json!({}), json!({"timestamp": null}), json!({"timestamp": i64::MAX})] {
            assert!(serde_json::from_value::<PhpDateTime>(bad).is_err());
        }
        let text = json!({"timestamp": " 1710076334 "});
        assert!(serde_json::from_value::<PhpDateTime>(text).is_ok());
    }
}

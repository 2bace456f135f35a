//! Fields that the portal writes now as one JSON type, now as another. The types here take both and
//! remember which it was, so that a record is written back as it came.

use std::fmt;

use isp_core::wire::parse_flag;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

/// A flag that comes as a boolean or as a number (`stockPending`), kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FlagOrNumber(Value);

impl FlagOrNumber {
    /// Whether it is set: `true`, or any number but zero.
    pub fn is_set(&self) -> bool {
        match &self.0 {
            Value::Bool(flag) => *flag,
            Value::Number(number) => number.as_i64() != Some(0),
            Value::String(text) => parse_flag(text) == Some(true),
            _ => false,
        }
    }
}

/// Writes a code as the number that the portal writes. One that is no number stays text.
#[allow(clippy::ref_option, reason = "serde hands the field over like this")]
pub(crate) fn code_as_number<T, S>(code: &Option<T>, to: S) -> Result<S::Ok, S::Error>
where
    T: fmt::Display,
    S: Serializer,
{
    match code {
        Some(code) => required_code_as_number(code, to),
        None => to.serialize_none(),
    }
}

/// The same for a code that is always there.
pub(crate) fn required_code_as_number<T, S>(code: &T, to: S) -> Result<S::Ok, S::Error>
where
    T: fmt::Display,
    S: Serializer,
{
    let text = code.to_string();
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => to.serialize_i64(number),
        _ => to.serialize_str(&text),
    }
}

impl<'de> Deserialize<'de> for FlagOrNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(from)?;
        let is_flag = match &value {
            Value::Bool(_) => true,
            Value::Number(number) => number.is_i64() || number.is_u64(),
            Value::String(text) => parse_flag(text).is_some(),
            _ => false,
        };
        is_flag.then_some(Self(value)).ok_or_else(|| de::Error::custom("not a flag or number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire::{self, TextOrNumber};
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Record {
        weight: Option<TextOrNumber>,
        pending: Option<FlagOrNumber>,
    }

    #[test]
    fn both_forms_are_read_without_drift_and_written_back_as_they_came() {
        for record in [
            json!({"weight": 8, "pending": false}),
            json!({"weight": "17", "pending": 0}),
            json!({"weight": null, "pending": null}),
        ] {
            let decoded = wire::decode::<Record>(&record).unwrap();
            assert!(decoded.drift.is_empty(), "{record}: {}", decoded.drift);
            assert_eq!(serde_json::to_value(&decoded.value).unwrap(), record);
            let plain: Record = serde_json::from_value(record).unwrap();
            assert_eq!(plain, decoded.value);
        }
    }

    #[test]
    fn both_forms_mean_the_same() {
        let number = |value| wire::decode::<TextOrNumber>(&value).unwrap().value.to_i64();
        assert_eq!(
            (number(json!(17)), number(json!("17")), number(json!("x"))),
            (Some(17), Some(17), None)
        );
        let flag = |value| wire::decode::<FlagOrNumber>(&value).unwrap().value.is_set();
        assert_eq!([flag(json!(true)), flag(json!(1)), flag(json!("1"))], [true; 3]);
        assert_eq!([flag(json!(false)), flag(json!(0)), flag(json!("0"))], [false; 3]);
    }

    #[test]
    fn what_is_neither_is_dropped_and_reported() {
        let decoded =
            wire::decode::<Record>(&json!({"weight": true, "pending": "talvez"})).unwrap();
        assert_eq!(decoded.value, Record { weight: None, pending: None });
        assert_eq!(decoded.drift.len(), 2);
    }
}

//! The code of what was asked for, as an answer repeats it.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::Value;

pub(super) const NAME: &str = "$isp::EchoedCode";

/// The code of the customer, invoice or connection that was asked for, as the answer repeats it: a
/// guard against answers about something else.
///
/// The value is always kept. A code that cannot be read is not the one that was asked for:
/// compare by [`is`](Self::is).
///
/// ```
/// use isp_core::wire::EchoedCode;
///
/// let code = |json: &str| serde_json::from_str::<EchoedCode>(json).unwrap();
/// assert!(code("900101").is(900_101) && code("\"900101\"").is(900_101));
/// assert!(!code("\"900.101\"").is(900_101) && !code("[]").is(900_101));
/// ```
#[derive(Clone, PartialEq)]
pub struct EchoedCode(Value);

impl EchoedCode {
    /// Whether it is this code.
    pub fn is(&self, asked: u64) -> bool {
        self.code() == Some(asked)
    }

    /// The code; `None` if the value is not a code.
    pub fn code(&self) -> Option<u64> {
        match &self.0 {
            Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => {
                let text = text.trim();
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                digits.then(|| text.parse().ok()).flatten()
            }
            _ => None,
        }
    }
}

/// `10123.0` is 10123, within the precision of a float.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
fn whole(number: f64) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && (0.0..EXACT).contains(&number)).then_some(number as u64)
}

impl From<u64> for EchoedCode {
    fn from(code: u64) -> Self {
        Self(code.into())
    }
}

impl fmt::Debug for EchoedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            Some(code) => write!(f, "EchoedCode({code})"),
            None => f.write_str("EchoedCode(unreadable)"),
        }
    }
}

impl Serialize for EchoedCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for EchoedCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, EchoVisitor).map(Self)
    }
}

struct EchoVisitor;

impl<'de> Visitor<'de> for EchoVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a code")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, serde::Deserialize)]
    struct Answer {
        code: Option<EchoedCode>,
    }

    fn read(value: &Value) -> Option<EchoedCode> {
        crate::wire::decode_value::<Answer>(&json!({"code": value})).unwrap().value.code
    }

    #[test]
    fn the_code_is_read_from_number_or_digits_alone() {
        for same in [json!(10123), json!("10123"), json!(" 10123 "), json!(10123.0)] {
            assert!(read(&same).unwrap().is(10_123), "{same}");
        }
        for other in [
            json!("10.123"),
            json!("10123.0"),
            json!("+10123"),
            json!(10123.5),
            json!(-10123),
            json!("10123 - ANA"),
            json!(true),
            json!([10123]),
            json!({"0": 10123}),
            json!("N/A"),
        ] {
            assert!(!read(&other).unwrap().is(10_123), "{other}");
        }
    }

    #[test]
    fn nothing_is_no_code_and_two_codes_are_an_error() {
        assert!(read(&json!(null)).is_none() && read(&json!(" ")).is_none());
        let two = crate::wire::parse_utf8(br#"{"code":1,"code":2}"#).unwrap();
        assert!(crate::wire::decode::<Answer>(&two).is_err());
    }

    #[test]
    fn it_is_written_back_as_it_came() {
        for value in [json!(7), json!("7"), json!([1, {"a": null}])] {
            assert_eq!(serde_json::to_value(read(&value).unwrap()).unwrap(), value);
        }
    }
}

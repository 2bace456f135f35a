//! Something that one release writes as text and the next as a number.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A house number, a code: text or number, both everyday forms, so that neither is drift. The form is
/// kept when it is written again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum TextOrNumber {
    /// It came as text.
    Text(String),
    /// It came as a number.
    Number(serde_json::Number),
}

impl TextOrNumber {
    /// The number, if it is a whole one, in whichever form it came.
    pub fn to_i64(&self) -> Option<i64> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            Self::Number(number) => number.as_i64(),
        }
    }

    /// The same for what is never negative.
    pub fn to_u64(&self) -> Option<u64> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            Self::Number(number) => number.as_u64(),
        }
    }
}

impl From<u64> for TextOrNumber {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<&str> for TextOrNumber {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The text, or the number's digits.
impl fmt::Display for TextOrNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text.trim()),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

impl<'de> Deserialize<'de> for TextOrNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = TextOrNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<TextOrNumber, E> {
                Ok(TextOrNumber::Text(text.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<TextOrNumber, E> {
                Ok(TextOrNumber::Number(number.into()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<TextOrNumber, E> {
                Ok(TextOrNumber::Number(number.into()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<TextOrNumber, E> {
                let number = serde_json::Number::from_f64(number);
                number.map(TextOrNumber::Number).ok_or_else(|| E::custom("not a finite number"))
            }
        }

        from.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn either_form_is_read_without_drift_and_written_as_it_came() {
        for (json, shown) in
            [(json!("900101"), "900101"), (json!(142), "142"), (json!("S/N"), "S/N")]
        {
            let read = crate::wire::decode_value::<Option<TextOrNumber>>(&json).unwrap();
            assert!(read.drift.is_empty(), "{json}");
            let value = read.value.unwrap();
            assert_eq!(value.to_string(), shown);
            assert_eq!(serde_json::to_value(&value).unwrap(), json);
        }
        assert_eq!(
            crate::wire::decode_value::<Option<TextOrNumber>>(&Value::Null).unwrap().value,
            None
        );
        assert_eq!(TextOrNumber::Text(" 7 ".into()).to_u64(), Some(7));
    }
}

//! Text that means something else: an address, a duration, a state.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

pub(super) const NAME: &str = "$isp::ParsedText";

/// A text that is kept as received, and parsed if it has a known form. Spaces around it are ignored.
///
/// A number or boolean is taken as its text, anything else as its JSON text. In a tolerant
/// [`decode`](super::decode) a text that cannot be parsed is drift.
///
/// It is serialised as text, as received. `Debug` shows only what was parsed.
///
/// ```
/// use std::net::IpAddr;
///
/// use isp_core::wire::ParsedText;
///
/// let address = |json: &str| serde_json::from_str::<ParsedText<IpAddr>>(json).unwrap();
/// assert_eq!(address("\"203.0.113.10\"").get(), Some(&IpAddr::from([203, 0, 113, 10])));
/// assert_eq!(address("\"pool-7\"").get(), None);
/// assert_eq!(address("\"pool-7\"").as_str(), "pool-7");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ParsedText<T> {
    text: String,
    parsed: Option<T>,
}

impl<T> ParsedText<T> {
    /// What the text means; `None` if its form is unknown.
    pub fn get(&self) -> Option<&T> {
        self.parsed.as_ref()
    }

    /// The text, unchanged.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: FromStr> From<&str> for ParsedText<T> {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), parsed: text.trim().parse().ok() }
    }
}

/// The text, without spaces around it.
impl<T> fmt::Display for ParsedText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim())
    }
}

impl<T: fmt::Debug> fmt::Debug for ParsedText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ParsedText").field(&self.parsed).finish()
    }
}

impl<T> Serialize for ParsedText<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for ParsedText<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, ParsedTextVisitor(PhantomData))
    }
}

struct ParsedTextVisitor<T>(PhantomData<T>);

impl<'de, T: FromStr> Visitor<'de> for ParsedTextVisitor<T> {
    type Value = ParsedText<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    /// From the tolerant reader: the text, and what it means if its form is known.
    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<ParsedText<T>, A::Error> {
        let text = parts.next_element()?.unwrap_or_default();
        let parsed = parts.next_element_seed(Parse(PhantomData))?;
        Ok(ParsedText { text, parsed })
    }

    /// From any other format.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        from: D,
    ) -> Result<ParsedText<T>, D::Error> {
        Ok(match Value::deserialize(from)? {
            Value::String(text) => ParsedText::from(text.as_str()),
            Value::Null => return Err(de::Error::invalid_type(de::Unexpected::Unit, &self)),
            other => ParsedText::from(other.to_string().as_str()),
        })
    }
}

/// Parses a text.
struct Parse<T>(PhantomData<T>);

impl<'de, T: FromStr> DeserializeSeed<'de> for Parse<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_str(self)
    }
}

impl<T: FromStr> Visitor<'_> for Parse<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text of a known form")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.trim().parse().map_err(|_| E::invalid_value(de::Unexpected::Other("text"), &self))
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use serde_json::{from_value, json, to_value};

    use super::*;
    use crate::wire::{decode, decode_value, parse_utf8};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Session {
        ip: Option<ParsedText<IpAddr>>,
    }

    #[test]
    fn a_text_is_kept_and_one_that_cannot_be_parsed_is_drift() {
        for (came, is_known, is_drift) in [
            (json!("203.0.113.10"), true, false),
            (json!(" 2001:db8::1 "), true, false),
            (json!("203.0.113.999"), false, true),
            (json!("pool-7"), false, true),
        ] {
            let decoded = decode_value::<Session>(&json!({"ip": came})).unwrap();
            let ip = decoded.value.ip.as_ref().unwrap();
            assert_eq!((ip.get().is_some(), !decoded.drift.is_empty()), (is_known, is_drift));
            assert_eq!(Some(ip.as_str()), came.as_str());
            assert_eq!(to_value(&decoded.value).unwrap(), json!({"ip": came}));
            assert_eq!(from_value::<Session>(json!({"ip": came})).unwrap(), decoded.value);
        }
    }

    #[test]
    fn what_is_no_text_is_kept_as_its_json_text() {
        for (came, kept) in
            [(json!(7), "7"), (json!(true), "true"), (json!({"v4": "x"}), r#"{"v4":"x"}"#)]
        {
            let decoded = decode_value::<Session>(&json!({"ip": came})).unwrap();
            assert_eq!(decoded.value.ip.as_ref().unwrap().as_str(), kept);
            assert!(decoded.drift.to_string().contains("instead of text"), "{}", decoded.drift);
            assert_eq!(from_value::<Session>(json!({"ip": came})).unwrap(), decoded.value);
        }
        for nothing in [json!({}), json!({"ip": null}), json!({"ip": " "})] {
            let decoded = decode_value::<Session>(&nothing).unwrap();
            assert_eq!((decoded.value.ip, decoded.drift.is_empty()), (None, true));
        }
    }

    #[test]
    fn debug_hides_a_text_that_is_not_understood() {
        let ip = ParsedText::<IpAddr>::from("MARIA");
        assert_eq!(format!("{ip:?} {ip}"), "ParsedText(None) MARIA");
    }

    #[test]
    fn two_different_texts_for_one_field_are_none() {
        let body = parse_utf8(br#"{"ip":"203.0.113.10","IP":"203.0.113.11"}"#).unwrap();
        let decoded = decode::<Session>(&body).unwrap();
        assert_eq!(decoded.value.ip, None);
        assert!(decoded.drift.to_string().contains("two different values"), "{}", decoded.drift);
    }
}

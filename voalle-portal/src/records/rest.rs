//! Records with unknown members: known members are typed, the others are kept as JSON.

use std::fmt;

use isp_core::http::Answer;
use isp_core::wire::{self, DecodeError, Decoded, Node, key};
use serde::Serialize;
use serde::de::value::Error as NoValue;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde_json::{Map, Value};

/// The members of a record that this crate does not know by name, as the portal sent them.
///
/// They are not drift, since such a record is known to have more members. They are serialised with
/// the other members.
/// `Debug` shows only their names, since any of them may be personal or secret.
#[derive(Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub struct Rest(Map<String, Value>);

impl Rest {
    /// The value of `name`, ignoring case, accents and a trailing colon in the answer.
    pub fn get(&self, name: &str) -> Option<&Value> {
        key::get(&self.0, name)
    }

    /// Names and values, in the answer's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether all members are known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A record with a [`Rest`].
pub(crate) trait PartlyKnown: DeserializeOwned {
    fn set_rest(&mut self, rest: Rest);
}

/// Implements `PartlyKnown` for a record whose field `rest` is the [`Rest`].
macro_rules! partly_known {
    ($record:ty) => {
        impl $crate::records::rest::PartlyKnown for $record {
            fn set_rest(&mut self, rest: $crate::records::rest::Rest) {
                self.rest = rest;
            }
        }
    };
}
pub(crate) use partly_known;

/// An envelope around records of type `T`.
pub(crate) trait Envelope<T>: DeserializeOwned {
    fn records(&mut self) -> &mut [T];
}

/// Decodes an envelope whose `data` holds records with a rest.
pub(crate) fn decode<T: PartlyKnown, E: Envelope<T>>(
    answer: &Answer,
) -> Result<Decoded<E>, DecodeError> {
    let Ok(root) = answer.json() else {
        return answer.decode();
    };
    let mut root = wire::decode::<Value>(root)?.value;
    let known: Vec<String> = members_of::<T>().iter().map(|name| key::normalise(name)).collect();
    let rests: Vec<Rest> =
        rows_of(&mut root).into_iter().map(|row| take_rest(row, &known)).collect();
    let mut decoded = wire::decode_value::<E>(&root)?;
    for (record, rest) in decoded.value.records().iter_mut().zip(rests) {
        record.set_rest(rest);
    }
    Ok(decoded)
}

/// Decodes a single record with a rest.
pub(crate) fn decode_row<T: PartlyKnown>(row: Node<'_>) -> Result<Decoded<T>, DecodeError> {
    let known: Vec<String> = members_of::<T>().iter().map(|name| key::normalise(name)).collect();
    let mut row = wire::decode::<Value>(row)?.value;
    let rest = take_rest(&mut row, &known);
    let mut decoded = wire::decode_value::<T>(&row)?;
    decoded.value.set_rest(rest);
    Ok(decoded)
}

/// The rows under `data`, in the order in which they are decoded.
fn rows_of(root: &mut Value) -> Vec<&mut Value> {
    let data = match root {
        Value::Object(envelope) => envelope.get_mut("data"),
        Value::Array(items) => match items.as_mut_slice() {
            [only] => only.get_mut("data"),
            _ => None,
        },
        _ => None,
    };
    match data {
        None => Vec::new(),
        Some(Value::Array(rows)) => rows.iter_mut().collect(),
        // PHP writes a list with gaps as an object with numeric keys.
        Some(row) if is_numbered(row) => {
            let mut rows: Vec<_> = row.as_object_mut().into_iter().flatten().collect();
            rows.sort_by_key(|(key, _)| number_of(key));
            rows.into_iter().map(|(_, row)| row).collect()
        }
        Some(row) => vec![row],
    }
}

fn is_numbered(rows: &Value) -> bool {
    rows.as_object().is_some_and(|rows| rows.keys().all(|key| number_of(key).is_some()))
}

fn number_of(key: &str) -> Option<u64> {
    key.parse().ok()
}

fn take_rest(row: &mut Value, known: &[String]) -> Rest {
    let Value::Object(members) = row else { return Rest::default() };
    let (mine, rest) = std::mem::take(members)
        .into_iter()
        .partition(|(name, _)| known.contains(&key::normalise(name)));
    *members = mine;
    Rest(rest)
}

/// The names of a struct's fields in JSON.
fn members_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // Always an error, since there is no value to read.
    let _ = T::deserialize(FieldNames(&mut names));
    names
}

/// Reads no value, but records the field names that a struct requests.
struct FieldNames<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = NoValue;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NoValue> {
        Err(NoValue::custom("no struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NoValue> {
        *self.0 = fields;
        Err(NoValue::custom("no value"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Page;
    use isp_core::wire::TextEncoding;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Row {
        id: u64,
        known_name: Option<String>,
        #[serde(flatten, skip_deserializing)]
        rest: Rest,
    }
    partly_known!(Row);

    fn page(body: &Value) -> Decoded<Page<Row>> {
        decode(&Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8)).unwrap()
    }

    #[test]
    fn unknown_members_are_kept_serialised_and_not_drift() {
        let body = json!({"data": [
            {"id": 1, "knownName": "x", "more": {"a": [1, null]}, "other": null},
            {"id": 2, "knownName": null},
        ], "count": 2, "filtered": 2, "total": 2});
        let decoded = page(&body);
        assert!(decoded.drift.is_empty(), "{}", decoded.drift);
        assert_eq!(decoded.value.data[0].rest.get("more"), Some(&json!({"a": [1, null]})));
        assert!(decoded.value.data[1].rest.is_empty());
        assert_eq!(serde_json::to_value(&decoded.value).unwrap(), body);
    }

    #[test]
    fn each_row_keeps_its_own_rest_in_every_form_of_list() {
        let numbered = json!({"2": {"id": 2, "more": "b"}, "1": {"id": 1, "more": "a"}});
        let wrapped = json!([{"data": [{"id": 1, "more": "a"}, {"id": 2, "more": "b"}]}]);
        for body in [json!({"data": numbered}), wrapped] {
            let found = page(&body).value.data;
            let facts: Vec<_> = found.iter().map(|row| (row.id, row.rest.get("more"))).collect();
            assert_eq!(facts, [(1, Some(&json!("a"))), (2, Some(&json!("b")))], "{body}");
        }
        let single = page(&json!({"data": {"id": 1, "more": "a"}})).value.data;
        assert_eq!(single[0].rest.get("more"), Some(&json!("a")));
    }

    #[test]
    fn debug_shows_only_names() {
        let decoded = page(&json!({"data": [{"id": 1, "portalPassword": "marker"}]}));
        let text = format!("{:?}", decoded.value);
        assert!(text.contains("portalPassword") && !text.contains("marker"));
    }

    #[test]
    fn other_spellings_of_known_members_stay_drift() {
        let decoded = page(&json!({"data": [{"id": 1, "KnownName": "x"}]}));
        assert_eq!(decoded.value.data[0].known_name.as_deref(), Some("x"));
        assert_eq!(decoded.drift.len(), 1);
    }

    #[test]
    fn a_body_without_records_is_an_error() {
        for body in [json!({}), json!({"data": null}), json!([]), json!({"data": [null]})] {
            let answer = Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8);
            assert!(decode::<Row, Page<Row>>(&answer).is_err());
        }
    }
}

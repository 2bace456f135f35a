//! Records with unknown members: known members are typed, the others are kept as JSON.

use std::fmt;

use isp_core::http::Answer;
use isp_core::wire::{self, DecodeError, Decoded, Node, key};
use serde::Serialize;
use serde::de::value::Error as NoValue;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde_json::{Map, Value};

use super::{Page, Response};

/// The members of a record that this crate does not know by name, as the server sent them.
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

/// Implements `PartlyKnown` and `Payload` for a record whose field `rest` is the [`Rest`].
macro_rules! partly_known {
    ($record:ty) => {
        impl $crate::answers::rest::PartlyKnown for $record {
            fn set_rest(&mut self, rest: $crate::answers::rest::Rest) {
                self.rest = rest;
            }
        }

        impl $crate::answers::rest::Payload for $record {
            type Record = Self;

            fn rows(payload: &mut serde_json::Value) -> Vec<&mut serde_json::Value> {
                vec![$crate::answers::rest::only_item(payload)]
            }

            fn records(&mut self) -> Vec<&mut Self> {
                vec![self]
            }
        }
    };
}
pub(crate) use partly_known;

/// A payload made of records with a rest.
pub(crate) trait Payload: DeserializeOwned {
    /// The records.
    type Record: PartlyKnown;

    /// The records in the JSON of the payload, in the order in which they are decoded.
    fn rows(payload: &mut Value) -> Vec<&mut Value>;

    /// The decoded records.
    fn records(&mut self) -> Vec<&mut Self::Record>;
}

impl<P: Payload> Payload for Vec<P> {
    type Record = P::Record;

    fn rows(payload: &mut Value) -> Vec<&mut Value> {
        items(payload).into_iter().flat_map(P::rows).collect()
    }

    fn records(&mut self) -> Vec<&mut P::Record> {
        self.iter_mut().flat_map(P::records).collect()
    }
}

impl<P: Payload> Payload for Page<P> {
    type Record = P::Record;

    fn rows(payload: &mut Value) -> Vec<&mut Value> {
        only_item(payload).get_mut("data").map(Vec::<P>::rows).unwrap_or_default()
    }

    fn records(&mut self) -> Vec<&mut P::Record> {
        self.data.records()
    }
}

/// Decodes an answer whose records have a rest.
pub(crate) fn decode<P: Payload>(answer: &Answer) -> Result<Decoded<Response<P>>, DecodeError> {
    decode_as(answer, |root| root)
}

/// The same for a list that may come without its envelope.
pub(crate) fn decode_list<P: Payload>(
    answer: &Answer,
) -> Result<Decoded<Response<P>>, DecodeError> {
    decode_as(answer, enveloped)
}

/// The same for an answer that `shape` brings into the form of its type.
pub(crate) fn decode_as<P: Payload>(
    answer: &Answer,
    shape: impl FnOnce(Value) -> Value,
) -> Result<Decoded<Response<P>>, DecodeError> {
    let Ok(root) = answer.json() else {
        return answer.decode();
    };
    let mut root = shape(wire::decode::<Value>(root)?.value);
    let known = known_members::<P::Record>();
    let rows = root.get_mut("response").map(P::rows).unwrap_or_default();
    let rests: Vec<Rest> = rows.into_iter().map(|row| take_rest(row, &known)).collect();
    let mut decoded = wire::decode_value::<Response<P>>(&root)?;
    for (record, rest) in decoded.value.response.records().into_iter().zip(rests) {
        record.set_rest(rest);
    }
    Ok(decoded)
}

/// Decodes a single record with a rest.
pub(crate) fn decode_row<T: PartlyKnown>(row: Node<'_>) -> Result<Decoded<T>, DecodeError> {
    let mut row = wire::decode::<Value>(row)?.value;
    let rest = take_rest(&mut row, &known_members::<T>());
    let mut decoded = wire::decode_value::<T>(&row)?;
    decoded.value.set_rest(rest);
    Ok(decoded)
}

/// A bare list in an envelope; anything else as it is.
pub(crate) fn enveloped(root: Value) -> Value {
    match root {
        list @ Value::Array(_) => serde_json::json!({"response": list}),
        other => other,
    }
}

fn known_members<T: DeserializeOwned>() -> Vec<String> {
    members_of::<T>().iter().map(|name| key::normalise(name)).collect()
}

/// The items of a list, or a single item in its place.
fn items(list: &mut Value) -> Vec<&mut Value> {
    match list {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Null => Vec::new(),
        single => vec![single],
    }
}

/// A record, also where it is the only item of a list.
pub(crate) fn only_item(record: &mut Value) -> &mut Value {
    if record.as_array().is_none_or(|items| items.len() != 1) {
        return record;
    }
    // A list of one, as was just seen.
    &mut record[0]
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

    fn answer(body: &Value) -> Answer {
        Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8)
    }

    fn list(body: &Value) -> Decoded<Response<Vec<Row>>> {
        decode(&answer(body)).unwrap()
    }

    #[test]
    fn unknown_members_are_kept_serialised_and_not_drift() {
        let rows = json!([
            {"id": 1, "knownName": "x", "more": {"a": [1, null]}, "other": null},
            {"id": 2, "knownName": null},
        ]);
        let decoded = list(&json!({"success": true, "response": rows}));
        assert!(decoded.drift.is_empty(), "{}", decoded.drift);
        assert_eq!(decoded.value.response[0].rest.get("more"), Some(&json!({"a": [1, null]})));
        assert!(decoded.value.response[1].rest.is_empty());
        assert_eq!(serde_json::to_value(&decoded.value.response).unwrap(), rows);
    }

    #[test]
    fn each_row_keeps_its_own_rest_in_every_form_of_answer() {
        let (one, two) = (json!({"id": 1, "more": "a"}), json!({"id": 2, "more": "b"}));
        let more = |row: &Row| row.rest.get("more").cloned();
        let single: Response<Row> = decode(&answer(&json!({"response": one}))).unwrap().value;
        assert_eq!(more(&single.response), Some("a".into()));
        let wrapped: Response<Row> = decode(&answer(&json!({"response": [one]}))).unwrap().value;
        assert_eq!(more(&wrapped.response), Some("a".into()));
        let page = json!({"response": {"data": [one, two], "totalRecords": 2}});
        let page: Response<Page<Row>> = decode(&answer(&page)).unwrap().value;
        assert_eq!(more(&page.response.data[1]), Some("b".into()));
        let groups = json!({"response": [[one], [two]]});
        let groups: Response<Vec<Vec<Row>>> = decode(&answer(&groups)).unwrap().value;
        assert_eq!(more(&groups.response[1][0]), Some("b".into()));
        let bare = decode_list::<Vec<Row>>(&answer(&json!([one, two]))).unwrap().value;
        assert_eq!(more(&bare.response[1]), Some("b".into()));
    }

    #[test]
    fn debug_shows_only_names() {
        let body = json!({"response": [{"id": 1, "portalPassword": "marker"}]});
        let text = format!("{:?}", list(&body).value);
        assert!(text.contains("portalPassword") && !text.contains("marker"));
    }

    #[test]
    fn other_spellings_of_known_members_stay_drift() {
        let decoded = list(&json!({"success": true, "response": [{"id": 1, "KnownName": "x"}]}));
        assert_eq!(decoded.value.response[0].known_name.as_deref(), Some("x"));
        assert_eq!(decoded.drift.len(), 1);
    }

    #[test]
    fn a_body_without_records_is_an_error() {
        for body in [json!({}), json!({"response": null}), json!([]), json!({"response": [null]})] {
            assert!(decode::<Vec<Row>>(&answer(&body)).is_err(), "{body}");
        }
    }
}

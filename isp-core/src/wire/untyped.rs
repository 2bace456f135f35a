//! Answers of undocumented shape.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{key, label::label};

/// A JSON answer without a type: where no public source shows the shape, this is more honest than
/// an invented struct.
///
/// `Debug` shows keys and JSON types only, since values may be personal data.
///
/// ```
/// use isp_core::wire::Untyped;
///
/// let answer: Untyped = serde_json::from_str(r#"{"Equipes:": [{"Código": "12"}], "status": "OK"}"#)?;
/// let team = answer.rows()[0];
/// assert_eq!(Untyped::integer(team, "codigo"), Some(12));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untyped(Value);

impl Untyped {
    /// The JSON.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The JSON, owned.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.0
    }

    /// The rows of a list: those of a bare array, or of the first member of an object that is a
    /// list with objects in it, whatever its key.
    ///
    /// Empty if there is no such list, which does **not** tell that there is nothing: use
    /// [`rows_under`](Self::rows_under) once the key is known.
    #[must_use]
    pub fn rows(&self) -> Vec<&Map<String, Value>> {
        match &self.0 {
            Value::Array(items) => objects(items),
            Value::Object(members) => members
                .values()
                .filter_map(Value::as_array)
                .map(|items| objects(items))
                .find(|rows| !rows.is_empty())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The rows of the list under `key`, compared in its [normal form](super::key::normalise); a
    /// single object there is one row.
    ///
    /// `None` if there is no such list: not the same as an empty one.
    #[must_use]
    pub fn rows_under(&self, key: &str) -> Option<Vec<&Map<String, Value>>> {
        match key::get(self.0.as_object()?, key)? {
            Value::Array(items) => Some(objects(items)),
            Value::Object(row) => Some(vec![row]),
            _ => None,
        }
    }

    /// The text, number or boolean under `key` of a row, as text. `None` if it is absent, null,
    /// blank, a list or an object.
    #[must_use]
    pub fn text(row: &Map<String, Value>, key: &str) -> Option<String> {
        match key::get(row, key)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        }
    }

    /// The integer under `key` of a row, a number or numeric text. `None` if it is anything else.
    #[must_use]
    pub fn integer(row: &Map<String, Value>, key: &str) -> Option<i64> {
        match key::get(row, key)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }
}

impl From<Value> for Untyped {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Untyped").field(&Shape(&self.0)).finish()
    }
}

fn objects(items: &[Value]) -> Vec<&Map<String, Value>> {
    items.iter().filter_map(Value::as_object).collect()
}

/// A value as its structure: keys, types, and of a list the first item and the length.
struct Shape<'a>(&'a Value);

impl fmt::Debug for Shape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Object(members) => f
                .debug_map()
                .entries(members.iter().map(|(key, value)| (label(key), Shape(value))))
                .finish(),
            Value::Array(items) => match items.first() {
                Some(first) => write!(f, "[{:?}; {}]", Shape(first), items.len()),
                None => f.write_str("[]"),
            },
            Value::Null => f.write_str("null"),
            Value::Bool(_) => f.write_str("boolean"),
            Value::Number(_) => f.write_str("number"),
            Value::String(text) if text.trim().is_empty() => f.write_str("blank text"),
            Value::String(_) => f.write_str("text"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::wire::{Json, TextEncoding, decode};
    use serde_json::json;

    #[test]
    fn rows_are_found_in_a_bare_array_and_under_any_key() {
        for answer in [
            json!([{"a": 1}, {"a": 2}]),
            json!({"Equipes:": [{"a": 1}, {"a": 2}], "status": "OK", "avisos": [], "nums": [1]}),
        ] {
            assert_eq!(Untyped::from(answer).rows().len(), 2);
        }
        for answer in [json!({"status": "OK"}), json!(null), json!([]), json!("x")] {
            assert!(Untyped::from(answer).rows().is_empty());
        }
    }

    #[test]
    fn an_absent_list_is_not_an_empty_one() {
        let answer = Untyped::from(json!({"Equipes:": [], "Um": {"a": 1}, "status": "OK"}));
        assert_eq!(answer.rows_under("equipes").unwrap().len(), 0);
        assert_eq!(answer.rows_under("um").unwrap().len(), 1);
        assert!(answer.rows_under("status").is_none());
        assert!(answer.rows_under("tecnicos").is_none());
    }

    #[test]
    fn a_number_beyond_every_type_is_kept_as_written() {
        let text = br#"{"leitura": -2E2741, "n": 7}"#.to_vec();
        let json = Json::parse(text, TextEncoding::Utf8).unwrap();
        let decoded = decode::<Untyped>(&json).unwrap();
        assert_eq!(*decoded.value.value(), json!({"leitura": "-2E2741", "n": 7}));
        assert_eq!(*decoded.value.value(), json.root().to_value());
        assert!(!decoded.drift.is_empty());
    }

    #[test]
    fn members_of_a_row_are_read_by_any_spelling() {
        let answer = Untyped::from(json!([
            {"Código:": " 12 ", "ativo": true, "preço": 9.5, "vazio": " ", "nulo": null, "n": 7}
        ]));
        let row = answer.rows()[0];
        assert_eq!(Untyped::integer(row, "codigo"), Some(12));
        assert_eq!(Untyped::integer(row, "n"), Some(7));
        assert_eq!(Untyped::integer(row, "preco"), None);
        assert_eq!(Untyped::text(row, "preco").as_deref(), Some("9.5"));
        assert_eq!(Untyped::text(row, "ativo").as_deref(), Some("true"));
        for absent in ["vazio", "nulo", "outro"] {
            assert_eq!(Untyped::text(row, absent), None);
        }
    }

    #[test]
    fn debug_shows_structure_and_no_values() {
        let answer = Untyped::from(json!({
            "Nome": "MARIA", "lista": [{"cpf": "52998224725"}, {}], "52998224725": 1, "x": null
        }));
        let shown = format!("{answer:?}");
        assert!(!shown.contains("MARIA") && !shown.contains("529"), "{shown}");
        assert_eq!(
            shown,
            r#"Untyped({"***********": number, "Nome": text, "lista": [{"cpf": text}; 2], "x": null})"#
        );
    }

    #[test]
    fn it_is_written_back_as_it_came() {
        let answer = json!({"a": [1, "x", null, 2.5]});
        let untyped: Untyped = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(serde_json::to_value(&untyped).unwrap(), answer);
        assert_eq!(untyped.into_value(), answer);
    }
}

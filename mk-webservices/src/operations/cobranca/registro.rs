//! A row of a billing list.

use std::fmt;

use isp_core::wire::Untyped;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A row whose members are undocumented. `Debug` shows keys and JSON types only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Registro(Map<String, Value>);

impl Registro {
    /// All members.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The text, number or boolean under `key`, in any spelling, as text; see [`Untyped::text`].
    pub fn text(&self, key: &str) -> Option<String> {
        Untyped::text(&self.0, key)
    }

    /// The integer under `key`, in any spelling; see [`Untyped::integer`].
    pub fn integer(&self, key: &str) -> Option<i64> {
        Untyped::integer(&self.0, key)
    }
}

impl fmt::Debug for Registro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Untyped::from(Value::Object(self.0.clone())).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire;

    fn read(json: &str) -> Result<Registro, wire::DecodeError> {
        wire::decode(&wire::parse_utf8(json.as_bytes()).unwrap()).map(|decoded| decoded.value)
    }

    #[test]
    fn members_are_read_by_any_spelling_and_all_stay_at_hand() {
        let row = read(r#"{"Código:":" 12 ","descricao":"DIA 10","outro":[1]}"#).unwrap();
        assert_eq!(row.integer("codigo"), Some(12));
        assert_eq!(row.text("descricao").as_deref(), Some("DIA 10"));
        assert_eq!(row.members().len(), 3);
    }

    #[test]
    fn what_is_no_object_is_no_row() {
        for json in ["12", r#""DIA 10""#, "null", "[1,2]"] {
            assert!(read(json).is_err(), "{json}");
        }
    }

    #[test]
    fn debug_shows_no_values() {
        let shown = format!("{:?}", read(r#"{"descricao":"DIA 10"}"#).unwrap());
        assert!(shown.contains("descricao") && !shown.contains("DIA 10"), "{shown}");
    }
}

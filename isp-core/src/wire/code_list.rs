//! Codes in one field: none, one, or several.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::Value;

pub(super) const NAME: &str = "$isp::CodeList";

/// Codes that a field holds as one text (`"20567,20568"`), as a number or as a list.
///
/// Only digits between commas or semicolons are codes: `"20.567"` and `"20567 - FIBRA 500 MEGA"` are
/// kept as [`Unknown`](Self::Unknown), since the numbers in them may be anything. So is a code of 0.
///
/// ```
/// use isp_core::wire::CodeList;
///
/// let codes = |json: &str| serde_json::from_str::<CodeList>(json).unwrap();
/// assert_eq!(codes("\"20567, 20568\"").known(), Some(&[20_567, 20_568][..]));
/// assert_eq!(codes("null").known(), Some(&[][..]));
/// assert_eq!(codes("\"20.567\"").known(), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CodeList {
    /// The field is absent, blank or an empty list.
    #[default]
    NotGiven,
    /// The field is null: there is none.
    None,
    /// These.
    Codes(Vec<u64>),
    /// Something else, unchanged.
    Unknown(String),
}

impl CodeList {
    /// The codes; empty where the answer says that there is none, `None` where they are not known.
    pub fn known(&self) -> Option<&[u64]> {
        match self {
            Self::NotGiven | Self::Unknown(_) => None,
            Self::None => Some(&[]),
            Self::Codes(codes) => Some(codes),
        }
    }

    fn of_text(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::NotGiven;
        }
        let codes: Option<Vec<u64>> = text.split([',', ';']).map(code).collect();
        codes.map_or_else(|| Self::Unknown(text.to_owned()), Self::Codes)
    }

    fn of_list(items: &[Value]) -> Self {
        if items.is_empty() {
            return Self::NotGiven;
        }
        let codes: Option<Vec<u64>> = items
            .iter()
            .map(|item| match item {
                Value::Number(number) => number.as_u64().filter(|code| *code > 0),
                Value::String(text) => code(text),
                _ => None,
            })
            .collect();
        codes.map_or_else(|| Self::Unknown("a list of something else".into()), Self::Codes)
    }
}

fn code(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|code| *code > 0)
}

/// Written as the ERP writes it: null, or the codes with commas between them.
impl Serialize for CodeList {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotGiven => to.serialize_str(""),
            Self::None => to.serialize_none(),
            Self::Unknown(text) => to.serialize_str(text),
            Self::Codes(codes) => {
                let codes: Vec<_> = codes.iter().map(u64::to_string).collect();
                to.serialize_str(&codes.join(","))
            }
        }
    }
}

impl<'de> Deserialize<'de> for CodeList {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, CodesVisitor)
    }
}

struct CodesVisitor;

impl<'de> Visitor<'de> for CodesVisitor {
    type Value = CodeList;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("codes")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<CodeList, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<CodeList, E> {
        Ok(CodeList::None)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<CodeList, E> {
        Ok(CodeList::Unknown(flag.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<CodeList, E> {
        Ok(CodeList::of_text(&number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<CodeList, E> {
        Ok(CodeList::of_text(&number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<CodeList, E> {
        Ok(CodeList::of_text(&number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<CodeList, E> {
        Ok(CodeList::of_text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<CodeList, A::Error> {
        let items = Vec::<Value>::deserialize(SeqAccessDeserializer::new(list))?;
        Ok(CodeList::of_list(&items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<CodeList, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(CodeList::Unknown("an object".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: &Value) -> CodeList {
        let plain: CodeList = serde_json::from_value(value.clone()).unwrap();
        let tolerant = crate::wire::decode_value::<CodeList>(value).unwrap().value;
        assert_eq!(plain, tolerant, "both readers agree on {value}");
        plain
    }

    #[test]
    fn codes_are_read_from_text_number_and_list() {
        for (value, codes) in [
            (json!("20567"), vec![20_567]),
            (json!("20567, 20568"), vec![20_567, 20_568]),
            (json!("20567;20568"), vec![20_567, 20_568]),
            (json!(20567), vec![20_567]),
            (json!([20567, "20568"]), vec![20_567, 20_568]),
        ] {
            assert_eq!(read(&value), CodeList::Codes(codes), "{value}");
        }
    }

    #[test]
    fn what_is_not_digits_alone_is_unknown() {
        for value in [
            json!("20.567"),
            json!("20567 - FIBRA 500 MEGA"),
            json!("0"),
            json!(0),
            json!(1.5),
            json!(-1),
            json!("20567,"),
            json!(true),
            json!([null]),
            json!(["20.567"]),
            json!({"a": 1}),
        ] {
            assert_eq!(read(&value).known(), None, "{value}");
        }
    }

    #[test]
    fn none_and_not_given_are_two_things() {
        assert_eq!(read(&json!(null)).known(), Some(&[][..]));
        assert_eq!(read(&json!(" ")), CodeList::NotGiven);
        assert_eq!(read(&json!([])), CodeList::NotGiven);
        assert_eq!(CodeList::default().known(), None);
    }

    #[test]
    fn another_form_than_text_is_drift() {
        for (value, drifts) in
            [(json!("1,2"), 0), (json!([1, 2]), 1), (json!(1), 1), (json!(null), 0)]
        {
            let drift = crate::wire::decode_value::<CodeList>(&value).unwrap().drift;
            assert_eq!(drift.len(), drifts, "{value}");
        }
    }
}

//! Values that are kept as received, even if they cannot be read.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::decode_value;

pub(super) const NAME: &str = "$isp::Kept";

/// A value that is kept as received, and read if it has a known form.
///
/// An optional field of a plain type becomes `None` if its value cannot be read, as if the ERP had sent
/// none. `Option<Kept<T>>` distinguishes the two: an absent value is `None`, and one that
/// is not understood is `Some` whose [`get`](Self::get) is `None`, such as `"Inativo"` in a flag.
///
/// In a tolerant [`decode`](super::decode) a value that is not understood is drift. It is serialised as
/// received. `Debug` shows only what was read.
#[derive(Clone, PartialEq)]
pub struct Kept<T> {
    came: Value,
    read: Option<T>,
}

impl<T> Kept<T> {
    /// The value; `None` if its form is unknown.
    pub fn get(&self) -> Option<&T> {
        self.read.as_ref()
    }

    /// The value as received. JSON null if the answer had two different values for the field.
    pub fn came(&self) -> &Value {
        &self.came
    }
}

impl Kept<bool> {
    /// The flag, read from a boolean, 1, 0, or a word for yes or no. `None` for anything else.
    pub fn as_bool(&self) -> Option<bool> {
        self.read
    }
}

/// Shows text without quotes, anything else as JSON.
impl<T> fmt::Display for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.came {
            Value::String(text) => f.write_str(text.trim()),
            Value::Null => Ok(()),
            other => write!(f, "{other}"),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kept").field(&self.read).finish()
    }
}

impl<T> Serialize for Kept<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.came.serialize(to)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Kept<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(NAME, KeptVisitor(PhantomData))
    }
}

struct KeptVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for KeptVisitor<T> {
    type Value = Kept<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    /// From the tolerant reader: the value as it came, and as it was read if it could be.
    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Kept<T>, A::Error> {
        let came = parts.next_element()?.unwrap_or_default();
        let read = parts.next_element()?;
        Ok(Kept { came, read })
    }

    /// From the tolerant reader: a field with two different values. It is present, but not understood.
    fn visit_unit<E>(self) -> Result<Kept<T>, E> {
        Ok(Kept { came: Value::Null, read: None })
    }

    /// From any other format.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Kept<T>, D::Error> {
        let came = Value::deserialize(from)?;
        let read = decode_value(&came).ok().map(|decoded| decoded.value);
        Ok(Kept { came, read })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::wire::{decode, parse_utf8};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Owner {
        id: u64,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Record {
        active: Option<Kept<bool>>,
        code: Option<Kept<i64>>,
        owner: Option<Kept<Owner>>,
    }

    fn read(record: &Value) -> Record {
        decode_value(record).unwrap().value
    }

    #[test]
    fn every_value_is_kept_and_serialised_as_received() {
        for value in [
            json!(true),
            json!(0),
            json!("Inativo"),
            json!(1.5),
            json!([1, 2]),
            json!({"a": null}),
            json!([]),
            Value::Null,
        ] {
            let record = json!({"active": value, "code": value, "owner": value});
            assert_eq!(serde_json::to_value(read(&record)).unwrap(), record);
            let plain: Record = serde_json::from_value(record.clone()).unwrap();
            assert_eq!(plain, read(&record));
        }
    }

    #[test]
    fn known_forms_are_read_and_others_are_not() {
        for (value, flag) in [
            (json!(true), Some(true)),
            (json!(1), Some(true)),
            (json!("Sim"), Some(true)),
            (json!(false), Some(false)),
            (json!("0"), Some(false)),
            (json!("Inativo"), None),
            (json!(2), None),
            (json!([]), None),
            (json!({}), None),
        ] {
            let record = read(&json!({"active": value}));
            assert_eq!(record.active.unwrap().as_bool(), flag, "{value}");
        }
        assert_eq!(read(&json!({"code": "2"})).code.unwrap().get(), Some(&2));
        assert_eq!(
            read(&json!({"owner": {"ID": "7"}})).owner.unwrap().get(),
            Some(&Owner { id: 7 })
        );
    }

    #[test]
    fn absent_and_not_understood_are_different() {
        let nothing = read(&json!({"active": null, "code": "", "owner": null}));
        assert_eq!(nothing, Record { active: None, code: None, owner: None });
        for odd in
            [json!("x"), json!({"name": "x"}), json!({"id": -1}), json!([{"id": 1}, {"id": 2}])]
        {
            assert_eq!(read(&json!({"owner": odd})).owner.unwrap().get(), None, "{odd}");
        }
    }

    #[test]
    fn a_field_with_two_different_values_is_not_understood() {
        for body in [
            r#"{"active":true,"active":false,"owner":{"id":1},"Owner":{"id":2}}"#,
            r#"{"active":true,"Active":false,"owner":{"id":1,"id":2}}"#,
        ] {
            let json = parse_utf8(body.as_bytes()).unwrap();
            let record: Record = decode(&json).unwrap().value;
            assert_eq!(record.active.unwrap().as_bool(), None, "{body}");
            assert_eq!(record.owner.unwrap().get(), None, "{body}");
        }
    }

    #[test]
    fn what_is_not_understood_is_drift_and_what_is_odd_inside_of_it_too() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Person {
            id: u64,
            age: Option<u64>,
        }
        #[derive(Debug, Deserialize)]
        struct Row {
            person: Option<Kept<Person>>,
            #[allow(dead_code)]
            flag: Option<Kept<bool>>,
        }
        let read = |body: Value| {
            let decoded = decode_value::<Row>(&body).unwrap();
            (decoded.value.person.and_then(|person| person.read), decoded.drift.to_string())
        };
        let (person, drift) = read(json!({"person": {"id": 1, "new": 2}, "flag": "?"}));
        assert_eq!(person, Some(Person { id: 1, age: None }));
        assert_eq!(drift, "$.flag: unknown value; $.person.new: unknown field");
        // An optional field inside of it is dropped, and not the whole.
        let (person, drift) = read(json!({"person": {"id": 1, "age": "x"}}));
        assert_eq!(person, Some(Person { id: 1, age: None }));
        assert!(drift.starts_with("$.person.age: dropped"), "{drift}");
        let (person, drift) = read(json!({"person": [{"id": 1}, {"id": 2}]}));
        assert_eq!((person, drift.as_str()), (None, "$.person: unknown value"));
    }

    #[test]
    fn display_shows_the_value_received_and_debug_the_value_read() {
        let record = read(&json!({"active": " Inativo ", "owner": {"name": "Maria"}}));
        assert_eq!(record.active.as_ref().unwrap().to_string(), "Inativo");
        assert!(!format!("{record:?}").contains("Maria"));
    }
}

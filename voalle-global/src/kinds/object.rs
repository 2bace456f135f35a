//! Objects inside a JSON body.

use std::collections::BTreeSet;

use isp_core::Error;
use isp_core::brazil::{Document, Money};
use isp_core::http::{Parameter, Slot};
use jiff::civil::{Date, DateTime};
use serde_json::Value;

/// A value of a member of a JSON body; `None` leaves the member out.
pub(crate) trait BodyValue {
    fn put(&self) -> Option<Value>;
}

impl<T: BodyValue> BodyValue for Option<T> {
    fn put(&self) -> Option<Value> {
        self.as_ref()?.put()
    }
}

impl<T: BodyValue> BodyValue for Vec<T> {
    fn put(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.iter().filter_map(BodyValue::put).collect())
    }
}

macro_rules! body_values {
    ($($type:ty: |$value:ident| $json:expr;)+) => {$(
        impl BodyValue for $type {
            fn put(&self) -> Option<Value> {
                let $value = self;
                Some(Value::from($json))
            }
        }
    )+};
}

body_values! {
    String: |text| text.clone();
    u64: |number| *number;
    bool: |flag| *flag;
    Document: |document| document.plain();
    Date: |date| date.to_string();
    DateTime: |at| at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
}

/// Reais as a number; `None` for an amount that JSON numbers do not hold exactly.
impl BodyValue for Money {
    fn put(&self) -> Option<Value> {
        serde_json::to_value(self).ok().filter(Value::is_number)
    }
}

/// Writes `value` without keeping any of its texts. An empty text in it is refused.
pub(crate) fn write(value: Value, mut slot: Slot<'_>) -> Result<(), Error> {
    let mut texts = BTreeSet::new();
    collect_texts(&value, &mut texts);
    if texts.iter().any(|text| text.trim().is_empty()) {
        return Err(slot.refuse("contains an empty text: leave the member out instead"));
    }
    for text in texts {
        slot.redact(text);
    }
    slot.json(value)
}

/// Writes a declared object or a list of them. An object without a member is refused: some operations
/// store empty values. The refusal of an empty text names its member.
pub(crate) fn write_object(object: Value, slot: Slot<'_>) -> Result<(), Error> {
    if object.as_object().is_some_and(serde_json::Map::is_empty) {
        return Err(slot.refuse("has no member"));
    }
    match empty_member(&object) {
        Some(member) => Err(slot.refuse(&format!("has an empty `{member}`"))),
        None => write(object, slot),
    }
}

fn empty_member(value: &Value) -> Option<String> {
    match value {
        Value::Object(members) => members.iter().find_map(|(name, value)| match value {
            Value::String(text) if text.trim().is_empty() => Some(name.clone()),
            inner => empty_member(inner).map(|member| format!("{name}.{member}")),
        }),
        Value::Array(items) => items.iter().find_map(empty_member),
        _ => None,
    }
}

fn collect_texts<'a>(value: &'a Value, texts: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(text) => {
            texts.insert(text);
        }
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Object(members) => members.values().for_each(|item| collect_texts(item, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A list of objects of a JSON body. An empty one is refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Objects<T>(Vec<T>);

impl<T> Objects<T> {
    /// The objects.
    pub(crate) fn as_slice(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Objects<T> {
    fn from(objects: Vec<T>) -> Self {
        Self(objects)
    }
}

impl<T: BodyValue + Clone + Send + Sync> Parameter for Objects<T> {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        match self.0.put() {
            Some(objects) => write_object(objects, slot),
            None => Err(slot.refuse("is empty")),
        }
    }
}

/// Declares an object inside a JSON body: a struct whose fields are the vendor's members. A member that
/// is `None` or an empty list is left out.
macro_rules! body_object {
    (
        $(#[$doc:meta])*
        $name:ident { $( $(#[$fdoc:meta])* $wire:literal $field:ident: $type:ty, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "the vendor's names")]
        pub struct $name {
            $( $(#[$fdoc])* pub $field: $type, )+
        }

        impl $crate::kinds::BodyValue for $name {
            fn put(&self) -> Option<serde_json::Value> {
                let members = [$( ($wire, $crate::kinds::BodyValue::put(&self.$field)) ),+];
                let members = members.into_iter().filter_map(|(name, value)| {
                    Some((name.to_owned(), value?))
                });
                Some(serde_json::Value::Object(members.collect()))
            }
        }

        impl isp_core::http::Parameter for $name {
            fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
                let object = $crate::kinds::BodyValue::put(self).unwrap_or_default();
                $crate::kinds::write_object(object, slot)
            }
        }

        /// Only the name: the values may be personal data.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use body_object;

//! A field for which an object has two different values.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::super::{drift::DeviationKind, echoed_code, kept, money};
use super::context::Context;
use super::error::Failure;
use super::path::Path;

/// Stands for a field that has two values. Neither is taken: an optional field is `None` and is
/// reported, unless that could hide something; any other field is an error.
#[derive(Clone, Copy)]
pub(super) struct Contradiction<'p> {
    pub(super) path: &'p Path<'p>,
    pub(super) context: &'p Context<'p>,
}

impl Contradiction<'_> {
    fn refuse<T>(self) -> Result<T, Failure> {
        Err(Failure::two_values().at(self.path))
    }

    fn refuse_for_good<T>(self) -> Result<T, Failure> {
        Err(Failure::two_values().hard().at(self.path))
    }
}

impl<'de> Deserializer<'de> for Contradiction<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Failure> {
        self.refuse()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let path = Path::Optional { parent: self.path };
        let inner = Contradiction { path: &path, context: self.context };
        match self.context.is_contradiction_dropped(&path) {
            Some(reason) => {
                let reason = reason.to_string();
                self.context.report(self.path, DeviationKind::Dropped { reason });
                visitor.visit_none()
            }
            None => visitor.visit_some(inner),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if name == kept::NAME {
            self.context.report(self.path, DeviationKind::UnknownValue);
            visitor.visit_unit()
        } else if matches!(name, money::NAME | echoed_code::NAME) {
            self.refuse_for_good()
        } else {
            self.refuse()
        }
    }

    /// One of two lists might be the empty one.
    fn deserialize_seq<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Failure> {
        self.refuse_for_good()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map struct enum identifier
    }
}

//! A record: its fields, and then what is left.

use serde::{
    de::{
        DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor,
        value::StringDeserializer,
    },
    forward_to_deserialize_any,
};

use super::{error::Failure, members::Unknown, tolerant::Tolerant};

/// The two parts of a record: the struct, and the JSON text of the members without a field, if there
/// are any.
pub(super) struct RecordParts<'de, 'p> {
    whole: Option<Tolerant<'de, 'p>>,
    unknown: Unknown<'de>,
}

impl<'de, 'p> RecordParts<'de, 'p> {
    pub(super) fn new(whole: Tolerant<'de, 'p>, is_partial: bool) -> Self {
        Self { whole: Some(whole), unknown: Unknown::kept(!is_partial) }
    }
}

impl<'de> SeqAccess<'de> for RecordParts<'de, '_> {
    type Error = Failure;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        if let Some(whole) = self.whole.take() {
            return seed.deserialize(FieldsOf { whole, unknown: &self.unknown }).map(Some);
        }
        let Some(text) = self.unknown.take_text() else {
            return Ok(None);
        };
        let text: StringDeserializer<Failure> = text.into_deserializer();
        seed.deserialize(text).map(Some)
    }
}

/// A struct, whose unknown members are put aside.
struct FieldsOf<'a, 'de, 'p> {
    whole: Tolerant<'de, 'p>,
    unknown: &'a Unknown<'de>,
}

impl<'de> Deserializer<'de> for FieldsOf<'_, 'de, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.whole.deserialize_any(visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.whole.structure(fields, self.unknown, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

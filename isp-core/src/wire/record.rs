//! Structs that keep the members of an answer for which they have no field.

use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::extra::Extra;

/// The newtype name under which a record asks the tolerant reader for its fields and the rest.
pub(super) const NAME: &str = "$isp::Record";

/// The same for a record of which more members are known to exist.
pub(super) const PARTIAL: &str = "$isp::PartialRecord";

/// Generates what [`record`](crate::record) adds beside the struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    ($vis:vis $name:ident [$($type:ident)*] $is_partial:literal { $($serde:tt)* } { $($fields:tt)* }) => {
        impl<$($type),*> $name<$($type),*> {
            /// The members of the answer that have no field here, by name.
            #[must_use]
            $vis fn extra(&self) -> &$crate::wire::Extra {
                &self.extra
            }
        }

        const _: () = {
            #[derive(::serde::Deserialize)]
            $($serde)*
            struct Fields<$($type),*> {
                $($fields)*
                #[serde(skip)]
                extra: $crate::wire::Extra,
            }

            impl<'de, $($type: ::serde::Deserialize<'de>),*> $crate::wire::__private::Record<'de>
                for $name<$($type),*>
            {
                const IS_PARTIAL: bool = $is_partial;

                fn fields<D>(from: D) -> ::core::result::Result<Self, D::Error>
                where
                    D: ::serde::Deserializer<'de>,
                {
                    Fields::<$($type),*>::deserialize(from)
                }

                fn set_extra(&mut self, extra: $crate::wire::Extra) {
                    self.extra = extra;
                }
            }

            impl<'de, $($type: ::serde::Deserialize<'de>),*> ::serde::Deserialize<'de>
                for $name<$($type),*>
            {
                fn deserialize<D>(from: D) -> ::core::result::Result<Self, D::Error>
                where
                    D: ::serde::Deserializer<'de>,
                {
                    $crate::wire::__private::record(from)
                }
            }
        };
    };
}

/// A struct with an [`Extra`]. For [`record`](crate::record) alone.
pub trait Record<'de>: Sized {
    /// Whether more members are known to exist than the struct has fields.
    const IS_PARTIAL: bool;

    /// Reads the fields.
    ///
    /// # Errors
    ///
    /// If a field is missing or its value cannot be taken.
    fn fields<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// Sets the members without a field.
    fn set_extra(&mut self, extra: Extra);
}

/// Reads a record. For [`record`](crate::record) alone.
///
/// # Errors
///
/// If a field is missing or its value cannot be taken.
pub fn record<'de, R: Record<'de>, D: Deserializer<'de>>(from: D) -> Result<R, D::Error> {
    let name = if R::IS_PARTIAL { PARTIAL } else { NAME };
    from.deserialize_newtype_struct(name, RecordVisitor(PhantomData))
}

struct RecordVisitor<R>(PhantomData<R>);

impl<'de, R: Record<'de>> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    /// From the tolerant reader: the fields, then the JSON text of the rest if there is any.
    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<R, A::Error> {
        let fields = parts.next_element_seed(Fields(PhantomData))?;
        let mut record: R = fields.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        if let Some(rest) = parts.next_element::<String>()? {
            record.set_extra(Extra::of_object(rest).map_err(A::Error::custom)?);
        }
        Ok(record)
    }

    /// From any other format.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<R, D::Error> {
        let mut rest = Map::new();
        let mut record = R::fields(Sorting { from, rest: &mut rest })?;
        if !rest.is_empty() {
            let text = Value::Object(rest).to_string();
            record.set_extra(Extra::of_object(text).map_err(D::Error::custom)?);
        }
        Ok(record)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<R, A::Error> {
        self.visit_newtype_struct(MapAccessDeserializer::new(members))
    }
}

struct Fields<R>(PhantomData<R>);

impl<'de, R: Record<'de>> DeserializeSeed<'de> for Fields<R> {
    type Value = R;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<R, D::Error> {
        R::fields(from)
    }
}

/// Gives a struct its fields and puts all other members aside.
struct Sorting<'a, D> {
    from: D,
    rest: &'a mut Map<String, Value>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Sorting<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.from.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let sorting = Sorting { from: visitor, rest: self.rest };
        self.from.deserialize_struct(name, fields, SortingVisitor { sorting, fields })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct SortingVisitor<'a, V> {
    sorting: Sorting<'a, V>,
    fields: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for SortingVisitor<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.sorting.from.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        let Sorting { from: visitor, rest } = self.sorting;
        visitor.visit_map(SortedMembers { members, fields: self.fields, rest })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<V::Value, A::Error> {
        self.sorting.from.visit_seq(values)
    }
}

struct SortedMembers<'a, A> {
    members: A,
    fields: &'static [&'static str],
    rest: &'a mut Map<String, Value>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for SortedMembers<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.members.next_key::<String>()? {
            if self.fields.contains(&key.as_str()) {
                return seed.deserialize(StrDeserializer::new(&key)).map(Some);
            }
            let value = self.members.next_value()?;
            self.rest.insert(key, value);
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.members.next_value_seed(seed)
    }
}

//! How serde walks through lists, objects and enumerations.

use std::{borrow::Cow, collections::HashSet};

use serde::{
    de::{
        self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
        Visitor,
        value::{BorrowedStrDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

use super::super::json::{ListIter, Node, Object, ObjectIter};
use super::{
    context::Context, contradiction::Contradiction, error::Failure, members::Member, path::Path,
    tolerant::Tolerant,
};

/// The items of a list.
pub(super) struct Items<'de, 'p> {
    pub(super) rest: std::iter::Enumerate<ListIter<'de>>,
    pub(super) path: &'p Path<'p>,
    pub(super) context: &'p Context<'p>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some((index, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.context.count_row(size_of::<T::Value>())?;
        let parent = self.path;
        let path = Path::Item { parent, index };
        Tolerant::new(value, &path, self.context).feed(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// An object whose keys are all numbers, where a list was expected: PHP writes a list with gaps so.
pub(super) struct NumberedItems<'de>(Vec<(u64, &'de str, Node<'de>)>);

impl<'de> NumberedItems<'de> {
    pub(super) fn of(object: Object<'de>) -> Option<Self> {
        let numbered =
            |(key, value): (&'de str, Node<'de>)| Some((key.parse::<u64>().ok()?, key, value));
        let mut items = object.iter().map(numbered).collect::<Option<Vec<_>>>()?;
        items.sort_by_key(|(number, ..)| *number);
        (!items.is_empty()).then_some(Self(items))
    }

    pub(super) fn under<'p>(
        self,
        path: &'p Path<'p>,
        context: &'p Context<'p>,
    ) -> NumberedRows<'de, 'p> {
        NumberedRows { rest: self.0.into_iter(), path, context }
    }
}

pub(super) struct NumberedRows<'de, 'p> {
    rest: std::vec::IntoIter<(u64, &'de str, Node<'de>)>,
    path: &'p Path<'p>,
    context: &'p Context<'p>,
}

impl<'de> SeqAccess<'de> for NumberedRows<'de, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some((_, key, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.context.count_row(size_of::<T::Value>())?;
        let list = Path::OnlyItem { parent: self.path };
        let path = Path::Member { parent: &list, key };
        Tolerant::new(value, &path, self.context).feed(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A single object where a list was expected.
pub(super) struct OnlyItem<'de, 'p> {
    pub(super) item: Option<Node<'de>>,
    pub(super) path: &'p Path<'p>,
    pub(super) context: &'p Context<'p>,
}

impl<'de> SeqAccess<'de> for OnlyItem<'de, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some(value) = self.item.take() else {
            return Ok(None);
        };
        let path = Path::OnlyItem { parent: self.path };
        Tolerant::new(value, &path, self.context).feed(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(self.item.is_some()))
    }
}

/// The members of an object that are fields of a struct.
pub(super) struct Fields<'de, 'p> {
    members: std::vec::IntoIter<Member<'de>>,
    next: Option<Member<'de>>,
    path: &'p Path<'p>,
    context: &'p Context<'p>,
}

impl<'de, 'p> Fields<'de, 'p> {
    pub(super) fn new(
        members: Vec<Member<'de>>,
        path: &'p Path<'p>,
        context: &'p Context<'p>,
    ) -> Self {
        Self { members: members.into_iter(), next: None, path, context }
    }
}

impl<'de> MapAccess<'de> for Fields<'de, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        let Some(member) = self.members.next() else {
            return Ok(None);
        };
        let field = member.field;
        self.next = Some(member);
        seed.deserialize(StrDeserializer::new(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        match self.next.take() {
            Some(Member { key, contradicted: true, .. }) => {
                let path = Path::Member { parent: self.path, key };
                seed.deserialize(Contradiction { path: &path, context: self.context })
            }
            next => {
                let next = next.map(|member| (member.key, member.value));
                member_value(next, self.path, self.context, seed)
            }
        }
    }
}

/// The members of an object of which each is another field of a struct, or unknown.
pub(super) struct PlainFields<'de, 'p> {
    rest: ObjectIter<'de>,
    /// A bit for each member that is left, the next one lowest: whether it is unknown.
    unknown: u128,
    next: Option<(&'de str, Node<'de>)>,
    path: &'p Path<'p>,
    context: &'p Context<'p>,
}

impl<'de, 'p> PlainFields<'de, 'p> {
    pub(super) fn new(
        object: Object<'de>,
        unknown: u128,
        path: &'p Path<'p>,
        context: &'p Context<'p>,
    ) -> Self {
        Self { rest: object.iter(), unknown, next: None, path, context }
    }
}

impl<'de> MapAccess<'de> for PlainFields<'de, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        loop {
            let Some((key, value)) = self.rest.next() else {
                return Ok(None);
            };
            let is_unknown = self.unknown & 1 == 1;
            self.unknown >>= 1;
            if !is_unknown {
                self.next = Some((key, value));
                return seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some);
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        member_value(self.next.take(), self.path, self.context, seed)
    }
}

/// All members of an object. Of a key that occurs twice the later ones get a colon added, so that
/// none is lost.
pub(super) struct Members<'de, 'p> {
    rest: ObjectIter<'de>,
    seen: HashSet<Cow<'de, str>>,
    next: Option<(&'de str, Node<'de>)>,
    path: &'p Path<'p>,
    context: &'p Context<'p>,
}

impl<'de, 'p> Members<'de, 'p> {
    pub(super) fn new(object: Object<'de>, path: &'p Path<'p>, context: &'p Context<'p>) -> Self {
        Self { rest: object.iter(), seen: HashSet::new(), next: None, path, context }
    }
}

impl<'de> MapAccess<'de> for Members<'de, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        let Some((key, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.next = Some((key, value));
        if self.seen.insert(Cow::Borrowed(key)) {
            return seed.deserialize(Key(key)).map(Some);
        }
        let mut other = key.to_owned();
        while !self.seen.insert(Cow::Owned(other.clone())) {
            other.push(':');
        }
        seed.deserialize(StrDeserializer::new(&other)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        member_value(self.next.take(), self.path, self.context, seed)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

fn member_value<'de, V: DeserializeSeed<'de>>(
    next: Option<(&'de str, Node<'de>)>,
    parent: &Path<'_>,
    context: &Context<'_>,
    seed: V,
) -> Result<V::Value, Failure> {
    let (key, value) = next.ok_or_else(|| de::Error::custom("value before key"))?;
    let path = Path::Member { parent, key };
    Tolerant::new(value, &path, context).feed(seed)
}

/// The key of a map: text, or a number written as such.
struct Key<'de>(&'de str);

macro_rules! integer_keys {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            match self.0.trim().parse() {
                Ok(number) => visitor.visit_i64(number),
                Err(_) => visitor.visit_borrowed_str(self.0),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_borrowed_str(self.0)
    }

    integer_keys! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// An object with one member: a variant and what it holds.
pub(super) struct Variant<'de, 'p> {
    pub(super) name: &'p str,
    pub(super) content: Tolerant<'de, 'p>,
}

impl<'de, 'p> EnumAccess<'de> for Variant<'de, 'p> {
    type Error = Failure;
    type Variant = Content<'de, 'p>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self::Variant), Failure> {
        let variant = seed.deserialize(StrDeserializer::new(self.name))?;
        Ok((variant, Content(self.content)))
    }
}

/// What a variant holds.
pub(super) struct Content<'de, 'p>(Tolerant<'de, 'p>);

impl<'de> VariantAccess<'de> for Content<'de, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        self.0.feed(std::marker::PhantomData)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        self.0.feed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Failure> {
        self.0.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.0.deserialize_struct("", fields, visitor)
    }
}

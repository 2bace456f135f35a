//! The deserialiser in which all tolerance lives, so that models are plain derives.

use std::borrow::Cow;

use serde::de::{
    DeserializeSeed, Deserializer, IntoDeserializer, Visitor,
    value::{BytesDeserializer, StringDeserializer},
};

use super::{
    super::{
        code_list, date, datetime,
        drift::DeviationKind,
        flag::parse_flag,
        fold::same_word,
        instant::{self, parse_instant},
        json::{JsonNumber, List, Node, Object, View},
        kept, money, open_enum, parsed_text, record, wire_datetime, yes_no,
    },
    access::{Fields, Items, Members, NumberedItems, OnlyItem, PlainFields, Variant},
    context::Context,
    error::Failure,
    kept_parts::{KeptParts, TextParts},
    members::{self, Keys, Unknown},
    path::Path,
    record_parts::RecordParts,
    scalar::{Scalar, Taken, code_text, scalar_text},
};

/// One value, where it lies, and what the pass shares.
#[derive(Clone, Copy)]
pub(super) struct Tolerant<'de, 'p> {
    value: Node<'de>,
    path: &'p Path<'p>,
    context: &'p Context<'p>,
}

impl<'de, 'p> Tolerant<'de, 'p> {
    pub(super) fn new(value: Node<'de>, path: &'p Path<'p>, context: &'p Context<'p>) -> Self {
        Self { value, path, context }
    }

    /// Lets `seed` read this value, and tells a failure that it happened here.
    pub(super) fn feed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        self.here(seed.deserialize(self))
    }

    fn here<T>(self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| failure.at(self.path))
    }

    fn unexpected<T>(self, expected: &str) -> Result<T, Failure> {
        self.here(Err(Failure::unexpected(expected, self.value)))
    }

    pub(super) fn report(self, kind: DeviationKind) {
        self.context.report(self.path, kind);
    }

    fn report_other_type(self, expected: &'static str) {
        let found = self.value.type_name();
        self.report(DeviationKind::OtherType { expected, found });
    }

    fn scalar<V: Visitor<'de>>(self, scalar: Scalar, visitor: V) -> Result<V::Value, Failure> {
        let Some((taken, odd)) = scalar.take(self.value) else {
            return self.here(Err(Failure::not_a(scalar, self.value)));
        };
        if let Some(odd) = odd {
            self.report(odd);
        }
        self.here(match taken {
            Taken::Integer(number) => match (i64::try_from(number), u64::try_from(number)) {
                (_, Ok(number)) => visitor.visit_u64(number),
                (Ok(number), _) => visitor.visit_i64(number),
                _ => visitor.visit_i128(number),
            },
            Taken::Decimal(number) => visitor.visit_f64(number),
            Taken::Text(text) => match text {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            Taken::Flag(yes) => visitor.visit_bool(yes),
            Taken::Packed(value) => {
                visitor.visit_newtype_struct(BytesDeserializer::new(value.as_bytes()))
            }
            Taken::Nothing => visitor.visit_unit(),
        })
    }

    /// A number for a type that takes any; its text if it is beyond every type of number.
    fn number<V: Visitor<'de>>(
        self,
        number: JsonNumber<'de>,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let taken = match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), ..) => visitor.visit_u64(number),
            (_, Some(number), _) if number != 0 => visitor.visit_i64(number),
            (.., Some(number)) => visitor.visit_f64(number),
            _ => {
                self.report(DeviationKind::Other {
                    note: "a number beyond any type, kept as text",
                });
                visitor.visit_borrowed_str(number.as_str())
            }
        };
        self.here(taken)
    }

    /// A word of an enumeration that keeps unknown ones.
    fn word<V: Visitor<'de>>(
        self,
        visitor: V,
        is_known: impl Fn(&str) -> bool,
    ) -> Result<V::Value, Failure> {
        let Some(word) = code_text(self.value) else {
            return self.unexpected("a word");
        };
        if !is_known(&word) {
            self.report(DeviationKind::UnknownValue);
        }
        self.here(visitor.visit_str(&word))
    }

    /// A text that should be a time, or a PHP dump.
    fn wire_datetime<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::Text(text) => {
                if parse_instant(text, &jiff::tz::TimeZone::UTC).is_err() {
                    self.report(DeviationKind::UnknownValue);
                }
                self.here(visitor.visit_borrowed_str(text))
            }
            View::Object(_) => self.here(visitor.visit_newtype_struct(self)),
            _ => self.unexpected(wire_datetime::EXPECTED),
        }
    }

    fn list<V: Visitor<'de>>(self, items: List<'de>, visitor: V) -> Result<V::Value, Failure> {
        let mut access =
            Items { rest: items.iter().enumerate(), path: self.path, context: self.context };
        let list = self.here(visitor.visit_seq(&mut access))?;
        if access.rest.len() > 0 {
            return self.unexpected("a shorter list");
        }
        Ok(list)
    }

    fn object<V: Visitor<'de>>(self, object: Object<'de>, visitor: V) -> Result<V::Value, Failure> {
        self.here(self.context.count_untyped_object())?;
        self.here(visitor.visit_map(Members::new(object, self.path, self.context)))
    }

    /// A struct, and what becomes of the members for which it has no field.
    pub(super) fn structure<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        unknown: &Unknown<'de>,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::Object(object) => self.fields(object, fields, unknown, visitor),
            View::List(items) if items.is_empty() => self.no_fields(visitor),
            View::List(items) => {
                let only = items.only().and_then(|only| Some((only, only.as_object()?)));
                let Some((only, object)) = only else {
                    return self.unexpected("an object");
                };
                self.report_other_type("object");
                let path = Path::Item { parent: self.path, index: 0 };
                let only = Tolerant::new(only, &path, self.context);
                only.fields(object, fields, unknown, visitor)
            }
            _ => self.unexpected("an object"),
        }
    }

    fn fields<V: Visitor<'de>>(
        self,
        object: Object<'de>,
        fields: &'static [&'static str],
        unknown: &Unknown<'de>,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if let Keys::AsTheyAre { unknown: bits } = members::compare(object, fields, self.context) {
            if bits != 0 {
                self.take_unknown(object, bits, unknown);
            }
            let members = PlainFields::new(object, bits, self.path, self.context);
            return self.here(visitor.visit_map(members));
        }
        let members = members::of_struct(object, fields, unknown, self.path, self.context);
        self.here(visitor.visit_map(Fields::new(members, self.path, self.context)))
    }

    fn take_unknown(self, object: Object<'de>, bits: u128, unknown: &Unknown<'de>) {
        for (position, member) in object.iter().enumerate() {
            if bits & 1 << position != 0 {
                unknown.take(member, self.path, self.context);
            }
        }
    }

    /// A value of any form, which is kept.
    fn kept<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.here(visitor.visit_seq(KeptParts::new(self)))
    }

    /// A text that means something else.
    fn parsed_text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let text = match self.value.view() {
            View::Null => return self.unexpected("text"),
            View::Text(text) => Cow::Borrowed(text),
            _ => {
                self.report_other_type("text");
                code_text(self.value).unwrap_or_else(|| Cow::Owned(self.value.to_string()))
            }
        };
        self.here(visitor.visit_seq(TextParts::new(self, text)))
    }

    /// Whether the next pass can drop an optional field inside of this value, and so read the value.
    pub(super) fn can_drop_within(self, failure: &Failure) -> bool {
        self.context.can_drop(failure, self.path)
    }

    fn record<V: Visitor<'de>>(self, is_partial: bool, visitor: V) -> Result<V::Value, Failure> {
        self.here(visitor.visit_seq(RecordParts::new(self, is_partial)))
    }

    /// PHP writes an object without members as an empty list.
    fn no_fields<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.report_other_type("object");
        self.here(visitor.visit_map(Fields::new(Vec::new(), self.path, self.context)))
    }
}

macro_rules! integers {
    ($($method:ident $type:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            let (min, max) = (i128::from(<$type>::MIN), i128::from(<$type>::MAX));
            self.scalar(Scalar::Integer { min, max }, visitor)
        }
    )*};
}

macro_rules! scalars {
    ($($method:ident $scalar:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.scalar(Scalar::$scalar, visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Tolerant<'de, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::Null => self.here(visitor.visit_unit()),
            View::Bool(flag) => self.here(visitor.visit_bool(flag)),
            View::Number(number) => self.number(number, visitor),
            View::Text(text) => self.here(visitor.visit_borrowed_str(text)),
            View::List(items) => self.list(items, visitor),
            View::Object(object) => self.object(object, visitor),
        }
    }

    integers! {
        deserialize_i8 i8,
        deserialize_i16 i16,
        deserialize_i32 i32,
        deserialize_i64 i64,
        deserialize_i128 i64,
        deserialize_u8 u8,
        deserialize_u16 u16,
        deserialize_u32 u32,
        deserialize_u64 u64,
        deserialize_u128 u64,
    }

    scalars! {
        deserialize_bool Flag,
        deserialize_f32 Decimal,
        deserialize_f64 Decimal,
        deserialize_char Text,
        deserialize_str Text,
        deserialize_string Text,
        deserialize_bytes Text,
        deserialize_byte_buf Text,
        deserialize_identifier Text,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let path = Path::Optional { parent: self.path };
        let inner = Tolerant::new(self.value, &path, self.context);
        if is_unset(self.value) {
            return inner.here(visitor.visit_none());
        }
        if let Some(reason) = self.context.drop_reason(&path, self.value) {
            let reason = reason.to_string();
            self.report(DeviationKind::Dropped { reason });
            return inner.here(visitor.visit_none());
        }
        inner.here(visitor.visit_some(inner))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.value.is_null() {
            return self.here(visitor.visit_unit());
        }
        self.unexpected("null")
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_unit(visitor)
    }

    /// Our own types say by this name what they are.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if !name.starts_with("$isp::") {
            return self.here(visitor.visit_newtype_struct(self));
        }
        let scalar = match name {
            money::NAME => Scalar::Money,
            date::REQUIRED => Scalar::Date { empty: false },
            date::OPTIONAL => Scalar::Date { empty: true },
            datetime::REQUIRED => Scalar::DateTime { empty: false },
            datetime::OPTIONAL => Scalar::DateTime { empty: true },
            instant::REQUIRED => Scalar::Instant { empty: false },
            instant::OPTIONAL => Scalar::Instant { empty: true },
            kept::NAME => return self.kept(visitor),
            parsed_text::NAME => return self.parsed_text(visitor),
            record::NAME => return self.record(false, visitor),
            record::PARTIAL => return self.record(true, visitor),
            yes_no::NAME => return self.word(visitor, |word| parse_flag(word).is_some()),
            wire_datetime::NAME => return self.wire_datetime(visitor),
            code_list::NAME => {
                if !matches!(self.value.view(), View::Text(_) | View::Null) {
                    self.report_other_type("text");
                }
                return self.here(visitor.visit_newtype_struct(self));
            }
            _ => {
                return match name.strip_prefix(open_enum::PREFIX) {
                    Some(words) => {
                        self.word(visitor, |word| words.lines().any(|known| same_word(known, word)))
                    }
                    None => self.here(visitor.visit_newtype_struct(self)),
                };
            }
        };
        self.scalar(scalar, visitor)
    }

    /// Null or anything else is not an empty list: it must not look as if nothing were owed.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::List(items) => self.list(items, visitor),
            View::Object(object) => {
                self.report_other_type("list");
                if let Some(rows) = NumberedItems::of(object) {
                    return self.here(visitor.visit_seq(rows.under(self.path, self.context)));
                }
                self.here(visitor.visit_seq(OnlyItem {
                    item: Some(self.value),
                    path: self.path,
                    context: self.context,
                }))
            }
            _ => self.here(Err(Failure::unexpected("a list", self.value).hard())),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::List(items) => self.list(items, visitor),
            _ => self.unexpected("a list"),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value.view() {
            View::Object(object) => self.object(object, visitor),
            View::List(items) if items.is_empty() => self.no_fields(visitor),
            _ => self.unexpected("an object"),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.structure(fields, &Unknown::REPORTED, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let known = |word: &str| {
            let exact = variants.iter().find(|variant| **variant == word);
            exact.or_else(|| variants.iter().find(|variant| same_word(variant, word)))
        };
        if let Some(object) = self.value.as_object() {
            let Some((key, value)) = object.only() else {
                return self.unexpected("an object with one member");
            };
            let parent = self.path;
            let path = Path::Member { parent, key };
            let content = Tolerant::new(value, &path, self.context);
            let name = known(key).map_or(key, |name| name);
            return self.here(visitor.visit_enum(Variant { name, content }));
        }
        let Some(word) = scalar_text(self.value) else {
            return self.unexpected("a word");
        };
        let word = if let Some(name) = known(&word) {
            (*name).to_owned()
        } else {
            self.report(DeviationKind::UnknownValue);
            word.into_owned()
        };
        let word: StringDeserializer<Failure> = word.into_deserializer();
        self.here(visitor.visit_enum(word))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.here(visitor.visit_unit())
    }
}

/// What these ERPs send for a field without a value.
fn is_unset(value: Node<'_>) -> bool {
    match value.view() {
        View::Null => true,
        View::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

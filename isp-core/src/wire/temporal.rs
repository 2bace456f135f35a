//! What the serde adapters of `date`, `datetime` and `instant` share.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{self, Visitor},
};

use super::date_error::DateError;
use super::handover;
use super::php_datetime::PhpDateTime;

/// A type of date or time that a field can have.
pub(super) trait Temporal: Sized {
    /// Newtype name under which the tolerant reader takes a value that must be there.
    const REQUIRED: &'static str;
    /// Likewise where an empty date is allowed.
    const OPTIONAL: &'static str;
    /// What is expected, for errors.
    const EXPECTED: &'static str;

    fn from_text(text: &str) -> Result<Option<Self>, DateError>;
    fn from_integer(number: i64) -> Result<Option<Self>, DateError>;
    /// From a PHP dump, on the dump's own clock.
    fn from_dump(dump: &PhpDateTime) -> Option<Self>;
    /// For [`Packed`](super::handover::Packed).
    fn to_integer(&self) -> i128;
    /// What [`to_integer`](Self::to_integer) has made.
    fn of_integer(packed: i128) -> Option<Self>;
}

pub(super) fn required<'de, T: Temporal, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_newtype_struct(T::REQUIRED, TemporalVisitor(PhantomData))?
        .ok_or_else(|| de::Error::custom(T::EXPECTED))
}

pub(super) fn optional<'de, T: Temporal, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    from.deserialize_option(OptionVisitor(PhantomData))
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Temporal> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_newtype_struct(T::OPTIONAL, TemporalVisitor(PhantomData))
    }
}

struct TemporalVisitor<T>(PhantomData<T>);

impl<'de, T: Temporal> Visitor<'de> for TemporalVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        let value = handover::unpack(bytes).and_then(T::of_integer);
        value.map(Some).ok_or_else(|| E::custom(T::EXPECTED))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        T::from_text(text).map_err(|_| E::custom(T::EXPECTED))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        T::from_integer(number).map_err(|_| E::custom(T::EXPECTED))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        i64::try_from(number)
            .map_err(|_| E::custom(T::EXPECTED))
            .and_then(|number| self.visit_i64(number))
    }
}

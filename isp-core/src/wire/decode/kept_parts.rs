//! A value that is kept as it came, and read if it can be.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, SeqAccess, value::StrDeserializer};

use super::{
    super::drift::DeviationKind,
    error::{DecodeErrorKind, Failure},
    tolerant::Tolerant,
};

/// The two parts of a kept value: the JSON, and what its type makes of it if it can.
pub(super) struct KeptParts<'de, 'p> {
    value: Tolerant<'de, 'p>,
    came: bool,
}

impl<'de, 'p> KeptParts<'de, 'p> {
    pub(super) fn new(value: Tolerant<'de, 'p>) -> Self {
        Self { value, came: false }
    }
}

impl<'de> SeqAccess<'de> for KeptParts<'de, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        if !self.came {
            self.came = true;
            return self.value.feed(seed).map(Some);
        }
        match self.value.feed(seed) {
            Ok(value) => Ok(Some(value)),
            // The answer is too large, or a field inside of the value is to be dropped.
            Err(failure)
                if *failure.kind() == DecodeErrorKind::TooLarge
                    || self.value.can_drop_within(&failure) =>
            {
                Err(failure)
            }
            Err(_) => {
                self.value.report(DeviationKind::UnknownValue);
                Ok(None)
            }
        }
    }
}

/// The two parts of a text that is parsed: the text, and what it means if that is known.
pub(super) struct TextParts<'de, 'p> {
    at: Tolerant<'de, 'p>,
    text: Cow<'de, str>,
    came: bool,
}

impl<'de, 'p> TextParts<'de, 'p> {
    pub(super) fn new(at: Tolerant<'de, 'p>, text: Cow<'de, str>) -> Self {
        Self { at, text, came: false }
    }
}

impl<'de> SeqAccess<'de> for TextParts<'de, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let read = seed.deserialize(StrDeserializer::<Failure>::new(&self.text));
        if !self.came {
            self.came = true;
            return read.map(Some);
        }
        Ok(read.map_err(|_| self.at.report(DeviationKind::UnknownValue)).ok())
    }
}

//! The kinds of parameter that this API has beside the common ones.

mod object;

use isp_core::brazil::Money;
use isp_core::http::{FilePart, Parameter, Slot};
use isp_core::{Error, Secret};
use jiff::civil::DateTime;
use serde_json::Value;

pub use object::Objects;
pub(crate) use object::{BodyValue, body_object, write_object};

/// A secret in a form or a JSON body, never stored. An empty one is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretText(Secret);

impl From<&Secret> for SecretText {
    fn from(secret: &Secret) -> Self {
        Self(secret.clone())
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(Secret::new(text))
    }
}

impl Parameter for SecretText {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        if self.0.expose().trim().is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.redact(self.0.clone());
        slot.text(self.0.expose())
    }
}

/// A word of the vendor's own vocabulary, which is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(&'static str);

impl From<&'static str> for Word {
    fn from(word: &'static str) -> Self {
        Self(word)
    }
}

impl Parameter for Word {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.0)
    }
}

/// A file, alone in a multipart form. One without a name or content is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile(FilePart);

impl From<FilePart> for UploadedFile {
    fn from(file: FilePart) -> Self {
        Self(file)
    }
}

impl Parameter for UploadedFile {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.0.name.trim().is_empty() || self.0.bytes.is_empty() {
            return Err(slot.refuse("has no name or no content"));
        }
        slot.file(self.0.clone())
    }
}

/// `true` or `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag(bool);

impl From<bool> for Flag {
    fn from(yes: bool) -> Self {
        Self(yes)
    }
}

impl Parameter for Flag {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.json(self.0)
    }
}

/// Reais, as a JSON number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(Money);

impl Amount {
    /// Whether it is above zero.
    pub fn is_positive(self) -> bool {
        !self.0.is_zero() && !self.0.is_negative()
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self(money)
    }
}

impl Parameter for Amount {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        match self.0.put() {
            Some(number) => slot.json(number),
            None => Err(slot.refuse("is too large")),
        }
    }
}

/// `YYYY-MM-DDTHH:MM:SS`, without zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IsoDateTime(DateTime);

impl From<DateTime> for IsoDateTime {
    fn from(at: DateTime) -> Self {
        Self(at)
    }
}

impl Parameter for IsoDateTime {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.0.strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// A list of ids. An empty one is refused, since it might be taken for no filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers(Vec<u64>);

impl From<&[u64]> for Numbers {
    fn from(ids: &[u64]) -> Self {
        Self(ids.to_vec())
    }
}

impl Parameter for Numbers {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.0.is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.json(self.0.clone())
    }
}

/// A list of texts, never stored. An empty one and an empty text are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts(Vec<String>);

impl From<&[&str]> for Texts {
    fn from(texts: &[&str]) -> Self {
        Self(texts.iter().map(|text| (*text).to_owned()).collect())
    }
}

impl Parameter for Texts {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.0.is_empty() {
            return Err(slot.refuse("is empty"));
        }
        object::write(Value::from(self.0.clone()), slot)
    }
}

/// `true` or `false` in the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagText(bool);

impl From<bool> for FlagText {
    fn from(yes: bool) -> Self {
        Self(yes)
    }
}

impl Parameter for FlagText {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.0)
    }
}

/// A number as text in a JSON body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberAsText(u64);

impl From<u64> for NumberAsText {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl Parameter for NumberAsText {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.0)
    }
}

/// JSON of unknown content; its texts are never stored.
#[derive(Debug, Clone, PartialEq)]
pub struct RawJson(Value);

impl From<Value> for RawJson {
    fn from(json: Value) -> Self {
        Self(json)
    }
}

impl Parameter for RawJson {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        object::write(self.0.clone(), slot)
    }
}

//! One value of a parsed JSON text.

use std::fmt;

use serde_json::Value;

use super::super::label::label;
use super::{Json, JsonNumber, List, Object, parser::Kind, write};

/// One value of a parsed JSON text. Cheap to copy.
///
/// Two are equal if their JSON means the same: the order of members and spellings of one number do
/// not count. `Display` writes compact JSON; `Debug` shows keys and JSON types only, since values may
/// be personal data.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    json: &'a Json,
    at: usize,
}

/// What a [`Node`] is.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "values may be personal data")]
pub enum View<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(JsonNumber<'a>),
    /// A string, repaired.
    Text(&'a str),
    /// An array.
    List(List<'a>),
    /// An object.
    Object(Object<'a>),
}

impl<'a> Node<'a> {
    #[inline]
    pub(super) fn root(json: &'a Json) -> Self {
        Self { json, at: 0 }
    }

    #[inline]
    pub(super) fn at(json: &'a Json, at: usize) -> Self {
        Self { json, at }
    }

    /// What it is.
    #[inline]
    #[must_use]
    pub fn view(self) -> View<'a> {
        let entry = self.json.entry(self.at);
        let (start, end) = (entry.start(), entry.start() + entry.length());
        match entry.kind() {
            Kind::Null => View::Null,
            Kind::False => View::Bool(false),
            Kind::True => View::Bool(true),
            Kind::Number => {
                View::Number(JsonNumber::new(self.json.text.get(start..end).unwrap_or_default()))
            }
            Kind::Text => View::Text(self.json.text.get(start..end).unwrap_or_default()),
            Kind::Mended => View::Text(self.json.mended.get(start..end).unwrap_or_default()),
            Kind::List => View::List(List::new(self.json, self.at + 1, start)),
            Kind::Object => View::Object(Object::new(self.json, self.at + 1, start)),
        }
    }

    /// The text of a key.
    #[inline]
    pub(super) fn key(self) -> &'a str {
        let entry = self.json.entry(self.at);
        let text = if entry.kind() == Kind::Text { &self.json.text } else { &self.json.mended };
        text.get(entry.start()..entry.start() + entry.length()).unwrap_or_default()
    }

    /// Where the value after this one is.
    #[inline]
    pub(super) fn next(self) -> usize {
        self.at + self.json.entry(self.at).step()
    }

    /// The text of a string.
    #[inline]
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self.view() {
            View::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number.
    #[inline]
    #[must_use]
    pub fn as_number(self) -> Option<JsonNumber<'a>> {
        match self.view() {
            View::Number(number) => Some(number),
            _ => None,
        }
    }

    /// `true` or `false`.
    #[inline]
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.view() {
            View::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// The list.
    #[inline]
    #[must_use]
    pub fn as_list(self) -> Option<List<'a>> {
        match self.view() {
            View::List(list) => Some(list),
            _ => None,
        }
    }

    /// The object.
    #[inline]
    #[must_use]
    pub fn as_object(self) -> Option<Object<'a>> {
        match self.view() {
            View::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether it is a list or object.
    #[inline]
    #[must_use]
    pub fn has_content(self) -> bool {
        matches!(self.json.entry(self.at).kind(), Kind::List | Kind::Object)
    }

    /// Whether it is `null`.
    #[inline]
    #[must_use]
    pub fn is_null(self) -> bool {
        self.json.entry(self.at).kind() == Kind::Null
    }

    /// Whether it is a list.
    #[inline]
    #[must_use]
    pub fn is_list(self) -> bool {
        self.json.entry(self.at).kind() == Kind::List
    }

    /// Whether it is an object.
    #[inline]
    #[must_use]
    pub fn is_object(self) -> bool {
        self.json.entry(self.at).kind() == Kind::Object
    }

    /// Bytes of the whole text that it is a part of.
    pub(in super::super) fn text_length(self) -> usize {
        self.json.text.len()
    }

    /// The JSON type, in the words of errors and drift.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self.view() {
            View::Null => "null",
            View::Bool(_) => "boolean",
            View::Number(_) => "number",
            View::Text(text) if text.trim().is_empty() => "blank text",
            View::Text(_) => "text",
            View::List(_) => "list",
            View::Object(_) => "object",
        }
    }

    /// An owned copy. Of a key that occurs twice the later ones get a colon added.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.view() {
            View::Null => Value::Null,
            View::Bool(flag) => Value::Bool(flag),
            View::Number(number) => number.to_value(),
            View::Text(text) => Value::from(text),
            View::List(list) => list.iter().map(Self::to_value).collect(),
            View::Object(object) => Value::Object(object.to_map()),
        }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.view(), other.view()) {
            (View::Null, View::Null) => true,
            (View::Bool(one), View::Bool(other)) => one == other,
            (View::Number(one), View::Number(other)) => one == other,
            (View::Text(one), View::Text(other)) => one == other,
            (View::List(one), View::List(other)) => one.iter().eq(other.iter()),
            (View::Object(one), View::Object(other)) => {
                one.len() == other.len() && one.sorted() == other.sorted()
            }
            _ => false,
        }
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write::node(*self, f)
    }
}

/// Keys, types, and of a list the first item and the length.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view() {
            View::Object(object) => f
                .debug_map()
                .entries(object.iter().map(|(key, value)| (label(key), value)))
                .finish(),
            View::List(list) => match list.iter().next() {
                Some(first) => write!(f, "[{first:?}; {}]", list.len()),
                None => f.write_str("[]"),
            },
            _ => f.write_str(self.type_name()),
        }
    }
}

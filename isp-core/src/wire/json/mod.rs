//! A JSON text parsed once into a flat list of entries, without a copy of what it holds.
//!
//! | file | what it does |
//! |---|---|
//! | `parser` | one pass over the bytes: syntax, limits, entries |
//! | `scan` | finds the end of the plain part of a string |
//! | `string` | strings with escapes or torn letters, which are mended on their own |
//! | `node` | one value and what it is |
//! | `list`, `object`, `number` | the kinds of value that need more than a word |
//! | `write` | JSON text again, bounded |
//! | `error` | why a body is not JSON |

mod error;
mod list;
mod node;
mod number;
mod object;
mod parser;
mod scan;
mod string;
#[cfg(test)]
mod tests;
pub(super) mod write;

use std::fmt;

pub use error::JsonError;
pub use list::{List, ListIter};
pub use node::{Node, View};
pub use number::JsonNumber;
pub use object::{Object, ObjectIter};

use self::parser::Entry;

/// How a vendor writes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextEncoding {
    /// UTF-8, and nothing else.
    Utf8,
    /// UTF-8 that MK's own JSON writer took for ISO-8859-1: every byte from 0x80 to 0x9F arrives as
    /// a `\u00XX` escape and all others arrive raw. Lower-case accents survive, accented capitals
    /// (`Ç`, `Ã`, `É` …) are torn apart, in values and in keys. Reading such a body as UTF-8 loses
    /// them; so does reading it as Latin-1. Clean UTF-8 and clean ISO-8859-1 are read as well.
    TornLatin1,
}

/// A JSON text and where each of its values lies.
///
/// Strings are borrowed from the text unless they needed repair, members keep their order, numbers
/// stay as they are written, and keys that occur twice are kept twice. One value takes eight bytes
/// beside the text; at most [`Json::most_values`] values and [`Json::MAX_DEPTH`] levels are read.
///
/// `Debug` shows keys and JSON types only, since values may be personal data.
#[derive(Clone)]
pub struct Json {
    /// The body; where it is not UTF-8, with `?` for every byte beyond ASCII.
    text: String,
    /// The body itself where it is not UTF-8.
    torn: Option<Vec<u8>>,
    /// All strings that needed repair, one after the other.
    mended: String,
    entries: Vec<Entry>,
}

impl Json {
    /// How many levels of lists and objects are read.
    pub const MAX_DEPTH: usize = 128;

    /// How many values are read of a body of `length` bytes: about two million, and more only in a
    /// body beyond 16 MiB.
    #[must_use]
    pub const fn most_values(length: usize) -> usize {
        const LEAST: usize = 1 << 21;
        let by_length = length / 8;
        if by_length > LEAST { by_length } else { LEAST }
    }

    /// Parses `body`. A byte order mark is skipped.
    ///
    /// # Errors
    ///
    /// [`JsonError`], with the body given back.
    pub fn parse(body: Vec<u8>, encoding: TextEncoding) -> Result<Self, (JsonError, Vec<u8>)> {
        parser::parse(body, encoding)
    }

    /// The whole value.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node::root(self)
    }

    /// The bytes that were parsed, unchanged.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.torn.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// The beginning of the JSON text, repaired and compact: at most `length` bytes.
    #[must_use]
    pub fn head(&self, length: usize) -> String {
        write::head(self.root(), length)
    }

    #[inline]
    fn entry(&self, at: usize) -> Entry {
        self.entries.get(at).copied().unwrap_or(Entry::NULL)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

impl<'a> From<&'a Json> for Node<'a> {
    fn from(json: &'a Json) -> Self {
        json.root()
    }
}

/// Reads a JSON body in MK's torn encoding; see [`TextEncoding::TornLatin1`].
///
/// Every string, keys included, is mended on its own: its code points up to 0xFF are taken back
/// to bytes, and if those bytes are valid UTF-8 that is the text; if not, the string was genuine
/// Latin-1 and stays.
///
/// # Errors
///
/// [`JsonError`]. Any bytes are valid Latin-1, hence never [`JsonError::NotUtf8`].
///
/// ```
/// let torn = b"{\"Nome\":\"CONCEI\xC3\\u0087\xC3\\u0083O\"}";
/// let answer = isp_core::wire::repair_torn_latin1(torn)?;
/// let name = answer.root().as_object().and_then(|root| root.get("Nome"));
/// assert_eq!(name.and_then(|name| name.as_str()), Some("CONCEIÇÃO"));
/// # Ok::<(), isp_core::wire::JsonError>(())
/// ```
pub fn repair_torn_latin1(bytes: &[u8]) -> Result<Json, JsonError> {
    Json::parse(bytes.to_vec(), TextEncoding::TornLatin1).map_err(|(error, _)| error)
}

/// Reads a JSON body in plain UTF-8, with or without a byte order mark.
///
/// # Errors
///
/// All variants of [`JsonError`].
pub fn parse_utf8(bytes: &[u8]) -> Result<Json, JsonError> {
    Json::parse(bytes.to_vec(), TextEncoding::Utf8).map_err(|(error, _)| error)
}

//! Reading what these ERPs send.
//!
//! Both ERPs drift: a number becomes a text from one release to the next, a list of one becomes a
//! bare object, keys gain a colon or lose an accent, dates come in nine forms, and MK tears
//! accented capitals apart. Models stay plain `#[derive(Deserialize, Serialize)]` structs with the
//! vendor's own names, with a line [`#[record]`](crate::record) above; all tolerance lives in one place, the deserialiser behind [`decode`]. It
//! takes what can be taken without loss, collects everything unexpected as [`Drift`], and fails
//! with the JSON path of what cannot be taken. Nothing here ever quotes a value, panics, or lets
//! an unreadable list pass for an empty one.
//!
//! A body goes through two steps: bytes to JSON ([`repair_torn_latin1`] for MK, [`parse_utf8`] for
//! the others), and JSON to the model ([`decode`]). The same models read saved JSON back with
//! plain `serde_json`, for which the types and adapters here know every wire form too.
//!
//! | field | takes |
//! |---|---|
//! | key of a struct | the exact key, else one with the same [normal form](key::normalise) |
//! | `Option<T>` | absent, null and blank text are `None`, for `Option<String>` too; a value that `T` cannot take is dropped and reported, but never money, a list or one of its rows |
//! | `Vec<T>` | a list; a single object is a list of one; null is an error |
//! | struct | an object; a list of one object; an empty list as an object without members |
//! | integers | a number, an integral decimal, a numeric text; never truncated |
//! | `f64` | a number or a numeric text, with decimal point or comma |
//! | `String` | a text, even empty; the text of a number or boolean |
//! | `bool` | all that [`parse_flag`] knows; [`YesNo`] if other words must survive |
//! | [`Money`](crate::brazil::Money) | a number, `"R$ 1.234,56"`, `"123.45"`; a fraction of a centavo is an error |
//! | `jiff` dates | with the adapters [`date`], [`datetime`] and [`instant`] |
//! | time as text or PHP dump | [`WireDateTime`] |
//! | now text, now a number | [`TextOrNumber`] |
//! | a code that the answer repeats | [`EchoedCode`] |
//! | several codes in one field | [`CodeList`] |
//! | words | [`open_enum!`](crate::open_enum) |
//! | a text that means something else | [`ParsedText`] |
//! | a value that must not be lost if it cannot be read | [`Kept`] |
//! | members without a field | [`Extra`], by [`record`](crate::record) |
//! | undocumented | [`Untyped`], after a write [`Unconfirmed`] |
//!
//! A list that is too long to be held is read row by row: [`RowSplitter`] finds its rows while the
//! text arrives.
//!
//! Whether a text can be an e-mail address, a phone number or another fact, [`plausible`] tells; whether a
//! file is a whole PDF, [`pdf`].
//!
//! Do without `#[serde(flatten)]` and `#[serde(untagged)]` in models where possible: serde then
//! buffers the values and reads them itself, without tolerance, and a flattened `Option` swallows
//! every error. `#[serde(alias)]` is not needed for spellings of the same normal form.

mod calendar;
mod code_list;
mod data_volume;
pub mod date;
mod date_error;
pub mod datetime;
mod decode;
mod document_text;
mod drift;
mod echoed_code;
mod elapsed;
mod extra;
mod flag;
mod fold;
mod handover;
pub mod instant;
mod json;
mod kept;
pub mod key;
mod label;
mod money;
mod open_enum;
mod parsed_text;
pub mod pdf;
mod php_datetime;
pub mod plausible;
mod record;
mod rows;
mod temporal;
mod text_or_number;
mod unconfirmed;
mod untyped;
mod wire_datetime;
mod yes_no;
mod zone;

pub use crate::open_enum;
pub use code_list::CodeList;
pub use data_volume::{DataVolume, DataVolumeError};
pub use date::{date_from_integer, parse_date};
pub use date_error::DateError;
pub use datetime::{datetime_from_integer, parse_datetime};
pub use decode::{DecodeError, DecodeErrorKind, Decoded, decode, decode_value};
pub use document_text::DocumentText;
pub use drift::{Deviation, DeviationKind, Drift};
pub use echoed_code::EchoedCode;
pub use elapsed::{Elapsed, ElapsedError};
pub use extra::Extra;
pub use flag::parse_flag;
#[cfg(feature = "http")]
pub(crate) use fold::folded_letter;
pub use fold::{fold, same_word};
pub use instant::parse_instant;
pub use json::{
    Json, JsonError, JsonNumber, List, ListIter, Node, Object, ObjectIter, TextEncoding, View,
    parse_utf8, repair_torn_latin1,
};
pub use kept::Kept;
pub use parsed_text::ParsedText;
pub use php_datetime::PhpDateTime;
pub use rows::{RowList, RowSplitter, SplitError, SplitErrorKind};
pub use text_or_number::TextOrNumber;
pub use unconfirmed::Unconfirmed;
pub use untyped::Untyped;
pub use wire_datetime::WireDateTime;
pub use yes_no::YesNo;
pub use zone::sao_paulo;

/// For what [`open_enum!`](crate::open_enum) and [`record`](crate::record) generate, alone.
#[doc(hidden)]
pub mod __private {
    pub use super::open_enum::open_enum_word;
    pub use super::record::{Record, record};
    pub use serde;
}

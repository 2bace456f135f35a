//! The rows of a long list, one by one, while its text arrives.
//!
//! [`RowSplitter`] takes the text of an answer in pieces of any size, finds the list that
//! [`RowList`] names, and gives each of its rows as the bytes that came. It reads the structure
//! alone, which is ASCII in UTF-8, Latin-1 and MK's torn text alike, and keeps no more than one row
//! and the rest of the answer.

mod error;
mod list;
mod splitter;
#[cfg(test)]
mod tests;
mod value_scan;

pub use error::{SplitError, SplitErrorKind};
pub use list::RowList;
pub use splitter::RowSplitter;

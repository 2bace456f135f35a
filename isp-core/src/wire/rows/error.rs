//! Why the text of an answer could not be split into rows.

use std::fmt;

/// Why the text of an answer could not be split into rows, and where. It quotes nothing of the
/// answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SplitError {
    /// Why.
    pub kind: SplitErrorKind,
    /// How many bytes were read before the fault was found.
    pub byte: u64,
}

impl fmt::Display for SplitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at byte {}", self.kind, self.byte)
    }
}

impl std::error::Error for SplitError {}

/// Why the text of an answer could not be split into rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SplitErrorKind {
    /// The text is empty or white space alone.
    Empty,
    /// The structure is not that of JSON.
    NotJson,
    /// The text ends before the answer does.
    CutShort,
    /// Something follows the end of the answer.
    TrailingText,
    /// The root is neither the list nor an object that could hold it.
    NotAList,
    /// The answer ends without the list.
    NoList,
    /// The list occurs twice.
    TwoLists,
    /// A row is larger than this many bytes.
    RowTooLarge(usize),
    /// All members besides the list are together larger than this many bytes.
    RestTooLarge(usize),
    /// Lists and objects are nested deeper than this.
    TooDeep(u32),
}

impl fmt::Display for SplitErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the answer is empty"),
            Self::NotJson => f.write_str("the answer is not JSON"),
            Self::CutShort => f.write_str("the answer ends in the middle"),
            Self::TrailingText => f.write_str("something follows the end of the answer"),
            Self::NotAList => f.write_str("the answer is not a list of rows"),
            Self::NoList => f.write_str("the answer has no list of rows"),
            Self::TwoLists => f.write_str("the answer has the list of rows twice"),
            Self::RowTooLarge(limit) => write!(f, "a row is larger than {limit} bytes"),
            Self::RestTooLarge(limit) => {
                write!(f, "the answer holds more than {limit} bytes besides its rows")
            }
            Self::TooDeep(limit) => write!(f, "the answer is nested more than {limit} deep"),
        }
    }
}

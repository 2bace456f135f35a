//! Splits an answer into its rows and the rest.

use std::fmt;

use super::error::{SplitError, SplitErrorKind};
use super::list::{self, RowList};
use super::value_scan::ValueScan;
use crate::wire::label::label;

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Splits an answer into the rows of its list and the rest.
///
/// The rest is the answer with the first row alone in its list: small, and to a reader the same
/// answer, so that status and messages are judged as in any other.
///
/// ```
/// use isp_core::wire::{RowList, RowSplitter};
///
/// let mut splitter = RowSplitter::new(RowList::under("ListaFaturas"));
/// let mut rows = Vec::new();
/// for piece in [&br#"{"status":"OK","ListaFaturas":[{"a":1},{"#[..], br#""a":2}]}"#] {
///     let mut piece = piece;
///     while let Some(row) = splitter.next_row(&mut piece)? {
///         rows.push(row.to_vec());
///     }
/// }
/// splitter.finish()?;
/// assert_eq!(rows, [br#"{"a":1}"#, br#"{"a":2}"#]);
/// assert_eq!(splitter.rest(), br#"{"status":"OK","ListaFaturas":[{"a":1}]}"#);
/// # Ok::<(), isp_core::wire::SplitError>(())
/// ```
pub struct RowSplitter {
    list: RowList,
    largest_row: usize,
    at: At,
    value: ValueScan,
    /// The key of the member that is read, or the bytes of a row that began in an earlier piece.
    begun: Vec<u8>,
    /// Whether `begun` is a row that was handed out.
    is_handed_out: bool,
    rest: Vec<u8>,
    /// Bytes of `rest` that are the first row.
    first_row: usize,
    rows: u64,
    /// Where the list is, as a JSON path, once it was found.
    path: Option<String>,
    /// Whether the list is an object with numbers for keys.
    is_numbered: bool,
    /// Whether the key of the list came, whatever its value is.
    has_key: bool,
    bytes: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the root; so many bytes of a byte order mark came.
    Root(usize),
    FirstKey,
    NextKey,
    InKey,
    Colon,
    /// Before the value of a member, which may be the list of rows.
    Member {
        is_list: bool,
    },
    InMember,
    AfterMember,
    FirstRow,
    NextRow,
    InRow,
    AfterRow,
    /// In an object instead of a list: its first key tells whether it is a row or a list.
    ObjectOpened,
    InFirstKey,
    InOnlyRow,
    /// In a list that is written as an object with numbers for keys.
    NextNumber,
    InNumber,
    NumberColon,
    End,
    Failed(SplitErrorKind),
}

impl RowSplitter {
    /// The largest row, in bytes, unless [`with_largest_row`](Self::with_largest_row) says
    /// otherwise.
    pub const LARGEST_ROW: usize = 1 << 20;

    /// The largest rest, in bytes, the first row not counted.
    pub const LARGEST_REST: usize = 256 << 10;

    /// A splitter that finds the rows in `list`.
    pub fn new(list: RowList) -> Self {
        Self {
            list,
            largest_row: Self::LARGEST_ROW,
            at: At::Root(0),
            value: ValueScan::new(),
            begun: Vec::new(),
            is_handed_out: false,
            rest: Vec::new(),
            first_row: 0,
            rows: 0,
            path: None,
            is_numbered: false,
            has_key: false,
            bytes: 0,
        }
    }

    /// Sets the largest row, in bytes. A larger one is an error.
    #[must_use]
    pub fn with_largest_row(mut self, bytes: usize) -> Self {
        self.set_largest_row(bytes);
        self
    }

    pub(crate) fn set_largest_row(&mut self, bytes: usize) {
        self.largest_row = bytes;
    }

    /// The next row of `piece`, of which the bytes read are taken away. `None`: the piece is used
    /// up, and the next one is wanted.
    ///
    /// # Errors
    ///
    /// [`SplitError`]. Afterwards the splitter gives no more rows.
    pub fn next_row<'a, 'piece: 'a>(
        &'a mut self,
        piece: &mut &'piece [u8],
    ) -> Result<Option<&'a [u8]>, SplitError> {
        if self.is_handed_out {
            self.begun.clear();
            self.is_handed_out = false;
        }
        let before = piece.len();
        let read = self.read(piece);
        self.bytes += u64::try_from(before - piece.len()).unwrap_or(u64::MAX);
        match read {
            Err(kind) => {
                self.at = At::Failed(kind);
                Err(SplitError { kind, byte: self.bytes })
            }
            Ok(None) => Ok(None),
            Ok(Some(part)) if self.begun.is_empty() => Ok(Some(part)),
            Ok(Some(part)) => {
                self.begun.extend_from_slice(part);
                self.is_handed_out = true;
                Ok(Some(&self.begun))
            }
        }
    }

    /// Checks that the answer is complete and had a list.
    ///
    /// # Errors
    ///
    /// [`SplitError`], most of all where the answer was cut short.
    pub fn finish(&self) -> Result<(), SplitError> {
        let kind = match self.at {
            At::End if self.path.is_some() => return Ok(()),
            At::End => SplitErrorKind::NoList,
            At::Failed(kind) => kind,
            At::Root(0) => SplitErrorKind::Empty,
            _ => SplitErrorKind::CutShort,
        };
        Err(SplitError { kind, byte: self.bytes })
    }

    /// What came of the answer, with the first row alone in its list; complete after
    /// [`finish`](Self::finish).
    pub fn rest(&self) -> &[u8] {
        &self.rest
    }

    /// How many rows were given.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The list, as a JSON path: `$` or `$.ListaFaturas`.
    pub fn path(&self) -> &str {
        self.path.as_deref().unwrap_or("$")
    }

    /// Reads up to the end of a row: gives the part of it that is in this piece.
    fn read<'a>(&mut self, piece: &mut &'a [u8]) -> Result<Option<&'a [u8]>, SplitErrorKind> {
        while let Some((&byte, after)) = piece.split_first() {
            match self.at {
                At::Failed(kind) => return Err(kind),
                At::InKey => self.read_key(piece)?,
                At::InFirstKey | At::InNumber => self.read_number(piece)?,
                At::InMember => self.read_member(piece)?,
                At::InRow | At::InOnlyRow => {
                    if let Some(part) = self.read_row(piece)? {
                        return Ok(Some(part));
                    }
                }
                _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => *piece = after,
                At::FirstKey | At::NextKey if byte == b'"' => self.begin(At::InKey),
                At::Member { is_list: true } if byte == b'{' && !self.list.is_any_list() => {
                    self.found()?;
                    self.begin(At::ObjectOpened);
                    self.begun.push(byte);
                    *piece = after;
                }
                At::ObjectOpened if byte == b'"' => {
                    (self.value, self.at) = (ValueScan::new(), At::InFirstKey);
                }
                At::ObjectOpened => self.begin_only_row()?,
                At::NextNumber if byte == b'"' => self.begin(At::InNumber),
                At::Member { is_list } if !(is_list && byte == b'[') => self.begin(At::InMember),
                At::FirstRow | At::NextRow if byte != b']' => self.begin(At::InRow),
                At::AfterRow if byte == b',' => {
                    // The rows but the first are not kept, and neither are their commas.
                    *piece = after;
                    self.at = if self.is_numbered { At::NextNumber } else { At::NextRow };
                }
                _ => {
                    *piece = after;
                    self.step(byte)?;
                }
            }
        }
        Ok(None)
    }

    /// A byte between keys, values and rows.
    fn step(&mut self, byte: u8) -> Result<(), SplitErrorKind> {
        self.at = match (self.at, byte) {
            (At::Root(read), _) if BOM.get(read) == Some(&byte) => {
                self.at = At::Root(read + 1);
                return Ok(());
            }
            (At::Root(0 | 3), b'[') if self.list.may_be_the_root() => {
                self.path = Some("$".to_owned());
                At::FirstRow
            }
            (At::Root(0 | 3), b'{') => At::FirstKey,
            (At::Root(0 | 3), b'[' | b'"') => return Err(SplitErrorKind::NotAList),
            (At::Colon, b':') => At::Member { is_list: self.is_key_of_list()? },
            // `read` leaves here nothing but the opening bracket of the list.
            (At::Member { .. }, _) => {
                self.found()?;
                At::FirstRow
            }
            (At::AfterMember, b',') => At::NextKey,
            (At::FirstKey | At::AfterMember, b'}') => At::End,
            (At::NumberColon, b':') if self.rows > 0 => {
                self.at = At::FirstRow;
                return Ok(());
            }
            (At::NumberColon, b':') => At::FirstRow,
            (At::AfterRow, b'}') if self.is_numbered => At::AfterMember,
            (At::FirstRow | At::AfterRow, b']') if !self.is_numbered => {
                if self.path() == "$" {
                    At::End
                } else {
                    At::AfterMember
                }
            }
            (At::End, _) => return Err(SplitErrorKind::TrailingText),
            _ => return Err(SplitErrorKind::NotJson),
        };
        self.keep(&[byte])
    }

    /// Whether a list under the key that was read is the list of rows.
    fn is_key_of_list(&mut self) -> Result<bool, SplitErrorKind> {
        if self.list.is_any_list() {
            return Ok(true);
        }
        let is_list = self.list.is_under(&self.begun);
        if is_list && self.has_key {
            return Err(SplitErrorKind::TwoLists);
        }
        self.has_key |= is_list;
        Ok(is_list)
    }

    /// The list is under the key that was read.
    fn found(&mut self) -> Result<(), SplitErrorKind> {
        if self.path.is_some() {
            return Err(SplitErrorKind::TwoLists);
        }
        self.path = Some(format!("$.{}", label(&list::text(&self.begun))));
        Ok(())
    }

    fn begin(&mut self, at: At) {
        self.begun.clear();
        self.value = ValueScan::new();
        self.at = at;
    }

    fn read_key(&mut self, piece: &mut &[u8]) -> Result<(), SplitErrorKind> {
        let (part, is_end) = self.part_of_value(piece)?;
        self.begun.extend_from_slice(part);
        if is_end {
            self.at = At::Colon;
        }
        self.keep(part)
    }

    /// Reads the first key of an object instead of a list, or a later key of a numbered list.
    fn read_number(&mut self, piece: &mut &[u8]) -> Result<(), SplitErrorKind> {
        let (part, is_end) = self.part_of_value(piece)?;
        if self.begun.len() + part.len() > self.largest_row {
            return Err(SplitErrorKind::RowTooLarge(self.largest_row));
        }
        self.begun.extend_from_slice(part);
        if !is_end {
            return Ok(());
        }
        let is_first = self.at == At::InFirstKey;
        if is_number(&self.begun) {
            self.is_numbered = true;
            self.at = At::NumberColon;
            let key = std::mem::take(&mut self.begun);
            return if is_first { self.keep(&key) } else { Ok(()) };
        }
        if is_first { self.begin_only_row() } else { Err(SplitErrorKind::NotAList) }
    }

    /// An object instead of a list is its only row; `begun` holds what was read of it.
    fn begin_only_row(&mut self) -> Result<(), SplitErrorKind> {
        (self.value, self.at) = (ValueScan::new(), At::InOnlyRow);
        self.value.advance(&self.begun).map(drop)
    }

    fn read_member(&mut self, piece: &mut &[u8]) -> Result<(), SplitErrorKind> {
        let (part, is_end) = self.part_of_value(piece)?;
        if is_end {
            self.at = At::AfterMember;
        }
        self.keep(part)
    }

    /// Gives the last part of the row, when it came.
    fn read_row<'a>(&mut self, piece: &mut &'a [u8]) -> Result<Option<&'a [u8]>, SplitErrorKind> {
        let (part, is_end) = self.part_of_value(piece)?;
        if self.begun.len() + part.len() > self.largest_row {
            return Err(SplitErrorKind::RowTooLarge(self.largest_row));
        }
        if !is_end {
            self.begun.extend_from_slice(part);
            return Ok(None);
        }
        self.at = if self.at == At::InOnlyRow { At::AfterMember } else { At::AfterRow };
        if self.rows == 0 {
            self.first_row = self.begun.len() + part.len();
            self.rest.extend_from_slice(&self.begun);
            self.rest.extend_from_slice(part);
        }
        self.rows += 1;
        Ok(Some(part))
    }

    /// The next part of the current value, and whether it ends there.
    fn part_of_value<'a>(
        &mut self,
        piece: &mut &'a [u8],
    ) -> Result<(&'a [u8], bool), SplitErrorKind> {
        let end = self.value.advance(piece)?;
        let (part, after) =
            piece.split_at_checked(end.unwrap_or(piece.len())).unwrap_or((piece, &[]));
        *piece = after;
        Ok((part, end.is_some()))
    }

    /// Adds to the rest.
    fn keep(&mut self, bytes: &[u8]) -> Result<(), SplitErrorKind> {
        if self.rest.len() - self.first_row + bytes.len() > Self::LARGEST_REST {
            return Err(SplitErrorKind::RestTooLarge(Self::LARGEST_REST));
        }
        self.rest.extend_from_slice(bytes);
        Ok(())
    }
}

/// Whether a key in quotes, perhaps after a bracket, is a number.
fn is_number(key: &[u8]) -> bool {
    let digits = key.strip_prefix(b"{").unwrap_or(key);
    let digits = digits.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    digits.is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

impl fmt::Debug for RowSplitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowSplitter")
            .field("list", &self.list)
            .field("rows", &self.rows)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

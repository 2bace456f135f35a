//! One pass over the bytes: syntax, limits, entries.

use super::{
    Json, JsonError, TextEncoding,
    scan::{plain_length, spaces},
    string::OddString,
};

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Bits of an entry that hold its length.
const LENGTH_BITS: u32 = 28;
const LENGTH_MASK: u32 = (1 << LENGTH_BITS) - 1;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    False,
    True,
    Number,
    /// A string that is a part of the text.
    Text,
    /// A string that needed repair.
    Mended,
    List,
    Object,
}

/// One value or key. The members of an object are its keys and values in turn, and the content of
/// a list or object follows its entry.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Where the string or number begins; of a list or object, how many items or members it has.
    start: u32,
    kind_and_length: u32,
}

impl Entry {
    pub(super) const NULL: Self = Self { start: 0, kind_and_length: 0 };

    fn new(kind: Kind, start: usize, length: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "`parse` refuses longer bodies")]
        let (start, length) = (start as u32, length as u32);
        Self { start, kind_and_length: (kind as u32) << LENGTH_BITS | (length & LENGTH_MASK) }
    }

    #[inline]
    pub(super) fn kind(self) -> Kind {
        match self.kind_and_length >> LENGTH_BITS {
            1 => Kind::False,
            2 => Kind::True,
            3 => Kind::Number,
            4 => Kind::Text,
            5 => Kind::Mended,
            6 => Kind::List,
            7 => Kind::Object,
            _ => Kind::Null,
        }
    }

    /// Where the string or number begins; of a list or object, how many items or members it has.
    #[inline]
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    /// Bytes of the string or number; of a list or object, how many entries its content has.
    #[inline]
    pub(super) fn length(self) -> usize {
        (self.kind_and_length & LENGTH_MASK) as usize
    }

    /// From this entry to the one after its content.
    #[inline]
    pub(super) fn step(self) -> usize {
        match self.kind() {
            Kind::List | Kind::Object => self.length() + 1,
            _ => 1,
        }
    }
}

/// Why a pass ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Syntax,
    TooManyValues,
    TooDeep,
}

pub(super) fn parse(
    mut body: Vec<u8>,
    encoding: TextEncoding,
) -> Result<Json, (JsonError, Vec<u8>)> {
    let from = if body.starts_with(&BOM) { BOM.len() } else { 0 };
    let content = body.get(from..).unwrap_or_default();
    if content.iter().all(u8::is_ascii_whitespace) {
        return Err((JsonError::Empty, body));
    }
    if body.len() > LENGTH_MASK as usize {
        return Err((JsonError::TooLong, body));
    }
    let first = content.iter().position(|byte| !is_white(*byte)).unwrap_or_default();
    let torn = match (String::from_utf8(body), encoding) {
        (Ok(text), _) => return read(text, None, from, encoding),
        (Err(error), TextEncoding::Utf8) => {
            let byte = error.utf8_error().valid_up_to();
            return Err((JsonError::NotUtf8 { byte }, error.into_bytes()));
        }
        (Err(error), TextEncoding::TornLatin1) => error.into_bytes(),
    };
    // Before a copy is made of what may be a PDF.
    let begins_like_json = matches!(
        torn.get(from + first),
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
    );
    if !begins_like_json {
        let head = torn.get(from..=from + first).unwrap_or_default();
        return Err((JsonError::of_syntax(&ascii(head)), torn));
    }
    let text = ascii(&torn);
    body = torn;
    read(text, Some(body), from, encoding)
}

/// The same length, with `?` for every byte beyond ASCII.
fn ascii(bytes: &[u8]) -> String {
    let ascii = bytes.iter().map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect();
    String::from_utf8(ascii).unwrap_or_default()
}

fn read(
    text: String,
    torn: Option<Vec<u8>>,
    from: usize,
    encoding: TextEncoding,
) -> Result<Json, (JsonError, Vec<u8>)> {
    let bytes = torn.as_deref().unwrap_or(text.as_bytes());
    let mut parser = Parser {
        bytes,
        at: from,
        is_torn: torn.is_some(),
        may_be_torn: encoding == TextEncoding::TornLatin1,
        most_values: Json::most_values(bytes.len()),
        // Answers have about ten bytes a value.
        entries: Vec::with_capacity(bytes.len() / 10 + 8),
        mended: String::new(),
        scratch: Vec::new(),
        open: Vec::new(),
    };
    match parser.document() {
        Ok(()) => {
            let Parser { entries, mended, .. } = parser;
            Ok(Json { text, torn, mended, entries })
        }
        Err(fault) => {
            let error = match fault {
                Fault::Syntax => JsonError::of_syntax(text.get(from..).unwrap_or_default()),
                Fault::TooManyValues => JsonError::TooManyValues { limit: parser.most_values },
                Fault::TooDeep => JsonError::TooDeep { limit: Json::MAX_DEPTH },
            };
            Err((error, torn.unwrap_or_else(|| text.into_bytes())))
        }
    }
}

/// White space as JSON defines it.
fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A list or object that has not ended yet.
struct Open {
    entry: usize,
    kind: Kind,
    /// Items or members so far.
    count: usize,
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the body is not UTF-8, so that each string beyond ASCII must be mended.
    is_torn: bool,
    /// Whether escapes may be bytes of torn UTF-8.
    may_be_torn: bool,
    most_values: usize,
    entries: Vec<Entry>,
    mended: String,
    /// Room for the bytes of one string.
    scratch: Vec<u8>,
    open: Vec<Open>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        loop {
            match self.skip_white() {
                Some(b'{') => {
                    self.begin(Kind::Object)?;
                    if self.skip_white() != Some(b'}') {
                        self.key()?;
                        continue;
                    }
                }
                Some(b'[') => {
                    self.begin(Kind::List)?;
                    if self.skip_white() != Some(b']') {
                        continue;
                    }
                }
                Some(b'"') => self.string()?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.word(b"true", Kind::True)?,
                Some(b'f') => self.word(b"false", Kind::False)?,
                Some(b'n') => self.word(b"null", Kind::Null)?,
                _ => return Err(Fault::Syntax),
            }
            if self.after_value()? {
                return Ok(());
            }
        }
    }

    /// Goes on to the next value; says whether the document has ended instead.
    fn after_value(&mut self) -> Result<bool, Fault> {
        loop {
            let byte = self.skip_white();
            let Some(open) = self.open.last_mut() else {
                return if byte.is_none() { Ok(true) } else { Err(Fault::Syntax) };
            };
            match (byte, open.kind) {
                (Some(b','), kind) => {
                    open.count += 1;
                    self.at += 1;
                    if kind == Kind::Object {
                        self.skip_white();
                        self.key()?;
                    }
                    return Ok(false);
                }
                (Some(b']'), Kind::List) | (Some(b'}'), Kind::Object) => self.end(),
                _ => return Err(Fault::Syntax),
            }
        }
    }

    fn begin(&mut self, kind: Kind) -> Result<(), Fault> {
        if self.open.len() >= Json::MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.open.push(Open { entry: self.entries.len(), kind, count: 0 });
        self.at += 1;
        self.push(kind, 0, 0)
    }

    /// Ends the innermost list or object.
    fn end(&mut self) {
        self.at += 1;
        if let Some(Open { entry, kind, count }) = self.open.pop() {
            let content = self.entries.len() - entry - 1;
            // The last item is followed by no comma.
            let count = if content == 0 { 0 } else { count + 1 };
            if let Some(begun) = self.entries.get_mut(entry) {
                *begun = Entry::new(kind, count, content);
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize, length: usize) -> Result<(), Fault> {
        if self.entries.len() >= self.most_values {
            return Err(Fault::TooManyValues);
        }
        self.entries.push(Entry::new(kind, start, length));
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is not white space.
    fn skip_white(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' => self.at += spaces(self.bytes.get(self.at..).unwrap_or_default()),
                byte if is_white(byte) => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// A key and its colon.
    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(Fault::Syntax);
        }
        self.string()?;
        if self.skip_white() != Some(b':') {
            return Err(Fault::Syntax);
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<(), Fault> {
        let start = self.at + 1;
        let mut end = start;
        let mut is_odd = false;
        loop {
            let rest = self.bytes.get(end..).unwrap_or_default();
            end += plain_length(rest, self.is_torn && !is_odd);
            match self.bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(0x80..) => end += 1,
                _ => return Err(Fault::Syntax),
            }
            is_odd = true;
        }
        self.at = end + 1;
        if !is_odd {
            return self.push(Kind::Text, start, end - start);
        }
        let raw = self.bytes.get(start..end).unwrap_or_default();
        let begin = self.mended.len();
        let string = OddString { raw, torn: self.may_be_torn };
        string.read_into(&mut self.mended, &mut self.scratch)?;
        self.push(Kind::Mended, begin, self.mended.len() - begin)
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.push(Kind::Number, start, self.at - start)
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), Fault> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        self.at += count;
        if count == 0 { Err(Fault::Syntax) } else { Ok(()) }
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Result<(), Fault> {
        if !self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return Err(Fault::Syntax);
        }
        self.at += word.len();
        self.push(kind, 0, 0)
    }
}

//! Finds the end of one JSON value in text that arrives in pieces.

use super::error::SplitErrorKind;

/// How deep lists and objects of a value may be nested.
const DEEPEST: u32 = 127;

/// Finds the end of one JSON value, by brackets, strings and what may stand next to each other. How
/// numbers, words and escapes are written is left to the parser of the value.
///
/// A value that is taken for whole is so in any reading: a quote that should have been escaped puts
/// text where only a comma, a colon or a bracket may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueScan {
    at: At,
    depth: u32,
    /// One bit for each open bracket, the innermost last: 1 for an object, 0 for a list.
    objects: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// A value must come.
    Value,
    /// A value or the closing bracket must come.
    Opened,
    /// In a number or word.
    Scalar,
    InString,
    /// After a backslash in a string.
    Escape,
    /// A comma, a colon or a closing bracket must come.
    After,
}

impl ValueScan {
    pub(super) const fn new() -> Self {
        Self { at: At::Value, depth: 0, objects: 0 }
    }

    /// Reads on. Gives how many of the bytes belong to the value, if it ends in them.
    pub(super) fn advance(&mut self, bytes: &[u8]) -> Result<Option<usize>, SplitErrorKind> {
        let mut left = bytes.iter();
        loop {
            let ended = match self.at {
                At::InString => match left.find(|byte| matches!(byte, b'"' | b'\\')) {
                    None => return Ok(None),
                    Some(b'"') => self.value_ends(),
                    Some(_) => {
                        self.at = At::Escape;
                        false
                    }
                },
                At::Escape => {
                    if left.next().is_none() {
                        return Ok(None);
                    }
                    self.at = At::InString;
                    false
                }
                At::Scalar if self.depth == 0 => {
                    // Only what follows tells that a number has ended.
                    let end = bytes.iter().position(|byte| !is_of_scalar(*byte));
                    let is_end = |at| bytes.get(at).is_some_and(|byte| ends_scalar(*byte));
                    return match end {
                        Some(at) if !is_end(at) => Err(SplitErrorKind::NotJson),
                        end => Ok(end),
                    };
                }
                _ => match left.next() {
                    None => return Ok(None),
                    Some(byte) => self.step(*byte)?,
                },
            };
            if ended {
                return Ok(Some(bytes.len() - left.as_slice().len()));
            }
        }
    }

    /// A byte outside of strings. Gives whether the value ends with it.
    fn step(&mut self, byte: u8) -> Result<bool, SplitErrorKind> {
        let may_begin = matches!(self.at, At::Value | At::Opened);
        match byte {
            b'"' if may_begin => self.at = At::InString,
            b'{' | b'[' if may_begin => {
                if self.depth == DEEPEST {
                    return Err(SplitErrorKind::TooDeep(DEEPEST));
                }
                self.depth += 1;
                self.objects = self.objects << 1 | u128::from(byte == b'{');
                self.at = At::Opened;
            }
            b'}' | b']' if self.at != At::Value && self.closes(byte) => {
                self.depth -= 1;
                self.objects >>= 1;
                return Ok(self.value_ends());
            }
            b',' | b':' if self.depth > 0 && !may_begin => self.at = At::Value,
            b' ' | b'\t' | b'\n' | b'\r' => {
                if self.at == At::Scalar {
                    self.at = At::After;
                }
            }
            b'"' | b'{' | b'[' | b'}' | b']' | b',' | b':' => return Err(SplitErrorKind::NotJson),
            _ if may_begin || self.at == At::Scalar => self.at = At::Scalar,
            _ => return Err(SplitErrorKind::NotJson),
        }
        Ok(false)
    }

    fn closes(self, byte: u8) -> bool {
        self.depth > 0 && (self.objects & 1 == 1) == (byte == b'}')
    }

    /// Whether the whole value ends with the value that ends here.
    fn value_ends(&mut self) -> bool {
        self.at = At::After;
        self.depth == 0
    }
}

fn is_of_scalar(byte: u8) -> bool {
    !ends_scalar(byte) && !matches!(byte, b'"' | b'{' | b'[' | b':')
}

fn ends_scalar(byte: u8) -> bool {
    matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r')
}

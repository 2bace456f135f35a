//! Strings with escapes or torn letters.

use super::parser::Fault;

/// A string whose content is not simply a part of the text.
pub(super) struct OddString<'a> {
    /// The bytes between the quotes.
    pub(super) raw: &'a [u8],
    /// Whether code points up to 0xFF may be bytes of torn UTF-8.
    pub(super) torn: bool,
}

impl OddString<'_> {
    /// Appends the content to `out`; `bytes` is only room to work in.
    pub(super) fn read_into(&self, out: &mut String, bytes: &mut Vec<u8>) -> Result<(), Fault> {
        if self.torn {
            bytes.clear();
            self.each(|part| match part {
                Part::Raw(raw) => bytes.extend_from_slice(raw),
                Part::Escaped(letter) => match u8::try_from(letter) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
                },
            })?;
            if let Ok(mended) = std::str::from_utf8(bytes) {
                out.push_str(mended);
                return Ok(());
            }
        }
        let is_utf8 = std::str::from_utf8(self.raw).is_ok();
        self.each(|part| match part {
            // A part ends at a backslash, which is never inside a letter of UTF-8.
            Part::Raw(raw) if is_utf8 => out.push_str(&String::from_utf8_lossy(raw)),
            Part::Raw(raw) => out.extend(raw.iter().copied().map(char::from)),
            Part::Escaped(letter) => out.push(letter),
        })
    }

    /// Walks through the parts of the string.
    fn each(&self, mut take: impl FnMut(Part<'_>)) -> Result<(), Fault> {
        let mut rest = self.raw;
        while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
            let (plain, escape) = rest.split_at(at);
            take(Part::Raw(plain));
            let (letter, length) = escaped(escape).ok_or(Fault::Syntax)?;
            take(Part::Escaped(letter));
            rest = escape.get(length..).unwrap_or_default();
        }
        take(Part::Raw(rest));
        Ok(())
    }
}

enum Part<'a> {
    Raw(&'a [u8]),
    Escaped(char),
}

/// The letter of the escape at the start of `bytes`, and how long the escape is.
fn escaped(bytes: &[u8]) -> Option<(char, usize)> {
    let letter = match bytes.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(bytes),
        _ => return None,
    };
    Some((letter, 2))
}

/// `\u00e9`, or two of them for a letter beyond the basic plane.
fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(bytes)?;
    if let Some(letter) = char::from_u32(first) {
        return Some((letter, 6));
    }
    let second = bytes.get(6..).filter(|rest| rest.starts_with(b"\\u"))?;
    let second = code_unit(second)?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    char::from_u32(code).map(|letter| (letter, 12))
}

fn code_unit(escape: &[u8]) -> Option<u32> {
    escape.get(2..6)?.iter().try_fold(0, |code, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(code * 16 + digit)
    })
}

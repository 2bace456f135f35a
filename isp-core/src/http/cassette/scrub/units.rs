//! The letters of a text as they are spelled: plain, in an escape, as torn bytes.

use std::ops::Range;

/// One letter of a text.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// What it means; for a byte that is not UTF-8, its letter in ISO-8859-1.
    pub(super) letter: char,
    /// The letter that takes its place.
    pub(super) new: Option<char>,
    source: Range<usize>,
    spelling: Spelling,
}

#[derive(Debug, Clone, Copy)]
enum Spelling {
    /// The letter itself.
    Plain,
    /// `\u0041`.
    Unicode,
    /// `%41`.
    Percent,
    /// `&#65;`.
    Decimal,
    /// `&#x41;`.
    Hexadecimal,
    /// In a way that has no other letter: a torn byte, `\n`, `&amp;`.
    Fixed,
}

impl Unit {
    pub(super) fn is_word(&self) -> bool {
        self.letter.is_ascii_alphanumeric() || is_other_letter(self.letter)
    }
}

/// A letter beyond ASCII, or one of the two halves into which one was torn.
pub(super) fn is_other_letter(letter: char) -> bool {
    let torn = matches!(letter, '\u{80}'..='\u{bf}');
    torn || (!letter.is_ascii() && letter.is_alphanumeric())
}

/// Reads the letters of `text`; those of a JSON string where `is_json`.
pub(super) fn read(text: &[u8], is_json: bool) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (letter, length, spelling) = first(rest, is_json);
        let length = length.max(1);
        units.push(Unit { letter, new: None, source: at..at + length, spelling });
        at += length;
    }
    units
}

fn first(rest: &[u8], is_json: bool) -> (char, usize, Spelling) {
    let escape = match rest.first() {
        Some(b'\\') if is_json => json_escape(rest),
        Some(b'%') => percent(rest),
        Some(b'&') => entity(rest),
        _ => None,
    };
    escape.unwrap_or_else(|| plain(rest))
}

fn plain(rest: &[u8]) -> (char, usize, Spelling) {
    let longest = rest.get(..rest.len().min(4)).unwrap_or(rest);
    let valid = match std::str::from_utf8(longest) {
        Ok(text) => text,
        Err(error) => longest
            .get(..error.valid_up_to())
            .and_then(|valid| std::str::from_utf8(valid).ok())
            .unwrap_or_default(),
    };
    match (valid.chars().next(), rest.first()) {
        (Some(letter), _) => (letter, letter.len_utf8(), Spelling::Plain),
        (None, byte) => (char::from(byte.copied().unwrap_or(0)), 1, Spelling::Fixed),
    }
}

fn json_escape(rest: &[u8]) -> Option<(char, usize, Spelling)> {
    let letter = match rest.get(1)? {
        b'u' => {
            let code = hexadecimal(rest.get(2..6)?)?;
            if let Some(letter) = char::from_u32(code) {
                return Some((letter, 6, Spelling::Unicode));
            }
            let pair = match rest.get(6..12) {
                Some([b'\\', b'u', low @ ..]) => {
                    let low = u16::try_from(hexadecimal(low)?).ok()?;
                    let high = u16::try_from(code).ok()?;
                    char::decode_utf16([high, low]).next().and_then(Result::ok)
                }
                _ => None,
            };
            return Some(match pair {
                Some(letter) => (letter, 12, Spelling::Unicode),
                // Half of a pair says nothing alone.
                None => ('\u{fffd}', 6, Spelling::Fixed),
            });
        }
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        other if other.is_ascii_punctuation() => char::from(*other),
        _ => return None,
    };
    Some((letter, 2, Spelling::Fixed))
}

fn percent(rest: &[u8]) -> Option<(char, usize, Spelling)> {
    let code = hexadecimal(rest.get(1..3)?)?;
    Some((char::from_u32(code)?, 3, Spelling::Percent))
}

fn entity(rest: &[u8]) -> Option<(char, usize, Spelling)> {
    let end = rest.iter().take(12).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(rest.get(1..end)?).ok()?;
    if let Some(number) = name.strip_prefix('#') {
        let (code, spelling) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (hexadecimal(digits.as_bytes())?, Spelling::Hexadecimal),
            None => (number.parse().ok()?, Spelling::Decimal),
        };
        return Some((char::from_u32(code)?, end + 1, spelling));
    }
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => accented(name)?,
    };
    Some((letter, end + 1, Spelling::Fixed))
}

/// The letter of an entity such as `atilde`.
fn accented(name: &str) -> Option<char> {
    const ACCENTS: [(&str, &str); 6] = [
        ("acute", "áéíóúÁÉÍÓÚ"),
        ("grave", "àèìòùÀÈÌÒÙ"),
        ("circ", "âêîôûÂÊÎÔÛ"),
        ("tilde", "ã  õ Ã  Õ "),
        ("uml", "äëïöüÄËÏÖÜ"),
        ("cedil", "çÇ"),
    ];
    let (accent, letters) = ACCENTS.iter().find(|(accent, _)| name.ends_with(accent))?;
    let base = name.strip_suffix(accent)?;
    let order = if *accent == "cedil" {
        ["c", "C"].as_slice()
    } else {
        ["a", "e", "i", "o", "u", "A", "E", "I", "O", "U"].as_slice()
    };
    let at = order.iter().position(|known| *known == base)?;
    letters.chars().nth(at).filter(|letter| *letter != ' ')
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The text with every new letter in the spelling of the old one.
pub(super) fn write(units: &[Unit], text: &[u8], out: &mut Vec<u8>) {
    for unit in units {
        let source = text.get(unit.source.clone()).unwrap_or_default();
        let Some(new) = unit.new.filter(|new| *new != unit.letter) else {
            out.extend_from_slice(source);
            continue;
        };
        let code = u32::from(new);
        let is_capital = source.iter().any(|byte| matches!(byte, b'A'..=b'F'));
        let spelled = match unit.spelling {
            Spelling::Plain | Spelling::Fixed => new.to_string(),
            Spelling::Unicode if is_capital => format!("\\u{code:04X}"),
            Spelling::Unicode => format!("\\u{code:04x}"),
            Spelling::Percent if is_capital => format!("%{code:02X}"),
            Spelling::Percent => format!("%{code:02x}"),
            Spelling::Decimal => format!("&#{code};"),
            Spelling::Hexadecimal => format!("&#x{code:x};"),
        };
        out.extend_from_slice(spelled.as_bytes());
    }
}

/// The letters with the two halves of a torn one put together, and how many units each takes.
pub(super) fn mended(units: &[Unit]) -> impl Iterator<Item = (char, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let letter = units.get(at)?.letter;
        let next = units.get(at + 1).map(|unit| unit.letter);
        let (letter, length) = match (letter, next) {
            ('\u{c2}' | '\u{c3}', Some(next @ '\u{80}'..='\u{bf}')) => {
                let code = (u32::from(letter) & 0x03) << 6 | (u32::from(next) & 0x3f);
                (char::from_u32(code).unwrap_or(next), 2)
            }
            _ => (letter, 1),
        };
        at += length;
        Some((letter, length))
    })
}

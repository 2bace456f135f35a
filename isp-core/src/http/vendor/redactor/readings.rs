//! Every way in which the letters of a text can be read.

use std::collections::HashMap;

/// How many readings are kept of one place: many more than an honest text has.
const MOST: usize = 24;

/// How often the reading of one place may be read again, such as `%C3%83%C2%A9`: percent signs, torn
/// twice.
const DEPTH: usize = 3;

/// A letter, and where the text after it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) letter: char,
    pub(super) end: usize,
}

/// A text, in which a letter may be written as it is, with percent signs, as an entity of HTML, with a
/// backslash, or as torn UTF-8; and one of these inside another.
pub(super) struct Readings<'a> {
    text: &'a str,
    /// The readings besides the letter itself, by place.
    odd: HashMap<usize, Vec<Reading>>,
}

impl<'a> Readings<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut readings = Self { text, odd: HashMap::new() };
        // Backwards, so that what follows a place has been read before.
        for (at, letter) in text.char_indices().rev() {
            if matches!(letter, '%' | '&' | '\\' | '+') || !letter.is_ascii() {
                readings.read(at);
            }
        }
        readings
    }

    /// The readings of the place `at`.
    pub(super) fn at(&self, at: usize) -> impl Iterator<Item = Reading> + '_ {
        let plain = self.rest(at).chars().next();
        let plain = plain.map(|letter| Reading { letter, end: at + letter.len_utf8() });
        plain.into_iter().chain(self.odd.get(&at).into_iter().flatten().copied())
    }

    /// The text from `at` on.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// If no more is to be read at `at`: where the text ends, or where this library has cut it. It may end
    /// within an escape.
    pub(super) fn end_at(&self, at: usize) -> Option<usize> {
        const LONGEST_ESCAPE: usize = 12;
        let rest = self.rest(at);
        let end = rest.find('…').unwrap_or(rest.len());
        let left = rest.get(..end).filter(|left| left.len() < LONGEST_ESCAPE)?;
        let in_escape = |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '&' | '#' | '\\');
        let cut_escape = left.starts_with(['%', '&', '\\']) && left.chars().all(in_escape);
        (left.is_empty() || cut_escape).then_some(at + end)
    }

    fn read(&mut self, at: usize) {
        let mut known: Vec<Reading> = self.at(at).collect();
        for _ in 0..DEPTH {
            let mut found = Vec::new();
            for reading in &known {
                self.read_on(*reading, &mut found);
            }
            let before = known.len();
            for reading in found {
                if known.len() < MOST && !known.contains(&reading) {
                    known.push(reading);
                }
            }
            if known.len() == before {
                break;
            }
        }
        known.remove(0);
        if !known.is_empty() {
            self.odd.insert(at, known);
        }
    }

    /// What `first` and the text after it stand for together.
    fn read_on(&self, first: Reading, found: &mut Vec<Reading>) {
        match first.letter {
            '%' => self.read_percent(first.end, found),
            '&' => self.read_entity(first.end, found),
            '\\' => self.read_backslash(first.end, found),
            '+' | '\u{a0}' => found.push(Reading { letter: ' ', ..first }),
            letter if !letter.is_ascii() => self.read_torn(first, found),
            _ => {}
        }
    }

    /// `%E9`, `%u00E9`.
    fn read_percent(&self, at: usize, found: &mut Vec<Reading>) {
        found.extend(self.hexadecimal(at, 2));
        if self.rest(at).starts_with(['u', 'U']) {
            found.extend(self.hexadecimal(at + 1, 4));
        }
    }

    /// `\u00e9`, `\u{e9}`, `\xe9`, `\n`, `\/`.
    fn read_backslash(&self, at: usize, found: &mut Vec<Reading>) {
        for second in self.at(at) {
            let letter = match second.letter {
                'u' => {
                    found.extend(self.code_unit(second.end));
                    continue;
                }
                'x' => {
                    found.extend(self.hexadecimal(second.end, 2));
                    continue;
                }
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\u{8}',
                'f' => '\u{c}',
                letter if letter.is_alphanumeric() => continue,
                letter => letter,
            };
            found.push(Reading { letter, ..second });
        }
    }

    /// The letter after `\u`: four digits, or eight around another `\u`, or digits in braces.
    fn code_unit(&self, at: usize) -> Option<Reading> {
        if let Some(rest) = self.rest(at).strip_prefix('{') {
            let (digits, _) = rest.split_once('}')?;
            return self.number(at + 1, digits, 16, at + digits.len() + 2);
        }
        let unit = |at: usize| u32::from_str_radix(self.rest(at).get(..4)?, 16).ok();
        let first = unit(at)?;
        if (0xD800..0xDC00).contains(&first) && self.rest(at + 4).starts_with("\\u") {
            let second = unit(at + 6).filter(|unit| (0xDC00..0xE000).contains(unit))?;
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            return char::from_u32(code).map(|letter| Reading { letter, end: at + 10 });
        }
        self.hexadecimal(at, 4)
    }

    /// `&#233;`, `&#xE9;`, `&eacute;`, also without the semicolon after a number.
    fn read_entity(&self, at: usize, found: &mut Vec<Reading>) {
        for second in self.at(at) {
            let (number, end) = if second.letter == '#' {
                (self.entity_number(second.end), second.end)
            } else {
                (None, at)
            };
            if let Some(reading) = number {
                found.push(reading);
                found.extend(self.semicolons(reading));
            }
            let name = leading(self.rest(end), |c| c.is_ascii_alphanumeric());
            if let (true, Some(letter)) = (end == at, named(name)) {
                found.extend(self.semicolons(Reading { letter, end: at + name.len() }));
            }
        }
    }

    fn entity_number(&self, at: usize) -> Option<Reading> {
        let rest = self.rest(at);
        let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
            Some(rest) => (leading(rest, |c| c.is_ascii_hexdigit()), 16),
            None => (leading(rest, |c| c.is_ascii_digit()), 10),
        };
        let start = at + usize::from(radix == 16);
        self.number(start, digits, radix, start + digits.len())
    }

    /// `reading`, with each way to write the semicolon after it.
    fn semicolons(&self, reading: Reading) -> impl Iterator<Item = Reading> + '_ {
        let ends = self.at(reading.end).filter(|next| next.letter == ';').map(|next| next.end);
        ends.map(move |end| Reading { end, ..reading })
    }

    /// The letter of exactly so many hexadecimal digits.
    fn hexadecimal(&self, at: usize, length: usize) -> Option<Reading> {
        let digits = self.rest(at).get(..length)?;
        self.number(at, digits, 16, at + length)
    }

    fn number(&self, at: usize, digits: &str, radix: u32, end: usize) -> Option<Reading> {
        debug_assert!(self.rest(at).starts_with(digits), "the digits are at {at}");
        if digits.starts_with(['+', '-']) {
            return None;
        }
        let letter = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)?;
        Some(Reading { letter, end })
    }

    /// UTF-8 that was taken for Latin-1 or Windows-1252: `Ã©`.
    fn read_torn(&self, first: Reading, found: &mut Vec<Reading>) {
        let length = match byte_of(first.letter) {
            Some(0xC2..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            Some(0xF0..=0xF4) => 4,
            _ => return,
        };
        let mut begun = vec![(byte_of(first.letter).into_iter().collect::<Vec<u8>>(), first.end)];
        for _ in 1..length {
            let longer = begun.iter().flat_map(|(bytes, end)| {
                self.at(*end).filter_map(|next| {
                    let byte = byte_of(next.letter).filter(|byte| (0x80..0xC0).contains(byte))?;
                    Some(([bytes.as_slice(), &[byte]].concat(), next.end))
                })
            });
            begun = longer.take(MOST).collect();
        }
        found.extend(begun.iter().filter_map(|(bytes, end)| {
            let letter = std::str::from_utf8(bytes).ok()?.chars().next()?;
            Some(Reading { letter, end: *end })
        }));
    }
}

/// The beginning of `text` as far as its letters are of a kind, 10 at the most.
fn leading(text: &str, is_of_kind: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().take(10).find(|(_, c)| !is_of_kind(*c)).map(|(at, _)| at);
    text.get(..end.unwrap_or_else(|| text.len().min(10))).unwrap_or_default()
}

/// The letter's byte in Latin-1 or Windows-1252.
pub(super) fn byte_of(letter: char) -> Option<u8> {
    const FROM_0X80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    u8::try_from(letter).ok().or_else(|| {
        let at = FROM_0X80.chars().position(|known| known == letter)?;
        u8::try_from(0x80 + at).ok()
    })
}

/// The letter of an entity of HTML 3.2, and `&apos;`.
fn named(name: &str) -> Option<char> {
    const FROM_NBSP: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy \
        reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 \
        frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
        Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
        Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml \
        divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "euro" => '€',
        name => {
            let at = FROM_NBSP.split_whitespace().position(|known| known == name)?;
            char::from(u8::try_from(0xA0 + at).ok()?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_as(text: &str, letter: char) -> bool {
        Readings::of(text).at(0).any(|reading| reading == Reading { letter, end: text.len() })
    }

    #[test]
    fn a_letter_is_read_in_every_spelling() {
        for spelled in [
            "é",
            "%C3%A9",
            "%c3%a9",
            "%E9",
            "%e9",
            "%u00E9",
            "\\u00e9",
            "\\u00E9",
            "\\xe9",
            "\\u{e9}",
            "&eacute;",
            "&#233;",
            "&#xE9;",
            "&#x00e9;",
            "Ã©",
            "%C3%83%C2%A9",
            "%25C3%25A9",
            "&Atilde;&copy;",
            "\\u00c3\\u00a9",
            "&#195;&#169;",
            "&amp;eacute;",
            "%26eacute%3B",
            "%26%23233%3B",
            "\\\\u00e9",
        ] {
            assert!(reads_as(spelled, 'é'), "{spelled}");
        }
        for (spelled, letter) in [
            ("%2b", '+'),
            ("%2B", '+'),
            ("+", ' '),
            ("%20", ' '),
            ("&nbsp;", ' '),
            ("\\/", '/'),
            ("\\\"", '"'),
            ("\\\\\\\"", '"'),
            ("&quot;", '"'),
            ("&#34;", '"'),
            ("&#034;", '"'),
            ("\\&quot;", '"'),
            ("&lt;", '<'),
            ("\\u003c", '<'),
            ("%7E", '~'),
            ("%2A", '*'),
            ("&#39", '\''),
            ("À", 'À'),
            ("Ã€", 'À'),
            ("\\ud83d\\ude00", '😀'),
            ("ðŸ˜€", '😀'),
            ("&AMP;", '&'),
            ("%2526", '&'),
            ("\\\\", '\\'),
        ] {
            assert!(reads_as(spelled, letter), "{spelled}");
        }
    }

    #[test]
    fn what_is_no_escape_is_read_as_it_is() {
        for text in [
            "%",
            "%2",
            "%zz",
            "%+1",
            "&",
            "&#;",
            "&#x;",
            "&eacute",
            "\\",
            "\\u12",
            "\\u{",
            "\\u{110000}",
            "\\ud83d",
            "Ã",
            "é%",
        ] {
            let readings = Readings::of(text);
            let first = text.chars().next().unwrap();
            assert!(readings.at(0).all(|reading| reading.letter == first), "{text}");
        }
    }
}

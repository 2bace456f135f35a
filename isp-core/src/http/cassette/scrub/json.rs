//! JSON, also where it is broken: every sign of its structure stays.

use super::{Scrubber, units};

/// The longest name of a member that is kept.
const LONGEST_NAME: usize = 64;

/// How deep JSON in a text in JSON is followed.
const MOST_LEVELS: usize = 3;

impl Scrubber {
    /// Replaces texts and numbers; anything that is no token of JSON is replaced as plain text.
    pub(super) fn json(&mut self, body: &[u8], level: usize, out: &mut Vec<u8>) {
        let mut member = String::new();
        // The brackets that are open, and the last sign of structure.
        let (mut open, mut sign) = (Vec::new(), b' ');
        let mut at = 0;
        while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
            let length = match rest.first() {
                Some(b'"') => {
                    let (content, length) = string_at(rest);
                    let after = body.get(at + length..).unwrap_or_default();
                    let next = after.iter().find(|byte| !byte.is_ascii_whitespace());
                    let is_name = next == Some(&b':')
                        && open.last() == Some(&b'{')
                        && matches!(sign, b'{' | b',');
                    out.push(b'"');
                    if is_name {
                        member = self.name(content, out);
                    } else if self.is_kept_number(content, &member) {
                        out.extend_from_slice(content);
                    } else {
                        self.string(content, level, out);
                    }
                    if length > content.len() + 1 {
                        out.push(b'"');
                    }
                    length
                }
                Some(b'-' | b'0'..=b'9') => {
                    let length = run(rest, |byte| {
                        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')
                    });
                    self.number(rest.get(..length).unwrap_or_default(), &member, out);
                    length
                }
                Some(byte) if byte.is_ascii_whitespace() || byte.is_ascii_punctuation() => {
                    out.push(*byte);
                    match byte {
                        b'{' | b'[' => open.push(*byte),
                        b'}' | b']' => drop(open.pop()),
                        _ => {}
                    }
                    if !byte.is_ascii_whitespace() {
                        sign = *byte;
                    }
                    1
                }
                _ => {
                    let length =
                        run(rest, |byte| byte.is_ascii_alphanumeric() || byte >= 0x80).max(1);
                    let word = rest.get(..length).unwrap_or_default();
                    match word {
                        b"true" | b"false" | b"null" | b"\xef\xbb\xbf" => {
                            out.extend_from_slice(word);
                        }
                        _ => self.text(word, false, out),
                    }
                    length
                }
            };
            at += length;
        }
    }

    /// Writes a string's content. JSON in a string is JSON.
    fn string(&mut self, content: &[u8], level: usize, out: &mut Vec<u8>) {
        let text = units::read(content, true);
        let begins_json = text.iter().map(|unit| unit.letter).find(|c| !c.is_whitespace());
        if level < MOST_LEVELS && matches!(begins_json, Some('{' | '[')) {
            let quoted = [b"\"", content, b"\""].concat();
            if let Ok(inner) = serde_json::from_slice::<String>(&quoted) {
                let mut new = Vec::new();
                self.json(inner.as_bytes(), level + 1, &mut new);
                let new = String::from_utf8_lossy(&new).into_owned();
                let written = serde_json::Value::from(new).to_string();
                let written = written.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                out.extend_from_slice(written.unwrap_or_default().as_bytes());
                return;
            }
        }
        self.text(content, true, out);
    }

    /// Writes the name of a member, and gives it.
    fn name(&mut self, content: &[u8], out: &mut Vec<u8>) -> String {
        let found = units::read(content, true);
        let name: String = units::mended(&found).map(|(letter, _)| letter).collect();
        if self.is_name(&name) {
            out.extend_from_slice(content);
        } else {
            self.text(content, true, out);
        }
        name
    }

    /// Whether this is the name of a member and not a datum in its place.
    pub(super) fn is_name(&self, name: &str) -> bool {
        if self.vocabulary.has_member(name) {
            return true;
        }
        let mut digits = 0;
        let has_number = name.chars().any(|c| {
            digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
            digits > 3
        });
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | ':');
        let trimmed = name.trim_end_matches([':', ' ']);
        name.len() <= LONGEST_NAME
            && !has_number
            && !trimmed.is_empty()
            && trimmed.chars().all(is_sign)
            && name.chars().all(|c| c.is_ascii() || matches!(c, '\u{c0}'..='\u{ff}'))
            && !self.was_sent(trimmed)
    }

    /// Whether this is a small whole number of a member whose numbers are kept.
    fn is_kept_number(&self, number: &[u8], member: &str) -> bool {
        (1..=3).contains(&number.len())
            && number.iter().all(u8::is_ascii_digit)
            && self.vocabulary.keeps_number_of(member)
    }

    fn number(&mut self, number: &[u8], member: &str, out: &mut Vec<u8>) {
        let text = String::from_utf8_lossy(number).into_owned();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_whole = text.trim_start_matches('-').len() == digits.len();
        if self.is_kept_number(number, member) {
            out.extend_from_slice(number);
            return;
        }
        if let Some(new) = is_whole.then(|| self.document_without_zeros(&digits)).flatten() {
            out.extend_from_slice(text.replace(&digits, &new).as_bytes());
            return;
        }
        // The exponent is part of the form.
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => text.split_at_checked(at).unwrap_or((&text, "")),
            None => (text.as_str(), ""),
        };
        let is_exponent =
            exponent.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '+' | '-'));
        if !is_exponent || exponent.len() > 4 {
            self.text(number, false, out);
            return;
        }
        self.text(mantissa.as_bytes(), false, out);
        out.extend_from_slice(exponent.as_bytes());
    }
}

/// The content of the string that `rest` begins with, and its length with the quotes that it has.
fn string_at(rest: &[u8]) -> (&[u8], usize) {
    let mut at = 1;
    loop {
        match rest.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => return (rest.get(1..at).unwrap_or_default(), at + 1),
            Some(_) => at += 1,
            None => {
                let content = rest.get(1..).unwrap_or_default();
                return (content, content.len() + 1);
            }
        }
    }
}

fn run(rest: &[u8], is_part: impl Fn(u8) -> bool) -> usize {
    rest.iter().take_while(|byte| is_part(**byte)).count()
}

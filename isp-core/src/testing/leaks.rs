//! Finding out whether a secret leaks: all that could be printed of an error, and all that is logged.

use std::error::Error as _;
use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;

/// Everything that can be printed of an error: `Display`, `Debug`, its causes, the kept evidence.
pub fn everything_printable(error: &Error) -> String {
    let mut text = format!("{error}\n{error:?}\n{error:#?}\n");
    let own = [Some(error.what()), error.vendor_message(), error.code(), Some(error.advice())];
    for part in own.into_iter().flatten() {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{part}");
    }
    if let Some(evidence) = error.evidence() {
        let content_type = evidence.content_type.as_deref().unwrap_or_default();
        let _ = writeln!(text, "{content_type}\n{}", evidence.body);
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = writeln!(text, "{error} {error:?}");
        cause = error.source();
    }
    text
}

/// Looks for secrets in texts: their parts of at least four ASCII letters or digits (seven, where all are
/// hexadecimal digits), in any case, in percent signs, in HTML and JSON escapes, and in Base64.
///
/// Give every secret parts that occur nowhere else, on both sides of its awkward characters: then half of
/// it is found too.
pub struct LeakFinder {
    /// By their first byte, in lower case.
    marks: Vec<Vec<Mark>>,
    spellings: u64,
    probes: AtomicU64,
}

struct Mark {
    name: &'static str,
    text: String,
    /// Base64 tells capitals from small letters.
    in_any_case: bool,
}

impl LeakFinder {
    /// Looks for these secrets, each with a name.
    pub fn new<'a>(secrets: impl IntoIterator<Item = (&'static str, &'a str)>) -> Self {
        let mut found = Self {
            marks: (0..=u8::MAX).map(|_| Vec::new()).collect(),
            spellings: 0,
            probes: AtomicU64::new(0),
        };
        for (name, secret) in secrets {
            let parts = secret.split(|c: char| !c.is_ascii_alphanumeric());
            for part in parts.filter(|part| is_distinctive(part)).chain([secret]) {
                for text in spellings(part) {
                    found.look_for(Mark { name, text, in_any_case: true });
                }
                for text in base64_within(part) {
                    found.look_for(Mark { name, text, in_any_case: false });
                }
            }
        }
        found
    }

    fn look_for(&mut self, mark: Mark) {
        let first = mark.text.bytes().next().map(|byte| byte.to_ascii_lowercase());
        if let Some(marks) = first.and_then(|first| self.marks.get_mut(usize::from(first))) {
            marks.push(mark);
            self.spellings += 1;
        }
    }

    /// The name of a secret that `text` holds, and the text around it.
    pub fn find<'a>(&self, text: &'a str) -> Option<(&'static str, &'a str)> {
        self.probes.fetch_add(self.spellings, Ordering::Relaxed);
        let bytes = text.as_bytes();
        bytes.iter().enumerate().find_map(|(at, byte)| {
            let marks = self.marks.get(usize::from(byte.to_ascii_lowercase()))?;
            let rest = bytes.get(at..)?;
            let mark = marks.iter().find(|mark| mark.begins(rest))?;
            let near = |at: &usize| text.is_char_boundary(*at);
            let start = (0..=at.saturating_sub(60)).rev().find(near)?;
            let end = ((at + 100).min(text.len())..=text.len()).find(near)?;
            Some((mark.name, text.get(start..end)?))
        })
    }

    /// How often a text was searched for a spelling of a secret.
    pub fn probes(&self) -> u64 {
        self.probes.load(Ordering::Relaxed)
    }
}

impl Mark {
    fn begins(&self, text: &[u8]) -> bool {
        let Some(head) = text.get(..self.text.len()) else { return false };
        let mark = self.text.as_bytes();
        if self.in_any_case { head.eq_ignore_ascii_case(mark) } else { head == mark }
    }
}

impl std::fmt::Debug for LeakFinder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LeakFinder").field("spellings", &self.spellings).finish_non_exhaustive()
    }
}

/// Whether a text that has nothing to do with the secret does not hold `part` by chance: the boundary of
/// a multipart body is 64 random hexadecimal digits.
fn is_distinctive(part: &str) -> bool {
    let is_hexadecimal = part.bytes().all(|byte| byte.is_ascii_hexdigit());
    part.len() >= if is_hexadecimal { 7 } else { 4 }
}

/// `part` as it is and with every letter escaped.
fn spellings(part: &str) -> Vec<String> {
    let escaped = |escape: &dyn Fn(char) -> String| part.chars().map(escape).collect::<String>();
    vec![
        part.to_owned(),
        escaped(&|letter| format!("%{:02x}", u32::from(letter))),
        escaped(&|letter| format!("&#{};", u32::from(letter))),
        escaped(&|letter| format!("&#x{:x};", u32::from(letter))),
        escaped(&|letter| format!("\\u{:04x}", u32::from(letter))),
    ]
}

/// The letters of Base64 that depend on `part` alone, for each of its places in a group of three bytes.
fn base64_within(part: &str) -> Vec<String> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let places = (0..3).map(|offset: usize| {
        let bits: Vec<u8> = std::iter::repeat_n(0, offset)
            .chain(part.bytes())
            .flat_map(|byte| (0..8).rev().map(move |bit| (byte >> bit) & 1))
            .collect();
        let (sixes, _) = bits.as_chunks::<6>();
        let digit = |six: &[u8; 6]| six.iter().fold(0, |whole, bit| whole * 2 + usize::from(*bit));
        let digits = sixes.iter().skip((offset * 8).div_ceil(6)).map(digit);
        digits.filter_map(|digit| DIGITS.get(digit).copied().map(char::from)).collect::<String>()
    });
    // Fewer occur by chance.
    let long: Vec<String> = places.filter(|text| text.len() >= 5).collect();
    let for_urls: Vec<_> =
        long.iter().map(|text| text.replace('+', "-").replace('/', "_")).collect();
    long.into_iter().chain(for_urls).collect()
}

/// A log that is kept in memory: hand clones of it to a subscriber as its writer.
#[derive(Debug, Clone, Default)]
pub struct LogBuffer(Arc<Mutex<Vec<u8>>>);

impl LogBuffer {
    /// An empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written so far; the log is empty then.
    pub fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What was written so far.
    pub fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl io::Write for LogBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_way_in_which_it_may_be_written() {
        let finder = LeakFinder::new([("other", "0000"), ("password", "abXYe<é>efGHi")]);
        for text in [
            "x ABXYE y",
            "x efghi y",
            "%61%62%58%59%65",
            "&#97;&#98;&#88;&#89;&#101;",
            "&#x61;&#x62;&#x58;&#x59;&#x65;",
            "\\u0061\\u0062\\u0058\\u0059\\u0065",
            "YWJYWWU8w6k+ZWZHSGk=",
            "eHhlZkdIaXh4",
            "eGVmR0hp",
        ] {
            assert_eq!(finder.find(text).map(|(name, _)| name), Some("password"), "{text}");
        }
        assert_eq!(finder.find("abXY efGH"), None);
        assert!(finder.probes() > 0);
        assert!(!format!("{finder:?}").contains("abxy"));
    }

    #[test]
    fn the_boundary_of_a_multipart_body_is_not_taken_for_a_document() {
        let finder = LeakFinder::new([("document", "12.ABC.345/01DE-35")]);
        assert_eq!(finder.find("--ec498d98e4db6af0-76a843dec701de94-3c260b9d64d63db9"), None);
        assert!(finder.find("CNPJ 12.abc.345/01de-35").is_some());
    }
}

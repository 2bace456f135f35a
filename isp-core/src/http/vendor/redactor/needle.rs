//! A secret as it is looked for in a text.

use std::collections::HashSet;

use super::readings::{Reading, Readings, byte_of};
use crate::wire::folded_letter;

/// Fewer letters are not looked for: replacing them would make the text unreadable and hide little.
const FEWEST_LETTERS: usize = 3;

/// Shorter pieces of Base64 are not looked for.
const FEWEST_BASE64_LETTERS: usize = 5;

/// A secret, or a part of its Base64.
pub(super) struct Needle {
    letters: Vec<Letter>,
    form: Form,
}

struct Letter {
    /// Without accent and in lower case, except in Base64.
    plain: char,
    /// Of a letter outside ASCII.
    torn: Option<Torn>,
}

/// A letter as its bytes.
#[derive(Clone, Copy)]
struct Torn {
    /// The first byte, as a letter of Latin-1.
    first: char,
    length: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Case and accents do not count, since servers change both.
    Text,
    Base64,
}

impl Needle {
    /// What to look for so that `secret` is found; nothing if it has too few letters.
    pub(super) fn all_of(secret: &str) -> Vec<Self> {
        let text = Self::of_text(secret);
        if text.letters.len() < FEWEST_LETTERS {
            return Vec::new();
        }
        let latin_1: Option<Vec<u8>> = secret.chars().map(byte_of).collect();
        let latin_1 = latin_1.filter(|_| !secret.is_ascii());
        let encodings = [Some(secret.as_bytes()), latin_1.as_deref()];
        let base64 = encodings
            .into_iter()
            .flatten()
            .flat_map(|bytes| (0..3).filter_map(move |offset| Self::of_base64(bytes, offset)));
        std::iter::once(text).chain(base64).collect()
    }

    fn of_text(secret: &str) -> Self {
        let letters = secret.trim().chars().flat_map(|letter| {
            let first = letter.encode_utf8(&mut [0; 4]).bytes().next().map(char::from);
            let torn = first.map(|first| Torn { first, length: letter.len_utf8() });
            let torn = torn.filter(|_| !letter.is_ascii());
            folded_letter(letter).map(move |plain| Letter { plain, torn })
        });
        Self { letters: letters.collect(), form: Form::Text }
    }

    /// The letters of Base64 that depend on `bytes` alone, where these come after a multiple of three
    /// bytes and `offset` more.
    fn of_base64(bytes: &[u8], offset: usize) -> Option<Self> {
        let padded: Vec<u8> = std::iter::repeat_n(0, offset).chain(bytes.iter().copied()).collect();
        let whole = padded.len() * 8 / 6;
        let letters = base64(&padded).into_iter().take(whole).skip((offset * 8).div_ceil(6));
        let letters: Vec<_> = letters.map(|plain| Letter { plain, torn: None }).collect();
        (letters.len() >= FEWEST_BASE64_LETTERS).then_some(Self { letters, form: Form::Base64 })
    }

    /// The letters with which an occurrence may begin, after folding.
    pub(super) fn first_letters(&self) -> Vec<char> {
        let Some(first) = self.letters.first() else { return Vec::new() };
        let mut letters = vec![first.plain];
        if first.plain.is_ascii_digit() {
            letters.push('*');
        }
        match self.form {
            Form::Base64 if first.plain == '+' => letters.extend(['-', ' ']),
            Form::Base64 if first.plain == '/' => letters.push('_'),
            Form::Base64 => {}
            Form::Text => {
                if let Some(torn) = first.torn {
                    letters.extend(['?', '\u{fffd}', torn.first]);
                    letters.extend(byte_of(first.plain).map(char::from));
                }
            }
        }
        letters
    }

    /// Where the longest occurrence that begins at `start` ends. The end of the text may be in the middle
    /// of it, if enough letters of it are there.
    pub(super) fn find_at(&self, readings: &Readings<'_>, start: usize) -> Option<usize> {
        let mut longest = None;
        let mut waiting = Vec::new();
        for reading in readings.at(start) {
            self.step(0, start, reading, &mut waiting);
        }
        self.step_over_lost_letters(0, readings, start, &mut waiting);
        let mut seen = HashSet::new();
        while let Some((matched, at)) = waiting.pop() {
            if !seen.insert((matched, at)) {
                continue;
            }
            let is_whole = matched == self.letters.len();
            if is_whole {
                longest = longest.max(Some(at));
            } else if matched >= FEWEST_LETTERS {
                longest = longest.max(readings.end_at(at));
            }
            if !is_whole {
                for reading in readings.at(at) {
                    self.step(matched, at, reading, &mut waiting);
                }
                self.step_over_lost_letters(matched, readings, at, &mut waiting);
            }
        }
        longest.map(|end| self.whole_word_end(readings, end))
    }

    /// Where the word begins of which an occurrence at `start` is a part.
    pub(super) fn word_start(&self, text: &str, start: usize) -> usize {
        let before = text.get(..start).unwrap_or_default();
        match self.form {
            Form::Text => start,
            Form::Base64 => before.trim_end_matches(is_base64).len(),
        }
    }

    fn whole_word_end(&self, readings: &Readings<'_>, end: usize) -> usize {
        let rest = readings.rest(end);
        match self.form {
            Form::Text => end,
            Form::Base64 => end + rest.len() - rest.trim_start_matches(is_base64).len(),
        }
    }

    /// Adds where to go on after `reading`, if it is the next letter.
    fn step(&self, matched: usize, at: usize, reading: Reading, waiting: &mut Vec<(usize, usize)>) {
        debug_assert!(reading.end > at, "a reading takes some text");
        let Some((next, rest)) = self.letters.get(matched..).and_then(<[_]>::split_first) else {
            return;
        };
        let length = match self.form {
            Form::Base64 => usize::from(is_same_base64(next.plain, reading.letter)),
            Form::Text => {
                let mut plain = folded_letter(reading.letter);
                match (plain.next(), plain.next()) {
                    // A combining accent.
                    (None, _) if matched > 0 => {
                        waiting.push((matched, reading.end));
                        0
                    }
                    (Some(one), None) => usize::from(next.is(one)),
                    (Some(one), Some(two)) => {
                        2 * usize::from(next.is(one) && rest.first().is_some_and(|l| l.is(two)))
                    }
                    _ => 0,
                }
            }
        };
        if length > 0 {
            waiting.push((matched + length, reading.end));
        }
    }

    /// A letter outside ASCII may have become one mark for each of its bytes, or its first byte and blanks.
    fn step_over_lost_letters(
        &self,
        matched: usize,
        readings: &Readings<'_>,
        at: usize,
        waiting: &mut Vec<(usize, usize)>,
    ) {
        let Some(torn) = self.letters.get(matched).and_then(|letter| letter.torn) else { return };
        let is_torn = readings.rest(at).starts_with(torn.first);
        let is_lost = |(number, letter): &(usize, char)| match letter {
            '?' | '\u{fffd}' => true,
            ' ' => is_torn && *number > 0,
            letter => is_torn && (*number == 0 || letter.is_control()),
        };
        let mut end = at;
        let letters = readings.rest(at).chars().enumerate().take(torn.length);
        for (_, lost) in letters.take_while(is_lost) {
            end += lost.len_utf8();
            waiting.push((matched + 1, end));
        }
    }
}

impl Letter {
    fn is(&self, read: char) -> bool {
        self.plain == read
            // As this library shows digits of keys.
            || read == '*' && self.plain.is_ascii_digit()
            || self.torn.is_some() && byte_of(self.plain) == u8::try_from(read).ok() && !read.is_ascii()
    }
}

fn base64(bytes: &[u8]) -> Vec<char> {
    let letter = |six: u8| match six & 63 {
        six @ 0..26 => char::from(b'A' + six),
        six @ 26..52 => char::from(b'a' + (six - 26)),
        six @ 52..62 => char::from(b'0' + (six - 52)),
        62 => '+',
        _ => '/',
    };
    bytes
        .chunks(3)
        .flat_map(|chunk| {
            let byte = |at: usize| chunk.get(at).copied().unwrap_or(0);
            let (one, two, three) = (byte(0), byte(1), byte(2));
            [one >> 2, (one << 4) | (two >> 4), (two << 2) | (three >> 6), three].map(letter)
        })
        .collect()
}

fn is_same_base64(ours: char, read: char) -> bool {
    ours == read || matches!((ours, read), ('+', '-' | ' ') | ('/', '_') | ('0'..='9', '*'))
}

/// Whether a letter may be of Base64, also where its signs are escaped.
fn is_base64(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || matches!(letter, '+' | '/' | '-' | '_' | '=' | '%' | '\\' | '*')
}

/// Base64 with padding.
#[cfg(test)]
pub(super) fn base64_text(bytes: &[u8]) -> String {
    let whole = (bytes.len() * 8).div_ceil(6);
    let text: String = base64(bytes).into_iter().take(whole).collect();
    text + ["", "==", "="][bytes.len() % 3]
}

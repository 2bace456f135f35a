//! Replaces everything in a recording that is not known to say nothing about anybody.
//!
//! | file | what it replaces |
//! |---|---|
//! | `units` | reads the letters of a text as they are spelled, and writes others in their place |
//! | `json` | texts and numbers of JSON, also of broken JSON |
//! | `text` | words and tokens; keeps what the vocabulary has |
//! | `numbers` | codes, amounts, coordinates, addresses of devices |
//! | `dates` | dates and times |
//! | `documents` | CPF, CNPJ, telephone numbers |
//! | `payments` | lines, barcodes, PIX |
//! | `fill` | writes other digits into the form of a number, date, document or line |
//! | `substitutes`, `draw` | which invented value stands for which original |
//!
//! Every function replaces letters by as many letters, so that the form stays.

mod dates;
mod documents;
mod draw;
mod fill;
mod json;
mod numbers;
mod payments;
mod substitutes;
#[cfg(test)]
mod tests;
mod text;
mod units;

use std::collections::{BTreeMap, HashSet};

use self::dates::Shift;
use self::substitutes::Substitutes;
use super::{Replaced, Vocabulary};
use crate::wire::fold;

/// The shortest value of a request that is not kept as the name of a member.
const SHORTEST_SENT: usize = 4;

/// How much a file without content has, in bytes.
const LONGEST_FILE: usize = 256;

/// Replaces what one recording holds.
pub(super) struct Scrubber {
    vocabulary: Vocabulary,
    substitutes: Substitutes,
    shift: Shift,
    /// Folded values of the requests.
    sent: HashSet<String>,
}

impl Scrubber {
    pub(super) fn new(vocabulary: Vocabulary) -> Self {
        let substitutes = Substitutes::new();
        let shift = Shift::draw(&mut substitutes.draw("dates"));
        Self { vocabulary, substitutes, shift, sent: HashSet::new() }
    }

    /// Remembers a text that was recorded: no invented value holds a piece of it.
    pub(super) fn avoid(&mut self, text: &[u8]) {
        self.substitutes.avoid(text);
    }

    /// Remembers a value that was sent: a server that repeats it as the name of a member gives it away.
    pub(super) fn was_told(&mut self, value: &str) {
        self.avoid(value.as_bytes());
        let value = fold(value);
        if value.chars().count() >= SHORTEST_SENT && !self.vocabulary.uses(&value) {
            self.sent.insert(value);
        }
    }

    fn was_sent(&self, name: &str) -> bool {
        let name = fold(name);
        self.sent.iter().any(|value| name.contains(value.as_str()))
    }

    /// The path of a request, with its parameters in braces.
    pub(super) fn path(&mut self, path: &str) -> String {
        let segments: Vec<String> = path
            .split('/')
            .map(|segment| {
                if self.vocabulary.has_segment(segment) {
                    segment.to_owned()
                } else {
                    format!("{{{}}}", self.plain(segment))
                }
            })
            .collect();
        segments.join("/")
    }

    /// A parameter of a request: its name if it is one, and its value replaced.
    pub(super) fn parameter(&mut self, name: &str, value: &str) -> (String, String) {
        let name = if self.is_name(name) { name.to_owned() } else { self.plain(name) };
        let value = self.value(value);
        (name, value)
    }

    /// A value alone.
    pub(super) fn value(&mut self, value: &str) -> String {
        if value.trim_start().starts_with(['{', '[']) {
            return String::from_utf8_lossy(&self.body(value.as_bytes())).into_owned();
        }
        self.plain(value)
    }

    /// A body of any kind.
    pub(super) fn body(&mut self, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(body.len());
        let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
        if let Some(file) = invented_pdf(body) {
            return file;
        }
        match first {
            Some(b'{' | b'[' | b'"') => self.json(body, 0, &mut out),
            _ if is_binary(body) => return vec![b'.'; body.len().min(LONGEST_FILE)],
            _ => self.text(body, false, &mut out),
        }
        out
    }

    /// A content type: kept if it is a usual one.
    pub(super) fn content_type(&mut self, text: &str) -> String {
        const KINDS: [&str; 12] = [
            "application/json",
            "text/json",
            "application/problem+json",
            "text/html",
            "text/plain",
            "application/pdf",
            "application/octet-stream",
            "application/xml",
            "text/xml",
            "image/png",
            "image/jpeg",
            "application/x-www-form-urlencoded",
        ];
        const SETS: [&str; 5] = ["utf-8", "utf8", "iso-8859-1", "windows-1252", "us-ascii"];
        let known = |text: &str, all: &[&str]| all.iter().any(|one| text.eq_ignore_ascii_case(one));
        let is_known = text.split(';').enumerate().all(|(number, part)| match number {
            0 => known(part.trim(), &KINDS),
            _ => part.trim().split_once('=').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("charset") && known(value.trim_matches('"'), &SETS)
            }),
        });
        if is_known { text.to_owned() } else { self.plain(text) }
    }

    /// How many different originals of each kind were replaced.
    pub(super) fn counts(&self) -> BTreeMap<Replaced, usize> {
        self.substitutes.counts()
    }
}

/// Whether a body is no text.
fn is_binary(body: &[u8]) -> bool {
    let odd = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    body.iter().take(512).any(|byte| odd(&byte))
}

/// A PDF without any content, whole if that of the body is.
fn invented_pdf(body: &[u8]) -> Option<Vec<u8>> {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    let pdf = text.strip_prefix(b"%PDF-")?;
    let mut file = body.get(..body.len() - text.len())?.to_vec();
    file.extend_from_slice(b"%PDF-1.4\n");
    let is_whole = pdf.trim_ascii_end().ends_with(b"%%EOF");
    file.extend(std::iter::repeat_n(b'.', pdf.len().min(LONGEST_FILE)));
    file.extend_from_slice(if is_whole { b"\n%%EOF\n" } else { b"" });
    Some(file)
}

//! Replaces secrets in what is kept of an answer.
//!
//! | file | what it does |
//! |---|---|
//! | `readings` | every way to read the letters of a text: percent signs, entities, backslashes, torn |
//! | `needle` | looks for one secret, letter by letter, and for its Base64 |
//! | `members` | members of JSON named like a password |
//! | `documents` | numbers that read as a CPF or CNPJ |

mod documents;
mod members;
mod needle;
mod readings;

use std::collections::HashMap;
use std::fmt;

use self::needle::Needle;
use self::readings::Readings;
use crate::error::Evidence;
use crate::http::answer::Answer;
use crate::secret::Secret;
use crate::wire::{Drift, folded_letter};

/// How much of a body is kept, in bytes.
const KEPT: usize = 4096;

/// How much of a vendor's code or message is kept, in bytes.
const LONGEST_MESSAGE: usize = 1024;

/// How much of a content type is kept, in bytes.
const LONGEST_CONTENT_TYPE: usize = 200;

/// Replaces secrets in text: those of this call in any spelling, the values of members named like a
/// password or token, and document numbers.
#[derive(Default)]
pub(super) struct Redactor {
    needles: Vec<Needle>,
    /// By the letters with which they may begin.
    by_first: HashMap<char, Vec<usize>>,
}

impl Redactor {
    /// A redactor that knows `secrets`.
    pub(super) fn new<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let mut known: Vec<&str> = secrets.into_iter().map(Secret::expose).collect();
        known.sort_unstable();
        known.dedup();
        let needles: Vec<Needle> = known.into_iter().flat_map(Needle::all_of).collect();
        let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
        for (number, needle) in needles.iter().enumerate() {
            for letter in needle.first_letters() {
                by_first.entry(letter).or_default().push(number);
            }
        }
        Self { needles, by_first }
    }

    /// The beginning of a vendor's code or message, redacted.
    pub(super) fn shortened(&self, text: &str) -> String {
        self.beginning(text, LONGEST_MESSAGE)
    }

    /// The beginning of an answer's body, and its content type, redacted.
    pub(super) fn evidence(&self, answer: &Answer) -> Evidence {
        let content_type = answer.header("content-type");
        let content_type = content_type.map(|text| self.beginning(text, LONGEST_CONTENT_TYPE));
        // A letter more tells whether there is more.
        let body = self.beginning(&answer.head(KEPT + 8), KEPT);
        Evidence::new(content_type, body, answer.body().len())
    }

    /// Replaces secrets that an answer uses as keys.
    pub(super) fn redact_drift(&self, drift: &mut Drift) {
        drift.change_texts(|text| self.without_secrets(text));
    }

    /// The first `length` bytes of `text`, redacted.
    fn beginning(&self, text: &str, length: usize) -> String {
        let (head, is_cut) = cut(text, length);
        let redacted = members::redact(&self.without_secrets(head));
        let redacted = documents::redact(&redacted, is_cut);
        // Replacing may have made it longer.
        cut(&redacted, length).0.to_owned()
    }

    /// `text` without the secrets of this call, and without the beginning of one at its end.
    pub(in crate::http) fn without_secrets(&self, text: &str) -> String {
        let found = self.find(text);
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        for (start, end) in found {
            out.push_str(text.get(rest..start).unwrap_or_default());
            out.push_str("[redacted]");
            rest = end;
        }
        out.push_str(text.get(rest..).unwrap_or_default());
        out
    }

    /// Where secrets are in `text`: in order, apart from each other. Where two overlap, both are hidden
    /// whole.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        if self.needles.is_empty() {
            return Vec::new();
        }
        let readings = Readings::of(text);
        let mut found = Vec::new();
        for (start, _) in text.char_indices() {
            for needle in self.beginning_with(&readings, start) {
                if let Some(end) = needle.find_at(&readings, start) {
                    found.push((needle.word_start(text, start), end));
                }
            }
        }
        found.sort_unstable();
        let mut apart: Vec<(usize, usize)> = Vec::new();
        for (start, end) in found {
            match apart.last_mut() {
                Some(last) if start < last.1 => last.1 = last.1.max(end),
                _ => apart.push((start, end)),
            }
        }
        apart
    }
}

impl Redactor {
    /// The secrets that may begin at `start`, each once.
    fn beginning_with(&self, readings: &Readings<'_>, start: usize) -> Vec<&Needle> {
        let mut numbers: Vec<usize> = Vec::new();
        for reading in readings.at(start) {
            let plain = folded_letter(reading.letter).next().filter(|c| *c != reading.letter);
            for letter in plain.into_iter().chain([reading.letter]) {
                numbers.extend(self.by_first.get(&letter).into_iter().flatten());
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().filter_map(|number| self.needles.get(*number)).collect()
    }
}

/// The first `length` bytes of `text`, or up to three fewer; and whether there are more.
fn cut(text: &str, length: usize) -> (&str, bool) {
    if text.len() <= length {
        return (text, false);
    }
    let at = (0..=length).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (text.get(..at).unwrap_or_default(), true)
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::TextEncoding;

    fn redactor(secret: &str) -> Redactor {
        Redactor::new(&[Secret::new(secret)])
    }

    #[test]
    fn a_known_secret_disappears_in_every_spelling() {
        for (secret, spellings) in [
            (
                "s3 n/há\"x",
                &[
                    "s3 n/há\"x",
                    "s3+n%2Fh%C3%A1%22x",
                    "s3%20n%2fh%c3%a1%22x",
                    r#"s3 n/há\"x"#,
                    r#"s3 n\/h\u00e1\"x"#,
                    r"s3 n\/h\u00E1\u0022x",
                    "s3 n/h&aacute;&quot;x",
                    "s3&#32;n&#47;h&#225;&#34;x",
                    "s3 n&#x2F;h&#xe1;&#x22;x",
                    "s3+n%2Fh%E1%22x",
                    "s3 n/h\u{fffd}\"x",
                    "s3 n/hÃ¡\"x",
                    "s3 n/h??\"x",
                    "S3 N/HÁ\"X",
                    "s3 n/ha\"x",
                    "s3 n/ha\u{301}\"x",
                    "s3+n%252Fh%25C3%25A1%2522x",
                    r#"s3 n/há\\\"x"#,
                    "s3%20n%2Fh%C3%83%C2%A1%22x",
                ][..],
            ),
            ("Ab+cD", &["Ab%2bcD", "Ab%2BcD", "ab%2bcd", "Ab&#43;cD", r"Ab\u002bcD"]),
            ("a~b*c", &["a~b*c", "a%7Eb%2Ac", "a%7eb*c", "a~b%2ac"]),
            (
                "p<w>&'x",
                &[
                    "p<w>&'x",
                    "p&lt;w&gt;&amp;&#39;x",
                    "p&lt;w&gt;&amp;&#039;x",
                    "p%3Cw%3E%26%27x",
                    r"p\u003cw\u003e\u0026\u0027x",
                ],
            ),
            (
                "señor€",
                &[
                    "señor€",
                    "se%F1or%80",
                    "se%f1or%e2%82%ac",
                    "seÃ±orâ‚¬",
                    "seÃ orâ??",
                    "se\\xf1or\\u20ac",
                ],
            ),
            ("100%25", &["100%25", "100%2525"]),
        ] {
            for text in spellings {
                let redacted = redactor(secret).without_secrets(&format!("see {text} there"));
                assert_eq!(redacted, "see [redacted] there", "{text}");
            }
        }
    }

    #[test]
    fn the_base64_of_a_secret_disappears_wherever_it_stands_in_longer_base64() {
        let secret = Secret::new("s3nha-çã>?o");
        let redactor = Redactor::new([&secret]);
        for (before, after) in [("", ""), ("a", ""), ("ab", "c"), ("abc", "de"), ("id:", "xyz")] {
            let text = [before, secret.expose(), after].concat();
            for encoded in encoded(text.as_bytes()) {
                let redacted = redactor.without_secrets(&format!("Basic {encoded} there"));
                assert_eq!(redacted, "Basic [redacted] there", "{encoded}");
            }
        }
    }

    /// Base64: standard and for URLs, with and without padding, percent-encoded and in JSON.
    fn encoded(bytes: &[u8]) -> Vec<String> {
        let padded = needle::base64_text(bytes);
        let url = padded.replace('+', "-").replace('/', "_");
        let bare = padded.trim_end_matches('=').to_owned();
        let percent = padded.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D");
        vec![
            url.trim_end_matches('=').to_owned(),
            url,
            bare,
            percent,
            padded.replace('/', "\\/"),
            padded,
        ]
    }

    #[test]
    fn of_two_secrets_that_overlap_nothing_is_left() {
        let redactor = Redactor::new(&["abcd", "cdefgh", "abc"].map(Secret::new));
        assert_eq!(redactor.without_secrets("xabcdefghx abcx"), "x[redacted]x [redacted]x");
    }

    #[test]
    fn the_beginning_of_a_secret_at_the_end_of_a_text_disappears() {
        let redactor = redactor("marker<with>&é letters");
        for text in ["see marker", "see marker%3", "see marker&l", "see marker<with>&amp;\\u00"] {
            assert_eq!(redactor.without_secrets(text), "see [redacted]", "{text}");
        }
        assert_eq!(redactor.without_secrets("see mark… there"), "see [redacted]… there");
        assert_eq!(redactor.without_secrets("[see marker&…]"), "[see [redacted]…]");
        assert_eq!(redactor.without_secrets("see ma"), "see ma");
    }

    #[test]
    fn a_secret_in_a_shown_key_disappears_although_its_digits_are_masked() {
        let redactor = redactor("key-12345-\"x");
        assert_eq!(
            redactor.without_secrets(r#"$.a["key-*****-\"x"]: unknown"#),
            r#"$.a["[redacted]"]: unknown"#
        );
    }

    #[test]
    fn content_type_is_redacted_and_bounded() {
        let headers =
            vec![("content-type".to_owned(), format!("text/marker%3bx; {}", "a".repeat(900)))];
        let answer = Answer::new(200, headers, "{}", TextEncoding::Utf8);
        let kind = redactor("marker;x").evidence(&answer).content_type.unwrap();
        assert!(kind.starts_with("text/[redacted]; a") && kind.len() <= LONGEST_CONTENT_TYPE);
    }

    #[test]
    fn evidence_is_bounded_and_a_secret_across_the_cut_is_not_half_shown() {
        for secret in ["marker-marker-marker", "márkér&márkér&márkér"] {
            let spelled = secret.replace('&', "&amp;").replace('é', "%C3%A9");
            for shift in 0..spelled.len() + 2 {
                let body =
                    format!("{} {spelled}{}", "a".repeat(KEPT - 2 - shift), "b".repeat(9000));
                let answer = Answer::new(200, vec![], body, TextEncoding::Utf8);
                let kept = redactor(secret).evidence(&answer).body;
                assert!(kept.len() <= KEPT && kept.len() > KEPT - 100);
                assert!(!kept.contains("rk"), "{shift}: {kept}");
            }
        }
    }

    #[test]
    fn a_body_that_shrinks_when_it_is_redacted_does_not_end_in_half_a_secret() {
        let secret = "marker-with-many-letters-that-become-a-short-word";
        for shift in 0..secret.len() {
            let body = format!("{}{}", "a".repeat(shift), secret.repeat(500));
            let answer = Answer::new(200, vec![], body.as_str(), TextEncoding::Utf8);
            let redactor = redactor(secret);
            for kept in [redactor.evidence(&answer).body, redactor.shortened(&body)] {
                assert!(kept.contains("[redacted]") && !kept.contains("mark"), "{kept}");
            }
        }
    }

    #[test]
    fn a_text_made_of_escapes_alone_is_read_in_bounded_time() {
        let redactor = redactor(&"\\%&".repeat(100));
        for part in ["\\", "%25", "&amp;", "%5C", "Ã", "\\u005c", "\\%26&#37;"] {
            // Deciding, not timing: without bounds this takes for ever.
            redactor.without_secrets(&part.repeat(KEPT / part.len()));
        }
    }
}

//! Replaces secrets in what is kept of an answer.

use crate::brazil::Document;
use crate::error::Evidence;
use crate::http::answer::Answer;
use crate::secret::Secret;
use crate::wire::key;

/// How much of a body is kept.
const KEPT: usize = 4096;

/// How much of a vendor's code or message is kept.
const LONGEST_MESSAGE: usize = 1024;

/// Bytes of the longest document number, with the punctuation around it.
const LONGEST_DOCUMENT: usize = 24;

/// Members whose value is never kept, whatever it is: their normalised names contain one of these.
const SECRET_MEMBERS: [&str; 7] =
    ["senha", "pass", "token", "secret", "segredo", "psk", "authorization"];

/// Replaces secrets in text: those of this call in any form (plain, percent-encoded or
/// JSON-escaped), the values of members named like a password or token, and document numbers.
#[derive(Clone, Default)]
pub(super) struct Redactor {
    needles: Vec<String>,
}

impl Redactor {
    /// A redactor that knows `secrets`.
    pub(super) fn new<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let mut needles: Vec<String> = secrets
            .into_iter()
            // Replacing shorter ones would make the text unreadable and hide little.
            .filter(|secret| secret.expose().chars().count() >= 3)
            .flat_map(|secret| forms(secret.expose()))
            .collect();
        // Longest first, so that no part of a longer form is left.
        needles.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        needles.dedup();
        Self { needles }
    }

    /// `text` with everything replaced that must not be kept.
    pub(super) fn redact(&self, text: &str) -> String {
        let known = self
            .needles
            .iter()
            .fold(text.to_owned(), |text, needle| text.replace(needle.as_str(), "[redacted]"));
        redact_documents(&redact_members(&known))
    }

    /// The beginning of a vendor's code or message, redacted.
    pub(super) fn shortened(&self, text: &str) -> String {
        let (head, is_cut) = beginning(text, LONGEST_MESSAGE + self.margin());
        self.redact_head(head, is_cut, LONGEST_MESSAGE)
    }

    /// The beginning of an answer's body, redacted.
    pub(super) fn evidence(&self, answer: &Answer) -> Evidence {
        let reach = KEPT + self.margin();
        // One byte more tells whether there is more.
        let text = answer.head(reach + 1);
        let (head, is_cut) = beginning(&text, reach);
        let body = self.redact_head(head, is_cut, KEPT);
        Evidence::new(answer.header("content-type").map(str::to_owned), body, answer.body().len())
    }

    /// `head`, redacted, as far as what it says does not depend on what came after it.
    fn redact_head(&self, head: &str, is_cut: bool, longest: usize) -> String {
        let redacted = self.redact(head);
        // Half a secret at the end of the head is not recognised.
        let known =
            if is_cut { redacted.len().saturating_sub(self.margin()) } else { redacted.len() };
        let (kept, _) = beginning(&redacted, known.min(longest));
        kept.to_owned()
    }

    /// The longest text that must be seen whole to be recognised.
    fn margin(&self) -> usize {
        self.needles.first().map_or(0, String::len).max(LONGEST_DOCUMENT)
    }
}

/// The first `length` bytes of `text`, or up to three fewer; and whether there are more.
fn beginning(text: &str, length: usize) -> (&str, bool) {
    if text.len() <= length {
        return (text, false);
    }
    let cut = (0..=length).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    (text.get(..cut).unwrap_or_default(), true)
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Redactor(..)")
    }
}

fn forms(secret: &str) -> Vec<String> {
    let plus: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_matches('"').to_owned();
    let percent = plus.replace('+', "%20");
    vec![secret.to_owned(), percent.to_lowercase(), percent, plus.to_lowercase(), plus, json]
}

/// In JSON-like text, perhaps cut off: replaces the value after `"…senha…":`.
fn redact_members(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, quoted) = rest.split_at(start);
        out.push_str(before);
        let length = string_length(quoted);
        let (string, after) = quoted.split_at(length);
        out.push_str(string);
        rest = after;
        let name = key::normalise(string.trim_matches('"'));
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        let (Some(value), true) = (value, SECRET_MEMBERS.iter().any(|part| name.contains(part)))
        else {
            continue;
        };
        let length = match value.chars().next() {
            Some('"') => string_length(value),
            Some('{' | '[') => 0,
            _ => value.find([',', '}', ']']).unwrap_or(value.len()),
        };
        let (hidden, after) = value.split_at(length);
        if matches!(hidden.trim(), "" | "\"\"" | "null") {
            continue;
        }
        out.push_str(":\"[redacted]\"");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Length in bytes of the JSON string at the start of `text`, its quotes included; all of it when the
/// closing quote is missing.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Replaces what reads as a CPF or CNPJ.
fn redact_documents(text: &str) -> String {
    let part_of_document = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(part_of_document) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c| !part_of_document(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(before);
        let trimmed = word.trim_matches(['.', '-', '/']);
        let looks = (11..=18).contains(&trimmed.len()) && trimmed.parse::<Document>().is_ok();
        out.push_str(if looks { "[document]" } else { word });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::TextEncoding;

    #[test]
    fn a_known_secret_disappears_in_every_spelling() {
        let redactor = Redactor::new(&[Secret::new("s3 n/há\"x")]);
        for text in ["s3 n/há\"x", "s3+n%2Fh%C3%A1%22x", "s3%20n%2fh%c3%a1%22x", r#"s3 n/há\"x"#]
        {
            let redacted = redactor.redact(&format!("see {text} there"));
            assert_eq!(redacted, "see [redacted] there", "{text}");
        }
    }

    #[test]
    fn members_named_like_a_password_lose_their_value_also_in_half_a_json() {
        let redactor = Redactor::default();
        assert_eq!(
            redactor.redact(
                r#"{"Nome":"ANA","senhasac": "abc\"d","PassSAC":12,"x":[{"wifiPassword":"q"#
            ),
            r#"{"Nome":"ANA","senhasac":"[redacted]","PassSAC":"[redacted]","x":[{"wifiPassword":"[redacted]""#
        );
        assert_eq!(redactor.redact(r#"{"Token":null,"a":1}"#), r#"{"Token":null,"a":1}"#);
    }

    #[test]
    fn documents_disappear_with_and_without_punctuation() {
        let redactor = Redactor::default();
        let text = "CPF 529.982.247-25, 52998224725 e 12ABC34501DE35; fatura 900101.";
        assert_eq!(
            redactor.redact(text),
            "CPF [document], [document] e [document]; fatura 900101."
        );
    }

    #[test]
    fn evidence_is_bounded_and_a_secret_across_the_cut_is_not_half_shown() {
        let secret = Secret::new("marker-marker-marker");
        let body = format!("{}{}{}", "a".repeat(KEPT - 5), secret.expose(), "b".repeat(9000));
        let answer = Answer::new(200, vec![], body, TextEncoding::Utf8);
        let evidence = Redactor::new(&[secret]).evidence(&answer);
        assert!(evidence.body.len() <= KEPT && evidence.body.len() > KEPT - 100);
        assert!(!evidence.body.contains("mark"), "{}", evidence.body);
    }

    #[test]
    fn a_body_that_shrinks_when_it_is_redacted_does_not_end_in_half_a_secret() {
        let secret = Secret::new("marker-with-many-letters-that-become-a-short-word");
        for shift in 0..secret.expose().len() {
            let body = format!("{}{}", "a".repeat(shift), secret.expose().repeat(500));
            let answer = Answer::new(200, vec![], body.as_str(), TextEncoding::Utf8);
            let redactor = Redactor::new(std::slice::from_ref(&secret));
            for kept in [redactor.evidence(&answer).body, redactor.shortened(&body)] {
                assert!(kept.contains("[redacted]") && !kept.contains("mark"), "{kept}");
            }
        }
    }
}

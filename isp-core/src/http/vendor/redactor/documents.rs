//! Document numbers in a text.

use crate::brazil::Document;

/// Bytes of the longest document number, with the punctuation around it.
const LONGEST: usize = 40;

/// Replaces what reads as a CPF or CNPJ, also with an escaped slash. With `is_cut`, what may be half a
/// number at the end of the text is left out.
pub(super) fn redact(text: &str, is_cut: bool) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '\\' | '%');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(part) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c| !part(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(before);
        if is_document(word) {
            out.push_str("[document]");
        } else if !(is_cut && after.is_empty() && is_begun(word)) {
            out.push_str(word);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_document(word: &str) -> bool {
    if !(11..=LONGEST).contains(&word.len()) {
        return false;
    }
    let plain = ["\\", "%2F", "%2f", "%2E", "%2e", "%2D", "%2d"]
        .iter()
        .fold(word.to_owned(), |word, escape| word.replace(escape, ""));
    let plain = plain.trim_matches(['.', '-', '/']);
    (11..=18).contains(&plain.len()) && plain.parse::<Document>().is_ok()
}

fn is_begun(word: &str) -> bool {
    word.len() <= LONGEST && word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_disappear_with_and_without_punctuation() {
        let text = "CPF 529.982.247-25, 52998224725 e 12ABC34501DE35; fatura 900101.";
        assert_eq!(redact(text, false), "CPF [document], [document] e [document]; fatura 900101.");
    }

    #[test]
    fn documents_with_an_escaped_slash_disappear() {
        for text in ["12.ABC.345\\/01DE-35", "12.ABC.345%2F01DE-35", "12%2EABC%2e345%2f01DE%2D35"] {
            assert_eq!(redact(text, false), "[document]", "{text}");
        }
    }

    #[test]
    fn half_a_document_at_a_cut_is_left_out() {
        assert_eq!(redact("CPF 529.982.24", true), "CPF ");
        assert_eq!(redact("CPF 529.982.24", false), "CPF 529.982.24");
        assert_eq!(redact("um texto", true), "um texto");
    }
}

//! Members of JSON that hold secrets, whoever they belong to.

use crate::wire::key;

/// Members whose value is never kept, whatever it is: their normalised names contain one of these.
const SECRET_MEMBERS: [&str; 9] = [
    "senha",
    "pass",
    "token",
    "secret",
    "segredo",
    "psk",
    "authorization",
    // What authorises a change or a settlement in MK.
    "hash",
    "idpagamento",
];

/// The quotes of JSON: as they are, within a string of JSON, and within a web page.
const QUOTES: [&str; 4] = ["\"", "\\\"", "&quot;", "&#34;"];

/// In JSON-like text, perhaps cut off: replaces the value after `"…senha…":`.
pub(super) fn redact(text: &str) -> String {
    QUOTES.iter().fold(text.to_owned(), |text, quote| {
        if text.contains(quote) { redact_quoted(&text, quote) } else { text }
    })
}

fn redact_quoted(text: &str, quote: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(quote) {
        let (before, quoted) = rest.split_at(start);
        out.push_str(before);
        let length = string_length(quoted, quote);
        let (string, after) = quoted.split_at(length);
        out.push_str(string);
        rest = after;
        let name = string.strip_prefix(quote).unwrap_or(string);
        let name = key::normalise(name.strip_suffix(quote).unwrap_or(name));
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        let (Some(value), true) = (value, SECRET_MEMBERS.iter().any(|part| name.contains(part)))
        else {
            continue;
        };
        let length = if value.starts_with(quote) {
            string_length(value, quote)
        } else if value.starts_with(['{', '[']) {
            0
        } else {
            value.find([',', '}', ']']).unwrap_or(value.len())
        };
        let (hidden, after) = value.split_at(length);
        if matches!(hidden.replace(quote, "").trim(), "" | "null") {
            continue;
        }
        out.push(':');
        out.push_str(quote);
        out.push_str("[redacted]");
        out.push_str(quote);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Length in bytes of the string at the start of `text`, its quotes included; all of it when the
/// closing quote is missing.
fn string_length(text: &str, quote: &str) -> usize {
    let mut at = quote.len();
    while let Some(rest) = text.get(at..) {
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        let mut letters = rest.chars();
        at += match letters.next() {
            None => break,
            Some('\\') => 1 + letters.next().map_or(0, char::len_utf8),
            Some(letter) => letter.len_utf8(),
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_named_like_a_password_lose_their_value_also_in_half_a_json() {
        assert_eq!(
            redact(r#"{"Nome":"ANA","senhasac": "abc\"d","PassSAC":12,"x":[{"wifiPassword":"q"#),
            r#"{"Nome":"ANA","senhasac":"[redacted]","PassSAC":"[redacted]","x":[{"wifiPassword":"[redacted]""#
        );
        for kept in [r#"{"Token":null,"a":1}"#, r#"{"Token":"","a":1}"#] {
            assert_eq!(redact(kept), kept);
        }
    }

    #[test]
    fn members_within_a_string_or_a_web_page_lose_their_value_too() {
        assert_eq!(
            redact(r#"{"status":"{\"Senha\":\"abc\",\"a\":1}"}"#),
            r#"{"status":"{\"Senha\":\"[redacted]\",\"a\":1}"}"#
        );
        assert_eq!(
            redact("<p>{&quot;token&quot;: &quot;abc&quot;}</p>"),
            "<p>{&quot;token&quot;:&quot;[redacted]&quot;}</p>"
        );
    }
}

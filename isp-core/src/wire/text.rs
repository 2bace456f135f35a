//! From the bytes of a body to JSON, undoing MK's torn encoding.
//!
//! MK sends UTF-8 that its own JSON writer took for ISO-8859-1: every byte from 0x80 to 0x9F
//! arrives as a `\u00XX` escape and all others arrive raw. Lower-case accents survive, accented
//! capitals (`Ç`, `Ã`, `É` …) are torn apart, in values and in keys. Reading the body as UTF-8
//! loses them; so does reading it as Latin-1.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, error::Category};

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Why a body is not JSON. Never quotes the body, which may hold personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// Nothing but white space.
    Empty,
    /// Not UTF-8, for [`parse_utf8`].
    NotUtf8 {
        /// Position of the first bad byte, from 0.
        byte: usize,
    },
    /// Text, but not JSON: an HTML page, a body cut short.
    NotJson {
        /// Line of the fault, from 1.
        line: usize,
        /// Byte within that line, from 1; 0 if the fault is before the first.
        column: usize,
        /// What the parser missed.
        reason: String,
    },
}

impl JsonError {
    /// Of a body that has not come whole yet.
    #[cfg(feature = "http")]
    pub(crate) fn still_arriving() -> Self {
        Self::NotJson { line: 1, column: 0, reason: "it is still arriving".to_owned() }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the body is empty"),
            Self::NotUtf8 { byte } => write!(f, "the body is not UTF-8 at byte {byte}"),
            Self::NotJson { line, column, reason } => {
                write!(f, "the body is not JSON: {reason} at line {line}, column {column}")
            }
        }
    }
}

impl std::error::Error for JsonError {}

/// Reads a JSON body in MK's torn encoding; clean UTF-8 and clean ISO-8859-1 are read as well.
///
/// Every string, keys included, is mended on its own: its code points up to 0xFF are taken back
/// to bytes, and if those bytes are valid UTF-8 that is the text; if not, the string was genuine
/// Latin-1 and stays. A byte order mark is skipped.
///
/// A key that occurs twice in one object is kept with a colon added to its name, which has the same
/// [normal form](super::key::normalise): [`decode`](super::decode) so finds two spellings of one field,
/// and no value is lost.
///
/// # Errors
///
/// [`JsonError::Empty`] and [`JsonError::NotJson`]. Any bytes are valid Latin-1, hence never
/// [`JsonError::NotUtf8`].
///
/// ```
/// let torn = b"{\"Nome\":\"CONCEI\xC3\\u0087\xC3\\u0083O\"}";
/// let answer = isp_core::wire::repair_torn_latin1(torn)?;
/// assert_eq!(answer["Nome"], "CONCEIÇÃO");
/// # Ok::<(), isp_core::wire::JsonError>(())
/// ```
pub fn repair_torn_latin1(bytes: &[u8]) -> Result<Value, JsonError> {
    let latin1: String = content(bytes)?.iter().copied().map(char::from).collect();
    serde_json::from_str(&latin1).map(|Parsed(value)| mend_value(value)).map_err(|error| {
        let column = column_in_chars(&latin1, error.line(), error.column());
        not_json(&error, column)
    })
}

/// Reads a JSON body in plain UTF-8, with or without a byte order mark. A key that occurs twice is
/// kept as in [`repair_torn_latin1`].
///
/// # Errors
///
/// All variants of [`JsonError`].
pub fn parse_utf8(bytes: &[u8]) -> Result<Value, JsonError> {
    let body = content(bytes)?;
    let text = std::str::from_utf8(body).map_err(|error| JsonError::NotUtf8 {
        byte: bytes.len() - body.len() + error.valid_up_to(),
    })?;
    serde_json::from_str(text)
        .map(|Parsed(value)| value)
        .map_err(|error| not_json(&error, error.column()))
}

fn content(bytes: &[u8]) -> Result<&[u8], JsonError> {
    let body = bytes.strip_prefix(&BOM).unwrap_or(bytes);
    if body.iter().all(u8::is_ascii_whitespace) { Err(JsonError::Empty) } else { Ok(body) }
}

fn not_json(error: &serde_json::Error, column: usize) -> JsonError {
    let reason = if error.classify() == Category::Eof {
        "it ends in the middle".to_owned()
    } else {
        // serde_json describes what it missed and quotes nothing of the input
        let full = error.to_string();
        full.split(" at line ").next().unwrap_or("").to_owned()
    };
    JsonError::NotJson { line: error.line(), column, reason }
}

/// The parser counts bytes of the widened text; one `char` of it is one byte of the body.
fn column_in_chars(latin1: &str, line: usize, column: usize) -> usize {
    let text = latin1.split('\n').nth(line.saturating_sub(1)).unwrap_or("");
    text.char_indices().take_while(|(start, _)| *start < column).count()
}

/// Adds a member. One whose key is there already gets a colon behind its key.
fn insert(members: &mut Map<String, Value>, mut key: String, value: Value) {
    while members.contains_key(&key) {
        key.push(':');
    }
    members.insert(key, value);
}

/// A JSON value in which no duplicate key is lost, as it would be in a plain [`Value`].
struct Parsed(Value);

impl<'de> Deserialize<'de> for Parsed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ParsedVisitor).map(Self)
    }
}

struct ParsedVisitor;

impl<'de> Visitor<'de> for ParsedVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Parsed(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((key, Parsed(value))) = object.next_entry::<String, Parsed>()? {
            insert(&mut members, key, value);
        }
        Ok(Value::Object(members))
    }
}

fn mend_value(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(mend(text)),
        Value::Array(items) => items.into_iter().map(mend_value).collect(),
        Value::Object(members) => {
            let mut mended = Map::new();
            for (key, value) in members {
                insert(&mut mended, mend(key), mend_value(value));
            }
            Value::Object(mended)
        }
        other => other,
    }
}

fn mend(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match u8::try_from(letter) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    String::from_utf8(bytes).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// What MK's writer does to a text.
    fn tear(text: &str) -> Vec<u8> {
        let mut torn = Vec::new();
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => torn.extend([b'\\', byte]),
                0..=0x1F | 0x80..=0x9F => torn.extend(format!("\\u00{byte:02X}").bytes()),
                _ => torn.push(byte),
            }
        }
        torn
    }

    fn torn_object(key: &str, value: &str) -> Vec<u8> {
        [b"{\"", &tear(key)[..], b"\":\"", &tear(value), b"\"}"].concat()
    }

    fn expected(bytes: &[u8]) -> Value {
        serde_json::from_slice(bytes).unwrap()
    }

    #[test]
    fn the_byte_fixtures_are_read_as_their_expected_text() {
        for (sent, wanted) in [
            (
                &include_bytes!("fixtures/WSMKConsultaDoc.ok.bytes-mk.bin")[..],
                &include_bytes!("fixtures/WSMKConsultaDoc.ok.esperado.json")[..],
            ),
            (
                include_bytes!("fixtures/erro-token-invalido.bytes-mk.bin"),
                include_bytes!("fixtures/erro-token-invalido.esperado.json"),
            ),
            (
                include_bytes!("fixtures/utf8-limpo.bin"),
                include_bytes!("fixtures/utf8-limpo.esperado.json"),
            ),
        ] {
            assert_eq!(repair_torn_latin1(sent).unwrap(), expected(wanted));
        }
    }

    #[test]
    fn pure_latin_1_is_read_too() {
        let body = b"{\"Mensagem\":\"Token inv\xE1lido, CONCEI\xC7\xC3O\",\"T\xE9cnico\":1}";
        assert_eq!(
            repair_torn_latin1(body).unwrap(),
            json!({"Mensagem": "Token inválido, CONCEIÇÃO", "Técnico": 1})
        );
    }

    #[test]
    fn keys_are_mended_like_values() {
        let body = torn_object("CÓDIGOS DO TÉCNICO:", "D’ÁVILA");
        assert_eq!(repair_torn_latin1(&body).unwrap(), json!({"CÓDIGOS DO TÉCNICO:": "D’ÁVILA"}));
        let fully_escaped = br#"{"T\u00c3\u00a9cnico":"T\u00C3\u0089CNICO"}"#;
        assert_eq!(repair_torn_latin1(fully_escaped).unwrap(), json!({"Técnico": "TÉCNICO"}));
    }

    #[test]
    fn a_key_that_stands_twice_is_kept_twice() {
        let body = br#"{"a":[1],"a":[],"b":{"c":1,"c":2,"c":3}}"#;
        let expected = json!({"a": [1], "a:": [], "b": {"c": 1, "c:": 2, "c::": 3}});
        assert_eq!(repair_torn_latin1(body).unwrap(), expected);
        assert_eq!(parse_utf8(body).unwrap(), expected);
    }

    #[test]
    fn two_keys_that_become_equal_are_both_kept() {
        let body = "{\"T\u{c3}\\u00A9cnico\":1,\"T\\u00E9cnico\":2}";
        let latin1: Vec<u8> = body.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let answer = repair_torn_latin1(&latin1).unwrap();
        assert_eq!(answer.as_object().unwrap().len(), 2);
        assert!(answer["Técnico"].is_i64() && answer["Técnico:"].is_i64());
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let body = b"\xEF\xBB\xBF{\"a\":1}";
        assert_eq!(repair_torn_latin1(body).unwrap(), json!({"a": 1}));
        assert_eq!(parse_utf8(body).unwrap(), json!({"a": 1}));
    }

    #[test]
    fn an_empty_body_is_distinguished() {
        for body in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF"] {
            assert_eq!(repair_torn_latin1(body), Err(JsonError::Empty));
            assert_eq!(parse_utf8(body), Err(JsonError::Empty));
        }
    }

    #[test]
    fn a_body_cut_short_is_an_error_with_its_place() {
        let error = repair_torn_latin1(b"{\"Nome\":\"JO\xC3\xA3O\",\n\"x\":[1,").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the body is not JSON: it ends in the middle at line 2, column 7"
        );
    }

    #[test]
    fn the_column_counts_bytes_of_the_body() {
        let error = repair_torn_latin1(b"{\"\xE1\xE1\xE1\":?}").unwrap_err();
        assert_eq!(
            error,
            JsonError::NotJson { line: 1, column: 8, reason: "expected value".to_owned() }
        );
    }

    #[test]
    fn an_html_page_is_an_error_that_quotes_nothing() {
        let page = b"<html><b>52998224725</b></html>";
        for error in [repair_torn_latin1(page), parse_utf8(page)] {
            let shown = error.unwrap_err().to_string();
            assert!(!shown.contains("529"), "{shown}");
            assert!(!shown.contains('<'), "{shown}");
        }
    }

    #[test]
    fn bad_utf8_is_placed_where_it_lies() {
        assert_eq!(
            parse_utf8(b"\xEF\xBB\xBF{\"a\":\"\xE1\"}"),
            Err(JsonError::NotUtf8 { byte: 9 })
        );
    }

    #[test]
    fn endless_nesting_is_refused() {
        let body = "[".repeat(100_000);
        assert!(repair_torn_latin1(body.as_bytes()).is_err());
        assert!(parse_utf8(body.as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn whatever_mk_tears_is_mended(key in any::<String>(), value in any::<String>()) {
            let answer = repair_torn_latin1(&torn_object(&key, &value)).unwrap();
            prop_assert_eq!(answer, json!({key: value}));
        }

        #[test]
        fn clean_utf8_is_unchanged(key in any::<String>(), value in any::<String>()) {
            let clean = json!({key: [value]});
            let body = serde_json::to_vec(&clean).unwrap();
            prop_assert_eq!(&repair_torn_latin1(&body).unwrap(), &clean);
            prop_assert_eq!(&parse_utf8(&body).unwrap(), &clean);
        }

        #[test]
        fn no_bytes_cause_a_panic(bytes in any::<Vec<u8>>()) {
            let _ = repair_torn_latin1(&bytes);
            let _ = parse_utf8(&bytes);
        }

        #[test]
        fn no_almost_json_causes_a_panic(text in "[\\[\\]{}\",:\\\\u0-9a-f\u{80}-\u{ff}\n ]{0,60}") {
            let _ = repair_torn_latin1(text.as_bytes());
        }
    }
}

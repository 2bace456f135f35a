#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

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

fn has_twice(node: Node<'_>) -> bool {
    match node.view() {
        View::List(items) => items.iter().any(has_twice),
        View::Object(members) => {
            let sorted = members.sorted();
            sorted.windows(2).any(|pair| pair[0].0 == pair[1].0) || members.values().any(has_twice)
        }
        _ => false,
    }
}

fn whole(json: Result<Json, JsonError>) -> Value {
    json.unwrap().root().to_value()
}

fn expected(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn the_byte_fixtures_are_read_as_their_expected_text() {
    for (sent, wanted) in [
        (
            &include_bytes!("../fixtures/WSMKConsultaDoc.ok.bytes-mk.bin")[..],
            &include_bytes!("../fixtures/WSMKConsultaDoc.ok.esperado.json")[..],
        ),
        (
            include_bytes!("../fixtures/erro-token-invalido.bytes-mk.bin"),
            include_bytes!("../fixtures/erro-token-invalido.esperado.json"),
        ),
        (
            include_bytes!("../fixtures/utf8-limpo.bin"),
            include_bytes!("../fixtures/utf8-limpo.esperado.json"),
        ),
    ] {
        assert_eq!(whole(repair_torn_latin1(sent)), expected(wanted));
    }
}

#[test]
fn pure_latin_1_is_read_too() {
    let body = b"{\"Mensagem\":\"Token inv\xE1lido, CONCEI\xC7\xC3O\",\"T\xE9cnico\":1}";
    assert_eq!(
        whole(repair_torn_latin1(body)),
        json!({"Mensagem": "Token inválido, CONCEIÇÃO", "Técnico": 1})
    );
}

#[test]
fn keys_are_mended_like_values() {
    let body = torn_object("CÓDIGOS DO TÉCNICO:", "D’ÁVILA");
    assert_eq!(whole(repair_torn_latin1(&body)), json!({"CÓDIGOS DO TÉCNICO:": "D’ÁVILA"}));
    let fully_escaped = br#"{"T\u00c3\u00a9cnico":"T\u00C3\u0089CNICO"}"#;
    assert_eq!(whole(repair_torn_latin1(fully_escaped)), json!({"Técnico": "TÉCNICO"}));
}

#[test]
fn a_key_that_stands_twice_is_kept_twice() {
    let body = br#"{"a":[1],"a":[],"b":{"c":1,"c":2,"c":3}}"#;
    let expected = json!({"a": [1], "a:": [], "b": {"c": 1, "c:": 2, "c::": 3}});
    assert_eq!(whole(repair_torn_latin1(body)), expected);
    assert_eq!(whole(parse_utf8(body)), expected);
}

#[test]
fn two_keys_that_become_equal_are_both_kept() {
    let body = "{\"T\u{c3}\\u00A9cnico\":1,\"T\\u00E9cnico\":2}";
    let latin1: Vec<u8> = body.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let answer = whole(repair_torn_latin1(&latin1));
    assert_eq!(answer.as_object().unwrap().len(), 2);
    assert!(answer["Técnico"].is_i64() && answer["Técnico:"].is_i64());
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let body = b"\xEF\xBB\xBF{\"a\":1}";
    assert_eq!(whole(repair_torn_latin1(body)), json!({"a": 1}));
    assert_eq!(whole(parse_utf8(body)), json!({"a": 1}));
}

#[test]
fn an_empty_body_is_distinguished() {
    for body in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF"] {
        assert_eq!(repair_torn_latin1(body).err(), Some(JsonError::Empty));
        assert_eq!(parse_utf8(body).err(), Some(JsonError::Empty));
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
        parse_utf8(b"\xEF\xBB\xBF{\"a\":\"\xE1\"}").err(),
        Some(JsonError::NotUtf8 { byte: 9 })
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
        let answer = whole(repair_torn_latin1(&torn_object(&key, &value)));
        prop_assert_eq!(answer, json!({key: value}));
    }

    #[test]
    fn clean_utf8_is_unchanged(key in any::<String>(), value in any::<String>()) {
        let clean = json!({key: [value]});
        let body = serde_json::to_vec(&clean).unwrap();
        prop_assert_eq!(&whole(repair_torn_latin1(&body)), &clean);
        prop_assert_eq!(&whole(parse_utf8(&body)), &clean);
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

#[test]
fn a_body_with_too_many_values_is_an_error_and_not_a_heap_of_memory() {
    let body = format!("[{}{{}}]", r#"{"a":0},"#.repeat(Json::most_values(0) / 3 + 1));
    for error in [repair_torn_latin1(body.as_bytes()).err(), parse_utf8(body.as_bytes()).err()] {
        assert_eq!(error, Some(JsonError::TooManyValues { limit: Json::most_values(0) }));
    }
}

#[test]
fn nesting_is_read_up_to_the_limit() {
    let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse_utf8(nested(Json::MAX_DEPTH).as_bytes()).is_ok());
    let error = parse_utf8(nested(Json::MAX_DEPTH + 1).as_bytes()).err();
    assert_eq!(error, Some(JsonError::TooDeep { limit: Json::MAX_DEPTH }));
}

#[test]
fn members_keep_their_order_and_numbers_their_spelling() {
    let json = parse_utf8(br#"{"b":146.51999999999998,"a":1e3,"b":250.0}"#).unwrap();
    let members: Vec<_> = json.root().as_object().unwrap().iter().collect();
    let shown: Vec<_> = members.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(shown, ["b=146.51999999999998", "a=1e3", "b=250.0"]);
}

#[test]
fn values_are_equal_whatever_the_order_of_their_members() {
    let equal = |one: &str, other: &str| {
        parse_utf8(one.as_bytes()).unwrap().root() == parse_utf8(other.as_bytes()).unwrap().root()
    };
    assert!(equal(r#"{"a":[1,"x"],"b":1.50}"#, r#"{"b":1.5,"a":[1,"\u0078"]}"#));
    for other in [r#"{"a":1}"#, r#"{"a":1,"b":3}"#, r#"{"a":1,"c":2}"#, "[1,2]", r#"{"a":1,"a":2}"#]
    {
        assert!(!equal(r#"{"a":1,"b":2}"#, other), "{other}");
    }
}

#[test]
fn the_head_of_a_body_is_bounded_and_repaired() {
    let json = repair_torn_latin1(b"{ \"a\" : \"\xC3\\u0087\xC3\\u0083\", \"b\":[1, 2] }").unwrap();
    let whole = r#"{"a":"ÇÃ","b":[1,2]}"#;
    assert_eq!(json.head(usize::MAX), whole);
    for length in 0..=whole.len() {
        let head = json.head(length);
        assert!(whole.starts_with(&head) && head.len() <= length && head.len() + 2 > length);
    }
}

#[test]
fn debug_shows_keys_and_types_only() {
    let json =
        parse_utf8(br#"{"Nome":"MARIA","lista":[{"cpf":"52998224725"},{}],"x":null}"#).unwrap();
    assert_eq!(format!("{json:?}"), r#"{"Nome": text, "lista": [{"cpf": text}; 2], "x": null}"#);
}

#[test]
fn in_clean_utf8_an_escaped_letter_beside_a_raw_one_tears_neither() {
    let body = "{\"a\":\"é \\u00e9\"}";
    assert_eq!(whole(repair_torn_latin1(body.as_bytes())), json!({"a": "é é"}));
}

proptest! {
    /// Any text of JSON's own letters is taken and refused as `serde_json` takes and refuses it.
    #[test]
    fn the_syntax_is_that_of_serde_json(text in r#"[\[\]{}",:\\u0-9a-fnrtlse.+\- \n]{0,24}"#) {
        let reference: Result<Value, _> = serde_json::from_str(&text);
        match (parse_utf8(text.as_bytes()), reference) {
            (Ok(json), Ok(reference)) if !has_twice(json.root()) => {
                prop_assert_eq!(json.root().to_value(), reference);
            }
            // It reads no number beyond the range of binary fractions.
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{text}"),
            (Err(error), Ok(_)) => prop_assert!(false, "{}: {}", text, error),
            _ => {}
        }
    }

    #[test]
    fn what_is_written_is_read_again(text in any::<String>(), number in any::<f64>()) {
        let value = json!({&text: [number, text, null, true, {}, []]});
        let json = parse_utf8(value.to_string().as_bytes()).unwrap();
        prop_assert_eq!(&whole(parse_utf8(json.root().to_string().as_bytes())), &value);
    }
}

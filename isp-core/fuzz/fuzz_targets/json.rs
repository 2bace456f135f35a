//! Text repair and parser: what is read is written and read again, and both encodings agree.

#![no_main]

use isp_core::wire::{Json, TextEncoding, View, parse_utf8};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fn has_a_key_twice(node: isp_core::wire::Node<'_>) -> bool {
    match node.view() {
        View::List(list) => list.iter().any(has_a_key_twice),
        View::Object(object) => {
            let mut keys: Vec<_> = object.iter().map(|(key, _)| key).collect();
            keys.sort_unstable();
            keys.windows(2).any(|two| two[0] == two[1])
                || object.iter().any(|(_, value)| has_a_key_twice(value))
        }
        _ => false,
    }
}

/// Equal, but for the last digit of a binary fraction: `serde_json` does not read it exactly.
fn is_like(read: &Value, reference: &Value) -> bool {
    match (read, reference) {
        (Value::Number(read), Value::Number(reference)) if read != reference => {
            let (Some(read), Some(reference)) = (read.as_f64(), reference.as_f64()) else {
                return false;
            };
            (read - reference).abs() <= reference.abs() * 1e-15
        }
        (Value::Array(read), Value::Array(reference)) => {
            read.len() == reference.len()
                && read.iter().zip(reference).all(|(read, reference)| is_like(read, reference))
        }
        (Value::Object(read), Value::Object(reference)) => {
            read.len() == reference.len()
                && read.iter().all(|(key, read)| {
                    reference.get(key).is_some_and(|reference| is_like(read, reference))
                })
        }
        _ => read == reference,
    }
}

fuzz_target!(|body: &[u8]| {
    for encoding in [TextEncoding::Utf8, TextEncoding::TornLatin1] {
        match Json::parse(body.to_vec(), encoding) {
            Ok(json) => {
                assert_eq!(json.bytes(), body, "the body is kept");
                let written = json.root().to_string();
                let again = parse_utf8(written.as_bytes()).expect("what is written is JSON");
                assert!(again.root() == json.root(), "{written}");
                assert_eq!(again.root().to_string(), written);
                let head = json.head(20);
                assert!(head.len() <= 20 && written.starts_with(&head));
            }
            Err((_, given_back)) => assert_eq!(given_back, body, "the body is given back"),
        }
    }
    let read = parse_utf8(body);
    if let (Ok(json), Ok(reference)) = (&read, serde_json::from_slice::<Value>(body)) {
        if !has_a_key_twice(json.root()) {
            assert!(is_like(&json.root().to_value(), &reference), "{reference}");
        }
    }
    // Clean UTF-8 without escapes needs no repair.
    if let (Ok(json), false) = (&read, body.contains(&b'\\')) {
        let repaired = Json::parse(body.to_vec(), TextEncoding::TornLatin1);
        let Ok(repaired) = repaired else { panic!("repair refuses clean JSON") };
        assert!(repaired.root() == json.root());
    }
});

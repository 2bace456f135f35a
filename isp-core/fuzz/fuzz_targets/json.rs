//! Text repair and parser: what is read is written and read again, and both encodings agree.

#![no_main]

use isp_core::wire::{Json, TextEncoding, View, parse_utf8};
use libfuzzer_sys::fuzz_target;

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
    if let (Ok(json), Ok(reference)) = (&read, serde_json::from_slice::<serde_json::Value>(body)) {
        if !has_a_key_twice(json.root()) {
            assert_eq!(json.root().to_value(), reference);
        }
    }
    // Clean UTF-8 without escapes needs no repair.
    if let (Ok(json), false) = (&read, body.contains(&b'\\')) {
        let repaired = Json::parse(body.to_vec(), TextEncoding::TornLatin1);
        let Ok(repaired) = repaired else { panic!("repair refuses clean JSON") };
        assert!(repaired.root() == json.root());
    }
});

//! Rows are the same however the text is cut, and nothing but rows of the list is given.

use super::{RowList, RowSplitter, SplitErrorKind};
use crate::wire::repair_torn_latin1;
use proptest::prelude::*;
use serde_json::{Value, json};

const LIST: RowList = RowList::under("ListaFaturas");

/// Rows and rest, as text.
type Split = (Vec<Vec<u8>>, Vec<u8>);

fn split_pieces<'a>(
    list: RowList,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Split, SplitErrorKind> {
    let mut splitter = RowSplitter::new(list);
    let mut rows = Vec::new();
    for mut piece in pieces {
        while let Some(row) = splitter.next_row(&mut piece).map_err(|error| error.kind)? {
            rows.push(row.to_vec());
        }
        assert!(piece.is_empty());
    }
    splitter.finish().map_err(|error| error.kind)?;
    assert_eq!(splitter.rows(), rows.len() as u64);
    Ok((rows, splitter.rest().to_vec()))
}

fn split(list: RowList, text: impl AsRef<[u8]>) -> Result<Split, SplitErrorKind> {
    split_pieces(list, [text.as_ref()])
}

fn rows(list: RowList, text: &str) -> Vec<String> {
    let (rows, _) = split(list, text).unwrap();
    rows.into_iter().map(|row| String::from_utf8(row).unwrap()).collect()
}

fn fault(list: RowList, text: impl AsRef<[u8]>) -> SplitErrorKind {
    split(list, text).unwrap_err()
}

#[test]
fn the_list_is_found_at_the_root_and_under_any_spelling_of_its_key() {
    for text in [
        r#"{"ListaFaturas":[{"a":1},{"a":2}]}"#,
        r#" { "x" : {"ListaFaturas":[9]} , "Lista Faturas: " : [ {"a":1} , {"a":2} ] , "y":[7] } "#,
        "\u{feff}{\"LISTA_FATURAS\":[{\"a\":1},{\"a\":2}]}",
        r#"{"\u004cistaFaturas":[{"a":1},{"a":2}]}"#,
    ] {
        assert_eq!(rows(LIST, text), [r#"{"a":1}"#, r#"{"a":2}"#], "{text}");
    }
    let either = RowList::root_or_under("Clientes");
    for text in ["[1,2]", r#"{"Clientes":[1,2]}"#, "\r\n[ 1 ,\t2 ]\n"] {
        assert_eq!(rows(either, text), ["1", "2"], "{text}");
        assert_eq!(rows(RowList::only(), text), ["1", "2"], "{text}");
    }
}

#[test]
fn a_torn_key_is_found() {
    let torn = b"{\"C\xC3\\u0093DIGOS\":[1]}";
    assert_eq!(split(RowList::under("codigos"), torn).unwrap().0, [b"1"]);
    assert_eq!(split(RowList::under("codigos"), b"{\"c\xF3digos\":[1]}").unwrap().0, [b"1"]);
}

#[test]
fn a_single_object_is_a_list_of_one() {
    let (rows, rest) = split(LIST, r#"{"ListaFaturas":{"a":[1]},"status":"OK"}"#).unwrap();
    assert_eq!(rows, [br#"{"a":[1]}"#]);
    assert_eq!(rest, br#"{"ListaFaturas":{"a":[1]},"status":"OK"}"#);
}

#[test]
fn an_object_with_numbers_for_keys_is_a_list() {
    let text = r#"{"ListaFaturas":{ "0" : {"1":"x"},"2":[3] , "10":4},"status":"OK"}"#;
    let (rows, rest) = split(LIST, text).unwrap();
    assert_eq!(rows, [&br#"{"1":"x"}"#[..], b"[3]", b"4"]);
    assert_eq!(rest, br#"{"ListaFaturas":{"0":{"1":"x"}},"status":"OK"}"#);
    for cut in 0..=text.len() {
        let (one, other) = text.as_bytes().split_at(cut);
        assert_eq!(split_pieces(LIST, [one, other]).unwrap(), (rows.clone(), rest.clone()));
    }
    assert_eq!(fault(LIST, r#"{"ListaFaturas":{"0":1,"a":2}}"#), SplitErrorKind::NotAList);
    for broken in ["{\"0\":1]", "{\"0\":}", "{\"0\":1,}", "{\"0\" 1}", "{\"0\":1 2}", "{\"0\":]}"] {
        let text = format!(r#"{{"ListaFaturas":{broken}}}"#);
        assert_eq!(fault(LIST, &text), SplitErrorKind::NotJson, "{text}");
    }
    for single in ["{}", r#"{"0a":1}"#, r#"{"":1}"#, r#"{"a":1,"0":2}"#] {
        assert_eq!(rows_of(single), [single]);
    }
}

fn rows_of(list: &str) -> Vec<String> {
    rows(LIST, &format!(r#"{{"ListaFaturas":{list}}}"#))
}

#[test]
fn the_rest_is_the_answer_with_its_first_row_alone() {
    let text = r#"{"status": "OK", "ListaFaturas": [{"a": 1}, 2, 3], "n": [1, 2]}"#;
    let (_, rest) = split(LIST, text).unwrap();
    assert_eq!(rest, br#"{"status":"OK","ListaFaturas":[{"a": 1}],"n":[1, 2]}"#);
    assert_eq!(split(RowList::only(), "[[1],[2]]").unwrap().1, b"[[1]]");
    assert_eq!(
        split(LIST, r#"{"ListaFaturas":[]}"#).unwrap(),
        (vec![], br#"{"ListaFaturas":[]}"#.to_vec())
    );
}

#[test]
fn brackets_and_quotes_inside_of_strings_are_text() {
    let text = r#"{"ListaFaturas":[{"a":"]}\"[{"},"\\",{"b":"\u005d"}]}"#;
    assert_eq!(rows(LIST, text), [r#"{"a":"]}\"[{"}"#, r#""\\""#, r#"{"b":"\u005d"}"#]);
}

#[test]
fn an_answer_without_its_list_is_an_error_and_not_an_empty_list() {
    for text in [
        r#"{"status":"OK"}"#,
        "{}",
        r#"{"ListaFaturas":null}"#,
        r#"{"ListaFaturas":""}"#,
        r#"{"response":{"ListaFaturas":[1]}}"#,
        r#"{"ListaFaturas2":[1]}"#,
    ] {
        assert_eq!(fault(LIST, text), SplitErrorKind::NoList, "{text}");
    }
    for text in [r#"[{"ListaFaturas":[1]}]"#, r#""texto""#] {
        assert_eq!(fault(LIST, text), SplitErrorKind::NotAList, "{text}");
    }
    assert_eq!(fault(LIST, " \n"), SplitErrorKind::Empty);
    assert_eq!(fault(LIST, "<html></html>"), SplitErrorKind::NotJson);
}

#[test]
fn a_second_list_is_an_error_even_if_it_is_empty_or_no_list() {
    for second in ["[]", "[2]", "null", "{}"] {
        let text = format!(r#"{{"ListaFaturas":[1],"listafaturas:":{second}}}"#);
        assert_eq!(fault(LIST, &text), SplitErrorKind::TwoLists);
        let text = format!(r#"{{"ListaFaturas":{second},"ListaFaturas":[1]}}"#);
        assert_eq!(fault(LIST, &text), SplitErrorKind::TwoLists);
    }
    assert_eq!(fault(RowList::only(), r#"{"a":[1],"b":[]}"#), SplitErrorKind::TwoLists);
    assert_eq!(rows(RowList::only(), r#"{"a":{"x":[0]},"b":[1],"c":"x"}"#), ["1"]);
}

#[test]
fn text_after_the_end_is_an_error() {
    for text in
        [r#"{"ListaFaturas":[1]} x"#, r#"{"ListaFaturas":[1]}{}"#, r#"{"ListaFaturas":[1]}]"#]
    {
        assert_eq!(fault(LIST, text), SplitErrorKind::TrailingText, "{text}");
    }
}

#[test]
fn an_answer_that_is_cut_anywhere_is_an_error() {
    let text = r#"{"status":"OK","ListaFaturas":[{"a":"x\n"},[1,2],3,"4"],"n":12}"#;
    for cut in 1..text.len() {
        assert_eq!(fault(LIST, &text[..cut]), SplitErrorKind::CutShort, "{}", &text[..cut]);
    }
}

#[test]
fn a_structure_that_is_not_json_is_an_error() {
    for text in [
        r#"{"ListaFaturas":[1,]}"#,
        r#"{"ListaFaturas":[,1]}"#,
        r#"{"ListaFaturas":[1 2]}"#,
        r#"{"ListaFaturas":[{"a":1}{"a":2}]}"#,
        r#"{"ListaFaturas":[{"a":1]}"#,
        r#"{"ListaFaturas":[[1}]}"#,
        r#"{"ListaFaturas":[1}"#,
        r#"{"ListaFaturas":[{"a":"5" pol"},{"a":"x"}]}"#,
        r#"{"ListaFaturas":["a"b"]}"#,
        r#"{"ListaFaturas":[1"a"]}"#,
        r#"{"ListaFaturas":[{"a"1}]}"#,
        r#"{"ListaFaturas":[{"a":}]}"#,
        r#"{"ListaFaturas" [1]}"#,
        r#"{"ListaFaturas":}"#,
        r#"{"a":1,}"#,
        "{,}",
        "{1:2}",
        r#"{"a":1 "b":2}"#,
        "\u{feff}\u{feff}{}",
    ] {
        let kind = fault(LIST, text);
        assert!(
            matches!(kind, SplitErrorKind::NotJson | SplitErrorKind::TooDeep(_)),
            "{text}: {kind:?}"
        );
    }
}

#[test]
fn after_an_error_no_row_follows() {
    let mut splitter = RowSplitter::new(LIST);
    let mut piece = &br#"{"ListaFaturas":[1,,2,3]}"#[..];
    assert_eq!(splitter.next_row(&mut piece).unwrap(), Some(&b"1"[..]));
    let error = splitter.next_row(&mut piece).unwrap_err();
    assert_eq!(error.to_string(), "the answer is not JSON, at byte 19");
    assert_eq!(splitter.next_row(&mut piece).unwrap_err().kind, SplitErrorKind::NotJson);
    assert_eq!(splitter.finish().unwrap_err().kind, SplitErrorKind::NotJson);
}

#[test]
fn rows_rest_and_depth_are_bounded() {
    let mut splitter = RowSplitter::new(LIST).with_largest_row(4);
    let mut piece = &br#"{"ListaFaturas":["ab","abc"]}"#[..];
    assert!(splitter.next_row(&mut piece).unwrap().is_some());
    let error = splitter.next_row(&mut piece).unwrap_err();
    assert_eq!(error.kind, SplitErrorKind::RowTooLarge(4));

    let limit = RowSplitter::LARGEST_REST;
    let large = format!(r#"{{"a":"{}","ListaFaturas":[]}}"#, "x".repeat(limit));
    assert_eq!(fault(LIST, large), SplitErrorKind::RestTooLarge(limit));
    let keys = format!(r#"{{"{}":1}}"#, "x".repeat(limit));
    assert_eq!(fault(LIST, keys), SplitErrorKind::RestTooLarge(limit));
    // A large first row is no large rest.
    let row = format!(r#"{{"ListaFaturas":["{}"]}}"#, "x".repeat(limit));
    assert_eq!(split(LIST, row).unwrap().0.len(), 1);

    let deep =
        |depth| format!(r#"{{"ListaFaturas":[{}{}]}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(split(LIST, deep(127)).unwrap().0.len(), 1);
    assert_eq!(fault(LIST, deep(128)), SplitErrorKind::TooDeep(127));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[\\PC\"\\\\{}\\[\\],:]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-zé\"\\\\ ]{0,6}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn parsed(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap()
}

proptest! {
    #[test]
    fn rows_are_those_of_the_whole_text_wherever_it_is_cut(
        items in prop::collection::vec(value(), 0..6),
        before in value(),
        after in value(),
        is_pretty in any::<bool>(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let answer = json!({"a": before, "ListaFaturas": items, "z": after});
        let text = if is_pretty {
            serde_json::to_vec_pretty(&answer).unwrap()
        } else {
            serde_json::to_vec(&answer).unwrap()
        };
        let whole = split(LIST, &text).unwrap();
        prop_assert_eq!(whole.0.iter().map(|row| parsed(row)).collect::<Vec<_>>(), items.clone());
        let first = items.into_iter().take(1).collect::<Vec<_>>();
        prop_assert_eq!(parsed(&whole.1), json!({"a": before, "ListaFaturas": first, "z": after}));

        for at in 0..=text.len() {
            let (one, other) = text.split_at(at);
            prop_assert_eq!(&split_pieces(LIST, [one, other]).unwrap(), &whole);
        }
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len())).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let pieces = cuts.windows(2).map(|ends| &text[ends[0]..ends[1]]);
        prop_assert_eq!(&split_pieces(LIST, pieces).unwrap(), &whole);
        prop_assert_eq!(&split_pieces(LIST, text.chunks(1)).unwrap(), &whole);
    }

    #[test]
    fn what_the_parser_refuses_is_never_a_whole_list_of_readable_rows(
        items in prop::collection::vec(value(), 1..4),
        at in any::<prop::sample::Index>(),
        byte in prop::sample::select(b"\"\\{}[],: x1".to_vec()),
        is_inserted in any::<bool>(),
    ) {
        let mut text = serde_json::to_vec(&json!({"ListaFaturas": items})).unwrap();
        let at = at.index(text.len());
        if is_inserted { text.insert(at, byte) } else { text[at] = byte }
        if let (Ok((rows, rest)), Err(_)) = (split(LIST, &text), repair_torn_latin1(&text)) {
            let all = rows.iter().chain([&rest]);
            prop_assert!(all.into_iter().any(|part| repair_torn_latin1(part).is_err()));
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = split(LIST, &text);
        let _ = split(RowList::only(), &text);
    }
}

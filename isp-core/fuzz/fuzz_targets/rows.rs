//! Row splitter: the rows are the same however the text is cut, and those of the whole text.

#![no_main]

use isp_core::wire::{RowList, RowSplitter, SplitError, repair_torn_latin1};
use libfuzzer_sys::fuzz_target;

type Split = Result<(Vec<Vec<u8>>, Vec<u8>), SplitError>;

fn split<'a>(list: RowList, pieces: impl Iterator<Item = &'a [u8]>) -> Split {
    let mut splitter = RowSplitter::new(list);
    let mut rows = Vec::new();
    for mut piece in pieces {
        while let Some(row) = splitter.next_row(&mut piece)? {
            rows.push(row.to_vec());
        }
        assert!(piece.is_empty(), "a piece is read to its end");
    }
    splitter.finish()?;
    assert_eq!(splitter.rows(), rows.len() as u64);
    Ok((rows, splitter.rest().to_vec()))
}

fuzz_target!(|input: &[u8]| {
    let [choice, size, text @ ..] = input else { return };
    let list = match choice % 3 {
        0 => RowList::under("L"),
        1 => RowList::root_or_under("L"),
        _ => RowList::only(),
    };
    let whole = split(list, std::iter::once(text));
    let pieces = split(list, text.chunks(usize::from(*size % 8) + 1));
    match (&whole, &pieces) {
        (Ok(whole), Ok(pieces)) => assert_eq!(whole, pieces),
        (Err(whole), Err(pieces)) => assert_eq!(whole.kind, pieces.kind),
        _ => panic!("whole: {whole:?}, in pieces: {pieces:?}"),
    }

    let (Ok((rows, rest)), Ok(json)) = (whole, repair_torn_latin1(text)) else { return };
    let root = json.root();
    let place = match root.as_object() {
        None => Some(root),
        Some(object) if choice % 3 == 2 => {
            object.values().find(|member| member.is_list())
        }
        Some(object) => object.get("L"),
    };
    let Some(items) = place.and_then(|place| place.as_list()) else { return };
    assert_eq!(items.len(), rows.len(), "rows of the whole text");
    for (item, row) in items.iter().zip(&rows) {
        let row = repair_torn_latin1(row).expect("a row of JSON is JSON");
        assert!(row.root() == item, "{} is not {item}", row.root());
    }
    assert!(repair_torn_latin1(&rest).is_ok(), "the rest of JSON is JSON");
});

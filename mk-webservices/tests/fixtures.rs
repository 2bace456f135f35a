//! No fixture lies about unread.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn every_fixture_is_claimed_by_some_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String = files(&root.join("src"))
        .into_iter()
        .chain(files(&root.join("tests")))
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let unclaimed: Vec<_> = files(&root.join("tests/fixtures"))
        .into_iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|name| !sources.contains(&format!("{name}\"")))
        .collect();
    assert_eq!(unclaimed, Vec::<String>::new());
}

/// The expected readings of the byte fixtures, compared whole.
#[test]
fn torn_and_clean_bytes_read_just_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/_codificacao");
    for (bytes, expected) in [
        ("WSMKConsultaDoc.ok.bytes-mk.bin", "WSMKConsultaDoc.ok.esperado.json"),
        ("erro-token-invalido.bytes-mk.bin", "erro-token-invalido.esperado.json"),
        ("utf8-limpo.bin", "utf8-limpo.esperado.json"),
    ] {
        let read =
            isp_core::wire::repair_torn_latin1(&fs::read(folder.join(bytes)).unwrap()).unwrap();
        let expected = fs::read_to_string(folder.join(expected)).unwrap();
        assert_eq!(read, serde_json::from_str::<serde_json::Value>(&expected).unwrap(), "{bytes}");
    }
}

//! The vocabularies have the words of every enumeration of their crate.

use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The names of the enumerations that a file declares by `open_enum!`.
fn enumerations(source: &str) -> Vec<&str> {
    let declared = source.split("open_enum! {").skip(1);
    declared.filter_map(|rest| rest.split("enum ").nth(1)?.split_whitespace().next()).collect()
}

#[test]
fn every_enumeration_of_a_crate_is_in_its_vocabulary() {
    let mut count = 0;
    for name in ["mk-webservices", "voalle-portal", "voalle-global"] {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src");
        let vocabulary = fs::read_to_string(source.join("vocabulary.rs")).unwrap();
        for file in files(&source) {
            for enumeration in enumerations(&fs::read_to_string(&file).unwrap()) {
                let listed = vocabulary.contains(&format!("{enumeration}::WORDS"));
                assert!(listed, "{name}: {enumeration} is not in the vocabulary");
                count += 1;
            }
        }
    }
    assert!(count >= 14, "{count} enumerations were found");
}

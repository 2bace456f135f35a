//! Compares the operations in the code with the contract, and generates `OPERATIONS.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use isp_core::http::vendor::operations_table;
use isp_core::http::{AnswerFormat, OperationSpec};
use voalle_portal::operations;

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// A row of the contract, by column.
fn contract() -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(here("tests/fixtures/operations.tsv")).unwrap();
    let mut lines = text.lines();
    let names: Vec<_> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').collect();
        assert_eq!(cells.len(), names.len(), "{line}");
        names
            .iter()
            .map(|name| (*name).to_owned())
            .zip(cells.into_iter().map(str::to_owned))
            .collect()
    };
    lines.map(row).collect()
}

/// `multipart: title! page limit:int kind!=fixed (inferred)`: names, and whether each is required.
fn parameters(column: &str) -> BTreeMap<String, bool> {
    let words = column.split_whitespace();
    let words = words.filter(|word| *word != "multipart:" && !word.starts_with('('));
    let words = words.map(|word| {
        let bare = word.split(['=', ':']).next().unwrap();
        let name = bare.trim_end_matches('!');
        assert!(name.chars().all(char::is_alphanumeric) || name.contains('_'), "{word}");
        (name.to_owned(), bare.ends_with('!'))
    });
    words.collect()
}

fn of_code(spec: &OperationSpec) -> BTreeMap<String, bool> {
    let names = spec.parameters.iter().map(|known| (known.name.to_owned(), known.required));
    let all: BTreeMap<_, _> = names.collect();
    for name in all.keys() {
        let times = spec.parameters.iter().filter(|known| known.name == name).count();
        // The person of a new ticket is both in the path and in the form.
        let places = 1 + usize::from(spec.path.contains(&format!("{{{name}}}")));
        assert!(times <= places, "{} has `{name}` {times} times", spec.name);
    }
    all
}

#[test]
fn the_sixteen_operations_in_the_code_match_the_contract() {
    let contract = contract();
    assert!(contract.len() >= 16, "the contract has lost rows");
    assert_eq!(contract.len(), operations::all().count());
    for row in &contract {
        let name = &row["vendor_name"];
        let spec = operations::all().find(|spec| spec.name == name);
        let spec = spec.unwrap_or_else(|| panic!("{name} is not in the code"));
        assert_eq!(row["api"], "voalle");
        assert_eq!((spec.method.as_str(), spec.path), (&*row["method"], &*row["path"]), "{name}");
        assert_eq!(spec.family, &*row["group"], "{name}");
        assert!(!spec.title.is_empty(), "{name}: no title");
        assert_eq!(of_code(spec), parameters(&row["parameters"]), "{name}");
        assert_eq!(spec.effect.to_string(), row["effect"], "{name}");
        let evidence = match &*row["evidence"] {
            "solid" => "observed",
            "thin" => "manual",
            "none" => "assumed",
            other => panic!("{other}"),
        };
        assert_eq!(spec.evidence.to_string(), evidence, "{name}");
        let is_file = row["answer"].contains("bytes");
        assert_eq!(spec.answer == AnswerFormat::Bytes, is_file, "{name}");
        assert!(row["service_code"].is_empty() && spec.service_code.is_none(), "{name}");
    }
}

#[test]
fn every_path_parameter_is_required() {
    for spec in operations::all() {
        let of_path = spec.path.split('{').skip(1).map(|rest| rest.split('}').next().unwrap());
        for name in of_path {
            let known = spec.parameters.iter().find(|known| known.name == name);
            assert!(known.is_some_and(|known| known.required), "{} {name}", spec.name);
        }
    }
}

/// `UPDATE_OPERATIONS=1 cargo test -p voalle-portal` rewrites the file.
#[test]
fn operations_md_is_current() {
    let text = format!(
        "# Operations\n\n\
         The {} typed operations of the portal, generated from the code by \
         `UPDATE_OPERATIONS=1 cargo test -p voalle-portal`.\n\n\
         Effect: `read` may be repeated after a transient failure; `once` is never repeated if it \
         may have been sent. Evidence: `observed` in the vendor's samples and by several clients \
         of real servers, `manual` from a single source, `assumed` if the answer is \
         undocumented.\n\n{}",
        operations::all().count(),
        operations_table(operations::all())
    );
    let file = here("OPERATIONS.md");
    if std::env::var_os("UPDATE_OPERATIONS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(known, text, "OPERATIONS.md is out of date: run with UPDATE_OPERATIONS=1");
}

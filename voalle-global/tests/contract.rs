//! Compares the operations in the code with the contract, and generates `OPERATIONS.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use isp_core::http::vendor::operations_table;
use isp_core::http::{AnswerFormat, OperationSpec};
use voalle_global::operations;

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

/// Without what is in brackets: remarks, and the members of objects inside the body.
fn without_brackets(column: &str) -> String {
    let mut depth = 0_i32;
    let keep = |c: char| {
        let opens = matches!(c, '(' | '{' | '[');
        let closes = matches!(c, ')' | '}' | ']');
        depth += i32::from(opens) - i32::from(closes);
        if depth > 0 || closes { ' ' } else { c }
    };
    column.chars().map(keep).collect()
}

/// `page!:int Filter body: txId! assignment!{…} … (remark)`: names, and whether each is required.
fn parameters(column: &str) -> BTreeMap<String, bool> {
    let plain = without_brackets(column);
    let words = plain
        .split_whitespace()
        .filter(|word| !matches!(*word, "body:" | "form:" | "multipart:" | "..." | "!"));
    let words = words.map(|word| {
        let bare = word.split(':').next().unwrap();
        let name = bare.trim_end_matches('!');
        assert!(
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_'),
            "{word}"
        );
        (name.to_owned(), bare.ends_with('!'))
    });
    words.collect()
}

fn of_code(spec: &OperationSpec) -> BTreeMap<String, bool> {
    let names = spec.parameters.iter().map(|known| (known.name.to_owned(), known.required));
    let all: BTreeMap<_, _> = names.collect();
    assert_eq!(all.len(), spec.parameters.len(), "{} has a parameter twice", spec.name);
    all
}

#[test]
fn the_operations_in_the_code_match_the_contract() {
    let contract = contract();
    assert_eq!(contract.len(), 80, "the contract has lost or gained rows");
    assert_eq!(contract.len(), operations::all().count() + operations::NOT_BUILT.len());
    for row in &contract {
        let name = &row["vendor_name"];
        if operations::NOT_BUILT.contains(&name.as_str()) {
            assert_eq!(row["parameters"], "(unknown)", "{name} could be built");
            continue;
        }
        let spec = operations::all().find(|spec| spec.name == name);
        let spec = spec.unwrap_or_else(|| panic!("{name} is not in the code"));
        assert_eq!(row["api"], "voalle-global");
        assert_eq!((spec.method.as_str(), spec.path), (&*row["method"], &*row["path"]), "{name}");
        assert_eq!(spec.family, &*row["group"], "{name}");
        assert!(!spec.title.is_empty(), "{name}: no title");
        let (of_code, known) = (of_code(spec), parameters(&row["parameters"]));
        for (parameter, required) in &known {
            let in_code = of_code.get(parameter);
            let in_code = in_code.unwrap_or_else(|| panic!("{name}: {parameter} is missing"));
            assert_eq!(in_code, required, "{name}: whether {parameter} is required");
        }
        // Rows that refer to the contract's text do not list everything.
        if !row["parameters"].contains("see contract") {
            assert_eq!(of_code.len(), known.len(), "{name}: {of_code:?}");
        }
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
        let is_untyped = matches!(spec.output, "Untyped" | "Unconfirmed");
        assert_eq!(is_untyped, row["answer"] == "untyped", "{name}");
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

#[test]
fn a_write_has_a_proof_exactly_where_its_answer_is_documented() {
    for spec in operations::all().filter(|spec| spec.effect.is_write()) {
        assert_eq!(spec.proof.is_shown(), spec.output != "Unconfirmed", "{}", spec.name);
    }
}

/// `UPDATE_OPERATIONS=1 cargo test -p voalle-global` rewrites the file.
#[test]
fn operations_md_is_current() {
    let not_built = operations::NOT_BUILT.map(|name| format!("- `{name}`\n")).concat();
    let text = format!(
        "# Operations\n\n\
         The {} typed operations of the provider-wide API, generated from the code by \
         `UPDATE_OPERATIONS=1 cargo test -p voalle-global`.\n\n\
         Effect: `read` may be repeated after a transient failure, and so may `idempotent`; `once` is \
         never repeated if it may have been sent. Evidence: `observed` in the vendor's samples or by \
         several clients of real servers, `manual` from a single source, `assumed` if the answer is \
         undocumented.\n\n{}\n## Known and not built\n\n\
         Their requests are undocumented:\n\n{not_built}",
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

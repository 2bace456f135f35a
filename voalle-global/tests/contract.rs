//! Compares the operations in the code with the contract, and generates `OPERATIONS.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;

use isp_core::http::OperationSpec;
use isp_core::http::vendor::operations_table;
use isp_core::vendor_tests::contract;
use voalle_global::operations;

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
    let rows = contract::rows(include_str!("fixtures/operations.tsv"));
    assert_eq!(rows.len(), 80, "the contract has lost or gained rows");
    assert_eq!(rows.len(), operations::all().count() + operations::NOT_BUILT.len());
    for row in &rows {
        let name = &row["vendor_name"];
        if operations::NOT_BUILT.contains(&name.as_str()) {
            assert_eq!(row["parameters"], "(unknown)", "{name} could be built");
            continue;
        }
        let spec = operations::all().find(|spec| spec.name == name);
        let spec = spec.unwrap_or_else(|| panic!("{name} is not in the code"));
        assert_eq!(row["api"], "voalle-global");
        assert_eq!(contract::differences(row, spec), [""; 0]);
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
        let is_untyped = matches!(spec.output, "Untyped" | "Unconfirmed");
        assert_eq!(is_untyped, row["answer"] == "untyped", "{name}");
    }
}

#[test]
fn every_path_parameter_is_required() {
    contract::path_parameters_are_required(operations::all());
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
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md");
    contract::file_is_current(&file, &text);
}

//! Compares the operations in the code with the contract, and generates `OPERATIONS.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;

use isp_core::http::OperationSpec;
use isp_core::http::vendor::operations_table;
use isp_core::vendor_tests::contract;
use voalle_portal::operations;

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
    let rows = contract::rows(include_str!("fixtures/operations.tsv"));
    assert!(rows.len() >= 16, "the contract has lost rows");
    assert_eq!(rows.len(), operations::all().count());
    for row in &rows {
        let name = &row["vendor_name"];
        let spec = operations::all().find(|spec| spec.name == name);
        let spec = spec.unwrap_or_else(|| panic!("{name} is not in the code"));
        assert_eq!(row["api"], "voalle");
        assert_eq!(contract::differences(row, spec), [""; 0]);
        assert_eq!(of_code(spec), parameters(&row["parameters"]), "{name}");
    }
}

#[test]
fn every_path_parameter_is_required() {
    contract::path_parameters_are_required(operations::all());
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
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md");
    contract::file_is_current(&file, &text);
}

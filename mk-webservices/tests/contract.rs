//! Every operation that the vendor publishes is in the code and matches the contract.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;

use isp_core::http::OperationSpec;
use isp_core::vendor_tests::contract::{self, Row};
use mk_webservices::operations;

/// The contract: one operation a line. `!` marks a required parameter, its format follows a colon,
/// prose is in parentheses; `…`, `see contract` and `see fixtures` mean that there are more
/// parameters; `json:` and `multipart:` say where those after them are written.
const CONTRACT: &str = include_str!("fixtures/operations.tsv");

/// Whether the dialect writes a parameter, for every rule in its way.
fn is_of_the_signature(name: &str) -> bool {
    matches!(name, "sys" | "token" | "Token")
}

/// The required and the optional parameters of a row.
fn parameters(row: &Row) -> (Vec<&str>, Vec<&str>) {
    let tokens = row["parameters"].split('(').next().unwrap().split_whitespace();
    let names = tokens.filter(|token| !matches!(*token, "…" | "json") && !token.ends_with(':'));
    let mut seen = BTreeSet::new();
    // One rule wants a parameter in two places.
    let names = names
        .map(|token| token.split(':').next().unwrap())
        .filter(|name| !is_of_the_signature(name.trim_end_matches('!')) && seen.insert(*name));
    let (required, optional): (Vec<_>, Vec<_>) = names.partition(|name| name.ends_with('!'));
    (required.into_iter().map(|name| name.trim_end_matches('!')).collect(), optional)
}

/// In what an operation differs from its row.
fn differences(row: &Row, spec: &OperationSpec) -> Vec<String> {
    let mut found = contract::differences(row, spec);
    let (required, optional) = parameters(row);
    let has_more =
        ["see contract", "see fixtures"].iter().any(|prose| row["parameters"].contains(prose));
    for (is_required, theirs) in [(true, required), (false, optional)] {
        let ours = spec.parameters.iter().filter(|known| {
            known.required == is_required
                && !is_of_the_signature(known.name)
                && (!has_more || theirs.contains(&known.name))
        });
        let ours: Vec<_> = ours.map(|known| known.name).collect();
        if ours != theirs {
            let what = if is_required { "required" } else { "optional" };
            found.push(format!("{}: {what} are {ours:?}, not {theirs:?}", spec.name));
        }
    }
    found
}

#[test]
fn the_contract_has_the_115_operations_of_the_vendors_documents() {
    assert_eq!(contract::rows(CONTRACT).len(), 115);
}

#[test]
fn every_operation_of_the_contract_is_in_the_code_and_matches_it() {
    let mut ours: Vec<&OperationSpec> = operations::all().collect();
    let mut wrong = Vec::new();
    for row in contract::rows(CONTRACT) {
        // Two operations share one name: take the one that differs least.
        let namesakes = ours.iter().enumerate().filter(|(_, spec)| spec.name == row["vendor_name"]);
        match namesakes.min_by_key(|(_, spec)| differences(&row, spec).len()) {
            Some((at, spec)) => {
                wrong.extend(differences(&row, spec));
                ours.remove(at);
            }
            None => wrong.push(format!("{}: missing ({})", row["vendor_name"], row["group"])),
        }
    }
    wrong.extend(ours.iter().map(|spec| format!("{}: not in the contract", spec.name)));
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_operation_has_a_title() {
    for spec in operations::all() {
        assert!(!spec.title.is_empty(), "{}: no title", spec.name);
    }
}

#[test]
fn every_path_parameter_is_required() {
    contract::path_parameters_are_required(operations::all());
}

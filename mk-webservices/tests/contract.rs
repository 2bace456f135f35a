//! Every operation that the vendor publishes is in the code and matches the contract.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeSet;

use isp_core::http::{Effect, EvidenceLevel, OperationSpec};
use mk_webservices::operations;

/// The contract: one operation a line. `!` marks a required parameter, its format follows a colon,
/// prose is in parentheses; `…`, `see contract` and `see fixtures` mean that there are more
/// parameters; `json:` and `multipart:` say where those after them are written.
const CONTRACT: &str = include_str!("fixtures/operations.tsv");

/// Whether the dialect writes a parameter, for every rule in its way.
fn is_of_the_signature(name: &str) -> bool {
    matches!(name, "sys" | "token" | "Token")
}

struct Row {
    family: &'static str,
    name: &'static str,
    method: &'static str,
    path: &'static str,
    required: Vec<&'static str>,
    optional: Vec<&'static str>,
    has_more_parameters: bool,
    service_code: Option<u32>,
    effect: Effect,
    evidence: EvidenceLevel,
}

impl Row {
    fn read(line: &'static str) -> Self {
        let cells: Vec<&str> = line.split('\t').collect();
        let parameters = cells[5];
        let tokens = parameters.split('(').next().unwrap().split_whitespace();
        let names = tokens.filter(|token| !matches!(*token, "…" | "json") && !token.ends_with(':'));
        let mut seen = BTreeSet::new();
        // One rule wants a parameter in two places.
        let names = names
            .map(|token| token.split(':').next().unwrap())
            .filter(|name| !is_of_the_signature(name.trim_end_matches('!')) && seen.insert(*name));
        let (required, optional): (Vec<_>, Vec<_>) = names.partition(|name| name.ends_with('!'));
        Self {
            family: cells[1],
            name: cells[2],
            method: cells[3],
            path: cells[4],
            required: required.into_iter().map(|name| name.trim_end_matches('!')).collect(),
            optional,
            has_more_parameters: ["see contract", "see fixtures"]
                .iter()
                .any(|prose| parameters.contains(prose)),
            service_code: cells[6].parse().ok(),
            effect: match cells[7] {
                "read" => Effect::Read,
                "once" => Effect::Once,
                "idempotent" => Effect::Idempotent,
                "login" => Effect::Login,
                other => panic!("{}: effect {other}", cells[2]),
            },
            evidence: match cells[8] {
                "solid" => EvidenceLevel::Observed,
                "thin" => EvidenceLevel::Manual,
                "none" => EvidenceLevel::Assumed,
                other => panic!("{}: evidence {other}", cells[2]),
            },
        }
    }

    /// The differences of `spec`.
    fn differences(&self, spec: &OperationSpec) -> Vec<String> {
        let parameters = |required: bool| {
            let wanted = spec.parameters.iter().filter(move |known| {
                known.required == required && !is_of_the_signature(known.name)
            });
            wanted.map(|known| known.name).collect::<Vec<_>>()
        };
        let mut found = Vec::new();
        let mut compare = |what: &str, ours: String, theirs: String| {
            if ours != theirs {
                found.push(format!("{}: {what} is {ours}, not {theirs}", self.name));
            }
        };
        compare("family", spec.family.into(), self.family.into());
        compare("method", spec.method.to_string(), self.method.into());
        compare("path", spec.path.into(), self.path.into());
        compare("effect", spec.effect.to_string(), self.effect.to_string());
        compare("evidence", spec.evidence.to_string(), self.evidence.to_string());
        compare(
            "service code",
            format!("{:?}", spec.service_code),
            format!("{:?}", self.service_code),
        );
        for (what, ours, theirs) in [
            ("required parameters", parameters(true), &self.required),
            ("optional parameters", parameters(false), &self.optional),
        ] {
            let known_only = |name: &&str| !self.has_more_parameters || theirs.contains(name);
            let ours: Vec<_> = ours.into_iter().filter(known_only).collect();
            compare(what, format!("{ours:?}"), format!("{theirs:?}"));
        }
        found
    }
}

fn rows() -> Vec<Row> {
    CONTRACT.lines().skip(1).map(Row::read).collect()
}

#[test]
fn the_contract_has_the_115_operations_of_the_vendors_documents() {
    assert_eq!(rows().len(), 115);
}

#[test]
fn every_operation_of_the_contract_is_in_the_code_and_matches_it() {
    let mut ours: Vec<&OperationSpec> = operations::all().collect();
    let mut wrong = Vec::new();
    for row in rows() {
        // Two operations share one name: take the one that differs least.
        let namesakes = ours.iter().enumerate().filter(|(_, spec)| spec.name == row.name);
        match namesakes.min_by_key(|(_, spec)| row.differences(spec).len()) {
            Some((at, spec)) => {
                wrong.extend(row.differences(spec));
                ours.remove(at);
            }
            None => wrong.push(format!("{}: missing ({})", row.name, row.family)),
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

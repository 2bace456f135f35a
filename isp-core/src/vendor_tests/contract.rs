//! The contract of an API: what its vendor and clients of real servers show, one operation a line.

use std::collections::BTreeMap;
use std::path::Path;

use crate::http::vendor::calls_table;
use crate::http::{AnswerFormat, OperationSpec};

/// A row of `operations.tsv`, by column.
pub type Row = BTreeMap<String, String>;

/// The rows of `operations.tsv`, whose first line names the columns.
#[must_use]
pub fn rows(tsv: &str) -> Vec<Row> {
    let mut lines = tsv.lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(cells.len(), names.len(), "{line}");
        names.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    lines.map(row).collect()
}

/// In what an operation differs from its row, apart from its parameters.
#[must_use]
pub fn differences(row: &Row, spec: &OperationSpec) -> Vec<String> {
    let evidence = match &*row["evidence"] {
        "solid" => "observed",
        "thin" => "manual",
        "none" => "assumed",
        other => panic!("{}: evidence {other}", spec.name),
    };
    let is_file = spec.answer == AnswerFormat::Bytes;
    let code = spec.service_code.map(|code| code.to_string()).unwrap_or_default();
    let mut found = Vec::new();
    for (what, ours, theirs) in [
        ("name", spec.name, &*row["vendor_name"]),
        ("family", spec.family, &row["group"]),
        ("method", spec.method.as_str(), &row["method"]),
        ("path", spec.path, &row["path"]),
        ("effect", &spec.effect.to_string(), &row["effect"]),
        ("evidence", &spec.evidence.to_string(), evidence),
        ("service code", &code, &row["service_code"]),
        ("file", &is_file.to_string(), &row["answer"].contains("bytes").to_string()),
    ] {
        if ours != theirs {
            found.push(format!("{}: {what} is {ours}, not {theirs}", spec.name));
        }
    }
    if spec.title.is_empty() {
        found.push(format!("{}: no title", spec.name));
    }
    found
}

/// Whether every parameter in a path is required.
pub fn path_parameters_are_required(operations: impl IntoIterator<Item = &'static OperationSpec>) {
    for spec in operations {
        for name in spec.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            let known = spec.parameters.iter().find(|known| known.name == name);
            assert!(known.is_some_and(|known| known.required), "{} {name}", spec.name);
        }
    }
}

/// Compares a file made from the code with what it should be. With `UPDATE_OPERATIONS=1` in the
/// environment it is written anew.
pub fn file_is_current(file: &Path, text: &str) {
    if std::env::var_os("UPDATE_OPERATIONS").is_some()
        && let Err(error) = std::fs::write(file, text)
    {
        panic!("{}: {error}", file.display());
    }
    let known = std::fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    assert!(known == text, "{} is out of date: run with UPDATE_OPERATIONS=1", file.display());
}

/// Compares the table at the end of `CALLS.md` with the code, see [`calls_table`]; what stands before it
/// is written by hand.
pub fn calls_are_current(
    file: &Path,
    operations: &[&'static OperationSpec],
    methods: &[(&str, &str)],
    isp: &[(&str, &str)],
) {
    for (name, _) in isp.iter().chain(methods) {
        assert!(operations.iter().any(|spec| spec.name == *name), "there is no {name}");
    }
    for spec in operations {
        let has_own = methods.iter().any(|(name, _)| *name == spec.name);
        assert!(has_own || !spec.call.is_empty(), "{} has no call", spec.name);
    }
    let known = std::fs::read_to_string(file).unwrap_or_default();
    let by_hand = known.split("| your request").next().unwrap_or_default();
    let table = calls_table(operations.iter().copied(), methods, isp);
    file_is_current(file, &format!("{by_hand}{table}"));
}

//! The table of what the simulators serve, at most 80 columns wide.

use std::fmt::Write as _;

use examples::columns::{COLUMNS, broken, wrapped};
use isp_core::http::{EvidenceLevel, OperationSpec};

/// Before a path, and before what stands below it.
const INDENT: usize = 10;

/// Every operation: method and path, in which the vendor's name stands; below them what it does.
pub(crate) fn table() -> String {
    let mut table = "\
Operations that are served. *: undocumented, with a generic answer.
"
    .to_owned();
    api(&mut table, "MK Webservices", mk_webservices::operations::all());
    api(&mut table, "Voalle, customer portal", voalle_portal::operations::all());
    api(&mut table, "Voalle, provider-wide", voalle_global::operations::all());
    table
}

fn api(table: &mut String, name: &str, operations: impl Iterator<Item = &'static OperationSpec>) {
    let operations: Vec<_> = operations.collect();
    line(table, format_args!("\n{name}: {} operations", operations.len()));
    let mut family = "";
    for spec in operations {
        if spec.family != family {
            family = spec.family;
            line(table, format_args!("\n  {family}"));
        }
        operation(table, spec);
    }
}

fn operation(table: &mut String, spec: &OperationSpec) {
    let mark = if spec.evidence == EvidenceLevel::Assumed { '*' } else { ' ' };
    let mut start = format!("{mark} {:<6} ", spec.method.as_str());
    for part in broken(spec.path, COLUMNS - INDENT) {
        line(table, format_args!("{start:>INDENT$}{part}"));
        start.clear();
    }
    for part in wrapped(spec.title, COLUMNS - INDENT) {
        line(table, format_args!("{:INDENT$}{part}", ""));
    }
}

fn line(table: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = writeln!(table, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_every_crate_is_listed_and_fits_a_terminal() {
        let table = table();
        let joined = table.replace(&format!("\n{:INDENT$}", ""), "");
        let all = mk_webservices::operations::all()
            .chain(voalle_portal::operations::all())
            .chain(voalle_global::operations::all());
        for spec in all {
            let request = format!("{:<6} {}\n", spec.method.as_str(), spec.path);
            assert!(table.contains(&request) || joined.contains(spec.path), "{}", spec.name);
            let name = spec.name.strip_prefix(spec.method.as_str()).unwrap_or(spec.name).trim();
            assert!(spec.path.contains(name), "{name} cannot be found by {}", spec.path);
        }
        for line in table.lines() {
            assert!(line.chars().count() <= COLUMNS, "{line}");
        }
    }
}

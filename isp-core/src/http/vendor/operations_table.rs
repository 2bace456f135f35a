//! The table of a crate's operations, for its `OPERATIONS.md`.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::http::operation_spec::{AnswerFormat, OperationSpec};

/// The operations as a Markdown table, in their order: what each does, the vendor's name with method
/// and path, family, effect, evidence, what proves that a write was done, service and release, type
/// of the answer. A cell is empty where nothing is known; service and release are left out where that
/// holds for every operation.
///
/// Each API crate keeps it in its `OPERATIONS.md`, and a test compares.
///
/// ```
/// use isp_core::http::OperationSpec;
/// use isp_core::http::vendor::operations_table;
///
/// let cities = OperationSpec::get("WSListaCidades", "/mk/WSListaCidades.rule").titled("cities");
/// let table = operations_table(&[cities]);
/// assert!(table.contains("| cities | `WSListaCidades`, `GET /mk/WSListaCidades.rule` |"));
/// ```
pub fn operations_table<'a>(operations: impl IntoIterator<Item = &'a OperationSpec>) -> String {
    let operations: Vec<_> = operations.into_iter().collect();
    let services = operations.iter().any(|spec| !service(spec).is_empty());
    let releases = operations.iter().any(|spec| !release(spec).is_empty());

    let mut head = vec!["operation", "vendor's name", "family", "effect", "evidence", "proof"];
    head.extend(services.then_some("service"));
    head.extend(releases.then_some("release"));
    head.push("answer");

    let mut table = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for spec in operations {
        let mut cells = vec![
            spec.title.to_owned(),
            name(spec),
            spec.family.to_owned(),
            spec.effect.to_string(),
            spec.evidence.to_string(),
            if spec.effect.is_write() { spec.proof.to_string() } else { String::new() },
        ];
        cells.extend(services.then(|| service(spec)));
        cells.extend(releases.then(|| release(spec)));
        cells.push(answer(spec));
        let cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
        // Writing to a String does not fail.
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

fn name(spec: &OperationSpec) -> String {
    let request = format!("{} {}", spec.method, spec.path);
    if spec.name == request {
        format!("`{request}`")
    } else {
        format!("`{}`, `{request}`", spec.name)
    }
}

/// Code and name of the service that must be granted.
fn service(spec: &OperationSpec) -> String {
    match (spec.service_code, spec.service_name) {
        (Some(code), Some(name)) => format!("{code}: {name}"),
        (Some(code), None) => code.to_string(),
        (None, name) => name.unwrap_or_default().to_owned(),
    }
}

/// The first release of the operation, then those of its later parameters.
fn release(spec: &OperationSpec) -> String {
    let later = spec.parameters.iter();
    let later = later.filter_map(|known| Some(format!("{} for `{}`", known.since?, known.name)));
    spec.since.map(str::to_owned).into_iter().chain(later).collect::<Vec<_>>().join(", ")
}

fn answer(spec: &OperationSpec) -> String {
    match (spec.answer, spec.output) {
        (AnswerFormat::Bytes, _) => "file".to_owned(),
        (AnswerFormat::Json, "" | "Untyped" | "Unconfirmed") => "untyped JSON".to_owned(),
        (AnswerFormat::Json, output) => format!("`{output}`"),
    }
}

/// A vendor's name must not end a cell.
fn cell(text: &str) -> Cow<'_, str> {
    if text.contains('|') { text.replace('|', "\\|").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Effect, EvidenceLevel, Method, ParameterSpec};

    const PLAIN: OperationSpec = OperationSpec::get("GET /api/things", "/api/things")
        .titled("things | and more")
        .in_family("things")
        .with_effect(Effect::Read)
        .with_evidence(EvidenceLevel::Manual)
        .returning("Vec<Thing>");
    const NAMED: OperationSpec = OperationSpec::get("Things", "/things.rule")
        .with_effect(Effect::Read)
        .with_service_name(Some("List things"))
        .with_parameters(&[
            ParameterSpec::required("code"),
            ParameterSpec::optional("day").since(Some("74")),
        ]);
    const CODED: OperationSpec = OperationSpec::get("NewThing", "/new.rule")
        .with_method(Method::Post)
        .titled("a new thing")
        .in_family("things")
        .with_service_code(Some(42))
        .with_service_name(Some("Create a thing"))
        .since(Some("72"))
        .answering(AnswerFormat::Bytes);

    #[test]
    fn each_operation_is_one_row_with_all_that_is_declared() {
        let table = operations_table(&[PLAIN, NAMED, CODED]);
        assert_eq!(
            table.lines().collect::<Vec<_>>(),
            [
                "| operation | vendor's name | family | effect | evidence | proof | service | release | answer |",
                "|---|---|---|---|---|---|---|---|---|",
                "| things \\| and more | `GET /api/things` | things | read | manual |  |  |  | `Vec<Thing>` |",
                "|  | `Things`, `GET /things.rule` |  | read | assumed |  | List things | 74 for `day` | untyped JSON |",
                "| a new thing | `NewThing`, `POST /new.rule` | things | once | assumed | nothing | 42: Create a thing | 72 | file |",
            ]
        );
    }

    #[test]
    fn what_is_known_of_no_operation_has_no_column() {
        let table = operations_table(&[PLAIN]);
        assert_eq!(
            table.lines().next(),
            Some("| operation | vendor's name | family | effect | evidence | proof | answer |")
        );
        let columns: Vec<_> =
            table.lines().map(|line| line.replace("\\|", "").matches('|').count()).collect();
        assert!(columns.iter().all(|count| *count == 8), "{columns:?}");
    }
}

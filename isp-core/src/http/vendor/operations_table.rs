//! The table of a crate's operations, for its `OPERATIONS.md`.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::http::operation_spec::{AnswerFormat, OperationSpec};

/// The operations as a Markdown table, in their order: what each does, the vendor's name with method
/// and path, family, effect, evidence, what proves that a write was done, service code, type of the
/// answer.
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
    let mut table = String::from(
        "| operation | vendor's name | family | effect | evidence | proof | service code | answer |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for spec in operations {
        let request = format!("{} {}", spec.method, spec.path);
        let name = if spec.name == request {
            format!("`{request}`")
        } else {
            format!("`{}`, `{request}`", spec.name)
        };
        let code = spec.service_code.map(|code| code.to_string()).unwrap_or_default();
        let proof = if spec.effect.is_write() {
            cell(&spec.proof.to_string()).into_owned()
        } else {
            String::new()
        };
        let answer = match (spec.answer, spec.output) {
            (AnswerFormat::Bytes, _) => "file".to_owned(),
            (AnswerFormat::Json, "" | "Untyped" | "Unconfirmed") => "untyped JSON".to_owned(),
            (AnswerFormat::Json, output) => format!("`{output}`"),
        };
        let cells = [
            cell(spec.title),
            cell(&name),
            cell(spec.family),
            Cow::from(spec.effect.to_string()),
            Cow::from(spec.evidence.to_string()),
            Cow::from(proof),
            Cow::from(code),
            Cow::from(answer),
        ];
        // Writing to a String does not fail.
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

/// A vendor's name must not end a cell.
fn cell(text: &str) -> Cow<'_, str> {
    if text.contains('|') { text.replace('|', "\\|").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Effect, EvidenceLevel, Method};

    const NAMED: OperationSpec = OperationSpec::get("GET /api/things", "/api/things")
        .titled("things | and more")
        .in_family("things")
        .with_effect(Effect::Read)
        .with_evidence(EvidenceLevel::Manual)
        .returning("Vec<Thing>");
    const CODED: OperationSpec = OperationSpec::get("NewThing", "/new.rule")
        .with_method(Method::Post)
        .titled("a new thing")
        .in_family("things")
        .with_service_code(Some(42))
        .answering(AnswerFormat::Bytes);

    #[test]
    fn each_operation_is_one_row_with_all_that_is_declared() {
        let table = operations_table(&[NAMED, CODED]);
        let rows: Vec<_> = table.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| things \\| and more | `GET /api/things` | things | read | manual |  |  | `Vec<Thing>` |",
                "| a new thing | `NewThing`, `POST /new.rule` | things | once | assumed | nothing | 42 | file |",
            ]
        );
    }

    #[test]
    fn every_row_has_the_columns_of_the_head() {
        let table = operations_table(&[CODED]);
        let columns: Vec<_> = table.lines().map(|line| line.matches('|').count()).collect();
        assert!(columns.iter().all(|count| *count == 9), "{columns:?}");
    }
}

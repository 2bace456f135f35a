//! The table of raw requests and what takes their place, for the page `CALLS.md` of a crate.

use std::fmt::Write as _;

use crate::http::operation_spec::{Method, OperationSpec};

/// What a request of a vendor's API is called in its crate, as a Markdown table by request: for readers
/// who call the API by URL today.
///
/// `methods` are calls that no declaration names, `isp` the operations of [`Isp`](crate::Isp) for which
/// an operation is used, each after the vendor's name.
///
/// ```
/// use isp_core::http::vendor::calls_table;
/// use isp_core::http::{OperationSpec, ParameterSpec};
///
/// const CITIES: OperationSpec = OperationSpec::get("WSListaCidades", "/mk/WSListaCidades.rule")
///     .with_parameters(&[ParameterSpec::required("uf")])
///     .called_by("lista_cidades(uf)");
/// let table = calls_table(&[CITIES], &[], &[]);
/// assert!(table.ends_with("| `GET /mk/WSListaCidades.rule?uf=…` | `lista_cidades(uf)` |  |\n"));
/// ```
pub fn calls_table<'a>(
    operations: impl IntoIterator<Item = &'a OperationSpec>,
    methods: &[(&str, &str)],
    isp: &[(&str, &str)],
) -> String {
    let mut operations: Vec<_> = operations.into_iter().collect();
    operations.sort_by_key(|spec| (spec.path.to_lowercase(), spec.method.as_str()));
    let mut table = "| your request | here | for every ERP |\n|---|---|---|\n".to_owned();
    for spec in operations {
        let mut calls = vec![spec.call];
        calls.extend(of(spec, methods));
        // Writing to a String does not fail.
        let _ = writeln!(
            table,
            "| `{}` | {} | {} |",
            request(spec),
            quoted(&calls),
            quoted(&of(spec, isp))
        );
    }
    table
}

fn of<'a>(spec: &OperationSpec, rows: &[(&str, &'a str)]) -> Vec<&'a str> {
    rows.iter().filter(|(name, _)| *name == spec.name).map(|(_, text)| *text).collect()
}

fn quoted(texts: &[&str]) -> String {
    let texts = texts.iter().filter(|text| !text.is_empty());
    texts.map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")
}

/// Method and path, with the required parameters of the query.
fn request(spec: &OperationSpec) -> String {
    let is_in_query =
        |name: &str| spec.method == Method::Get && !spec.path.contains(&format!("{{{name}}}"));
    let required = spec.parameters.iter().filter(|known| known.required && is_in_query(known.name));
    let query: Vec<_> = required.map(|known| format!("{}=…", known.name)).collect();
    let separator = if query.is_empty() { "" } else { "?" };
    format!("{} {}{separator}{}", spec.method, spec.path, query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::ParameterSpec;

    const READ: OperationSpec = OperationSpec::get("Things", "/things/{id}")
        .with_parameters(&[
            ParameterSpec::required("id"),
            ParameterSpec::required("day"),
            ParameterSpec::optional("page"),
        ])
        .called_by("things(id, day)");
    const WRITE: OperationSpec = OperationSpec::get("NewThing", "/new")
        .with_method(Method::Post)
        .with_parameters(&[ParameterSpec::required("name")]);

    #[test]
    fn each_request_is_a_row_with_its_calls_in_the_order_of_paths() {
        let methods = [("NewThing", "first(name)"), ("NewThing", "second(name)")];
        let table = calls_table(&[READ, WRITE], &methods, &[("Things", "invoices")]);
        assert_eq!(
            table.lines().skip(2).collect::<Vec<_>>(),
            [
                "| `POST /new` | `first(name)`, `second(name)` |  |",
                "| `GET /things/{id}?day=…` | `things(id, day)` | `invoices` |",
            ]
        );
    }
}

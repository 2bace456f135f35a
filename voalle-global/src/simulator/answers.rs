//! How answers are written: envelopes, pages, refusals.

use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use serde_json::{Value, json};

/// The body of every undocumented answer: this text and no more.
///
/// ```
/// use voalle_global::simulator::UNDOCUMENTED_ANSWER;
///
/// assert_eq!(UNDOCUMENTED_ANSWER, r#"{"simulator":"the answer of this operation is undocumented"}"#);
/// ```
pub const UNDOCUMENTED_ANSWER: &str =
    r#"{"simulator":"the answer of this operation is undocumented"}"#;

/// The answer of an undocumented operation.
pub(super) fn undocumented() -> SimulatedResponse {
    SimulatedResponse::new(200, "application/json", UNDOCUMENTED_ANSWER)
}

pub(super) fn json_response(body: &Value) -> SimulatedResponse {
    SimulatedResponse::new(200, "application/json", body.to_string())
}

/// A success with a payload.
pub(super) fn success(response: &Value) -> SimulatedResponse {
    json_response(&json!({
        "success": true,
        "messages": null,
        "response": response,
        "dataResponseType": null,
        "elapsedTime": null,
    }))
}

/// A business error, with HTTP 200.
pub(super) fn refused(message: &str) -> SimulatedResponse {
    json_response(&json!({
        "success": false,
        "messages": [{"message": message, "code": null, "type": "Error"}],
        "response": null,
        "dataResponseType": null,
        "elapsedTime": null,
    }))
}

/// What is not there.
pub(super) fn not_found() -> SimulatedResponse {
    refused("Registro não encontrado.")
}

/// An unknown path.
pub(super) fn unknown_route() -> SimulatedResponse {
    SimulatedResponse::new(404, "text/plain", "")
}

/// The page that a request asks for, by query or body.
#[derive(Clone, Copy)]
pub(super) struct PageRequest {
    /// Counted from 1.
    number: usize,
    size: usize,
}

impl PageRequest {
    /// `page` and `pageSize`, or `Page` and `PageSize`, in the query; `largest` is the server's limit.
    pub(super) fn of_query(request: &SimulatedRequest, largest: Option<usize>) -> Self {
        let number =
            |names: [&str; 2]| names.iter().find_map(|name| request.parameter(name)?.parse().ok());
        Self::of(number(["page", "Page"]), number(["pageSize", "PageSize"]), largest)
    }

    /// The same of a JSON body.
    pub(super) fn of_body(body: &Value, largest: Option<usize>) -> Self {
        let number = |name: &str| body.get(name)?.as_u64().and_then(|n| usize::try_from(n).ok());
        Self::of(number("page"), number("pageSize"), largest)
    }

    fn of(number: Option<usize>, size: Option<usize>, largest: Option<usize>) -> Self {
        let size = size.unwrap_or(20).min(largest.unwrap_or(usize::MAX)).max(1);
        // Whether 0 is the first page too is unknown.
        Self { number: number.unwrap_or(1).max(1), size }
    }
}

/// `{data, totalRecords, page, pageSize, totalPages}` of one page.
pub(super) fn page(rows: &[Value], page: PageRequest) -> SimulatedResponse {
    let before = page.size.saturating_mul(page.number - 1);
    let shown: Vec<&Value> = rows.iter().skip(before).take(page.size).collect();
    success(&json!({
        "data": shown,
        "totalRecords": rows.len(),
        "page": page.number,
        "pageSize": page.size,
        "totalPages": rows.len().div_ceil(page.size),
    }))
}

/// The object with further members.
pub(super) fn with_members(
    mut object: Value,
    further: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    if let Value::Object(members) = &mut object {
        members.extend(further.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    object
}

/// The body as JSON; null for anything else.
pub(super) fn body(request: &SimulatedRequest) -> Value {
    serde_json::from_slice(&request.body).unwrap_or_default()
}

/// An id in a body: a number, or digits as text.
pub(super) fn id(body: &Value, name: &str) -> Option<u64> {
    match body.get(name)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A text in a body that is not empty.
pub(super) fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str().filter(|text| !text.trim().is_empty())
}

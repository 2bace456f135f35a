//! How answers are written: envelopes, pages, dates, errors.

use isp_core::CustomerId;
use isp_core::jiff::{Timestamp, Zoned, civil::DateTime};
use isp_core::loopback::{SimulatedRequest, SimulatedResponse};
use serde_json::{Map, Value, json};

/// The body of every undocumented answer: this text and no more.
///
/// ```
/// use voalle_portal::simulator::UNDOCUMENTED_ANSWER;
///
/// assert_eq!(UNDOCUMENTED_ANSWER, r#"{"simulator":"the answer of this operation is undocumented"}"#);
/// ```
pub const UNDOCUMENTED_ANSWER: &str =
    r#"{"simulator":"the answer of this operation is undocumented"}"#;

/// The answer of an undocumented operation.
pub(super) fn undocumented() -> SimulatedResponse {
    SimulatedResponse::new(200, "application/json", UNDOCUMENTED_ANSWER)
}

/// The time at which every record was created. The world does not have it.
pub(super) const CREATED: &str = "2024-03-10 10:13:22";

pub(super) fn json_response(body: &Value) -> SimulatedResponse {
    SimulatedResponse::new(200, "application/json", body.to_string())
}

/// An error with the body of a refused login.
pub(super) fn error(status: u16, title: &str, message: &str) -> SimulatedResponse {
    let body = json!({"status": title, "message": message});
    SimulatedResponse::new(status, "application/json", body.to_string())
}

/// The page that a request asks for.
#[derive(Clone, Copy)]
pub(super) struct PageRequest {
    /// Counted from 1.
    number: usize,
    /// How many rows it has at most; `None` for all rows.
    size: Option<usize>,
}

impl PageRequest {
    const ALL: Self = Self { number: 1, size: None };

    pub(super) fn of(request: &SimulatedRequest, default_size: Option<usize>) -> Self {
        let number = |name| request.parameter(name).and_then(|text| text.parse().ok());
        Self { number: number("page").unwrap_or(1), size: number("limit").or(default_size) }
    }
}

/// `{data: […], count, filtered, total}` of one page.
pub(super) fn page(rows: &[Value], page: PageRequest) -> Value {
    let size = page.size.unwrap_or(usize::MAX);
    let before = size.saturating_mul(page.number.saturating_sub(1));
    let shown: Vec<&Value> = rows.iter().skip(before).take(size).collect();
    json!({"count": shown.len(), "filtered": rows.len(), "total": rows.len(), "data": shown})
}

/// All rows on one page.
pub(super) fn list(rows: impl Iterator<Item = Value>) -> Value {
    page(&rows.collect::<Vec<_>>(), PageRequest::ALL)
}

/// `{data: […]}`, for lists of which no source shows more.
pub(super) fn rows(rows: impl Iterator<Item = Value>) -> Value {
    json!({"data": rows.collect::<Vec<_>>()})
}

/// Only those members of `row` that `fields` lists; all without it.
pub(super) fn sparse(row: Value, fields: Option<&str>) -> Value {
    match (row, fields) {
        (Value::Object(row), Some(fields)) => {
            let wanted = |name: &String| fields.split(',').any(|field| field.trim() == name);
            Value::Object(row.into_iter().filter(|(name, _)| wanted(name)).collect())
        }
        (row, _) => row,
    }
}

/// `YYYY-MM-DD HH:MM:SS`, local time without zone.
pub(super) fn local(time: &Zoned) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A local time as a dump of a PHP `DateTime`.
pub(super) fn php_date(local: &str) -> Value {
    let instant = local.parse::<DateTime>().ok();
    let instant = instant.and_then(|time| time.to_zoned(isp_core::wire::sao_paulo()).ok());
    let timestamp = instant.map_or(Timestamp::UNIX_EPOCH, |time| time.timestamp());
    json!({
        "lastErrors": {"warning_count": 0, "warnings": [], "error_count": 0, "errors": []},
        "timezone": {
            "name": "America/Sao_Paulo",
            "location": {
                "country_code": "BR", "latitude": -11, "longitude": -11,
                "comments": "Brazil (example comment)",
            },
        },
        "offset": -10_800,
        "timestamp": timestamp.as_second(),
    })
}

/// Adds members with null to `object`.
pub(super) fn with_nulls(object: Value, names: &[&str]) -> Value {
    let Value::Object(mut members) = object else { return object };
    let nulls: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    members.extend(nulls);
    Value::Object(members)
}

/// The id as a number: all ids of the example world are numbers.
pub(super) fn number(id: &CustomerId) -> u64 {
    id.to_number().unwrap_or_default()
}

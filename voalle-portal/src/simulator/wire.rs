//! How the portal writes things.

use isp_core::jiff::{Timestamp, Zoned, civil::DateTime};
use isp_core::loopback::SimulatedResponse;
use serde_json::{Map, Value, json};

/// When every record of the world was made.
pub(super) const CREATED: &str = "2024-03-10 10:13:22";

pub(super) fn json_response(status: u16, body: &Value) -> SimulatedResponse {
    SimulatedResponse::new(status, "application/json", body.to_string())
}

/// An error as the portal's login writes it.
pub(super) fn error(status: u16, title: &str, message: &str) -> SimulatedResponse {
    json_response(status, &json!({"status": title, "message": message}))
}

/// `{data: […], count, filtered, total}` of one page, counted from 1, all rows without a size.
pub(super) fn page(rows: &[Value], number: usize, size: Option<usize>) -> Value {
    let size = size.unwrap_or(usize::MAX);
    let before = size.saturating_mul(number.saturating_sub(1));
    let shown: Vec<&Value> = rows.iter().skip(before).take(size).collect();
    json!({"count": shown.len(), "filtered": rows.len(), "total": rows.len(), "data": shown})
}

/// All rows on one page.
pub(super) fn list(rows: impl Iterator<Item = Value>) -> Value {
    page(&rows.collect::<Vec<_>>(), 1, None)
}

/// `{data: […]}` alone, for lists of which nobody has seen more.
pub(super) fn rows(rows: impl Iterator<Item = Value>) -> Value {
    json!({"data": rows.collect::<Vec<_>>()})
}

/// Only the fields asked for.
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

/// A dumped PHP `DateTime` of a local time.
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

/// Adds `names` with null to `object`: fields that nobody has seen with a value.
pub(super) fn with_nulls(object: Value, names: &[&str]) -> Value {
    let Value::Object(mut members) = object else { return object };
    let nulls: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    members.extend(nulls);
    Value::Object(members)
}

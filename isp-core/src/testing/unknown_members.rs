//! Whether records keep what they do not know.

use serde_json::{Value, json};

const UNKNOWN: &str = "umaColunaNova";

/// Reads an answer again, with a member that no type knows in each of its objects: all of them must come
/// out again. `read` decodes a body, and serialises what was decoded.
pub fn unknown_members_are_kept(
    answer: &Value,
    read: impl FnOnce(&[u8]) -> Result<Value, String>,
) -> Result<(), String> {
    let mut body = answer.clone();
    let objects = add(&mut body);
    let decoded = read(body.to_string().as_bytes())
        .map_err(|error| format!("with an unknown member in each object: {error}"))?;
    match count(&decoded) {
        kept if kept == objects => Ok(()),
        kept => Err(format!(
            "{kept} of {objects} unknown members are kept; is each struct a `#[record]`?"
        )),
    }
}

fn value() -> Value {
    json!([1, "x"])
}

/// Adds the member to each object, and says how many there are.
fn add(json: &mut Value) -> usize {
    match json {
        Value::Array(items) => items.iter_mut().map(add).sum(),
        Value::Object(members) => {
            let inside: usize = members.values_mut().map(add).sum();
            members.insert(UNKNOWN.to_owned(), value());
            inside + 1
        }
        _ => 0,
    }
}

fn count(json: &Value) -> usize {
    match json {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => {
            let own = usize::from(members.get(UNKNOWN) == Some(&value()));
            own + members.values().map(count).sum::<usize>()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_loses_its_member_is_found() {
        let answer = json!({"a": 1, "rows": [{"b": 2}]});
        let whole = |body: &[u8]| serde_json::from_slice(body).map_err(|error| error.to_string());
        assert_eq!(unknown_members_are_kept(&answer, whole), Ok(()));
        let without_rows = |body: &[u8]| {
            let mut read: Value = whole(body)?;
            read["rows"] = json!([{"b": 2}]);
            Ok(read)
        };
        let error = unknown_members_are_kept(&answer, without_rows).unwrap_err();
        assert!(error.contains("1 of 2"), "{error}");
    }
}

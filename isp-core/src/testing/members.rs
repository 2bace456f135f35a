//! Whether an answer has only the members that known answers have.

use std::collections::BTreeSet;

use serde_json::Value;

/// The members of `answer` that none of the `known` answers has with this type, as `path: type`.
///
/// Null has no type: such a member only has to be in a known answer.
pub fn undocumented_members<'a>(
    answer: &Value,
    known: impl IntoIterator<Item = &'a Value>,
) -> Vec<String> {
    let (mut shown, mut sent) = (BTreeSet::new(), BTreeSet::new());
    for known in known {
        collect(known, "", &mut shown);
    }
    collect(answer, "", &mut sent);
    let is_shown = |member: &String| match member.strip_suffix("null") {
        Some(name) => shown.iter().any(|shown| shown.starts_with(name)),
        None => shown.contains(member),
    };
    sent.into_iter().filter(|member| !is_shown(member)).collect()
}

fn collect(value: &Value, path: &str, members: &mut BTreeSet<String>) {
    let kind = match value {
        Value::Object(object) => {
            for (name, value) in object {
                collect(value, &format!("{path}.{name}"), members);
            }
            "object"
        }
        Value::Array(rows) => {
            for row in rows {
                collect(row, &format!("{path}[]"), members);
            }
            "list"
        }
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
    };
    members.insert(format!("{path}: {kind}"));
}

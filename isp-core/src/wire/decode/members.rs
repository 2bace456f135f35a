//! Which member of an object is which field of a struct.

use serde_json::{Map, Value};

use super::{
    super::{drift::DeviationKind, key::normalise},
    context::Context,
    path::{Path, label},
};

/// A member of an object and the field that it is.
pub(super) struct Member<'de> {
    pub(super) field: &'static str,
    pub(super) key: &'de str,
    pub(super) value: &'de Value,
    /// Whether the object has another value for the same field, under the same key or another
    /// spelling of it. It is unknown which one is right.
    pub(super) contradicted: bool,
}

/// Matches the keys of `object` to `fields`: exact spellings first, then normal forms. Whatever
/// is left over is drift.
pub(super) fn of_struct<'de>(
    object: &'de Map<String, Value>,
    fields: &'static [&'static str],
    path: &Path<'_>,
    context: &Context<'_>,
) -> Vec<Member<'de>> {
    let mut members: Vec<Member<'de>> = Vec::with_capacity(object.len());
    let mut others = Vec::new();
    for (key, value) in object {
        match fields.iter().find(|field| *field == key) {
            Some(field) => members.push(Member { field, key, value, contradicted: false }),
            None => others.push((key.as_str(), value)),
        }
    }
    for (key, value) in others {
        let place = Path::Member { parent: path, key };
        match field_like(key, fields, context) {
            None => context.report(&place, DeviationKind::UnknownField),
            Some(field) => {
                if let Some(known) = members.iter_mut().find(|member| member.field == field) {
                    let note = "another spelling of a field that is already present";
                    context.report(&place, DeviationKind::Other { note });
                    known.contradicted |= known.value != value;
                } else {
                    let expected = label(field);
                    let found = label(key);
                    context.report(&place, DeviationKind::KeySpelling { expected, found });
                    members.push(Member { field, key, value, contradicted: false });
                }
            }
        }
    }
    members
}

fn field_like(
    key: &str,
    fields: &'static [&'static str],
    context: &Context<'_>,
) -> Option<&'static str> {
    let normal = normalise(key);
    if normal.is_empty() {
        return None;
    }
    let forms = context.normal_forms(fields);
    let index = forms.iter().position(|form| *form == normal)?;
    fields.get(index).copied()
}

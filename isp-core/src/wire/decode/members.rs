//! Which member of an object is which field of a struct.

use std::cell::RefCell;

use super::{
    super::{
        drift::DeviationKind,
        json::{Node, Object, write},
        label::label,
    },
    context::Context,
    path::Path,
};

/// A member of an object and the field that it is.
pub(super) struct Member<'de> {
    pub(super) field: &'static str,
    pub(super) key: &'de str,
    pub(super) value: Node<'de>,
    /// Whether the object has another value for the same field, under the same key or another
    /// spelling of it. It is unknown which one is right.
    pub(super) contradicted: bool,
}

/// Which keys of an object are fields, found without keeping a list of them.
pub(super) enum Keys {
    /// The first so many members have just the keys of different fields, except those whose bit is
    /// set: they are unknown.
    AsTheyAre { unknown: u128 },
    /// At least one key is another spelling, or occurs twice.
    ToBeSorted,
}

/// What becomes of the members that are no field of a struct.
pub(super) struct Unknown<'de> {
    /// Whether they are news.
    is_drift: bool,
    /// Where they are kept, if the struct keeps them.
    kept: Option<RefCell<Vec<(&'de str, Node<'de>)>>>,
}

impl<'de> Unknown<'de> {
    /// They are news and nothing else.
    pub(super) const REPORTED: Self = Self { is_drift: true, kept: None };

    /// They are kept for a record.
    pub(super) fn kept(is_drift: bool) -> Self {
        Self { is_drift, kept: Some(RefCell::default()) }
    }

    pub(super) fn take(
        &self,
        (key, value): (&'de str, Node<'de>),
        parent: &Path<'_>,
        context: &Context<'_>,
    ) {
        if self.is_drift {
            context.report(&Path::Member { parent, key }, DeviationKind::UnknownField);
        }
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push((key, value));
        }
    }

    /// The JSON text of the object of all that were kept, if there are any.
    pub(super) fn take_text(&self) -> Option<String> {
        let members = self.kept.as_ref()?.take();
        (!members.is_empty()).then(|| write::object(members))
    }
}

/// Compares the keys of `object` with `fields`, without a look at the values.
pub(super) fn compare(
    object: Object<'_>,
    fields: &'static [&'static str],
    context: &Context<'_>,
) -> Keys {
    let (mut seen, mut unknown) = (0_u128, 0_u128);
    let mut guess = 0;
    if object.len() > 128 || fields.len() > 128 {
        return Keys::ToBeSorted;
    }
    for (position, (key, _)) in object.iter().enumerate() {
        let Some(index) = position_of(key, fields, guess) else {
            if context.field_like(key, fields).is_some() {
                return Keys::ToBeSorted;
            }
            unknown |= 1 << position;
            continue;
        };
        if seen & 1 << index != 0 {
            return Keys::ToBeSorted;
        }
        seen |= 1 << index;
        guess = index + 1;
    }
    Keys::AsTheyAre { unknown }
}

/// The index of `key` in `fields`. Members often come in the order of the fields.
fn position_of(key: &str, fields: &'static [&'static str], guess: usize) -> Option<usize> {
    if fields.get(guess).is_some_and(|field| *field == key) {
        return Some(guess);
    }
    fields.iter().position(|field| *field == key)
}

/// Matches the keys of `object` to `fields`: exact spellings first, then normal forms. Whatever
/// is left over is `unknown`.
pub(super) fn of_struct<'de>(
    object: Object<'de>,
    fields: &'static [&'static str],
    unknown: &Unknown<'de>,
    path: &Path<'_>,
    context: &Context<'_>,
) -> Vec<Member<'de>> {
    let mut members: Vec<Member<'de>> = Vec::with_capacity(object.len().min(fields.len()));
    let mut others = Vec::new();
    for (key, value) in object {
        match fields.iter().find(|field| **field == key) {
            Some(field) if !members.iter().any(|member| member.field == *field) => {
                members.push(Member { field, key, value, contradicted: false });
            }
            _ => others.push((key, value)),
        }
    }
    for (key, value) in others {
        let place = Path::Member { parent: path, key };
        match context.field_like(key, fields) {
            None => unknown.take((key, value), path, context),
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

//! What one pass over an answer shares.

use std::{cell::RefCell, rc::Rc};

use serde_json::Value;

use super::{
    super::{
        drift::{Deviation, DeviationKind, Drift},
        key::normalise,
    },
    drops::Drops,
    error::DecodeErrorKind,
    path::Path,
};

type Fields = &'static [&'static str];

/// What one pass over an answer shares.
pub(super) struct Context<'a> {
    drops: &'a Drops,
    drift: RefCell<Drift>,
    normal_fields: RefCell<Vec<(Fields, Rc<[String]>)>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(drops: &'a Drops) -> Self {
        Self { drops, drift: RefCell::default(), normal_fields: RefCell::default() }
    }

    pub(super) fn into_drift(self) -> Drift {
        self.drift.into_inner()
    }

    pub(super) fn report(&self, path: &Path<'_>, kind: DeviationKind) {
        self.drift.borrow_mut().push_with(|| Deviation { path: path.to_place().to_string(), kind });
    }

    pub(super) fn drop_reason(&self, path: &Path<'_>, value: &Value) -> Option<&DecodeErrorKind> {
        self.drops.reason(path, value)
    }

    /// Why the optional field at `path`, which has two values, is to be dropped, if it is.
    pub(super) fn is_contradiction_dropped(&self, path: &Path<'_>) -> Option<&DecodeErrorKind> {
        self.drops.reason_at(path)
    }

    /// The normal forms of a struct's fields, worked out once and not for every row.
    pub(super) fn normal_forms(&self, fields: Fields) -> Rc<[String]> {
        let mut known = self.normal_fields.borrow_mut();
        if let Some((_, forms)) = known.iter().find(|(other, _)| std::ptr::eq(*other, fields)) {
            return Rc::clone(forms);
        }
        let forms: Rc<[String]> = fields.iter().map(|field| normalise(field)).collect();
        known.push((fields, Rc::clone(&forms)));
        forms
    }
}

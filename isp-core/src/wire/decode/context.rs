//! What one pass over an answer shares.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{
    super::{
        drift::{Deviation, DeviationKind, Drift},
        json::Node,
        key,
    },
    drops::Drops,
    error::{DecodeErrorKind, Failure},
    path::Path,
};

type Fields = &'static [&'static str];

/// Objects without a type of their own take far more memory than their text, so no more of them are
/// read in one pass.
const MOST_UNTYPED_OBJECTS: usize = 1 << 16;

/// What the rows of an answer may take together, for each byte of the answer.
const ROW_BYTES_FOR_A_BYTE: usize = 8;

/// The same for a short answer.
const LEAST_ROW_BYTES: usize = 1 << 20;

/// What one pass over an answer shares.
pub(super) struct Context<'a> {
    drops: &'a Drops,
    drift: RefCell<Drift>,
    known_keys: RefCell<Vec<KnownKey>>,
    untyped_objects_left: Cell<usize>,
    row_bytes_left: Cell<usize>,
}

/// What a key is in one struct, where it is none of the struct's own keys.
struct KnownKey {
    fields: Fields,
    key: Rc<str>,
    field: Option<&'static str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(drops: &'a Drops, length: usize) -> Self {
        let row_bytes = length.saturating_mul(ROW_BYTES_FOR_A_BYTE).max(LEAST_ROW_BYTES);
        Self {
            drops,
            drift: RefCell::default(),
            known_keys: RefCell::default(),
            untyped_objects_left: Cell::new(MOST_UNTYPED_OBJECTS),
            row_bytes_left: Cell::new(row_bytes),
        }
    }

    pub(super) fn into_drift(self) -> Drift {
        self.drift.into_inner()
    }

    pub(super) fn report(&self, path: &Path<'_>, kind: DeviationKind) {
        self.drift.borrow_mut().push_with(|| Deviation { path: path.to_place().to_string(), kind });
    }

    pub(super) fn drop_reason(&self, path: &Path<'_>, value: Node<'_>) -> Option<&DecodeErrorKind> {
        self.drops.reason(path, value)
    }

    /// Whether the next pass can do without an optional field inside of `path`.
    pub(super) fn can_drop(&self, failure: &Failure, path: &Path<'_>) -> bool {
        self.drops.can_learn_within(failure, path)
    }

    /// Why the optional field at `path`, which has two values, is to be dropped, if it is.
    pub(super) fn is_contradiction_dropped(&self, path: &Path<'_>) -> Option<&DecodeErrorKind> {
        self.drops.reason_at(path)
    }

    /// Accounts for one object without a type.
    pub(super) fn count_untyped_object(&self) -> Result<(), Failure> {
        spend(&self.untyped_objects_left, 1)
    }

    /// Accounts for one row of `bytes`.
    pub(super) fn count_row(&self, bytes: usize) -> Result<(), Failure> {
        spend(&self.row_bytes_left, bytes)
    }

    /// The field of which `key` is another spelling. Worked out once and not for every row.
    pub(super) fn field_like(&self, key: &str, fields: Fields) -> Option<&'static str> {
        /// An answer with more odd keys than these has keys that hold data.
        const REMEMBERED: usize = 64;
        let mut known = self.known_keys.borrow_mut();
        let same = |known: &&KnownKey| std::ptr::eq(known.fields, fields) && *known.key == *key;
        if let Some(known) = known.iter().find(same) {
            return known.field;
        }
        let normal = key::normalise(key);
        let mut candidates = fields.iter().filter(|field| key::is_like(field, &normal));
        let field = if normal.is_empty() { None } else { candidates.next().copied() };
        if known.len() < REMEMBERED {
            known.push(KnownKey { fields, key: key.into(), field });
        }
        field
    }
}

fn spend(left: &Cell<usize>, amount: usize) -> Result<(), Failure> {
    let rest = left.get().checked_sub(amount).ok_or_else(Failure::too_large)?;
    left.set(rest);
    Ok(())
}

//! Where in an answer the list of rows is.

use crate::wire::{key, repair_torn_latin1};

/// Where in an answer the list of rows is. A list in any other place is not read.
///
/// ```
/// use isp_core::wire::RowList;
///
/// const LIST: RowList = RowList::under("ListaFaturas");       // {"ListaFaturas": [...], "status": "OK"}
/// const EITHER: RowList = RowList::root_or_under("Clientes"); // [...] or {"Clientes": [...]}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowList(Place);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Under(&'static str),
    RootOrUnder(&'static str),
    Only,
}

impl RowList {
    /// The list under a key of the root object, in any spelling with the same
    /// [normal form](key::normalise). A single object there is a list of one; an object with numbers
    /// for keys, as PHP writes a list with gaps, is the list of its values in their order.
    pub const fn under(key: &'static str) -> Self {
        Self(Place::Under(key))
    }

    /// The root, where it is a list; the list under `key` where it is an object.
    pub const fn root_or_under(key: &'static str) -> Self {
        Self(Place::RootOrUnder(key))
    }

    /// The root, where it is a list; the only list among the members of the root object otherwise.
    /// For answers of undocumented shape: a second list there is an error.
    pub const fn only() -> Self {
        Self(Place::Only)
    }

    pub(super) fn is_any_list(self) -> bool {
        self.0 == Place::Only
    }

    pub(super) fn may_be_the_root(self) -> bool {
        !matches!(self.0, Place::Under(_))
    }

    /// Whether the key is the one of the list; `quoted` is the key as it came, in quotes.
    pub(super) fn is_under(self, quoted: &[u8]) -> bool {
        match self.0 {
            Place::Under(key) | Place::RootOrUnder(key) => {
                key::normalise(&text(quoted)) == key::normalise(key)
            }
            Place::Only => false,
        }
    }
}

/// The text of a quoted key; empty where it is not a JSON string.
pub(super) fn text(quoted: &[u8]) -> String {
    let json = repair_torn_latin1(quoted).ok();
    json.and_then(|json| Some(json.root().as_str()?.to_owned())).unwrap_or_default()
}

//! Which items came before.

use std::collections::HashSet;

/// The ids of all items that a stream has received, in order. A source uses it for all its items or
/// for none.
#[derive(Debug, Default)]
pub struct Seen {
    in_order: Vec<u64>,
    ids: HashSet<u64>,
}

impl Seen {
    /// Leaves out the items whose id came before, and remembers the others.
    pub fn retain_new<T>(&mut self, items: &mut Vec<T>, id: impl Fn(&T) -> u64) {
        items.retain(|item| {
            let id = id(item);
            let is_new = self.ids.insert(id);
            self.in_order.extend(is_new.then_some(id));
            is_new
        });
    }

    /// How many different items came.
    pub fn len(&self) -> usize {
        self.in_order.len()
    }

    /// Whether no item came yet.
    pub fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    /// All ids but the last `count`.
    pub(super) fn without_last(&self, count: usize) -> &[u64] {
        self.in_order.get(..self.len().saturating_sub(count)).unwrap_or_default()
    }
}

impl From<Vec<u64>> for Seen {
    fn from(in_order: Vec<u64>) -> Self {
        Self { ids: in_order.iter().copied().collect(), in_order }
    }
}

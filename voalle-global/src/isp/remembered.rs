//! What was learnt from answers, so that it need not be asked again.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::lock::Mutex as AsyncMutex;
use isp_core::brazil::Document;

/// How many records of each kind are remembered; the oldest are forgotten first.
const MOST: usize = 100_000;

/// Whose records are whose, shared by all handles of a client. Much of this API is found by document
/// alone, and no answer leads from an id back to a document.
#[derive(Default)]
pub(crate) struct Remembered {
    /// The document of a customer, by person id.
    pub(super) documents: Known<u64, Document>,
    /// The customer of a document: whom the ERP shows under it, else the first one of the list of all.
    pub(super) persons: Known<Document, u64>,
    /// The document that a customer probably has, by person id. The ERP is asked before it is used.
    pub(super) suggested: Known<u64, Document>,
    /// The document of the customer who owes a title, by title id.
    pub(super) titles: Known<u64, Owner>,
    /// Where a connection belongs, by connection id.
    pub(super) lines: Known<u64, Place>,
    /// Held while the list of customers is searched: one search at a time.
    pub(super) search: AsyncMutex<()>,
}

/// A customer.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) person: u64,
    pub(super) document: Document,
}

/// Where a connection belongs.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) owner: Owner,
    pub(super) contract: u64,
}

/// A bounded table.
pub(super) struct Known<K, V>(Mutex<Table<K, V>>);

struct Table<K, V> {
    values: HashMap<K, V>,
    order: VecDeque<K>,
}

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Table { values: HashMap::new(), order: VecDeque::new() }))
    }
}

impl<K: Copy + Eq + Hash, V: Copy> Known<K, V> {
    pub(super) fn get(&self, key: K) -> Option<V> {
        self.lock().values.get(&key).copied()
    }

    pub(super) fn keep(&self, key: K, value: V) {
        let mut table = self.lock();
        if table.values.insert(key, value).is_none() {
            table.order.push_back(key);
        }
        while table.order.len() > MOST {
            if let Some(oldest) = table.order.pop_front() {
                table.values.remove(&oldest);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Table<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_bounded_and_forgets_the_oldest_first() {
        let known = Known::default();
        let many = u64::try_from(MOST).unwrap() + 2;
        for key in 0..many {
            known.keep(key, key);
            known.keep(key, key + 1);
        }
        assert_eq!(known.lock().values.len(), MOST);
        assert_eq!((known.get(0), known.get(1), known.get(2)), (None, None, Some(3)));
    }
}

//! Remembers which person recently listed invoices and connections belong to.

use std::collections::HashMap;
use std::mem;
use std::sync::{Mutex, PoisonError};

/// An id that does not say which person it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum OwnedId {
    Invoice(u64),
    Connection(u64),
}

/// The person in whose list each id was last returned. It holds a limited number of ids; the least
/// recently used are dropped first.
pub(crate) struct OwnerCache {
    generations: Mutex<Generations>,
    /// How many ids a generation holds, half of all.
    size: usize,
}

#[derive(Default)]
struct Generations {
    young: HashMap<OwnedId, u64>,
    old: HashMap<OwnedId, u64>,
}

impl OwnerCache {
    /// Holds at most `capacity` ids.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { generations: Mutex::default(), size: (capacity / 2).max(1) }
    }

    pub(crate) fn insert(&self, id: OwnedId, person: u64) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        generations.insert(id, person, self.size);
    }

    pub(crate) fn get(&self, id: OwnedId) -> Option<u64> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(person) = generations.young.get(&id) {
            return Some(*person);
        }
        let person = generations.old.remove(&id)?;
        generations.insert(id, person, self.size);
        Some(person)
    }
}

impl Generations {
    /// When the young generation is full, it replaces the old one, which is dropped.
    fn insert(&mut self, id: OwnedId, person: u64, size: usize) {
        if self.young.len() >= size && !self.young.contains_key(&id) {
            self.old = mem::take(&mut self.young);
        }
        self.old.remove(&id);
        self.young.insert(id, person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use OwnedId::{Connection, Invoice};

    #[test]
    fn an_invoice_and_a_connection_with_the_same_number_are_different_ids() {
        let owners = OwnerCache::new(10);
        owners.insert(Invoice(1), 700);
        assert_eq!(owners.get(Invoice(1)), Some(700));
        assert_eq!(owners.get(Connection(1)), None);
    }

    #[test]
    fn the_cache_is_bounded_and_keeps_ids_in_use() {
        let owners = OwnerCache::new(100);
        owners.insert(Invoice(0), 7);
        for id in 1..10_000 {
            owners.insert(Invoice(id), id);
            assert_eq!(owners.get(Invoice(0)), Some(7));
            let generations = owners.generations.lock().unwrap();
            assert!(generations.young.len() + generations.old.len() <= 100);
        }
        assert_eq!(owners.get(Invoice(5)), None);
        assert_eq!(owners.get(Invoice(9_999)), Some(9_999));
    }

    #[test]
    fn the_last_person_to_show_an_id_is_its_owner() {
        let owners = OwnerCache::new(10);
        owners.insert(Invoice(1), 700);
        owners.insert(Invoice(1), 701);
        assert_eq!(owners.get(Invoice(1)), Some(701));
    }
}

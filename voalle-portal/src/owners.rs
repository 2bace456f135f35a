//! Whose an id is, as far as it was seen lately.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    Invoice,
    Connection,
}

/// Which person showed which id. It holds a bounded number of them; those neither shown nor asked for
/// lately go first.
pub(crate) struct Owners {
    generations: Mutex<Generations>,
    /// How many a generation holds, half of the whole.
    size: usize,
}

#[derive(Default)]
struct Generations {
    young: HashMap<(Thing, u64), u64>,
    old: HashMap<(Thing, u64), u64>,
}

impl Owners {
    /// Remembers at most `capacity` ids.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { generations: Mutex::default(), size: (capacity / 2).max(1) }
    }

    pub(crate) fn remember(&self, thing: Thing, id: u64, person: u64) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        generations.put((thing, id), person, self.size);
    }

    pub(crate) fn of(&self, thing: Thing, id: u64) -> Option<u64> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (thing, id);
        if let Some(person) = generations.young.get(&key) {
            return Some(*person);
        }
        let person = generations.old.remove(&key)?;
        generations.put(key, person, self.size);
        Some(person)
    }
}

impl Generations {
    /// The old generation dies when the young one is full and takes its place.
    fn put(&mut self, key: (Thing, u64), person: u64, size: usize) {
        if self.young.len() >= size && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&key);
        self.young.insert(key, person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_and_a_connection_of_the_same_number_are_two_things() {
        let owners = Owners::new(10);
        owners.remember(Thing::Invoice, 1, 700);
        assert_eq!(owners.of(Thing::Invoice, 1), Some(700));
        assert_eq!(owners.of(Thing::Connection, 1), None);
    }

    #[test]
    fn memory_is_bounded_and_what_is_in_use_stays() {
        let owners = Owners::new(100);
        owners.remember(Thing::Invoice, 0, 7);
        for id in 1..10_000 {
            owners.remember(Thing::Invoice, id, id);
            assert_eq!(owners.of(Thing::Invoice, 0), Some(7));
            let generations = owners.generations.lock().unwrap();
            assert!(generations.young.len() + generations.old.len() <= 100);
        }
        assert_eq!(owners.of(Thing::Invoice, 5), None);
        assert_eq!(owners.of(Thing::Invoice, 9_999), Some(9_999));
    }

    #[test]
    fn the_last_to_show_an_id_is_its_owner() {
        let owners = Owners::new(10);
        owners.remember(Thing::Invoice, 1, 700);
        owners.remember(Thing::Invoice, 1, 701);
        assert_eq!(owners.of(Thing::Invoice, 1), Some(701));
    }
}

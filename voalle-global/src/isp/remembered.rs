//! What was learnt from answers, so that it need not be asked again.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::lock::Mutex as AsyncMutex;
use isp_core::brazil::Document;
use isp_core::http::Timing;

/// How many records of each kind are remembered; the oldest are forgotten first.
const MOST: usize = 100_000;

/// How long a customer is taken to have the document that the ERP showed. Staff correct documents, and
/// the records of a document are those of whoever has it now.
const AN_HOUR: Duration = Duration::from_secs(60 * 60);

/// Whose records are whose, shared by all handles of a client. Much of this API is found by document
/// alone, and no answer leads from an id back to a document.
pub(crate) struct Remembered {
    timing: Arc<dyn Timing>,
    /// The document of a customer and when the ERP showed it, by person id.
    documents: Known<u64, (Document, Duration)>,
    /// The customer of a document: whom the ERP shows under it, else the first one of the list of all.
    persons: Known<Document, u64>,
    /// The document that a customer probably has, by person id. The ERP is asked before it is used.
    suggested: Known<u64, Document>,
    /// The customer who owes a title, by title id.
    pub(super) titles: Known<u64, u64>,
    /// Where a connection belongs, by connection id.
    pub(super) lines: Known<u64, Place>,
    /// Held while the list of customers is searched: one search at a time.
    pub(super) search: AsyncMutex<()>,
    /// Held while the list of connections is searched.
    pub(super) search_of_lines: AsyncMutex<()>,
    /// The titles for which a call may be registering a PIX.
    registering: Mutex<HashSet<u64>>,
}

impl Remembered {
    pub(crate) fn new(timing: Arc<dyn Timing>) -> Self {
        Self {
            timing,
            documents: Known::default(),
            persons: Known::default(),
            suggested: Known::default(),
            titles: Known::default(),
            lines: Known::default(),
            search: AsyncMutex::default(),
            search_of_lines: AsyncMutex::default(),
            registering: Mutex::default(),
        }
    }

    /// Lets one call at a time register a PIX for a title; `None` while another may be doing so. The title
    /// must be read after this.
    pub(super) fn begin_registration(&self, title: u64) -> Option<Registration<'_>> {
        let is_first = unpoisoned(&self.registering).insert(title);
        is_first.then_some(Registration { all: &self.registering, title })
    }

    /// The ERP has found this customer by this document.
    pub(super) fn found(&self, person: u64, document: Document) {
        self.documents.keep(person, (document, self.timing.elapsed()));
        self.persons.keep(document, person);
    }

    /// A list of the ERP has this customer with this document.
    pub(super) fn listed(&self, person: u64, document: Document) {
        self.documents.keep(person, (document, self.timing.elapsed()));
        if self.namesake(person, document).is_none() {
            self.persons.keep(document, person);
        }
    }

    /// The customer does not have the document that was shown, or not alone.
    pub(super) fn forget(&self, person: u64) {
        self.documents.forget(person);
    }

    pub(super) fn suggest(&self, person: u64, document: Document) {
        self.suggested.keep(person, document);
    }

    /// The customer's document, if the ERP has shown it within the last hour.
    pub(super) fn document(&self, person: u64) -> Option<Document> {
        let (document, at) = self.documents.get(person)?;
        (self.timing.elapsed().saturating_sub(at) < AN_HOUR).then_some(document)
    }

    /// Documents that the customer may have: what the ERP showed earlier, and what was suggested.
    pub(super) fn probable_documents(&self, person: u64) -> impl Iterator<Item = Document> {
        let shown = self.documents.get(person).map(|(document, _)| document);
        let suggested = self.suggested.get(person).filter(|document| Some(*document) != shown);
        shown.into_iter().chain(suggested)
    }

    /// Another customer who has this document too and comes first.
    pub(super) fn namesake(&self, person: u64, document: Document) -> Option<u64> {
        let first = self.persons.get(document).filter(|first| *first != person)?;
        (self.document(first) == Some(document)).then_some(first)
    }
}

/// The turn of one call to register a PIX, until it is dropped.
pub(super) struct Registration<'a> {
    all: &'a Mutex<HashSet<u64>>,
    title: u64,
}

impl Drop for Registration<'_> {
    fn drop(&mut self) {
        unpoisoned(self.all).remove(&self.title);
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A customer, and the document by which the ERP finds the customer's records.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) person: u64,
    pub(super) document: Document,
}

/// Where a connection belongs.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) person: u64,
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

    pub(super) fn forget(&self, key: K) {
        // Its place in the order stays, so that this is fast.
        self.lock().values.remove(&key);
    }

    fn lock(&self) -> MutexGuard<'_, Table<K, V>> {
        unpoisoned(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_is_given_up_gives_up_its_turn() {
        let remembered = Remembered::new(Arc::new(isp_core::http::TokioTiming::new()));
        let turn = remembered.begin_registration(1);
        assert!(turn.is_some() && remembered.begin_registration(1).is_none());
        assert!(remembered.begin_registration(2).is_some());
        drop(turn);
        assert!(remembered.begin_registration(1).is_some());
    }

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
        for _ in 0..MOST {
            known.forget(2);
            known.keep(2, 2);
        }
        assert!(known.lock().order.len() <= MOST);
    }
}

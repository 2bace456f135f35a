//! Cassettes of the three API crates: nothing of a provider's world is in the file, and the replayed
//! answers decode as the recorded ones did.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::clone_on_ref_ptr,
    missing_docs
)]

mod erps;
mod leaks;
mod operations;

mod reads;
mod simulators;
mod vocabulary;

use std::sync::{Arc, Mutex};

use isp_core::http::cassette::Cassette;
use isp_core::http::{FinishedCall, ObservedDrift, Observer};

/// What a client heard: the result of every call, and every drift.
#[derive(Debug, Default)]
pub(crate) struct Heard(Mutex<Vec<String>>);

impl Heard {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    /// All of it in a fixed order, since calls end in any.
    pub(crate) fn sorted(&self) -> Vec<String> {
        let mut all = self.0.lock().unwrap().clone();
        all.sort();
        all
    }
}

impl Observer for Heard {
    fn drift(&self, drift: &ObservedDrift<'_>) {
        self.0.lock().unwrap().push(format!("{} drift {}", drift.operation, drift.drift));
    }

    fn finished(&self, call: &FinishedCall) {
        self.0.lock().unwrap().push(format!("{} ended {:?}", call.operation, call.failure));
    }
}

/// The cassette as its file gives it.
pub(crate) fn read_back(cassette: &Cassette) -> Cassette {
    let text = cassette.to_json();
    let read = Cassette::from_json(&text).unwrap();
    assert_eq!(read.to_json(), text, "a file is written as it was read");
    read
}

//! Answers to writes whose success response is undocumented.

use serde::{Deserialize, Serialize};

use super::Untyped;

/// The answer to a write whose success response is undocumented.
///
/// It came with a status of success and without any known sign of failure. That does **not** prove
/// that the write was done: read back what it should have changed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unconfirmed(Untyped);

impl Unconfirmed {
    /// The unchanged answer; JSON null where the body was empty.
    pub fn answer(&self) -> &Untyped {
        &self.0
    }

    /// The answer, owned.
    pub fn into_answer(self) -> Untyped {
        self.0
    }
}

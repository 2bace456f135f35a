//! Answers to writes of which nobody knows what a done one looks like.

use serde::{Deserialize, Serialize};

use super::Untyped;

/// The answer to a write of which nobody has shown what a done answer looks like.
///
/// It came with a status of success and without any known sign of failure. That does **not** prove
/// that the write was done: read back what it should have changed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unconfirmed(Untyped);

impl Unconfirmed {
    /// The answer as it came; JSON null where the body was empty.
    pub fn answer(&self) -> &Untyped {
        &self.0
    }

    /// The answer, owned.
    pub fn into_answer(self) -> Untyped {
        self.0
    }
}

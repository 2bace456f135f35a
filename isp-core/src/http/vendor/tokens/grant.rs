//! The token of one call.

use std::sync::Arc;
use std::time::Duration;

use super::held::HeldToken;
use super::slot::Slot;
use super::token::Token;
use crate::error::Error;

/// A token given to one call. The call records here what the server said of it.
pub(crate) struct Grant {
    held: Arc<HeldToken>,
    slot: Arc<Slot>,
}

impl Grant {
    pub(super) fn new(held: Arc<HeldToken>, slot: &Arc<Slot>) -> Self {
        Self { held, slot: Arc::clone(slot) }
    }

    pub(crate) fn token(&self) -> &Token {
        &self.held.token
    }

    /// 1 for the first token of its key, one more after each login.
    pub(crate) fn generation(&self) -> u64 {
        self.held.generation
    }

    /// How long ago its login was.
    pub(crate) fn age(&self, now: Duration) -> Duration {
        self.held.age(now)
    }

    /// Whether another client logged in for it so long ago that its refusal says nothing of a new
    /// login.
    pub(crate) fn is_old_shared(&self) -> bool {
        self.held.is_old_shared()
    }

    /// The operation succeeded with it.
    pub(crate) fn accepted_for(&self, operation: &'static str) {
        self.slot.lock().accept(operation, self.generation());
    }

    /// The server refused it for the operation. Whether another token is worth a try: one that is held
    /// already, or one of a new login.
    pub(crate) fn refused_for(&self, operation: &'static str, now: Duration) -> bool {
        self.slot.lock().refuse(operation, &self.held, now)
    }

    /// It has perhaps ended: the next caller renews it.
    pub(crate) fn doubted(&self) {
        self.slot.lock().doubt(self.generation());
    }

    /// The server refused it for the operation although it is the token of a new login, so that
    /// another login would not help.
    pub(crate) fn refused_again_for(&self, operation: &'static str, now: Duration, error: Error) {
        self.slot.lock().refuse_again(operation, self.generation(), now, error);
    }
}

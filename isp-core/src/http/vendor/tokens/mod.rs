//! Session tokens: what a login gives, and where it is held until it ends.

mod grant;
mod store;

pub use grant::{Grant, GrantKey};
pub(crate) use store::{GrantStore, HeldGrant, LoginFuture};

//! Session tokens: what a login gives, and where it is held until it ends.

mod held;
mod store;
mod token;

pub(crate) use held::HeldToken;
pub(crate) use store::{LoginFuture, TokenStore};
pub use token::{Token, TokenKey};

//! Session tokens: what a login gives, and where it is held until it ends.
//!
//! | file | what it holds |
//! |---|---|
//! | `token` | a token as a login gave it, and the key under which it is held |
//! | `held` | a token that is held: when it ends, when it is renewed, how many uses are left |
//! | `verdicts` | what the server said of each operation under one login |
//! | `slot` | all that is known of one key, and what a caller does next |
//! | `grant` | the token of one call |
//! | `pool` | the slots of a client, and the way to a grant |
//! | `shared` | the tokens that several clients share by a [`TokenStore`](crate::http::TokenStore) |

mod grant;
mod held;
mod pool;
mod shared;
mod slot;
mod token;
mod verdicts;

pub(crate) use grant::Grant;
pub(crate) use held::{FRESH, Obtained};
pub(crate) use pool::{TokenPool, Wanted};
pub(crate) use shared::SharedTokens;
pub(crate) use slot::{LoginFuture, Need, ObtainFuture};
pub use token::{Token, TokenKey};

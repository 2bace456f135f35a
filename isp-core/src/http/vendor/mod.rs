//! What only the author of a vendor crate needs.
//!
//! A vendor crate has one type for each [`Operation`](super::Operation) of its ERP and one
//! [`Dialect`]: where the operations live, how one logs in, how a request is signed, what an answer
//! says. A [`Pipeline`] makes the calls:
//!
//! ```text
//! once for each call:     write → wait for a permit → attempts → read → Reply
//! once for each attempt:  token → sign → send → body up to the limit → parse → classify
//! ```
//!
//! A large answer to a call of `rows()` or `download()` is parsed and classified at its end instead.
//!
//! Its client keeps [`ClientOptions`](super::ClientOptions) and wraps [`Call`](super::Call) by
//! [`call_type!`](crate::call_type) and [`client_options!`](crate::client_options).

mod calls_table;
pub(super) mod dialect;
pub(super) mod fault;
mod file_link;
mod operations_table;
pub(super) mod pipeline;
mod redactor;
mod request_signer;
mod tokens;

pub use calls_table::calls_table;
pub use dialect::{Dialect, Login};
pub use fault::{Fault, TokenVerdict};
pub use file_link::FileLink;
pub use operations_table::operations_table;
pub use pipeline::Pipeline;
pub use request_signer::RequestSigner;
pub use tokens::{Token, TokenKey};

//! What the examples share: which ERPs to talk to, and how to lay things out for people.

#![allow(clippy::print_stdout, reason = "examples talk to people")]
#![allow(missing_debug_implementations, reason = "they hold credentials and servers")]

mod environment;
mod erps;
pub mod layout;

pub use environment::{MkEnvironment, VoalleEnvironment};
pub use erps::{Erp, Erps};

/// The README's own code, compiled.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

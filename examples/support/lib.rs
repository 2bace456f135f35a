//! Code that the examples share: which ERPs to use, and how to print records.

#![allow(clippy::print_stdout, reason = "an example prints its results")]
#![allow(missing_debug_implementations, reason = "they hold credentials and servers")]

mod environment;
mod erps;
pub mod layout;

pub use environment::{MkEnvironment, VoalleEnvironment};
pub use erps::{Erp, Erps};

/// Compiles the code in the README.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

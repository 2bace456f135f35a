//! Code that the examples share: which ERPs to use, and how to print records.

#![allow(clippy::print_stdout, reason = "an example prints its results")]
#![allow(missing_debug_implementations, reason = "they hold credentials and servers")]

pub mod columns;
pub mod command_line;
pub mod csv;
mod environment;
mod erps;
pub mod kinds;
pub mod layout;
pub mod memory;
pub mod plaintext;
pub mod providers;
pub mod qr;
pub mod recorded;
pub mod report;
pub mod spelling;
pub mod variables;

pub use environment::{
    MkEnvironment, VoalleEnvironment, VoalleGlobalEnvironment, naming_variables,
};
pub use erps::{Erp, Erps, Simulators, voalle_world};

use isp_core::jiff::Timestamp;
use isp_core::jiff::civil::Date;

/// The time of this machine.
#[allow(clippy::disallowed_methods, reason = "the only place where the examples read the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Today in the provider's time zone.
pub fn today() -> Date {
    now().to_zoned(isp_core::wire::sao_paulo()).date()
}

/// Compiles the code in the page about testing, which needs a simulator.
#[doc = include_str!("../../isp-core/TESTING.md")]
#[cfg(doctest)]
pub struct Testing;

/// Compiles the code in the README.
#[doc = include_str!("../../README.md")]
#[cfg(doctest)]
pub struct Readme;

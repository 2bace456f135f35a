//! What the tests of API crates share; for their authors alone, and without a promise of stability.

#![allow(clippy::panic, clippy::missing_panics_doc, reason = "a test fails by a panic")]

mod asked;
pub mod contract;
mod leaks;
mod prepared_erp;
pub mod twins;

pub use asked::{Answered, Asked};
pub use leaks::{ClientSettings, LeakTest, Models, STEM, common_echoes, marked};
pub use prepared_erp::{Arrivals, PreparedAnswer, PreparedErp};

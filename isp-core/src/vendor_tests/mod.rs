//! What the tests of API crates share; for their authors alone, and without a promise of stability.

mod asked;
mod leaks;

pub use asked::{Answered, Asked};
pub use leaks::{ClientSettings, LeakTest, Models, STEM, common_echoes, marked};

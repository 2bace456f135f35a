//! Hostile twins: answers with one mutation each, and the judge of what may be said of them.
//!
//! A *twin* is a known answer of an ERP with one mutation: a member removed, `null` in place of a
//! list, a key written twice, another HTTP status. [`Mutator::twins_of`] makes every twin of an
//! answer. A vendor's test puts each of them in the answer's place, asks through the trait
//! [`Isp`](crate::Isp), collects what was said as [`Facts`] and hands it to [`judge`], beside the
//! facts of the answer without the mutation.
//!
//! A twin may lead to the same facts, to fewer, or to an error. It must never lead to another
//! positive statement: nothing that the ERP did not say may be told as paid, unlocked, not there,
//! empty or done.
//!
//! ```
//! use isp_core::testing::twins::{Answer, Facts, Mutator, Source, Tally, judge};
//!
//! let base = Answer::invoices(&Ok(Vec::new()));
//! let mut tally = Tally::new("invoices");
//! for twin in Mutator::default().twins_of(br#"{"status":"OK","rows":[]}"#) {
//!     // Here a test serves `twin.body` with `twin.status` and asks.
//!     let said = Answer::default();
//!     tally.add("example", &twin, judge(&base.facts, &said, &twin.touch, Source::Whole));
//! }
//! assert!(tally.first_forbidden().is_none());
//! ```

mod facts;
mod judge;
mod mutator;
mod node;
mod tally;

pub use facts::{Answer, Claim, Facts};
pub use judge::{Source, Verdict, judge};
pub use mutator::{FailureMember, Mutator, Touch, Twin, WholeBody};
pub use node::Node;
pub use tally::Tally;

//! What tests need: a small invented ISP, an ISP in memory, the same questions for every ISP. There is
//! no HTTP in it.
//!
//! The page [below](#an-isp-in-memory) shows how to test your own service.
//!
//! - [`World`]: customers, contracts, connections, invoices and tickets of an invented provider.
//! - [`InMemoryIsp`]: the trait straight over a world, for the tests of your own service; it fails by
//!   script.
//! - [`conformance`]: asks any [`Isp`](crate::Isp) the same questions and compares with a world; run
//!   it on your own implementation.
//! - [`twins`]: known answers with one mutation each, and a judge of what a client makes of them.
//! - [`undocumented_members`]: what a simulated answer has beyond the known ones.
//! - [`unknown_members_are_kept`]: whether records keep what they do not know.
//! - [`LeakSearch`], [`LeakFinder`], [`LogBuffer`], [`everything_printable`]: finding out whether a secret
//!   leaks.
//!
#![cfg_attr(not(doctest), doc = include_str!("../../TESTING.md"))]

pub mod conformance;
mod generated;
mod in_memory;
mod leak_search;
mod leaks;
mod members;
mod script;
mod table;
pub mod twins;
mod unknown_members;
mod world;

pub use in_memory::InMemoryIsp;
pub use leak_search::LeakSearch;
pub use leaks::{LeakFinder, LogBuffer, everything_printable};
pub use members::undocumented_members;
pub use script::IspMethod;
pub use table::{Table, TableRow};
pub use unknown_members::unknown_members_are_kept;
pub use world::{PortalLogin, SharedWorld, World, WorldConnection, WorldInvoice, WorldTicket};

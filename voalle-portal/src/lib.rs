//! Client for the Voalle customer portal, the API behind the app in which a subscriber of a
//! Brazilian internet provider sees contracts, connections, invoices and tickets.
//!
//! ```no_run
//! # async fn run(verify_token: String, client_id: String, client_secret: String,
//! #     username: String, password: String) -> Result<(), isp_core::Error> {
//! let portal = voalle_portal::Client::builder("https://api.example.com.br")
//!     .credentials(verify_token, client_id, client_secret)
//!     .build()?;
//!
//! // All answers are about one subscriber; the client logs in by itself.
//! let subscriber = portal.subscriber(username, password);
//! let titles = subscriber.portal_financial_receivable_titles().await?;
//! for title in &titles.data {
//!     println!("{} {:?} {:?}", title.id, title.expiration_date, title.balance);
//! }
//!
//! // The interface shared with other ERPs.
//! use isp_core::IspExt;
//! let invoices = subscriber.isp().unpaid_invoices(&10_123.into()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A service for many subscribers implements [`SubscriberDirectory`], which finds their logins;
//! [`Client::isp`] makes one `Isp` of all of them.
//!
//! Every operation is a method of [`Subscriber`] named after the last fixed segments of the
//! vendor's path, and a type in [`operations`]. Fields keep the vendor's names in snake case, its
//! misspellings included.

// Badges of features, which need the nightly compiler of docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod client;
mod codes;
mod dialect;
mod directory;
#[doc = include_str!("../CALLS.md")]
pub mod from_raw_calls {}
mod isp;
mod operation;
pub mod operations;
mod pages;

#[cfg(feature = "simulator")]
pub mod simulator;
mod subscriber;
mod ticket_defaults;
#[cfg(feature = "cassette")]
mod vocabulary;

pub use client::{Client, ClientBuilder};
pub use directory::{DirectoryIsp, InMemoryDirectory, SubscriberDirectory, SubscriberLogin};
pub use isp::{ContractRecords, SubscriberIsp, TicketKindRecords};
pub use isp_core;
pub use operation::Call;
pub use pages::{Items, Page, PageCursor, Paged, PagedList, Pages, Single};
pub use subscriber::Subscriber;
pub use ticket_defaults::TicketDefaults;
#[cfg(feature = "cassette")]
pub use vocabulary::vocabulary;

/// The example in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExample;

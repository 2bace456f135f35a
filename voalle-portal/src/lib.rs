//! Client for the Voalle customer portal, the API behind the app in which a subscriber of a Brazilian
//! internet provider sees contracts, connections, invoices and tickets.
//!
//! ```no_run
//! # async fn run(verify_token: String, client_id: String, client_secret: String,
//! #     username: String, password: String) -> Result<(), isp_core::Error> {
//! let portal = voalle_portal::Client::builder("https://api.example.com.br")
//!     .credentials(verify_token, client_id, client_secret)
//!     .build()?;
//!
//! // Everything is seen through the eyes of one subscriber; the login is taken care of.
//! let subscriber = portal.subscriber(username, password);
//! let titles = subscriber.portal_financial_receivable_titles().await?;
//! for title in &titles.data {
//!     println!("{} {:?} {:?}", title.id, title.expiration_date, title.balance);
//! }
//!
//! // The vocabulary shared with other ERPs.
//! use isp_core::Isp;
//! let invoices = subscriber.isp().invoices(&10_123.into()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A service that acts for many subscribers says by a [`SubscriberDirectory`] where their logins are
//! found, and has all of them as one `Isp` by [`Client::isp`].
//!
//! Every operation is a method of [`Subscriber`] named after the last fixed segments of the vendor's
//! path, and a type in [`operations`]. Fields keep the vendor's names in snake case, its misspellings
//! included.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod call;
mod client;
mod codes;
mod dialect;
mod directory;
mod directory_isp;
mod isp;
mod kept;
mod operation;
pub mod operations;
mod owners;
mod pages;
mod rest;
#[cfg(feature = "simulator")]
pub mod simulator;
mod subscriber;
mod ticket_defaults;

// The operations import it by this path.
use pages::page;

pub use call::Call;
pub use client::{Client, ClientBuilder};
pub use directory::{InMemoryDirectory, SubscriberDirectory, SubscriberLogin};
pub use directory_isp::DirectoryIsp;
pub use isp::{ContractRecords, SubscriberIsp};
pub use isp_core;
pub use kept::Kept;
pub use pages::{Items, Page, PageCursor, Paged, PagedList, Pages, Single};
pub use rest::Rest;
pub use subscriber::Subscriber;
pub use ticket_defaults::TicketDefaults;

/// The example in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExample;

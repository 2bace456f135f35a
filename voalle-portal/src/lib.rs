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
//! # Many subscribers
//!
//! A service for many subscribers implements [`SubscriberDirectory`], which finds their logins;
//! [`Client::isp`] makes one `Isp` of all of them, each call under that subscriber's own login:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use isp_core::testing::World;
//! # let server = voalle_portal::simulator::Simulator::start(World::example()).await?;
//! # let portal = voalle_portal::Client::builder(server.base_url())
//! #     .credentials(server.verify_token(), server.client_id(), server.client_secret())
//! #     .allow_plaintext_http()
//! #     .build()?;
//! use isp_core::{Document, Error, ErrorKind, Isp, IspExt, async_trait};
//! use voalle_portal::{SubscriberDirectory, SubscriberLogin};
//!
//! struct Vault;
//!
//! #[async_trait]
//! impl SubscriberDirectory for Vault {
//!     async fn by_document(&self, document: &Document) -> Result<Vec<SubscriberLogin>, Error> {
//!         // A query of your own. In this provider's portal the user name is the document.
//!         let known = document.plain() == "52998224725";
//!         let login = known.then(|| SubscriberLogin::new(document.plain(), "senha-da-maria"));
//!         Ok(login.into_iter().collect())
//!     }
//!
//!     async fn by_person(&self, person_id: u64) -> Result<Option<SubscriberLogin>, Error> {
//!         let known = person_id == 10_123;
//!         Ok(known.then(|| SubscriberLogin::new("52998224725", "senha-da-maria")))
//!     }
//! }
//!
//! let isp = portal.isp(Vault);
//! for customer in isp.customers_by_document(&"529.982.247-25".parse()?).await? {
//!     assert_eq!(isp.unpaid_invoices(&customer.id).await?.len(), 4);
//! }
//! // Nobody's login is in the directory: that does not mean that there is no such customer.
//! let error = isp.customers_by_document(&"111.444.777-35".parse()?).await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::OutOfReach);
//! # Ok(())
//! # }
//! ```
//!
//! Who calls the portal by URL today finds each request in [`from_raw_calls`]. Errors, writes, payment
//! and production are in the [guide](isp_core::guide).
//!
//! # Names
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

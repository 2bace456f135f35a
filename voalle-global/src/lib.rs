//! Client for Voalle's provider-wide API ("third party"), the interface of the ERP for integrators:
//! all customers, contracts, connections, invoices and tickets of a Brazilian internet provider.
//!
//! ```no_run
//! # async fn run(client_id: String, client_secret: String, syndata: String) -> Result<(), isp_core::Error> {
//! let global = voalle_global::Client::builder("https://erp.example.com.br")
//!     .credentials(client_id, client_secret, syndata)
//!     .build()?;
//!
//! // The vendor's own words; the client logs in by itself.
//! let document = "529.982.247-25".parse().expect("a CPF");
//! let person = global.people_txid(document).await?.response;
//! println!("{} {:?}", person.id, person.name);
//!
//! // The interface shared with other ERPs.
//! use isp_core::{Isp, IspExt};
//! let isp = global.isp();
//! for customer in isp.customers_by_document(&document).await? {
//!     println!("{} unpaid invoices", isp.unpaid_invoices(&customer.id).await?.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Every connection, while the answer arrives
//!
//! The list of all connections takes up to 100 MB. Its rows are read in constant memory:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use isp_core::testing::World;
//! # let server = voalle_global::simulator::Simulator::start(World::example()).await?;
//! # let global = voalle_global::Client::builder_at(server.authentication_url(), server.data_url())
//! #     .credentials(server.client_id(), server.client_secret(), server.syndata())
//! #     .allow_plaintext_http()
//! #     .build()?;
//! use voalle_global::operations::connections::ConnectionStatusCode;
//!
//! let (mut blocked, mut unread) = (Vec::new(), 0);
//! let mut rows = global.connection_all().rows();
//! while let Some(row) = rows.try_next().await? {
//!     match row {
//!         Ok(row) if row.status == Some(ConnectionStatusCode::Blocked) => blocked.push(row.id),
//!         Ok(_) => {}
//!         Err(error) => {
//!             eprintln!("{error}");                       // one row; the others go on
//!             unread += 1;
//!         }
//!     }
//! }
//! assert_eq!((blocked.contains(&30_222), unread), (true, 0));
//! # Ok(())
//! # }
//! ```
//!
//! Who calls the API by URL today finds each request in [`from_raw_calls`]. Errors, writes, payment, many
//! customers and production are in the [guide](isp_core::guide).
//!
//! # Names and evidence
//!
//! Every operation is a method of [`Client`] named after the last fixed segments of the vendor's path,
//! and a type in [`operations`]. Fields keep the vendor's names in snake case, its misspellings
//! included. [Evidence](isp_core::http::EvidenceLevel) for this API is thinner than for the portal: a
//! field that a single source names is optional, and a record keeps every member that its type does not
//! know ([`Extra`](isp_core::wire::Extra)).
//!
//! With the feature `portal`, `VoalleIsp` joins this API with the customer portal of the same ERP
//! (`voalle-portal`), which alone checks subscribers' passwords and lists the kinds of ticket.

// Badges of features, which need the nightly compiler of docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod answers;
#[cfg(feature = "portal")]
mod both;
mod client;
mod dialect;
#[doc = include_str!("../CALLS.md")]
pub mod from_raw_calls {}
mod isp;
mod kinds;
mod operation;
pub mod operations;
mod pages;
#[cfg(feature = "simulator")]
pub mod simulator;
mod ticket_defaults;
#[cfg(feature = "cassette")]
mod vocabulary;

pub use answers::{DataResponse, Message, Messages, Page, Response, Success};
#[cfg(feature = "portal")]
pub use both::{PortalIsp, VoalleIsp};
pub use client::{Client, ClientBuilder};
pub use isp::GlobalIsp;
pub use isp_core;
pub use kinds::{
    Amount, Flag, FlagText, IsoDateTime, NumberAsText, Numbers, Objects, RawJson, SecretText,
    Texts, UploadedFile, Word,
};
pub use operation::Call;
pub use pages::{Items, PageCursor, Paged, PagedList, Pages};
pub use ticket_defaults::TicketDefaults;
#[cfg(feature = "cassette")]
pub use vocabulary::vocabulary;

/// The example in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExample;

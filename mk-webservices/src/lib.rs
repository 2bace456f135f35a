//! Client for the MK Solutions "Webservices" API.
//!
//! ```no_run
//! # async fn run(user_token: String, profile_password: String) -> Result<(), isp_core::Error> {
//! let mk = mk_webservices::Client::builder("https://erp.example.com.br")
//!     .credentials(user_token, profile_password)
//!     .build()?;
//!
//! // The vendor's own names, typed; the client logs in by itself.
//! let pendentes = mk.faturas_pendentes(10_123).await?;
//! for fatura in &pendentes.faturas_pendentes {
//!     println!("{} {} {}", fatura.codfatura, fatura.data_vencimento, fatura.valor_total);
//! }
//!
//! // The interface shared with other ERPs.
//! use isp_core::IspExt;
//! let invoices = mk.isp().unpaid_invoices(&10_123.into()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Every operation is a method of [`Client`] named after the vendor's rule without `WSMK`, in snake
//! case, and a type in [`operations`] with the rule's own name. Fields keep the vendor's names. A
//! rule that does one of several things has a method for each, such as [`Client::cancelar_ordem`]
//! and [`Client::reagendar_ordem`].

// Badges of features, which need the nightly compiler of docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod client;
mod dialect;
#[doc = include_str!("../CALLS.md")]
pub mod from_raw_calls {}
mod isp;
mod numbered;
mod operation;
pub mod operations;
mod path_download;
mod rule;
#[cfg(feature = "simulator")]
pub mod simulator;
pub mod streams;
mod ticket_defaults;
#[cfg(feature = "cassette")]
mod vocabulary;

pub use client::{Client, ClientBuilder};
pub use isp::{ContractRecords, MkIsp, TicketKindRecords};
pub use isp_core;
pub use operation::Call;
pub use path_download::PathDownload;
pub use rule::Rule;
pub use ticket_defaults::TicketDefaults;
#[cfg(feature = "cassette")]
pub use vocabulary::vocabulary;

/// Compiles the example in the README.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
pub struct Readme;

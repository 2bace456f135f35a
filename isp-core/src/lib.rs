//! One vocabulary for the ERPs of Brazilian internet providers.
//!
//! Three crates speak to the ERPs and implement [`Isp`]:
//!
//! | crate | ERP | it reaches |
//! |---|---|---|
//! | `mk-webservices` | MK Solutions "Webservices" | every customer |
//! | `voalle-portal` | the Voalle customer portal | the subscribers whose logins you have |
//! | `voalle-global` | Voalle's provider-wide API | every customer |
//!
//! The [`guide`] leads from the first call to a service in production, with recipes and a catalogue of
//! errors. This crate holds what the three share:
//!
//! - [`Isp`], [`IspExt`], [`Capabilities`]: what any ERP can be asked.
//! - [`model`]: customers, contracts, connections, invoices, payment, tickets.
//! - [`brazil`]: CPF, CNPJ, money, phone, CEP, boleto, collection slip, PIX.
//! - [`wire`]: tolerant decoding of what ERPs send.
//! - [`stream`]: long lists, read page by page and resumable.
//! - [`sweep`]: the same question about many or all customers.
//! - `http`: how a call is made (feature `http`, on by default).
//! - `testing`: a small invented ISP, an in-memory [`Isp`], the conformance suite (feature `testing`).
//! - `loopback`: the HTTP server under the simulators, with injected faults (feature `loopback`).

// Badges of features, which need the nightly compiler of docs.rs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

// What `#[record]` generates names this crate.
#[cfg(test)]
extern crate self as isp_core;

pub mod brazil;
mod capabilities;
mod error;
pub mod guide;
#[cfg(feature = "http")]
pub mod http;
mod isp;
mod isp_ext;
mod isp_pointers;
#[cfg(feature = "loopback")]
pub mod loopback;
pub mod model;
mod secret;
pub mod stream;
pub mod sweep;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(all(feature = "testing", feature = "loopback"))]
#[doc(hidden)]
pub mod vendor_tests;
pub mod wire;

pub use async_trait::async_trait;
pub use jiff;

#[doc(inline)]
pub use brazil::{Document, Money};
pub use capabilities::{Capabilities, Capability, Reach};
pub use error::{Error, ErrorKind, Evidence, Outcome};
pub use isp::Isp;
#[doc(hidden)]
pub use isp_core_macros::readable_signatures;
/// Makes a struct keep the members of an answer for which it has no field, in its `extra()`.
///
/// It stands above the derives of a struct with named fields. The struct gets a private field of type
/// [`wire::Extra`] and a method `extra()` of its own visibility; `Deserialize` is written so that it
/// fills them, tolerantly or from any other format, and `Serialize`, if it is derived, writes them beside
/// the fields. The crate `serde` must be a dependency.
///
/// The [drift](wire::Drift) of an answer names these members, unless the attribute is
/// `#[record(partial)]`: for a record of which it is known that it has more members than are known by
/// name.
///
/// ```
/// use isp_core::{record, wire};
/// use serde::{Deserialize, Serialize};
///
/// #[record]
/// #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
/// struct Cliente {
///     codigo: u64,
/// }
///
/// let answer = serde_json::json!({"codigo": 10123, "limite": "250,00"});
/// let decoded = wire::decode_value::<Cliente>(&answer)?;
/// assert_eq!(decoded.value.extra().get("limite").and_then(|limit| limit.as_str()), Some("250,00"));
/// assert_eq!(decoded.drift.to_string(), "$.limite: unknown field");
/// assert_eq!(serde_json::to_value(&decoded.value)?, answer);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub use isp_core_macros::record;
pub use isp_ext::IspExt;
#[doc(inline)]
pub use model::{
    Address, Connection, ConnectionId, ConnectionStatus, Contract, ContractId, ContractStatus,
    Customer, CustomerCursor, CustomerId, CustomerOverview, CustomerPage, GeoPoint, Invoice,
    InvoiceId, InvoiceOverview, InvoiceQuery, InvoiceSelection, InvoiceStatus, Native, NewTicket,
    NextPage, OverviewParts, PaymentMeans, PaymentProblem, Pdf, RegistrationStatus,
    SubscriberAuthentication, Ticket, TicketId, TicketKind, TicketKindId, TicketQuery,
    TicketStatus, TrustUnlock, UnlockRefusal,
};
pub use secret::Secret;

/// The result of a call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Compiles the code in the README.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
pub struct Readme;

//! One vocabulary for the ERPs of Brazilian internet providers.
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
//!
//! The crates `mk-webservices` and `voalle-portal` speak to the ERPs and implement [`Isp`].

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

pub mod brazil;
mod capabilities;
mod error;
#[cfg(feature = "http")]
pub mod http;
mod isp;
mod isp_ext;
#[cfg(feature = "loopback")]
pub mod loopback;
pub mod model;
mod secret;
pub mod stream;
pub mod sweep;
#[cfg(feature = "testing")]
pub mod testing;
pub mod wire;

pub use async_trait::async_trait;
pub use jiff;

pub use brazil::{Document, Money};
pub use capabilities::{Capabilities, Capability, Reach};
pub use error::{Error, ErrorKind, Evidence, Outcome};
pub use isp::Isp;
pub use isp_ext::IspExt;
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

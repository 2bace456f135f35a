//! How a call is made, for the user of a client.
//!
//! The client of an API crate gives a [`Reply`] for each call, and takes options for all its calls
//! ([`Limits`], [`RetryPolicy`], [`Transport`], [`TokenStore`], [`Observer`], [`Timing`]) and for a
//! single one. An operation that a crate lacks is written by its user: an [`Operation`] says its name
//! and effect ([`OperationSpec`]), writes its request into a [`RequestWriter`], reads its [`Answer`],
//! and never touches the network; [`declare_operation!`](crate::declare_operation) writes it from a
//! declaration.
//!
//! [`Rows`] are the rows of an answer that is too long to be held, read while they arrive; a
//! [`RowsOperation`] has them.
//!
//! [`telemetry`] lists spans and metrics. What only the author of an API crate needs is in [`vendor`].

mod answer;
mod base_url;
mod call;
mod call_options;
#[cfg(feature = "cassette")]
pub mod cassette;
mod client_options;
#[cfg(feature = "rustls")]
mod crypto_provider;
mod declaration;
mod download;
mod headers;
mod limits;
#[cfg(feature = "metrics")]
mod metrics_observer;
mod observer;
mod operation;
mod operation_spec;
mod proof;
mod reply;
mod request;
mod request_writer;
mod reqwest_transport;
mod retry_policy;
mod rows;
mod rows_operation;
#[doc = include_str!("../../TELEMETRY.md")]
// Its example needs the feature.
#[cfg(any(feature = "metrics", not(doctest)))]
pub mod telemetry {}
mod timing;
mod tls;
mod tls_error;
mod token_store;
mod transport;
pub mod vendor;

pub use answer::Answer;
pub use base_url::BaseUrl;
pub use call::Call;
pub use call_options::CallOptions;
pub use client_options::ClientOptions;
#[cfg(feature = "rustls")]
pub use crypto_provider::install_crypto_provider;
pub use declaration::{
    BrazilianDate, BrazilianDateTime, Codes, IsoDate, Parameter, Place, PrivateText, SimNao, Slot,
    Text, TrueFalse,
};
#[doc(hidden)]
pub use declaration::{DeclaredParameter, family_of, names_of, number_of_names, title_of};
pub use download::Download;
pub use headers::Headers;
pub use limits::Limits;
#[cfg(feature = "metrics")]
pub use metrics_observer::MetricsObserver;
pub use observer::{
    Attempt, FinishedCall, LoginAttempt, ObservedDrift, Observer, TokenStoreAccess,
    TokenStoreAction,
};
pub use operation::Operation;
pub use operation_spec::{
    AnswerFormat, Effect, EvidenceLevel, Method, OperationSpec, ParameterSpec,
};
pub use proof::Proof;
pub use reply::Reply;
pub use request::{Body, FilePart, FormValue, HttpRequest, RequestUrl};
pub use request_writer::{RequestWriter, WrittenRequest};
pub use reqwest_transport::ReqwestTransport;
pub use retry_policy::RetryPolicy;
pub use rows::{RowError, RowErrorKind, Rows};
pub use rows_operation::RowsOperation;
pub use timing::{Timing, TokioTiming};
pub use token_store::{
    Fence, MemoryTokenStore, StoredToken, TokenStore, TokenStoreError, TokenStoreErrorKind,
};
pub use transport::{BodyStream, HttpResponse, Transport, TransportError, TransportErrorKind};

pub use bytes::Bytes;

//! How a call is made.
//!
//! An [`Operation`] is data: its name, effect and evidence, how it writes its request and reads its
//! answer; it never touches the network. A [`Dialect`] is one vendor's manner: how one logs in,
//! signs, and reports errors. A [`Pipeline`] joins them:
//!
//! ```text
//! Operation → admission → grant → attempts → Transport → bounded body → parse → classify → Reply
//!             (permits,   (single (effect,   (reqwest     (limit)        (text   (errors    (body,
//!              spacing)    flight) deadline,  or yours)                   repair) in 200)    drift)
//!                                  quota)
//! ```
//!
//! API crates wrap all this in a client; users meet [`Reply`], the options on a call, and, for an
//! operation that a crate lacks, [`Operation`] itself.

mod admission;
mod answer;
mod base_url;
mod call;
mod client_options;
mod declaration;
mod dialect;
mod evidence;
mod grant;
mod grant_store;
mod limits;
mod observer;
mod operation;
mod operations_table;
mod pipeline;
mod proof;
mod reply;
mod request;
mod reqwest_transport;
mod retry;
mod retry_after;
mod timing;
mod transport;

pub use answer::{Answer, Fault, GrantVerdict};
pub use base_url::BaseUrl;
pub use call::{Call, CallOptions};
pub use client_options::ClientOptions;
pub use declaration::{
    BrazilianDate, BrazilianDateTime, Codes, IsoDate, Parameter, Place, PrivateText, SimNao, Slot,
    Text, TrueFalse,
};
#[doc(hidden)]
pub use declaration::{DeclaredParameter, family_of, names_of, number_of_names, title_of};
pub use dialect::{Dialect, Login};
pub use evidence::Redactor;
pub use grant::{Grant, GrantKey};
pub use limits::Limits;
pub use observer::{Attempt, FinishedCall, LoginAttempt, ObservedDrift, Observer};
pub use operation::{
    AnswerFormat, Effect, EvidenceLevel, Method, Operation, OperationSpec, ParameterSpec,
};
pub use operations_table::operations_table;
pub use pipeline::Pipeline;
pub use proof::Proof;
pub use reply::Reply;
pub use request::{Body, HttpRequest, RequestWriter};
pub use reqwest_transport::ReqwestTransport;
pub use retry::RetryPolicy;
pub use timing::{Timing, TokioTiming};
pub use transport::{BodyStream, HttpResponse, Transport, TransportError, TransportErrorKind};

pub use bytes::Bytes;

//! An HTTP server on loopback, for simulators of ERPs and tests against them.
//!
//! A simulator answers requests ([`ServedBy`]); [`LoopbackServer`] serves it, remembers every request
//! ([`Served`]), and injects faults where a test asks for them ([`InjectedFault`], [`FaultQueue`]). [`EchoServer`] repeats what it is sent, for tests of
//! what a client shows.

mod echo;
mod faults;
mod message;
mod server;

pub use echo::{Echo, EchoServer, Spelling};
pub use faults::{FaultQueue, InjectedFault};
pub use message::{ServedBy, SimulatedRequest, SimulatedResponse};
pub use server::{LoopbackServer, Served};

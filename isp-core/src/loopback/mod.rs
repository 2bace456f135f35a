//! An HTTP server on loopback, for simulators of ERPs and tests against them.
//!
//! A simulator answers requests ([`ServedBy`]); [`LoopbackServer`] serves it, remembers every request
//! ([`Served`]), and injects faults where a test asks for them ([`InjectedFault`], [`FaultQueue`]).

mod faults;
mod message;
mod server;

pub use faults::{FaultQueue, InjectedFault};
pub use message::{ServedBy, SimulatedRequest, SimulatedResponse};
pub use server::{LoopbackServer, Served};

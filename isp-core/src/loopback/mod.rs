//! An HTTP server on loopback, for whoever writes the simulator of an ERP or a test against one.
//!
//! A simulator answers requests ([`ServedBy`]); [`LoopbackServer`] serves it, remembers every request
//! ([`Served`]), and injects faults where a test asks for them ([`InjectedFault`], [`FaultQueue`]).

mod faults;
mod message;
mod server;

pub use faults::{FaultQueue, InjectedFault};
pub use message::{ServedBy, SimulatedRequest, SimulatedResponse};
pub use server::{LoopbackServer, Served};

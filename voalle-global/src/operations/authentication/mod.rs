//! The login. The client logs in by itself; this operation is for diagnosis.

mod connect_token;

pub use connect_token::{AccessToken, ConnectToken};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[ConnectToken::SPEC];

//! The login. The client logs in by itself; this operation is for diagnosis.

mod portal_authentication;

pub use portal_authentication::{Authenticated, LoggedPerson, PortalAuthentication, Validation};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[PortalAuthentication::SPEC];

//! Plans.

use isp_core::http::OperationSpec;

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[];

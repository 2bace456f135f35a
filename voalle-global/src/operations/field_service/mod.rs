//! The field service.

mod getschedules;

pub use getschedules::GetSchedules;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[GetSchedules::SPEC];

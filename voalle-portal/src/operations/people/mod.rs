//! People.

mod people_address;
mod people_warnings;
mod whoami;

pub use people_address::PeopleAddress;
pub use people_warnings::{PeopleWarning, PeopleWarnings};
pub use whoami::{Person, Whoami};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[Whoami::SPEC, PeopleWarnings::SPEC];

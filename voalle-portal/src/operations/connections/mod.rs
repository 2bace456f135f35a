//! Connections.

mod authentication_parts;
mod equipment_type;
mod ip_type;
mod people_authentications;

pub use authentication_parts::{BoundIp, ConnectionContract, ServiceTagReference, Splitter};
pub use equipment_type::EquipmentType;
pub use ip_type::IpType;
pub use people_authentications::{Authentication, PeopleAuthentications};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[PeopleAuthentications::SPEC];

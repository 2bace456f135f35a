//! Contracts and their service tags.

mod contract_service_tags;
mod contract_status_code;
mod contract_unblock;
mod people_contracts;

pub use contract_service_tags::{
    ContractItem, ContractServiceTag, ContractServiceTags, TagContract,
};
pub use contract_status_code::ContractStatusCode;
pub use contract_unblock::ContractUnblock;
pub use people_contracts::{ContractType, PeopleContract, PeopleContracts};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] =
    &[ContractServiceTags::SPEC, PeopleContracts::SPEC, ContractUnblock::SPEC];

//! Contracts.

mod contract_getpaged;
mod contract_status_code;
mod contracteventualvalues;
mod contracts_approve;
mod contracts_create;
mod contracts_unlock;
mod salerequest;

pub use contract_getpaged::{ContractClient, ContractGetPaged, ContractRow, ContractService};
pub use contract_status_code::ContractStatusCode;
pub use contracteventualvalues::ContractEventualValues;
pub use contracts_approve::{ApprovedContract, ContractsApprove, Proportionality};
pub use contracts_create::{
    ActivationInformation, ContractClientInformation, ContractInformation, ContractsCreate,
    CreatedContract, CreatedContractNumbers, IntegratorInformation, NewContractService,
};
pub use contracts_unlock::ContractsUnlock;
pub use salerequest::{SaleItem, SaleRequest};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    ContractGetPaged::SPEC,
    ContractsCreate::SPEC,
    ContractsApprove::SPEC,
    ContractsUnlock::SPEC,
    SaleRequest::SPEC,
    ContractEventualValues::SPEC,
];

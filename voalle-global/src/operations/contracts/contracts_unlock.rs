//! Trust unlock of a contract.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Trust unlock of a contract.
    ///
    /// By the contract **number**. The ERP counts trust unlocks, so it is never repeated; read the contract
    /// again to learn whether it was unlocked.
    ContractsUnlock = POST "/external/integrations/thirdparty/contracts/unlock/{contractNumber}", fn contracts_unlock -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Path,
        }
    }
}

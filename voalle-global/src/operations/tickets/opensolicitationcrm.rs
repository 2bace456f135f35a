//! Open a ticket of the sales department.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Open a ticket of the sales department.
    OpenSolicitationCrm = POST "/external/integrations/thirdparty/opensolicitationcrm", fn opensolicitationcrm -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Text.
            description: Text(&str) in Json,
        }
        optional: {
            /// Contract id.
            "contractId" contract_id: u64 in Json,
            /// Id of the service tag.
            "contractServiceTagId" contract_service_tag_id: u64 in Json,
        }
    }
}

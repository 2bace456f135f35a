//! Open the event ticket of a customer.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Open the event ticket of a customer.
    OpenSolicitationClientEventError = POST "/external/integrations/thirdparty/opensolicitationclienteventerror/{clientId}", fn opensolicitationclienteventerror -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Person id.
            "clientId" client_id: u64 in Path,
        }
    }
}

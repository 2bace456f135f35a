//! Close the event ticket of a customer.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Close the event ticket of a customer.
    CloseSolicitationClientEventError = POST "/external/integrations/thirdparty/closesolicitationclienteventerror/{clientId}", fn closesolicitationclienteventerror -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Person id.
            "clientId" client_id: u64 in Path,
        }
    }
}

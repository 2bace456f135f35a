//! Close the event ticket of an access point.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Close the event ticket of an access point.
    CloseSolicitationPopEventError = POST "/external/integrations/thirdparty/closesolicitationpopeventerror/{integrationCode}", fn closesolicitationpopeventerror -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Integration code of the access point.
            "integrationCode" integration_code: Text(&str) in Path,
        }
    }
}

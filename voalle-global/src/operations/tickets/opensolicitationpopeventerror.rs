//! Open the event ticket of an access point.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Open the event ticket of an access point.
    OpenSolicitationPopEventError = POST "/external/integrations/thirdparty/opensolicitationpopeventerror/{integrationCode}", fn opensolicitationpopeventerror -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Integration code of the access point.
            "integrationCode" integration_code: Text(&str) in Path,
        }
    }
}

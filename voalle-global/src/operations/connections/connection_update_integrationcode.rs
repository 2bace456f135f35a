//! Replace an integration code.

use crate::answers::Success;
use crate::operation::operation;

operation! {
    /// Replace an integration code.
    ConnectionUpdateIntegrationCode = PUT "/external/map/connection/update/integrationcode/{oldCode}/{newCode}", fn connection_update_integrationcode -> Success {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// The present code.
            "oldCode" old_code: Text(&str) in Path,
            /// The new code.
            "newCode" new_code: Text(&str) in Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_success_alone_is_the_answer() {
        let operation = ConnectionUpdateIntegrationCode::new("EX 1", "EX/2");
        assert_eq!(
            request(&operation),
            signed("PUT /external/map/connection/update/integrationcode/EX%201/EX%2F2")
        );
        decoded(&operation, "map_connection_update_integrationcode.partial.ok.json");
        decode_error(&operation, r#"{"success":false}"#);
    }
}

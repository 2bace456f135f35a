//! Set the integration code of a connection.

use crate::answers::Success;
use crate::operation::operation;

operation! {
    /// Set the integration code of a connection.
    ConnectionVinculate = PUT "/external/map/connection/vinculate/{connectionId}/{integrationCode}", fn connection_vinculate -> Success {
        effect: Idempotent,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Connection id.
            "connectionId" connection_id: u64 in Path,
            /// Code of the integration.
            "integrationCode" integration_code: Text(&str) in Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_success_alone_is_the_answer() {
        let operation = ConnectionVinculate::new(810_001, "EX/1 b");
        assert_eq!(
            request(&operation),
            signed("PUT /external/map/connection/vinculate/810001/EX%2F1%20b")
        );
        assert_eq!(
            decoded(&operation, "map_connection_vinculate.partial.ok.json").success,
            Some(true)
        );
        for body in ["{}", "[]", r#"{"success":null}"#, r#"{"success":"true"}"#] {
            decode_error(&operation, body);
        }
    }
}

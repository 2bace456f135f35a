//! Cancel a negotiation.

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Cancel a negotiation.
    CancelSale = POST "/external/integrations/thirdparty/crm/cancelsale", fn cancelsale -> Response<Option<String>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Protocol of the negotiation.
            "protocolId" protocol_id: u64 in Json,
            /// Reason.
            description: Text(&str) in Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed_with};
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_the_text_is_read() {
        let operation = CancelSale::new(500_020, "Desistência");
        let body = json!({"protocolId": 500_020, "description": "Desistência"});
        assert_eq!(
            request(&operation),
            signed_with("POST /external/integrations/thirdparty/crm/cancelsale", &body)
        );
        assert_eq!(
            decoded(&operation, "crm_cancelsale.partial.ok.json").response.as_deref(),
            Some("mensagem de exemplo")
        );
        decoded_from(&operation, r#"{"success":true,"response":null}"#);
        decode_error(&operation, r#"{"response":"cancelada"}"#);
    }
}

//! Open a simple ticket.

use isp_core::record;
use isp_core::wire::TextOrNumber;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Open a simple ticket.
    OpenSolicitation = POST "/external/integrations/thirdparty/opensolicitation", fn opensolicitation -> Response<OpenedSimpleSolicitation> {
        effect: Once,
        proof: Proof::Member("response.protocol"),
        evidence: Manual,
        required: {
            /// Text.
            description: Text(&str) in Json,
            /// Person id.
            "clientId" client_id: u64 in Json,
        }
        optional: {
            /// Contract id.
            "contractId" contract_id: u64 in Json,
            /// Id of the service tag.
            "contractServiceTagId" contract_service_tag_id: u64 in Json,
            /// Whether the ticket is closed at once.
            close: Flag(bool) in Json,
        }
    }
}

/// A simple ticket just opened.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenedSimpleSolicitation {
    /// `OK` in the only source.
    pub status: Option<String>,
    /// Protocol, the number that the customer is told. Its only source shows a number and calls it text.
    pub protocol: TextOrNumber,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, refusal, request, signed_with,
    };
    use serde_json::json;

    fn operation() -> OpenSolicitation {
        OpenSolicitation::new("Sem conexão", 700_101)
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({"description": "Sem conexão", "clientId": 700_101, "contractId": 830_001,
            "close": false});
        let whole = operation().contract_id(830_001).close(false);
        assert_eq!(
            request(&whole),
            signed_with("POST /external/integrations/thirdparty/opensolicitation", &body)
        );
        assert!(refusal(&OpenSolicitation::new("", 1)).contains("description"));
    }

    #[test]
    fn it_reads_the_protocol() {
        let opened = decoded(&operation(), "opensolicitation.partial.ok.json").response;
        assert_eq!((opened.protocol, opened.status.as_deref()), (500_011.into(), Some("OK")));
        let text = r#"{"success":true,"response":{"status":null,"protocol":"0500011-A"}}"#;
        assert_eq!(decoded_from(&operation(), text).response.protocol.to_string(), "0500011-A");
        for payload in [r#"{"status":"OK"}"#, r#"{"status":"ERRO","protocol":500011}"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

//! Documents of a contract to be signed.

use isp_core::Secret;
use isp_core::record;
use isp_core::wire::WireDateTime;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Documents of a contract to be signed.
    GetDocumentLinkToSignByContract = GET "/external/integrations/thirdparty/suite/electronicsignatures/getdocumentlinktosignbycontract/{contractId}", fn getdocumentlinktosignbycontract -> Response<Vec<DocumentToSign>> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Path,
        }
    }
}

/// A document to be signed.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DocumentToSign {
    /// Signature id.
    pub signature_id: u64,
    /// Label.
    pub description: Option<String>,
    /// Contract id.
    pub contract_id: Option<u64>,
    /// Id of the assignment.
    pub assignment_id: Option<u64>,
    /// Code of the integration.
    pub integration_code: Option<String>,
    /// Person id.
    pub person_id: Option<u64>,
    /// Name of the person.
    pub person_name: Option<String>,
    /// Kind of integration.
    pub integration_type: Option<i64>,
    /// The same in words.
    pub integration_type_description: Option<String>,
    /// State, in words.
    pub status: Option<String>,
    /// When it was created, local time.
    pub created: Option<WireDateTime>,
    /// Until when it can be signed, local time.
    pub expiration_date: Option<WireDateTime>,
    /// The link with which it is signed, by anybody who has it.
    pub link_to_sign: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_link_is_read_without_being_shown() {
        let operation = GetDocumentLinkToSignByContract::new(830_001);
        assert_eq!(
            request(&operation),
            signed(
                "GET /external/integrations/thirdparty/suite/electronicsignatures/getdocumentlinktosignbycontract/830001"
            )
        );
        let answer = decoded(&operation, "electronicsignatures_bycontract.partial.ok.json");
        let document = &answer.response[0];
        assert_eq!((document.signature_id, document.assignment_id), (640_001, None));
        assert!(document.link_to_sign.as_ref().unwrap().expose().ends_with("EXEMPLO"));
        assert!(!format!("{answer:?}").contains("sign.example.com"));
    }
}

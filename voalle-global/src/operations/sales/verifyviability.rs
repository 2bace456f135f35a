//! Coverage of an address.

use isp_core::brazil::Document;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::kinds::{NumberAsText, body_object};
use crate::operation::operation;

operation! {
    /// Coverage of an address.
    ///
    /// The ERP stores the check. It depends on the provider's map integration.
    VerifyViability = POST "/external/integrations/thirdparty/verifyviability", fn verifyviability -> Response<Viability> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Address.
            "fullAddress" full_address: FullAddress in Json,
            /// Distance in metres; sent as text.
            distance: NumberAsText(u64) in Json,
        }
        optional: {
            /// Whether the nearest network box is looked for.
            "searchNearestCtoPort" search_nearest_cto_port: Flag(bool) in Json,
            /// Lead.
            lead: ViabilityPerson in Json,
            /// Seller.
            seller: ViabilityPerson in Json,
            /// Campaign.
            campaign: ViabilityCampaign in Json,
        }
    }
}

body_object! {
    /// The address whose coverage is asked for.
    FullAddress {
        /// Street.
        "address" address: Option<String>,
        /// House number.
        "number" number: Option<String>,
        /// District.
        "neighborhood" neighborhood: Option<String>,
        /// City.
        "city" city: Option<String>,
        /// State, two letters.
        "state" state: Option<String>,
        /// CEP.
        "postalCode" postal_code: Option<String>,
    }
}

body_object! {
    /// A lead or seller.
    ViabilityPerson {
        /// Id, as text.
        "id" id: Option<String>,
        /// Name.
        "name" name: Option<String>,
        /// Kind of document.
        "txIdType" tx_id_type: Option<String>,
        /// CPF or CNPJ.
        "txId" tx_id: Option<Document>,
        /// Telephone.
        "phone" phone: Option<String>,
    }
}

body_object! {
    /// A campaign.
    ViabilityCampaign {
        /// Id, as text.
        "id" id: Option<String>,
        /// Description.
        "description" description: Option<String>,
    }
}

/// The coverage of an address.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Viability {
    /// Whether it is covered.
    pub viability: bool,
    /// Network boxes within the distance.
    pub ctos: Option<i64>,
    /// Free ports of them.
    pub ports: Option<i64>,
    /// Id of the stored check; known from two sources.
    pub verify_viability_id: Option<u64>,
    /// Id of the nearest network box, where it was asked for; known from one source.
    pub nearest_cto_id: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fault, request, signed_with};
    use isp_core::ErrorKind;
    use serde_json::json;

    fn operation() -> VerifyViability {
        let address = FullAddress {
            address: Some("Rua Exemplo".into()),
            number: Some("100".into()),
            ..FullAddress::default()
        };
        VerifyViability::new(address, 300)
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({"fullAddress": {"address": "Rua Exemplo", "number": "100"},
            "distance": "300", "searchNearestCtoPort": true});
        assert_eq!(
            request(&operation().search_nearest_cto_port(true)),
            signed_with("POST /external/integrations/thirdparty/verifyviability", &body)
        );
    }

    #[test]
    fn it_reads_the_coverage_and_the_refusal() {
        let found = decoded(&operation(), "verifyviability.ok.json").response;
        assert!(found.viability);
        assert_eq!(
            (found.ctos, found.ports, found.verify_viability_id),
            (Some(3), Some(7), Some(650_001))
        );
        let refused = fault(&operation(), 200, "verifyviability.refused.200.json");
        assert_eq!(refused.kind, ErrorKind::Refused);
        assert_eq!(refused.message.as_deref(), Some("Distância inválida."));
        assert_eq!(refused.code.as_deref(), Some("300"));
        decode_error(&operation(), r#"{"success":true,"response":{"ctos":3}}"#);
    }
}

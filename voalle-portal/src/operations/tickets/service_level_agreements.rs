//! Situations for a new ticket (`serviceLevelAgreementId`).

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Situations for a new ticket (`serviceLevelAgreementId`).
    ///
    /// The shape of the answer is undocumented; within tickets a situation has `id` and
    /// `description`.
    ServiceLevelAgreements = GET "/api/service_level_agreements",
    fn service_level_agreements -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Kind of ticket.
            "incidentType" incident_type: u64,
            /// Service tag of the contract.
            "contractServiceTag" contract_service_tag: u64,
            /// Service of the catalogue.
            "catalogService" catalog_service: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    fn operation() -> ServiceLevelAgreements {
        ServiceLevelAgreements::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/service_level_agreements"));
        assert_eq!(
            request(
                &operation().incident_type(1011).contract_service_tag(820_001).catalog_service(1)
            ),
            signed(
                "GET /api/service_level_agreements?incidentType=1011&contractServiceTag=820001&catalogService=1"
            )
        );
    }

    #[test]
    fn any_json_is_kept_as_it_came() {
        let body = r#"{"data":[{"id":11,"description":"Parado"}]}"#;
        let answer = decoded_from(&operation(), body);
        assert_eq!(answer.value()["data"][0]["id"], 11);
        assert_eq!(answer.rows_under("data").unwrap().len(), 1);
    }

    #[test]
    fn what_is_no_json_is_an_error() {
        for body in ["", "<html></html>", r#"{"data":"#] {
            decode_error(&operation(), body);
        }
    }
}

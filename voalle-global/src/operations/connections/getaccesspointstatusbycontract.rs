//! State of the access point of a contract.

use super::AccessPointStatus;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// State of the access point of a contract.
    GetAccessPointStatusByContract = GET "/external/integrations/thirdparty/getaccesspointstatusbycontract/{contractId}", fn getaccesspointstatusbycontract -> Response<AccessPointStatus> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request, signed};

    #[test]
    fn the_request_is_exact_and_an_object_is_read() {
        let operation = GetAccessPointStatusByContract::new(830_001);
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/getaccesspointstatusbycontract/830001")
        );
        let body = r#"{"success":true,"messages":null,"response":{"title":"OLT exemplo",
            "inMaintenance":true,"maintenance":{"id":1},"active":true}}"#;
        let point = decoded_from(&operation, body).response;
        assert_eq!((point.in_maintenance, point.active), (Some(true), Some(true)));
        assert_eq!(point.maintenance.unwrap()["id"], 1);
    }
}

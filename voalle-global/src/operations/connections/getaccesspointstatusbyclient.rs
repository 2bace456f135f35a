//! States of the access points of a customer.

use super::AccessPointStatus;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// States of the access points of a customer.
    GetAccessPointStatusByClient = GET "/external/integrations/thirdparty/getaccesspointstatusbyclient/{personId}", fn getaccesspointstatusbyclient -> Response<Vec<AccessPointStatus>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Person id.
            "personId" person_id: u64 in Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = GetAccessPointStatusByClient::new(700_101);
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/getaccesspointstatusbyclient/700101")
        );
        let point = decoded(&operation, "getaccesspointstatusbyclient.ok.json").response.remove(0);
        assert_eq!((point.active, point.in_maintenance), (Some(true), Some(false)));
        decode_error(&operation, r#"{"success":true,"response":null}"#);
    }
}

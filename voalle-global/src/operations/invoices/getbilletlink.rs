//! Link to a boleto.

use isp_core::Secret;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Link to a boleto.
    GetBilletLink = GET "/external/integrations/thirdparty/GetBilletLink/{titleId}", fn getbilletlink -> Response<BilletLink> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Title id.
            "titleId" title_id: u64 in Path,
        }
    }
}

/// A link to a boleto.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct BilletLink {
    /// The link. It is signed and expires: do not store it.
    pub link: Secret,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    fn operation() -> GetBilletLink {
        GetBilletLink::new(900_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/GetBilletLink/900001")
        );
    }

    #[test]
    fn it_reads_the_link_without_showing_it() {
        let answer = decoded(&operation(), "GetBilletLink.ok.json");
        assert!(answer.response.link.expose().contains("validationCode"));
        assert!(!format!("{answer:?}").contains("validationCode"));
        decode_error(&operation(), r#"{"success":true,"response":{}}"#);
    }
}

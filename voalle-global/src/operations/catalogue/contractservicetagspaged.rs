//! Service tags, page by page.

use isp_core::brazil::Document;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Service tags, page by page.
    ///
    /// Where the tag itself is, is not certain: it may be in `serviceTag`, `service_tag`, `code`, or only in the
    /// description. Prefer [`ServiceTagsInfoPaged`](super::ServiceTagsInfoPaged).
    ContractServiceTagsPaged = GET "/external/integrations/thirdparty/contractservicetagspaged", fn contractservicetagspaged -> Response<Page<ServiceTag>> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// CPF or CNPJ; without it the tags of all customers.
            "txId" tx_id: Document,
            /// Page, from 1 on.
            "Page" page: u64,
            /// The most rows of a page.
            "PageSize" page_size: u64,
            /// Text to look for.
            "Filter" filter: Text(&str),
            /// Name of the field to sort by.
            "OrderBy" order_by: Text(&str),
        }
    }
}

/// A service tag, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceTag {
    /// Tag id, the `contractServiceTagId` of a ticket.
    pub id: u64,
    /// Label, often with contract number and customer.
    pub description: Option<String>,
}

paged!(ContractServiceTagsPaged, ServiceTag, optional, |row| row.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, request, signed};
    use isp_core::wire::Node;

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ContractServiceTagsPaged::new().tx_id("52998224725".parse().unwrap());
        assert_eq!(
            request(&operation),
            signed(
                "GET /external/integrations/thirdparty/contractservicetagspaged?txId=52998224725"
            )
        );
        let tag =
            decoded(&operation, "contractservicetagspaged.partial.json").response.data.remove(0);
        assert_eq!(tag.id, 820_001);
        let body = r#"{"success":true,"response":{"data":[{"id":1,"serviceTag":"EXMPL001"}]}}"#;
        let tag = decoded_from(&operation, body).response.data.remove(0);
        assert_eq!(tag.extra().get("serviceTag").map(Node::to_value), Some("EXMPL001".into()));
    }
}

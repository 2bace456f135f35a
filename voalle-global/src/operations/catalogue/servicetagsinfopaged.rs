//! Service tags with their contracts, page by page.

use isp_core::brazil::Document;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::{Page, Response};
use crate::operation::operation;

operation! {
    /// Service tags with their contracts, page by page.
    ServiceTagsInfoPaged = GET "/external/integrations/thirdparty/servicetagsinfopaged", fn servicetagsinfopaged -> Response<Page<ServiceTagInfo>> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// CPF or CNPJ.
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

/// A service tag and its contract, as far as they are known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceTagInfo {
    /// Contract id.
    pub contract_id: Option<u64>,
    /// The tag, letters and digits.
    pub tag: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ServiceTagsInfoPaged::new().tx_id("52998224725".parse().unwrap()).page(1);
        assert_eq!(
            request(&operation),
            signed(
                "GET /external/integrations/thirdparty/servicetagsinfopaged?txId=52998224725&Page=1"
            )
        );
        let tag = decoded(&operation, "servicetagsinfopaged.partial.json").response.data.remove(0);
        assert_eq!((tag.contract_id, tag.tag.as_deref()), (Some(830_001), Some("EXMPL001")));
    }
}

//! Files of contracts.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Files of contracts.
    ///
    /// The filters and the shape of the answer are undocumented.
    ContractUploadsList = GET "/external/integrations/thirdparty/contract/contractuploads", fn contractuploads_list -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Page; the number of the first is unknown.
            "pageNumber" page_number: u64,
            /// The most rows of a page.
            "pageSize" page_size: u64,
        }
    }
}

//! Open titles of all customers.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Open titles of all customers.
    ///
    /// The filters by date and the shape of the answer are undocumented.
    GetOpenTitlesByExpirationDate = GET "/external/integrations/thirdparty/getopentitlesbyexpirationdate", fn getopentitlesbyexpirationdate -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Page, from 1 on.
            page: u64,
            /// The most rows of a page.
            "pageSize" page_size: u64,
        }
    }
}

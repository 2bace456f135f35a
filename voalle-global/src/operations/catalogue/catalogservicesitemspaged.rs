//! Items of the catalogue, page by page.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Items of the catalogue, page by page.
    ///
    /// The shape of the answer is undocumented.
    CatalogServicesItemsPaged = GET "/external/integrations/thirdparty/catalogservicesitemspaged", fn catalogservicesitemspaged -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
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

//! Branches, page by page.

use isp_core::record;
use isp_core::wire::DocumentText;
use serde::{Deserialize, Serialize};

use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Branches, page by page.
    CompaniesPlacesPaged = GET "/external/integrations/thirdparty/companiesplacespaged", fn companiesplacespaged -> Response<Page<CompanyPlace>> {
        effect: Read,
        evidence: Manual,
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

/// A branch.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CompanyPlace {
    /// Branch id, the `companyPlaceId` of a ticket.
    pub id: u64,
    /// Label.
    pub description: Option<String>,
    /// Code.
    pub code: Option<String>,
    /// CNPJ.
    pub tx_id: Option<DocumentText>,
    /// The same with punctuation; misspelt on the wire, so here too.
    pub tx_id_formated: Option<DocumentText>,
    /// City.
    pub city: Option<String>,
    /// Street.
    pub street: Option<String>,
}

paged!(CompaniesPlacesPaged, CompanyPlace, optional, |row| row.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = CompaniesPlacesPaged::new();
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/companiesplacespaged")
        );
        let whole = CompaniesPlacesPaged::new().page(1).page_size(20).filter("x").order_by("id");
        assert_eq!(
            request(&whole),
            signed(
                "GET /external/integrations/thirdparty/companiesplacespaged?Page=1&PageSize=20&Filter=x&OrderBy=id"
            )
        );
        let page = decoded(&operation, "companiesplacespaged.partial.ok.json").response;
        assert_eq!((page.data[0].id, page.data[0].code.as_deref()), (1, Some("01")));
    }
}

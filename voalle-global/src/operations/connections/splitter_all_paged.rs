//! Optical splitters, page by page.

use super::Splitter;
use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Optical splitters, page by page.
    SplitterAllPaged = GET "/external/map/splitter/all/paged", fn splitter_all_paged -> Response<Page<Splitter>> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Page, from 1 on.
            page: u64,
            /// The most rows of a page.
            "pageSize" page_size: u64,
        }
    }
}

paged!(SplitterAllPaged, Splitter, |row| row.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = SplitterAllPaged::new(1, 20);
        assert_eq!(
            request(&operation),
            signed("GET /external/map/splitter/all/paged?page=1&pageSize=20")
        );
        let page = decoded(&operation, "map_splitter_all_paged.partial.ok.json").response;
        assert_eq!(page.data[0].network_box.as_ref().unwrap().code.as_deref(), Some("CX1"));
    }
}

//! Deleted connections, page by page.

use super::MapConnection;
use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Deleted connections, page by page.
    ConnectionAllDeletedPaged = GET "/external/map/connection/all/deleted/paged", fn connection_all_deleted_paged -> Response<Page<MapConnection>> {
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

paged!(ConnectionAllDeletedPaged, MapConnection, |row| row.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ConnectionAllDeletedPaged::new(1, 100);
        let path = "/external/map/connection/all/deleted/paged";
        assert_eq!(request(&operation), signed(&format!("GET {path}?page=1&pageSize=100")));
        let page = decoded(&operation, "map_connection_all_deleted_paged.partial.ok.json").response;
        assert_eq!((page.data[0].id, page.total_records), (810_009, Some(1)));
        decode_error(&operation, r#"{"success":true,"response":[]}"#);
    }
}

//! Deleted connections.

use isp_core::http::RowsOperation;
use isp_core::wire::RowList;

use super::MapConnection;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Deleted connections.
    ///
    /// An id may be in the list of [all connections](super::ConnectionAll) too: which of the two is right is
    /// unknown.
    ConnectionAllDeleted = GET "/external/map/connection/all/deleted", fn connection_all_deleted -> Response<Vec<MapConnection>> {
        effect: Read,
        evidence: Observed,
    }
}

impl RowsOperation for ConnectionAllDeleted {
    type Row = MapConnection;

    const LIST: RowList = RowList::under("response");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&ConnectionAllDeleted::new()),
            signed("GET /external/map/connection/all/deleted")
        );
    }

    #[test]
    fn it_reads_connections_without_a_state() {
        let body = r#"{"success":true,"messages":null,"response":[{"id":810009,"serviceTag":820009,
            "contract":{"id":830009,"status":4,"statusDescription":"Cancelado"}}]}"#;
        let line = decoded_from(&ConnectionAllDeleted::new(), body).response.remove(0);
        assert_eq!((line.id, line.status), (810_009, None));
        assert_eq!(line.service_tag.as_deref(), Some("820009"));
        decode_error(&ConnectionAllDeleted::new(), "[]");
    }
}

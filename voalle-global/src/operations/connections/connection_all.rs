//! All connections.

use isp_core::http::RowsOperation;
use isp_core::wire::RowList;

use super::MapConnection;
use crate::answers::{Response, read_list};
use crate::operation::operation;

operation! {
    /// All connections.
    ///
    /// An answer of up to 100 MB: [`rows`](crate::Call::rows) gives its connections while they arrive, in
    /// constant memory. Ask rarely: clients cache it for ten minutes or an hour.
    ConnectionAll = GET "/external/map/connection/all", fn connection_all -> Response<Vec<MapConnection>> {
        effect: Read,
        evidence: Observed,
        read: read_list,
    }
}

impl RowsOperation for ConnectionAll {
    type Row = MapConnection;

    const LIST: RowList = RowList::root_or_under("response");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::connections::ConnectionStatusCode;
    use crate::operations::contracts::ContractStatusCode;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::wire::Node;

    fn operation() -> ConnectionAll {
        ConnectionAll::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /external/map/connection/all"));
    }

    #[test]
    fn it_reads_the_sample() {
        let line = decoded(&operation(), "map_connection_all.ok.json").response.remove(0);
        assert_eq!((line.id, line.status), (810_001, Some(ConnectionStatusCode::Normal)));
        assert_eq!(line.client.as_ref().unwrap().id, Some(700_101));
        let contract = line.contract.unwrap();
        assert_eq!(contract.status, Some(ContractStatusCode::Normal));
        assert_eq!((contract.id, contract.stage), (Some(830_001), Some(3)));
        assert_eq!(line.splitter.unwrap().olt.unwrap().code.as_deref(), Some("20"));
    }

    #[test]
    fn a_bare_list_is_understood_too_and_a_missing_one_is_an_error() {
        let bare = r#"[{"id":"7","status":9,"peopleId":5}]"#;
        let line = decoded_from(&operation(), bare).response.remove(0);
        assert_eq!(line.extra().get("peopleId").map(Node::to_value), Some(5.into()));
        assert!(line.status.unwrap().is_unknown());
        // Nobody shows an empty list without its envelope.
        decode_error(&operation(), "[]");
        for payload in ["null", "{}", r#"[{"user":"x"}]"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

//! Record the traffic of a user.

use isp_core::record;
use isp_core::wire::WireDateTime;
use serde::{Deserialize, Serialize};

use crate::answers::DataResponse;
use crate::operation::operation;

operation! {
    /// Record the traffic of a user.
    Traffic = POST "/external/integrations/thirdparty/isp/authentication_contracts/traffic", fn traffic -> DataResponse<Option<RecordedTraffic>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: TrafficParameters {
            /// PPPoE login.
            user: Text(&str) in Json,
            /// Time, local.
            date: IsoDateTime(DateTime) in Json,
            /// Bytes received.
            download: u64 in Json,
            /// Bytes sent.
            upload: u64 in Json,
            /// Bytes received in all.
            "totalDownload" total_download: u64 in Json,
            /// Bytes sent in all.
            "totalUpload" total_upload: u64 in Json,
        }
    }
}

/// The traffic as it was recorded.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RecordedTraffic {
    /// PPPoE login.
    pub user: Option<String>,
    /// Time, local.
    pub date: Option<WireDateTime>,
    /// Bytes received.
    pub download: Option<u64>,
    /// Bytes sent.
    pub upload: Option<u64>,
    /// Bytes received in all.
    pub total_download: Option<u64>,
    /// Bytes sent in all.
    pub total_upload: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed_with};
    use jiff::civil::date;
    use serde_json::json;

    fn operation() -> Traffic {
        Traffic::new(TrafficParameters {
            user: "cliente.um".into(),
            date: date(2024, 6, 10).at(12, 0, 0, 0).into(),
            download: 1,
            upload: 2,
            total_download: 30_000_000_000,
            total_upload: 4,
        })
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({"user": "cliente.um", "date": "2024-06-10T12:00:00", "download": 1,
            "upload": 2, "totalDownload": 30_000_000_000_u64, "totalUpload": 4});
        assert_eq!(
            request(&operation()),
            signed_with(
                "POST /external/integrations/thirdparty/isp/authentication_contracts/traffic",
                &body
            )
        );
    }

    #[test]
    fn it_reads_the_echo() {
        let answer = decoded(&operation(), "isp_traffic.partial.ok.json");
        assert!(answer.data.unwrap().download.is_some());
        decoded_from(&operation(), r#"{"success":true}"#);
        decode_error(&operation(), r#"{"success":false,"data":{"download":1}}"#);
    }
}

//! Fine and interest for a renegotiation.

use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Fine and interest for a renegotiation.
    ///
    /// The vendor documents a `GET` with a JSON body; the only client that runs code sends `POST`.
    GetRenegotiationsInformations = GET "/external/integrations/thirdparty/financial/getrenegotiationsinformations", fn getrenegotiationsinformations -> Response<RenegotiationInformation> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Title ids.
            "receivableIds" receivable_ids: Numbers(&[u64]) in Json,
            /// Day for which they are calculated.
            date: IsoDate(Date) in Json,
        }
    }
}

/// Fine and interest of some titles.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RenegotiationInformation {
    /// Fine of all titles, in BRL. May have fractions of a centavo.
    pub total_fine: Option<f64>,
    /// Interest of all titles, in BRL. May have fractions of a centavo.
    pub total_interest: Option<f64>,
    /// The titles.
    pub receivables: Option<Vec<RenegotiatedReceivable>>,
    /// Day for which they were calculated.
    #[serde(default, with = "wire::date::option")]
    pub date: Option<Date>,
}

/// Fine and interest of a title.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RenegotiatedReceivable {
    /// Title id.
    pub id: u64,
    /// Number of the invoice, `FAT…`.
    pub title: Option<String>,
    /// Fine in BRL. May have fractions of a centavo.
    pub fine: Option<f64>,
    /// Interest in BRL. May have fractions of a centavo.
    pub interest: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, refusal, request, signed_with};
    use jiff::civil::date;
    use serde_json::json;

    fn operation() -> GetRenegotiationsInformations {
        GetRenegotiationsInformations::new(&[900_001, 900_002], date(2024, 6, 15))
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({"receivableIds": [900_001, 900_002], "date": "2024-06-15"});
        assert_eq!(
            request(&operation()),
            signed_with(
                "GET /external/integrations/thirdparty/financial/getrenegotiationsinformations",
                &body
            )
        );
        let nothing = GetRenegotiationsInformations::new(&[], date(2024, 6, 15));
        assert!(refusal(&nothing).contains("receivableIds"));
    }

    #[test]
    fn it_reads_the_amounts() {
        let name = "financial_getrenegotiationsinformations.partial.ok.json";
        let found = decoded(&operation(), name).response;
        assert_eq!((found.total_fine, found.total_interest), (Some(1.8), Some(0.45)));
        assert_eq!(found.receivables.unwrap()[0].id, 900_001);
    }
}

//! Scheduled visits.
//!
//! An invented operation: the template of an operation file, see `CONTRIBUTING.md`.

use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::{Page, Response};
use crate::operation::operation;

operation! {
    /// Scheduled visits.
    ///
    /// What else a caller must know: units, and what an empty list means.
    ScheduledVisits = GET "/external/integrations/thirdparty/scheduledvisits/{contractId}", fn scheduledvisits -> Response<Page<ScheduledVisit>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Path,
        }
        optional: {
            /// Only visits from this day on.
            since: IsoDate(Date),
        }
    }
}

/// A scheduled visit, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ScheduledVisit {
    /// Visit id.
    pub id: u64,
    /// Day. Optional: not every row of the source has it.
    #[serde(default, with = "wire::date::option")]
    pub day: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};
    use isp_core::wire::Node;
    use jiff::civil::date;

    fn operation() -> ScheduledVisits {
        ScheduledVisits::new(30_201)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "/external/integrations/thirdparty/scheduledvisits/30201";
        assert_eq!(
            request(&operation().since(date(2031, 2, 1))),
            signed(&format!("GET {path}?since=2031-02-01"))
        );
    }

    #[test]
    fn it_reads_visits_and_keeps_further_members() {
        // A real operation reads a file of `tests/fixtures` by `decoded`.
        let body = r#"{"success":true,"messages":null,
            "response":{"data":[{"id":"1","day":"2031-02-10","period":"morning"}]}}"#;
        let visit = decoded_from(&operation(), body).response.data.remove(0);
        assert_eq!((visit.id, visit.day), (1, Some(date(2031, 2, 10))));
        assert_eq!(visit.extra().get("period").map(Node::to_value), Some("morning".into()));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for payload in ["null", "{}", "[]", r#"{"data":null}"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

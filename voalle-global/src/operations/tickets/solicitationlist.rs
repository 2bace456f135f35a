//! Tickets of a customer.

use isp_core::http::{Answer, TrueFalse};
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded, WireDateTime};
use serde::{Deserialize, Serialize};

use super::TicketStatusCode;
use crate::answers::{Page, Response, count};
use crate::operation::operation;

operation! {
    /// Tickets of a customer.
    ///
    /// Not in pages: fewer rows than the answer counts are an error.
    SolicitationList = GET "/external/integrations/thirdparty/solicitationlist/{personId}", fn solicitationlist -> Response<Page<SolicitationRow>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Person id.
            "personId" person_id: u64 in Path,
        }
        optional: {
            /// Whether all assignments are listed.
            "allAssignments" all_assignments: TrueFalse(bool),
        }
        read: read,
    }
}

fn read(answer: &Answer) -> Result<Decoded<Response<Page<SolicitationRow>>>, DecodeError> {
    let decoded: Decoded<Response<Page<SolicitationRow>>> = answer.decode()?;
    let page = &decoded.value.response;
    if page.announces_more_than(count(page.data.len()), 1) {
        let expected = "as many tickets as the answer counts";
        return Err(DecodeError::unexpected("$.response.data", expected, "fewer"));
    }
    Ok(decoded)
}

/// A ticket as the list shows it.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SolicitationRow {
    /// Id of the assignment, the ticket's id.
    pub assignment_id: u64,
    /// Title, with protocol and customer.
    pub title: Option<String>,
    /// Protocol, the number that the customer is told.
    pub protocol: Option<u64>,
    /// State, in words.
    pub status: Option<TicketStatusCode>,
    /// Team.
    pub team: Option<String>,
    /// Area.
    pub sector_area: Option<String>,
    /// When it was opened, local time; misspelt on the wire, so here too.
    pub beginning_data: Option<WireDateTime>,
    /// By when it has to be done, local time. **Not** when it was closed.
    pub final_data: Option<WireDateTime>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    fn operation() -> SolicitationList {
        SolicitationList::new(700_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/solicitationlist/700101")
        );
        assert_eq!(
            request(&operation().all_assignments(true)),
            signed(
                "GET /external/integrations/thirdparty/solicitationlist/700101?allAssignments=True"
            )
        );
    }

    #[test]
    fn it_reads_the_sample() {
        let rows = decoded(&operation(), "solicitationlist.ok.json").response.data;
        let facts: Vec<_> =
            rows.iter().map(|row| (row.assignment_id, row.status.as_ref())).collect();
        assert_eq!(
            facts,
            [
                (510_001, Some(&TicketStatusCode::Andamento)),
                (510_003, Some(&TicketStatusCode::Encerramento)),
            ]
        );
        assert_eq!(rows[0].protocol, Some(500_001));
        let opened = rows[0].beginning_data.as_ref().unwrap().civil().unwrap();
        assert_eq!(opened.date(), jiff::civil::date(2024, 5, 5));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for payload in [
            "null",
            "{}",
            "[]",
            r#"{"data":null}"#,
            r#"{"data":[],"status":"erro"}"#,
            r#"{"data":[],"status":"OK","count":3}"#,
            r#"{"data":[],"totalRecords":3}"#,
            r#"{"data":[],"totalPages":2}"#,
            r#"{"data":[],"count":"N/A"}"#,
            r#"{"data":[{"assignmentId":1}],"count":"2"}"#,
        ] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
        for payload in [r#"{"data":[],"count":0}"#, r#"{"data":[],"status":"OK","count":0}"#] {
            let empty = format!(r#"{{"success":true,"messages":null,"response":{payload}}}"#);
            assert!(decoded_from(&operation(), &empty).response.data.is_empty());
        }
    }
}

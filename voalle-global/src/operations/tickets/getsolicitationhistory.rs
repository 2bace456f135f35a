//! Reports of a ticket.

use isp_core::http::Answer;
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded, Node, WireDateTime};
use serde::{Deserialize, Serialize};

use crate::answers::{DataResponse, Page, Response, read_list};
use crate::operation::operation;
use crate::operations::NamedPerson;

operation! {
    /// Reports of a ticket.
    ///
    /// The vendor sends a bare list. One client also accepts `response`, `response.data` and `data`.
    GetSolicitationHistory = GET "/external/integrations/thirdparty/getsolicitationhistory", fn getsolicitationhistory -> Response<Vec<SolicitationReport>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Id of the assignment.
            "assignmentId" assignment_id: u64,
        }
        read: read,
    }
}

/// A report of a ticket.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SolicitationReport {
    /// Kind of operation, a code; its meaning is unknown.
    pub type_operation: Option<i64>,
    /// Report id.
    pub id: u64,
    /// Title.
    pub title: Option<String>,
    /// Text.
    pub description: Option<String>,
    /// When the work began, local time.
    pub beginning_date: Option<WireDateTime>,
    /// When the work ended, local time.
    pub final_date: Option<WireDateTime>,
    /// Whether the customer must not see it.
    pub private: Option<bool>,
    /// Who wrote it.
    pub person: Option<NamedPerson>,
    /// Whose team did.
    pub team: Option<Team>,
}

/// A team.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Team {
    /// Team id.
    pub id: Option<u64>,
    /// Label.
    pub name: Option<String>,
}

fn read(answer: &Answer) -> Result<Decoded<Response<Vec<SolicitationReport>>>, DecodeError> {
    let Some(members) = answer.json().ok().and_then(Node::as_object) else {
        return read_list(answer);
    };
    let response = members.get("response");
    if response.and_then(Node::as_object).is_some_and(|it| it.get("data").is_some()) {
        let Decoded { value, drift } = answer.decode::<Response<Page<_>>>()?;
        return Ok(Decoded { value: value.map(|page| page.data), drift });
    }
    if response.is_none() && members.get("data").is_some() {
        let Decoded { value, drift } = answer.decode::<DataResponse<_>>()?;
        return Ok(Decoded { value: value.into(), drift });
    }
    answer.decode()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    fn operation() -> GetSolicitationHistory {
        GetSolicitationHistory::new(510_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed(
                "GET /external/integrations/thirdparty/getsolicitationhistory?assignmentId=510001"
            )
        );
    }

    #[test]
    fn it_reads_the_bare_list_of_the_sample() {
        let report =
            decoded(&operation(), "getsolicitationhistory.bare_array.ok.json").response.remove(0);
        assert_eq!(report.extra().get("teamId").map(Node::to_value), Some(321.into()));
        assert_eq!((report.id, report.private), (520_001, Some(false)));
        assert_eq!(report.person.unwrap().id, 700_900);
    }

    #[test]
    fn the_list_is_found_in_every_place_that_a_client_accepts() {
        for body in [
            r#"[{"id":1}]"#,
            r#"{"success":true,"response":[{"id":1}]}"#,
            r#"{"success":true,"response":{"data":[{"id":1}]}}"#,
            r#"{"data":[{"id":1}]}"#,
        ] {
            assert_eq!(decoded_from(&operation(), body).response[0].id, 1, "{body}");
        }
        for body in
            ["{}", "null", r#"{"success":true}"#, r#"{"success":false,"response":[{"id":1}]}"#]
        {
            decode_error(&operation(), body);
        }
        for none in ["[]", r#"{"success":true,"response":[]}"#] {
            assert!(decoded_from(&operation(), none).response.is_empty(), "{none}");
        }
        for unproven in [r#"{"data":[]}"#, r#"{"response":[]}"#, r#"{"response":{"data":[]}}"#] {
            decode_error(&operation(), unproven);
        }
    }
}

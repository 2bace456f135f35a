//! One ticket.

use isp_core::record;
use isp_core::wire::WireDateTime;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;
use crate::operations::{Described, NamedPerson, Titled};

operation! {
    /// One ticket.
    GetSolicitationData = POST "/external/integrations/thirdparty/projects/getsolicitationdata" -> Response<SolicitationData> {
        effect: Read,
        evidence: Observed,
        optional: {
            /// Id of the assignment. It wins where both are sent.
            "assignmentId" assignment_id: u64,
            /// Protocol.
            protocol: u64,
        }
        new: private,
    }
}

impl GetSolicitationData {
    /// The ticket with this id.
    pub fn by_assignment(assignment_id: u64) -> Self {
        Self::new().assignment_id(assignment_id)
    }

    /// The ticket with this protocol.
    pub fn by_protocol(protocol: u64) -> Self {
        Self::new().protocol(protocol)
    }
}

impl crate::Client {
    /// The ticket with this id (`assignmentId`).
    ///
    /// `POST /external/integrations/thirdparty/projects/getsolicitationdata`
    pub fn getsolicitationdata(&self, assignment_id: u64) -> Call<GetSolicitationData> {
        self.call(GetSolicitationData::by_assignment(assignment_id))
    }

    /// The ticket with this protocol.
    ///
    /// `POST /external/integrations/thirdparty/projects/getsolicitationdata`
    pub fn getsolicitationdata_by_protocol(&self, protocol: u64) -> Call<GetSolicitationData> {
        self.call(GetSolicitationData::by_protocol(protocol))
    }
}

/// A ticket. Each reference comes with its id beside it; any of them may be null.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SolicitationData {
    /// Protocol, the number that the customer is told.
    pub protocol: Option<u64>,
    /// Id of the assignment, the ticket's id.
    pub assignment_id: u64,
    /// Kind of ticket.
    pub incident_type: Option<Titled>,
    /// State; its `title` is the word.
    pub incident_status: Option<Titled>,
    /// Who asked.
    pub requestor: Option<NamedPerson>,
    /// Whose ticket it is.
    pub client: Option<NamedPerson>,
    /// Who works on it.
    pub responsible: Option<NamedPerson>,
    /// When it was opened, local time.
    pub beginning_date: Option<WireDateTime>,
    /// By when it has to be done, local time.
    pub final_date: Option<WireDateTime>,
    /// Weight.
    pub criticity: Option<i64>,
    /// Service tag.
    pub contract_service_tag: Option<SolicitationTag>,
    /// Service of the catalogue.
    pub catalog_service: Option<Titled>,
    /// Item of that service.
    pub catalog_service_item: Option<Titled>,
    /// Class of that item.
    pub catalog_service_item_class: Option<Titled>,
    /// Area.
    pub sector_area: Option<Titled>,
    /// Team.
    pub team: Option<Titled>,
    /// Branch.
    pub company_place: Option<Described>,
}

/// The service tag of a ticket.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SolicitationTag {
    /// Tag id.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
    /// Tag, letters and digits.
    pub service_tag: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};
    use isp_core::wire::Node;

    #[test]
    fn the_requests_are_exact() {
        let path = "POST /external/integrations/thirdparty/projects/getsolicitationdata";
        assert_eq!(
            request(&GetSolicitationData::by_assignment(510_001)),
            signed(&format!("{path}?assignmentId=510001"))
        );
        assert_eq!(
            request(&GetSolicitationData::by_protocol(500_001)),
            signed(&format!("{path}?protocol=500001"))
        );
    }

    #[test]
    fn it_reads_the_sample_and_keeps_the_ids_beside_the_references() {
        let operation = GetSolicitationData::by_assignment(510_001);
        let ticket = decoded(&operation, "projects_getsolicitationdata.ok.json").response;
        assert_eq!(ticket.extra().get("clientId").map(Node::to_value), Some(700_101.into()));
        assert_eq!((ticket.assignment_id, ticket.protocol), (510_001, Some(500_001)));
        assert_eq!(ticket.incident_status.unwrap().title.as_deref(), Some("Abertura"));
        assert_eq!(ticket.client.unwrap().id, 700_101);
        assert_eq!(ticket.contract_service_tag.unwrap().service_tag.as_deref(), Some("EXMPL001"));
        assert_eq!(ticket.catalog_service, None);
        decode_error(&operation, r#"{"success":true,"response":null}"#);
    }
}

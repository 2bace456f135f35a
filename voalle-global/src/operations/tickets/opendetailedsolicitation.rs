//! Open a ticket with all its details.

use isp_core::record;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::kinds::body_object;
use crate::operation::operation;

operation! {
    /// Open a ticket with all its details.
    ///
    /// The codes are those of the provider's own configuration.
    OpenDetailedSolicitation = POST "/external/integrations/thirdparty/opendetailedsolicitation", fn opendetailedsolicitation -> Response<OpenedSolicitation> {
        effect: Once,
        proof: Proof::Member("response.assignmentId"),
        evidence: Observed,
        required: OpenDetailedSolicitationParameters {
            /// State; 1 is open. With 4 the ticket is closed at once.
            "incidentStatusId" incident_status_id: u64 in Json,
            /// Who asks: a person id.
            "personId" person_id: u64 in Json,
            /// Kind of ticket.
            "incidentTypeId" incident_type_id: u64 in Json,
            /// Service level.
            "serviceLevelAgreementId" service_level_agreement_id: u64 in Json,
            /// Title, text and times.
            assignment: NewAssignment in Json,
        }
        optional: {
            /// Whose ticket it is: a person id.
            "clientId" client_id: u64 in Json,
            /// Id of the service tag.
            "contractServiceTagId" contract_service_tag_id: u64 in Json,
            /// The service tag itself, letters and digits; two clients send it.
            "contractServiceTagCategory" contract_service_tag_category: Text(&str) in Json,
            /// Service of the catalogue.
            "catalogServiceId" catalog_service_id: u64 in Json,
            /// Item of that service.
            "catalogServiceItemId" catalog_service_item_id: u64 in Json,
            /// Class of that item.
            "catalogServiceItemClassId" catalog_service_item_class_id: u64 in Json,
            /// 1 external, 2 internal.
            "matrixType" matrix_type: u64 in Json,
            /// Category.
            "solicitationServiceCategory1" solicitation_service_category1: Text(&str) in Json,
            /// Category.
            "solicitationServiceCategory2" solicitation_service_category2: Text(&str) in Json,
            /// Category.
            "solicitationServiceCategory3" solicitation_service_category3: Text(&str) in Json,
            /// Category.
            "solicitationServiceCategory4" solicitation_service_category4: Text(&str) in Json,
            /// Category.
            "solicitationServiceCategory5" solicitation_service_category5: Text(&str) in Json,
            /// Code of the team, for an internal ticket.
            "teamCode" team_code: Text(&str) in Json,
            /// Code of the access point, for a ticket about the backbone.
            "authenticationAccessPointCode" authentication_access_point_code: Text(&str) in Json,
            /// Code of the site, for a ticket about the backbone.
            "authenticationSiteCode" authentication_site_code: Text(&str) in Json,
        }
    }
}

body_object! {
    /// Title, text and times of a new ticket.
    NewAssignment {
        /// Title.
        "title" title: String,
        /// Text.
        "description" description: String,
        /// Priority.
        "priority" priority: Option<u64>,
        /// When it begins, local time.
        "beginningDate" beginning_date: Option<DateTime>,
        /// By when it has to be done, local time.
        "finalDate" final_date: Option<DateTime>,
        /// First report.
        "report" report: Option<NewReport>,
        /// Branch.
        "companyPlaceId" company_place_id: Option<u64>,
    }
}

body_object! {
    /// The first report of a new ticket.
    NewReport {
        /// When the work began, local time.
        "beginningDate" beginning_date: Option<DateTime>,
        /// When it ended, local time.
        "finalDate" final_date: Option<DateTime>,
        /// Text.
        "description" description: Option<String>,
    }
}

/// A ticket just opened.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OpenedSolicitation {
    /// Protocol, the number that the customer is told.
    pub protocol: Option<u64>,
    /// Id of the assignment, the ticket's id.
    pub assignment_id: u64,
    /// A text for people.
    pub message: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, fixture, refusal, request, signed_with,
    };

    fn operation() -> OpenDetailedSolicitation {
        OpenDetailedSolicitation::new(OpenDetailedSolicitationParameters {
            incident_status_id: 1,
            person_id: 700_101,
            incident_type_id: 1011,
            service_level_agreement_id: 11,
            assignment: NewAssignment {
                title: "Título de exemplo".into(),
                description: "Descrição de exemplo".into(),
                priority: Some(1),
                report: Some(NewReport {
                    description: Some("Relato de exemplo".into()),
                    ..NewReport::default()
                }),
                company_place_id: Some(1),
                ..NewAssignment::default()
            },
        })
    }

    /// Without its empty texts, which clients send for "none".
    fn without_empty_texts(value: &mut serde_json::Value) {
        if let serde_json::Value::Object(members) = value {
            members.retain(|_, value| *value != "");
            members.values_mut().for_each(without_empty_texts);
        }
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let mut sample =
            serde_json::from_str(&fixture("opendetailedsolicitation.request.json")).unwrap();
        without_empty_texts(&mut sample);
        let whole = operation()
            .client_id(700_101)
            .contract_service_tag_id(820_001)
            .catalog_service_id(1)
            .catalog_service_item_id(1)
            .catalog_service_item_class_id(1);
        assert_eq!(
            request(&whole),
            signed_with("POST /external/integrations/thirdparty/opendetailedsolicitation", &sample)
        );
    }

    #[test]
    fn an_empty_title_or_text_is_refused() {
        let mut ticket = operation();
        ticket.assignment.title = String::new();
        assert!(refusal(&ticket).contains("assignment"));
    }

    #[test]
    fn it_reads_protocol_and_id() {
        let opened = decoded(&operation(), "opendetailedsolicitation.partial.ok.json").response;
        assert_eq!((opened.assignment_id, opened.protocol), (510_010, Some(500_010)));
    }

    #[test]
    fn without_an_id_no_ticket_was_opened() {
        for payload in
            ["null", "{}", "true", r#"{"protocol":1}"#, r#"{"assignmentId":0,"protocol":1}"#]
        {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

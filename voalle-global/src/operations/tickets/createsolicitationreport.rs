//! Report on a ticket, move it, or close it.

use serde_json::Value;

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Report on a ticket, move it, or close it.
    ///
    /// The state that the ticket has leaves it where it is; 8 cancels it.
    CreateSolicitationReport = POST "/external/integrations/thirdparty/projects/createsolicitationreport", fn createsolicitationreport -> Response<Option<Value>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Id of the assignment.
            "assignmentId" assignment_id: u64 in Json,
            /// State that the ticket has afterwards.
            "incidentStatusId" incident_status_id: u64 in Json,
            /// Text.
            description: Text(&str) in Json,
        }
        optional: {
            /// Protocol.
            protocol: u64 in Json,
            /// Progress in percent.
            progress: u64 in Json,
            /// Priority.
            priority: u64 in Json,
            /// Who is notified, a code.
            "notificationTarget" notification_target: u64 in Json,
            /// Whether the customer must not see it.
            "privateReport" private_report: Flag(bool) in Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fixture, request, signed_with};

    fn operation() -> CreateSolicitationReport {
        CreateSolicitationReport::new(510_001, 4, "Relato de exemplo")
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let sample =
            serde_json::from_str(&fixture("projects_createsolicitationreport.request.json"))
                .unwrap();
        let whole = operation()
            .protocol(500_001)
            .progress(100)
            .priority(1)
            .notification_target(0)
            .private_report(true);
        assert_eq!(
            request(&whole),
            signed_with(
                "POST /external/integrations/thirdparty/projects/createsolicitationreport",
                &sample
            )
        );
    }

    #[test]
    fn a_message_of_success_is_its_answer_and_one_of_another_type_is_not() {
        decoded(&operation(), "projects_createsolicitationreport.partial.ok.json");
        for kind in ["Error", "Info"] {
            let body = format!(
                r#"{{"success":true,"messages":[{{"message":"x","type":"{kind}"}}],"response":null}}"#
            );
            decode_error(&operation(), &body);
        }
    }
}

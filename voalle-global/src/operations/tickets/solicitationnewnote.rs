//! Add a note to a ticket.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Add a note to a ticket.
    SolicitationNewNote = POST "/external/integrations/thirdparty/solicitationnewnote", fn solicitationnewnote -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Id of the assignment.
            "assignmentId" assignment_id: u64 in Json,
            /// Title.
            title: Text(&str) in Json,
            /// Text.
            description: Text(&str) in Json,
        }
        optional: {
            /// Person id.
            "personId" person_id: u64 in Json,
        }
    }
}

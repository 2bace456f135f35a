//! Maintain a ticket.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Maintain a ticket.
    SolicitationMaintenance = POST "/external/integrations/thirdparty/solicitationmaintenance", fn solicitationmaintenance -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Protocol, as text.
            protocol: Text(&str) in Json,
        }
        optional: {
            /// Code of the service matrix.
            "solicitationServiceMatrixCode" solicitation_service_matrix_code: Text(&str) in Json,
            /// Code of the kind of ticket.
            "incidentTypeCode" incident_type_code: Text(&str) in Json,
            /// Text.
            report: Text(&str) in Json,
        }
    }
}

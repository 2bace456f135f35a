//! Send a request for a signature again.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Send a request for a signature again.
    ///
    /// The vendor documents a `GET` with a JSON body, a client sends `POST`; neither is proven. It sends a
    /// message to a person, so it is never repeated.
    ElectronicSignaturesResend = GET "/external/integrations/thirdparty/suite/electronicsignatures/resend", fn electronicsignatures_resend -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Signature id.
            "signatureId" signature_id: u64 in Json,
            /// How it is sent, a code.
            "dispatchType" dispatch_type: u64 in Json,
        }
        optional: {
            /// Id of the assignment.
            "assignmentId" assignment_id: u64 in Json,
        }
    }
}

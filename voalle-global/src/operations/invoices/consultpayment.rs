//! State of a settlement.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;
use crate::operations::Labelled;

operation! {
    /// State of a settlement.
    ConsultPayment = GET "/external/integrations/thirdparty/consultpayment", fn consultpayment -> Response<PaymentState> {
        effect: Read,
        evidence: Manual,
        required: {
            /// The ERP's id of the settlement.
            syngwtransactionid: Text(&str),
        }
    }
}

/// The state of a settlement.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PaymentState {
    /// The caller's own id of the transaction.
    pub integrator_transaction_id: Option<String>,
    /// State; 1 stands for processed in the only source.
    pub status: Option<Labelled>,
    /// When it was processed; the form is not certain.
    pub processed: Option<String>,
    /// A text for people.
    pub message: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, refusal, request, signed};

    fn operation() -> ConsultPayment {
        ConsultPayment::new("00000000-0000-4000-8000-000000000004")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed(
                "GET /external/integrations/thirdparty/consultpayment?syngwtransactionid=00000000-0000-4000-8000-000000000004"
            )
        );
        assert!(refusal(&ConsultPayment::new("")).contains("syngwtransactionid"));
    }

    #[test]
    fn it_reads_the_state() {
        let state = decoded(&operation(), "consultpayment.partial.ok.json").response;
        assert_eq!(state.status.unwrap().value, Some(1));
        assert_eq!(state.processed.as_deref(), Some("2024-06-10T12:00:00"));
    }
}

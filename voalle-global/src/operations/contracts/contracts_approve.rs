//! Approve a contract.

use isp_core::Error;
use isp_core::record;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::DataResponse;
use crate::operation::operation;

operation! {
    /// Approve a contract.
    ContractsApprove = PUT "/external/integrations/thirdparty/contracts/approve/{contractId}", fn contracts_approve -> DataResponse<Option<ApprovedContract>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Path,
        }
        optional: {
            /// How the first month is billed, a code.
            "proportionalityType" proportionality_type: u64 in Json,
            /// Whether the contract begins with the approval.
            "changeBeginningDateOnApproval" change_beginning_date_on_approval: Flag(bool) in Json,
            /// Whether the loyalty period begins with the approval.
            "changeLoyaltyDateOnApproval" change_loyalty_date_on_approval: Flag(bool) in Json,
            /// Time of the approval, local.
            "approvalDate" approval_date: IsoDateTime(DateTime) in Json,
        }
        check: ContractsApprove::says_how,
    }
}

impl ContractsApprove {
    /// Without a member the body would not be JSON.
    fn says_how(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("say how to approve it: give at least one member"));
        }
        Ok(())
    }
}

/// An approved contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ApprovedContract {
    /// Users; their form is unknown.
    pub person_users: Option<Value>,
    /// What is billed for part of a month.
    pub proportionalities: Option<Vec<Proportionality>>,
}

/// What is billed for part of a month.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Proportionality {
    /// Label.
    pub description: Option<String>,
    /// Amount in BRL. May have fractions of a centavo.
    pub amount: Option<f64>,
    /// Month.
    pub competence: Option<String>,
    /// Service.
    pub service_description: Option<String>,
    /// Kind, a code.
    pub r#type: Option<i64>,
    /// Kind of month, a code.
    pub competence_type: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, refusal, request, signed_with,
    };
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ContractsApprove::new(830_001)
            .proportionality_type(1)
            .change_beginning_date_on_approval(true)
            .approval_date(date(2024, 6, 10).at(8, 0, 0, 0));
        let body = json!({"proportionalityType": 1, "changeBeginningDateOnApproval": true,
            "approvalDate": "2024-06-10T08:00:00"});
        assert_eq!(
            request(&operation),
            signed_with("PUT /external/integrations/thirdparty/contracts/approve/830001", &body)
        );
        let approved = decoded(&operation, "contracts_approve.partial.ok.json").data.unwrap();
        assert_eq!(approved.proportionalities.unwrap()[0].amount, Some(29.97));
        decode_error(&operation, r#"{"data":{}}"#);
        decoded_from(&operation, r#"{"success":true}"#);
        assert!(refusal(&ContractsApprove::new(830_001)).contains("how to approve"));
    }
}

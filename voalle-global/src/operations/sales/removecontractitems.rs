//! Remove items of a contract.

use super::ServiceChange;
use crate::kinds::{Objects, body_object};
use crate::operation::operation;

operation! {
    /// Remove items of a contract.
    RemoveContractItems = POST "/external/integrations/thirdparty/contract/removecontractitems", fn removecontractitems -> ServiceChange {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Json,
            /// Items.
            "removeService" remove_service: RemovedItems(Vec<RemovedItem>) in Json,
        }
    }
}

type RemovedItems = Objects<RemovedItem>;

body_object! {
    /// An item that a contract loses.
    RemovedItem {
        /// Id of the contract's item.
        "contractItem" contract_item: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed_with};
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_the_answer_is_read() {
        let items = vec![RemovedItem { contract_item: 850_001 }];
        let operation = RemoveContractItems::new("0001001", items);
        let body =
            json!({"contractNumber": "0001001", "removeService": [{"contractItem": 850_001}]});
        assert_eq!(
            request(&operation),
            signed_with(
                "POST /external/integrations/thirdparty/contract/removecontractitems",
                &body
            )
        );
        assert_eq!(
            decoded(&operation, "contract_removecontractitems.partial.ok.json").sucess,
            Some(true)
        );
    }
}

//! Change services of a contract.

use isp_core::Error;

use super::{ChangedService, ServiceChange};
use crate::kinds::Objects;
use crate::operation::operation;

operation! {
    /// Change services of a contract.
    ChangeContractServices = POST "/external/integrations/thirdparty/contract/changecontractservices", fn changecontractservices -> ServiceChange {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Json,
            /// Services.
            "changedServices" changed_services: ChangedServices(Vec<ChangedService>) in Json,
        }
        optional: {
            /// Code of the campaign.
            "crmCampaignCode" crm_campaign_code: Text(&str) in Json,
            /// Code of the price list.
            "crmPriceListCode" crm_price_list_code: Text(&str) in Json,
            /// Whether the first month is billed in part.
            "generateProportionality" generate_proportionality: Flag(bool) in Json,
        }
        check: ChangeContractServices::check,
    }
}

type ChangedServices = Objects<ChangedService>;

impl ChangeContractServices {
    /// Without the item that it replaces a service might be added.
    fn check(&self) -> Result<(), Error> {
        if self
            .changed_services
            .as_slice()
            .iter()
            .any(|service| service.old_contract_item_id.is_none())
        {
            let what = "parameter `changedServices` has a service without `oldContractItemId`";
            return Err(Error::invalid_input(what));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request, signed_with};
    use serde_json::json;

    fn service() -> ChangedService {
        ChangedService {
            code: "1.2".into(),
            quantity: Some(1),
            old_contract_item_id: Some(850_001),
            ..ChangedService::default()
        }
    }

    #[test]
    fn the_request_is_exact_and_the_answer_is_read() {
        let operation =
            ChangeContractServices::new("0001001", vec![service()]).generate_proportionality(true);
        let body = json!({"contractNumber": "0001001", "generateProportionality": true,
            "changedServices": [{"code": "1.2", "quantity": 1, "oldContractItemId": 850_001}]});
        assert_eq!(
            request(&operation),
            signed_with(
                "POST /external/integrations/thirdparty/contract/changecontractservices",
                &body
            )
        );
        let added = ChangedService { old_contract_item_id: None, ..service() };
        let refused = refusal(&ChangeContractServices::new("0001001", vec![added]));
        assert!(refused.contains("oldContractItemId"), "{refused}");
        let answer = decoded(&operation, "contract_changecontractservices.partial.ok.json");
        assert_eq!(
            (answer.sucess, answer.message.as_deref()),
            (Some(true), Some("mensagem de exemplo"))
        );
        for body in ["{}", r#"{"Sucess":false,"Message":"x"}"#, r#"{"Message":"x"}"#] {
            decode_error(&operation, body);
        }
    }
}

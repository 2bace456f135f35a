//! Create a contract.

use isp_core::brazil::Document;
use isp_core::record;
use isp_core::{Error, Money};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kinds::{Objects, body_object};
use crate::operation::operation;

operation! {
    /// Create a contract.
    ContractsCreate = POST "/external/billing/contracts/create", fn contracts_create -> CreatedContract {
        effect: Once,
        proof: Proof::Member("response.contractNumber"),
        evidence: Manual,
        required: {
            /// Customer.
            "clientInformation" client_information: ContractClientInformation in Json,
            /// Contract.
            "contractInformation" contract_information: ContractInformation in Json,
            /// Services.
            "servicesInformation" services_information: NewServices(Vec<NewContractService>) in Json,
        }
        optional: {
            /// Activation.
            "activationInformation" activation_information: ActivationInformation in Json,
            /// Integrator.
            "integratorInformation" integrator_information: IntegratorInformation in Json,
        }
        check: ContractsCreate::check,
    }
}

type NewServices = Objects<NewContractService>;

impl ContractsCreate {
    fn check(&self) -> Result<(), Error> {
        if self.client_information.tx_id.is_none() {
            return Err(Error::invalid_input("`clientInformation.txId` is missing"));
        }
        Ok(())
    }
}

body_object! {
    /// The customer of a new contract.
    ContractClientInformation {
        /// CPF or CNPJ; required.
        "txId" tx_id: Option<Document>,
    }
}

body_object! {
    /// What a new contract is like.
    ContractInformation {
        /// Code of the kind of contract.
        "contractType" contract_type: Option<String>,
        /// CNPJ of the branch.
        "companyPlaceTxId" company_place_tx_id: Option<Document>,
        /// Code of the campaign.
        "crmCampaignCode" crm_campaign_code: Option<String>,
        /// Code of the price list.
        "crmPriceListCode" crm_price_list_code: Option<String>,
        /// Code of the form of payment.
        "paymentFormCode" payment_form_code: Option<String>,
        /// Code of the kind of collection.
        "financialCollectionTypeCode" financial_collection_type_code: Option<String>,
        /// Code of the management of dates.
        "dateManagementCode" date_management_code: Option<String>,
        /// Day of the month on which it is due.
        "collectionDay" collection_day: Option<u64>,
    }
}

body_object! {
    /// A service of a new contract.
    NewContractService {
        /// Code.
        "code" code: String,
        /// Quantity.
        "quantity" quantity: Option<u64>,
        /// Price in BRL.
        "price" price: Option<Money>,
        /// Code of the form of payment.
        "paymentFormCode" payment_form_code: Option<String>,
    }
}

body_object! {
    /// The activation of a new contract.
    ActivationInformation {
        /// Code of the kind of ticket.
        "incidentTypeCode" incident_type_code: Option<String>,
        /// Whether it is billed with the monthly fee.
        "groupInMonthlyFee" group_in_monthly_fee: Option<bool>,
        /// Due date of the first instalment.
        "firstParcelDate" first_parcel_date: Option<Date>,
        /// Code of the form of payment.
        "paymentFormCode" payment_form_code: Option<String>,
        /// Code of the kind of collection.
        "financialCollectionTypeCode" financial_collection_type_code: Option<String>,
        /// Code of the conditions of payment.
        "paymentConditionCode" payment_condition_code: Option<String>,
    }
}

body_object! {
    /// The integrator of a new contract.
    IntegratorInformation {
        /// Alias of the integrator.
        "integratorAlias" integrator_alias: Option<String>,
        /// Code of the integration.
        "integrationCode" integration_code: Option<String>,
        /// Code of the integration's team.
        "integrationTeamCode" integration_team_code: Option<String>,
    }
}

/// The answer to a new contract, whose members are written in another way than elsewhere.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedContract {
    /// Whether it was created.
    #[serde(rename = "Success")]
    pub success: Option<bool>,
    /// A text for people.
    pub message: Option<String>,
    /// The contract.
    pub response: CreatedContractNumbers,
    /// Name of the payload's type in the server.
    pub data_response_type: Option<String>,
    /// How long the server took; the unit is unknown.
    pub elapsed_time: Option<f64>,
}

/// The numbers of a new contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedContractNumbers {
    /// Contract number, with leading zeros.
    pub contract_number: String,
    /// Id of the assignment of its activation.
    pub activation_assignment: Option<u64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request, signed_with};
    use serde_json::json;

    fn operation() -> ContractsCreate {
        ContractsCreate::new(
            ContractClientInformation { tx_id: "52998224725".parse().ok() },
            ContractInformation {
                contract_type: Some("1".into()),
                collection_day: Some(10),
                ..ContractInformation::default()
            },
            vec![NewContractService {
                code: "1.2".into(),
                quantity: Some(1),
                price: Some(Money::from_centavos(8990)),
                payment_form_code: None,
            }],
        )
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({
            "clientInformation": {"txId": "52998224725"},
            "contractInformation": {"contractType": "1", "collectionDay": 10},
            "servicesInformation": [{"code": "1.2", "quantity": 1, "price": 89.9}],
        });
        assert_eq!(
            request(&operation()),
            signed_with("POST /external/billing/contracts/create", &body)
        );
        let nobody = ContractsCreate::new(
            ContractClientInformation::default(),
            ContractInformation::default(),
            vec![],
        );
        assert!(refusal(&nobody).contains("txId"));
    }

    #[test]
    fn it_reads_the_numbers() {
        let created = decoded(&operation(), "billing_contracts_create.partial.ok.json");
        assert_eq!(created.response.contract_number, "0001002");
        assert_eq!(created.response.activation_assignment, Some(510_020));
        for body in [
            r#"{"Success":true,"response":null}"#,
            r#"{"Success":false,"response":{"contractNumber":"1"}}"#,
            r#"{"Success":true,"response":{"contractNumber":""}}"#,
        ] {
            decode_error(&operation(), body);
        }
    }
}

//! Open a negotiation.

use isp_core::Money;
use isp_core::brazil::Document;
use isp_core::record;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::Response;
use crate::kinds::{Objects, RawJson, body_object};
use crate::operation::operation;

operation! {
    /// Open a negotiation.
    ///
    /// A service must belong to the kind of contract, must not be telephony or top-up, and one must be monthly.
    StartSale = POST "/external/integrations/thirdparty/crm/startsale", fn startsale -> Response<StartedSale> {
        effect: Once,
        proof: Proof::Member("response.protocolId"),
        evidence: Manual,
        required: {
            /// CPF or CNPJ of the customer.
            "txId" tx_id: Document in Json,
        }
        optional: {
            /// CNPJ of the branch.
            "companyPlaceTxId" company_place_tx_id: Document in Json,
            /// CPF or CNPJ of a seller outside.
            "thirdSellerTxId" third_seller_tx_id: Document in Json,
            /// CPF of the seller responsible.
            "responsibleSellerTxId" responsible_seller_tx_id: Document in Json,
            /// Code of the team.
            "TeamCode" team_code: Text(&str) in Json,
            /// Code of the kind of contract.
            "contractType" contract_type: Text(&str) in Json,
            /// Code of the campaign.
            "crmCampaignCode" crm_campaign_code: Text(&str) in Json,
            /// Code of the price list.
            "crmPriceListCode" crm_price_list_code: Text(&str) in Json,
            /// Code of the contract's form of payment.
            "contractPaymentFormCode" contract_payment_form_code: Text(&str) in Json,
            /// Code of the contract's kind of collection.
            "contractFinancialCollectionTypeCode" contract_financial_collection_type_code: Text(&str) in Json,
            /// Code of the contract's management of dates.
            "contractDateManagementCode" contract_date_management_code: Text(&str) in Json,
            /// Day of the month on which the contract is due, as text.
            "contractCollectionDay" contract_collection_day: Text(&str) in Json,
            /// Code of the activation's kind of ticket.
            "activationIncidentTypeCode" activation_incident_type_code: Text(&str) in Json,
            /// Whether the activation is billed with the monthly fee.
            "activationGroupInMonthlyFee" activation_group_in_monthly_fee: Flag(bool) in Json,
            /// Due date of the activation's first instalment.
            "activationFirstParcelDate" activation_first_parcel_date: IsoDate(Date) in Json,
            /// Code of the activation's form of payment.
            "activationPaymentFormCode" activation_payment_form_code: Text(&str) in Json,
            /// Code of the activation's kind of collection.
            "activationFinancialCollectionTypeCode" activation_financial_collection_type_code: Text(&str) in Json,
            /// Code of the activation's conditions of payment.
            "activationPaymentConditionCode" activation_payment_condition_code: Text(&str) in Json,
            /// Services.
            "serviceProducts" service_products: SaleProducts(Vec<SaleProduct>) in Json,
            /// Note.
            observations: Text(&str) in Json,
            /// Of unknown content.
            "clientSaleInfo" client_sale_info: RawJson(Value) in Json,
            /// Of unknown content.
            "activationInformation" activation_information: RawJson(Value) in Json,
            /// Of unknown content.
            "integratorInformation" integrator_information: RawJson(Value) in Json,
            /// Of unknown content.
            "gainInformation" gain_information: RawJson(Value) in Json,
            /// Of unknown content.
            contacts: RawJson(Value) in Json,
        }
    }
}

type SaleProducts = Objects<SaleProduct>;

body_object! {
    /// A service of a negotiation.
    SaleProduct {
        /// Code.
        "code" code: String,
        /// Quantity.
        "quantity" quantity: Option<u64>,
        /// Price in BRL.
        "amount" amount: Option<Money>,
        /// Code of the form of payment.
        "paymentFormCode" payment_form_code: Option<String>,
        /// Id of the group of telephones, as text.
        "phoneGroupId" phone_group_id: Option<String>,
        /// Telephone numbers.
        "PhoneNumberInformations" phone_number_informations: Vec<SalePhoneNumber>,
    }
}

body_object! {
    /// A telephone number of a service.
    SalePhoneNumber {
        /// Number.
        "PhoneNumber" phone_number: String,
        /// Kind, as text.
        "PhoneNumberType" phone_number_type: Option<String>,
        /// Whether it is taken over from another provider.
        "IsPortability" is_portability: Option<bool>,
    }
}

/// A negotiation just opened.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StartedSale {
    /// Protocol of the negotiation.
    pub protocol_id: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed_with};
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let product = SaleProduct {
            code: "1.2".into(),
            quantity: Some(1),
            amount: Some(Money::from_centavos(8990)),
            phone_number_informations: vec![SalePhoneNumber {
                phone_number: "5130000000".into(),
                is_portability: Some(false),
                ..SalePhoneNumber::default()
            }],
            ..SaleProduct::default()
        };
        let operation = StartSale::new("52998224725".parse().unwrap())
            .team_code("3")
            .service_products(vec![product])
            .gain_information(json!({"a": "b"}));
        let body = json!({"txId": "52998224725", "TeamCode": "3", "gainInformation": {"a": "b"},
            "serviceProducts": [{"code": "1.2", "quantity": 1, "amount": 89.9,
                "PhoneNumberInformations": [{"PhoneNumber": "5130000000", "IsPortability": false}]}]});
        assert_eq!(
            request(&operation),
            signed_with("POST /external/integrations/thirdparty/crm/startsale", &body)
        );
        let started = decoded(&operation, "crm_startsale.partial.ok.json").response;
        assert_eq!(started.protocol_id, 500_020);
        decode_error(&operation, r#"{"success":true,"response":{}}"#);
    }
}

//! Contracts, page by page.

use isp_core::brazil::Document;
use isp_core::record;
use isp_core::wire::DocumentText;
use isp_core::{Error, Money};
use serde::{Deserialize, Serialize};

use super::ContractStatusCode;
use crate::answers::codes::code_as_number;
use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Contracts, page by page.
    ContractGetPaged = POST "/external/integrations/thirdparty/contract/getpaged", fn contract_getpaged -> Response<Page<ContractRow>> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// CPF or CNPJ.
            "txId" tx_id: Document in Json,
            /// Kind of document; its codes contradict each other, so leave it out.
            "txIdType" tx_id_type: u64 in Json,
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Json,
            /// Whether only contracts in force are listed.
            "onlyActiveContracts" only_active_contracts: Flag(bool) in Json,
            /// Page, from 1 on.
            page: u64 in Json,
            /// The most rows of a page.
            "pageSize" page_size: u64 in Json,
            /// Code of a service.
            "serviceProductCode" service_product_code: Text(&str) in Json,
            /// Code of a kind of contract.
            "contractTypeCode" contract_type_code: Text(&str) in Json,
            /// CNPJ of a branch.
            "companyPlaceTxId" company_place_tx_id: Document in Json,
        }
        check: ContractGetPaged::has_a_filter_or_a_page,
    }
}

impl ContractGetPaged {
    /// Without a member the body would not be JSON.
    fn has_a_filter_or_a_page(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("give a filter or a page"));
        }
        Ok(())
    }
}

/// A contract, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractRow {
    /// Contract id.
    pub id: u64,
    /// Contract number, with leading zeros.
    pub contract_number: Option<String>,
    /// State.
    #[serde(serialize_with = "code_as_number")]
    pub contract_status: Option<ContractStatusCode>,
    /// Day of the month on which it is due.
    pub collection_day: Option<i64>,
    /// Customer.
    pub client_information: Option<ContractClient>,
    /// Its services.
    pub services_information: Option<Vec<ContractService>>,
}

paged!(ContractGetPaged, ContractRow, optional, |row| row.id);

/// The customer of a contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractClient {
    /// CPF or CNPJ.
    pub client_tx_id: Option<DocumentText>,
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A service of a contract, as far as it is known.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractService {
    /// Amount in BRL; a number or a text.
    pub amount: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fixture, refusal, request, signed_with,
    };
    use isp_core::wire::Node;

    fn operation() -> ContractGetPaged {
        ContractGetPaged::new()
            .tx_id("52998224725".parse().unwrap())
            .only_active_contracts(true)
            .page(1)
            .page_size(100)
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let sample = serde_json::from_str(&fixture("contract_getpaged.request.json")).unwrap();
        assert_eq!(
            request(&operation()),
            signed_with("POST /external/integrations/thirdparty/contract/getpaged", &sample)
        );
        assert!(refusal(&ContractGetPaged::new()).contains("filter"));
    }

    #[test]
    fn it_reads_the_sample_and_texts_in_place_of_numbers() {
        let row = decoded(&operation(), "contract_getpaged.partial.json").response.data.remove(0);
        assert_eq!((row.id, row.contract_status), (830_001, Some(ContractStatusCode::Normal)));
        assert_eq!(row.services_information.unwrap()[0].amount.map(Money::centavos), Some(8990));
        let body = r#"{"success":true,"response":{"data":[{"id":1,"contractStatus":8,
            "servicesInformation":[{"amount":"89.90"}],"competence":"2024-06"}],"totalRecords":1}}"#;
        let row = decoded_from(&operation(), body).response.data.remove(0);
        assert_eq!(row.extra().get("competence").map(Node::to_value), Some("2024-06".into()));
        assert!(row.contract_status.unwrap().is_unknown());
        assert_eq!(row.services_information.unwrap()[0].amount.map(Money::centavos), Some(8990));
    }

    #[test]
    fn a_missing_list_or_a_contradicting_counter_is_an_error() {
        for payload in ["null", "{}", r#"{"data":null}"#, r#"{"data":[{"id":1}],"totalRecords":0}"#]
        {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

//! Kinds of contract and their services.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Kinds of contract and their services.
    ///
    /// Empty unless the kind of contract is marked for integration in the ERP. A code is stable within one
    /// provider alone.
    ContractTypesAndServices = GET "/external/integrations/thirdparty/crm/contracttypesandservices", fn contracttypesandservices -> Response<Vec<ContractType>> {
        effect: Read,
        evidence: Observed,
    }
}

/// A kind of contract.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractType {
    /// Code.
    pub code: String,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Days of the month on which it can be due.
    pub collection_days: Option<Vec<u64>>,
    /// Its services.
    pub contract_types_service_product: Option<Vec<ServiceProduct>>,
}

/// A service of a kind of contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServiceProduct {
    /// Code.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ContractTypesAndServices::new();
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/crm/contracttypesandservices")
        );
        let kind = decoded(&operation, "crm_contracttypesandservices.ok.json").response.remove(0);
        assert_eq!(kind.collection_days.unwrap(), [5, 10, 15]);
        assert_eq!(kind.contract_types_service_product.unwrap()[1].code.as_deref(), Some("1.2"));
        decode_error(&operation, r#"{"success":true,"response":null}"#);
    }
}

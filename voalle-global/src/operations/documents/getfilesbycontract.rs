//! Documents of a contract.

use isp_core::Secret;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Documents of a contract.
    GetFilesByContract = GET "/external/integrations/thirdparty/getfilesbycontract/{contractNumber}/documentationtype/{documentationTypeId}", fn getfilesbycontract -> Response<Vec<ContractFile>> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Path,
            /// Id of the kind of document.
            "documentationTypeId" documentation_type_id: u64 in Path,
        }
    }
}

/// A document of a contract.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractFile {
    /// Title.
    pub title: Option<String>,
    /// Description, in HTML.
    pub description: Option<String>,
    /// Kind of document.
    pub documentation_type: Option<String>,
    /// When it is valid.
    pub validity: Option<Validity>,
    /// Link to the file. It gives access to it.
    pub file: Option<Secret>,
}

/// When a document is valid.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Validity {
    /// From.
    pub begin: Option<String>,
    /// To.
    pub r#final: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = GetFilesByContract::new("0001001", 61);
        assert_eq!(
            request(&operation),
            signed(
                "GET /external/integrations/thirdparty/getfilesbycontract/0001001/documentationtype/61"
            )
        );
        let file = decoded(&operation, "getfilesbycontract.partial.ok.json").response.remove(0);
        assert_eq!(file.description.as_deref(), Some("<p>exemplo</p>"));
        assert!(file.file.unwrap().expose().ends_with("exemplo.pdf"));
    }
}

//! Open titles of a contract.

use isp_core::record;
use isp_core::{Secret, wire};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Open titles of a contract.
    GetContractBillets = GET "/external/integrations/thirdparty/getcontractbillets/{contractId}", fn getcontractbillets -> Response<Vec<ContractBillet>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Path,
        }
    }
}

/// An open title of a contract.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractBillet {
    /// Title id.
    pub id: u64,
    /// Number of the invoice, `FAT…`.
    pub title: Option<String>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub expiration_date: Option<Date>,
    /// Instalment.
    pub parcel: Option<i64>,
    /// Digitable line.
    pub typeful_line: Option<String>,
    /// Link to the boleto. It gives access to it.
    pub link: Option<Secret>,
    /// PIX copy-and-paste text.
    #[serde(rename = "pixQRCode")]
    pub pix_qr_code: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};
    use jiff::civil::date;

    fn operation() -> GetContractBillets {
        GetContractBillets::new(830_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/getcontractbillets/830001")
        );
    }

    #[test]
    fn it_reads_the_sample() {
        let billet = decoded(&operation(), "getcontractbillets.ok.json").response.remove(0);
        assert_eq!((billet.id, billet.parcel), (900_001, Some(1)));
        assert_eq!(billet.expiration_date, Some(date(2024, 6, 10)));
        assert_eq!(billet.pix_qr_code, None);
        assert!(billet.link.unwrap().expose().ends_with("0000000001"));
    }

    #[test]
    fn a_missing_list_is_an_error() {
        decode_error(&operation(), r#"{"success":true,"response":null}"#);
    }
}

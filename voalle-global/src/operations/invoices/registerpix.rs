//! Register a PIX for a title.

use isp_core::Money;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Register a PIX for a title.
    ///
    /// The branch must be set up for PIX.
    RegisterPix = POST "/external/integrations/thirdparty/billings/registerpix", fn registerpix -> Response<RegisteredPix> {
        effect: Once,
        proof: Proof::Member("response.registerId"),
        evidence: Manual,
        required: {
            /// Title id.
            "receivableId" receivable_id: u64,
        }
    }
}

/// A PIX.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RegisteredPix {
    /// Id of the registration.
    pub register_id: u64,
    /// PIX copy-and-paste text.
    pub qr_code: Option<String>,
    /// Amount to pay, in BRL.
    pub total_amount: Option<Money>,
    /// Interest in BRL. May have fractions of a centavo.
    pub interest_amount: Option<f64>,
    /// Fine in BRL. May have fractions of a centavo.
    pub fine_amount: Option<f64>,
    /// Id of the transaction.
    pub transaction_id: Option<String>,
    /// Whether the boleto carries the PIX too.
    pub hybrid_billet: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    fn operation() -> RegisterPix {
        RegisterPix::new(900_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed(
                "POST /external/integrations/thirdparty/billings/registerpix?receivableId=900001"
            )
        );
    }

    #[test]
    fn it_reads_the_pix() {
        let pix = decoded(&operation(), "billings_registerpix.partial.ok.json").response;
        assert_eq!((pix.register_id, pix.hybrid_billet), (930_001, Some(false)));
        assert_eq!(pix.total_amount.map(Money::centavos), Some(8990));
        assert!(pix.qr_code.unwrap().starts_with("000201"));
    }

    #[test]
    fn without_an_id_nothing_was_registered() {
        for payload in ["null", "{}", r#"{"qrCode":"000201"}"#, r#"{"registerId":0}"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

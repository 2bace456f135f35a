//! Renegotiate titles.

use isp_core::http::Answer;
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded};
use isp_core::{Error, Money, wire};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::kinds::{Objects, body_object};
use crate::operation::operation;

operation! {
    /// Renegotiate titles.
    RegisterRenegotiations = POST "/external/integrations/thirdparty/financial/registerrenegotiations", fn registerrenegotiations -> RegisteredRenegotiation {
        effect: Once,
        proof: Proof::AnyOf(&[Proof::Member("parcels"), Proof::Member("response.parcels")]),
        evidence: Manual,
        required: {
            /// Title ids.
            "receivableIds" receivable_ids: Numbers(&[u64]) in Json,
            /// The new instalments.
            parcels: NewParcels(Vec<NewParcel>) in Json,
        }
        optional: {
            /// Discount in BRL.
            discount: Amount(Money) in Json,
            /// Fine in BRL.
            fine: Amount(Money) in Json,
            /// Interest in BRL.
            interest: Amount(Money) in Json,
            /// Code of the kind of collection.
            "financialCollectionTypeCode" financial_collection_type_code: Text(&str) in Json,
            /// Note.
            observation: Text(&str) in Json,
            /// Whether the invoicing is brought forward; misspelt on the wire.
            "billingInvoiceAntecipad" billing_invoice_antecipad: Flag(bool) in Json,
        }
        check: RegisterRenegotiations::check,
        read: read,
    }
}

type NewParcels = Objects<NewParcel>;

impl RegisterRenegotiations {
    fn check(&self) -> Result<(), Error> {
        if self
            .parcels
            .as_slice()
            .iter()
            .any(|parcel| parcel.number == 0 || parcel.expiration_date.is_none())
        {
            let what = "parameter `parcels` has an instalment without number or due date";
            return Err(Error::invalid_input(what));
        }
        Ok(())
    }
}

body_object! {
    /// A new instalment.
    NewParcel {
        /// Number, from 1 on.
        "number" number: u64,
        /// Amount in BRL; `None` lets the ERP calculate it.
        "amount" amount: Option<Money>,
        /// Due date; required.
        "expirationDate" expiration_date: Option<Date>,
    }
}

/// The new titles.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RegisteredRenegotiation {
    /// The new titles.
    pub parcels: Vec<Parcel>,
}

/// A new title.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Parcel {
    /// Title id.
    pub id: u64,
    /// Number of the invoice, `FAT…`.
    pub title: Option<String>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub expiration_date: Option<Date>,
    /// Amount in BRL.
    pub amount: Option<Money>,
}

/// The list stands alone in the only source; it may stand in an envelope too.
fn read(answer: &Answer) -> Result<Decoded<RegisteredRenegotiation>, DecodeError> {
    let Ok(root) = answer.json() else { return answer.decode() };
    let inside = root.as_object().and_then(|root| root.get("response")).filter(|it| it.is_object());
    isp_core::wire::decode(inside.unwrap_or(root))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fixture, refusal, request, signed_with,
    };
    use jiff::civil::date;
    use serde_json::json;

    fn operation() -> RegisterRenegotiations {
        let parcel =
            |number| NewParcel { number, amount: None, expiration_date: Some(date(2024, 7, 10)) };
        RegisterRenegotiations::new(&[900_001], vec![parcel(1), parcel(2)])
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({
            "receivableIds": [900_001],
            "parcels": [
                {"number": 1, "expirationDate": "2024-07-10"},
                {"number": 2, "expirationDate": "2024-07-10"},
            ],
            "discount": 0.5,
            "billingInvoiceAntecipad": true,
        });
        let whole = operation().discount(Money::from_centavos(50)).billing_invoice_antecipad(true);
        assert_eq!(
            request(&whole),
            signed_with(
                "POST /external/integrations/thirdparty/financial/registerrenegotiations",
                &body
            )
        );
        let undated = NewParcel { number: 1, ..NewParcel::default() };
        for parcels in [vec![], vec![undated]] {
            assert!(refusal(&RegisterRenegotiations::new(&[1], parcels)).contains("parcels"));
        }
    }

    #[test]
    fn it_reads_the_new_titles_with_and_without_an_envelope() {
        let name = "financial_registerrenegotiations.partial.ok.json";
        let new = decoded(&operation(), name);
        assert_eq!(new.parcels.len(), 2);
        assert_eq!(new.parcels[1].amount.map(Money::centavos), Some(4607));
        let inside = format!(r#"{{"success":true,"messages":null,"response":{}}}"#, fixture(name));
        assert_eq!(decoded_from(&operation(), &inside), new);
    }

    #[test]
    fn without_new_titles_nothing_was_done() {
        for body in [
            "{}",
            r#"{"parcels":[]}"#,
            r#"{"parcels":null}"#,
            r#"{"success":true,"response":null}"#,
            r#"{"success":false,"parcels":[{"id":1}]}"#,
            r#"{"parcels":[{"id":1}],"error":"x"}"#,
        ] {
            decode_error(&operation(), body);
        }
    }
}

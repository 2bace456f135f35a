//! Settle a title.

use isp_core::record;
use isp_core::{Error, Money};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Settle a title.
    ///
    /// A settlement is total: less than the amount is a discount, more an addition. Nobody shows what a
    /// repetition with the same transaction id does, so it is never repeated: ask
    /// [`ConsultPayment`](super::ConsultPayment).
    ReceivePayment = POST "/external/integrations/thirdparty/receivepayment", fn receivepayment -> Response<ReceivedPayment> {
        effect: Once,
        proof: Proof::Member("response.synGwTransactionId"),
        evidence: Manual,
        required: {
            /// The caller's own id of the transaction, a GUID.
            "transactionId" transaction_id: Text(&str) in Json,
            /// Title id.
            "financialReceivableTitleId" financial_receivable_title_id: u64 in Json,
            /// What was paid, in BRL.
            "paidAmount" paid_amount: Amount(Money) in Json,
        }
        optional: {
            /// Note.
            message: Text(&str) in Json,
            /// Code of the bank account.
            "BankAccountCode" bank_account_code: Text(&str) in Json,
            /// Code of the form of payment.
            "PaymentFormCode" payment_form_code: Text(&str) in Json,
            /// Day of the settlement.
            "ReceiptDate" receipt_date: IsoDate(Date) in Json,
            /// Day on which the customer paid.
            "ClientPaidDate" client_paid_date: IsoDate(Date) in Json,
        }
        check: ReceivePayment::check,
    }
}

impl ReceivePayment {
    /// Refuses an id that is no GUID and an amount that is not above zero.
    fn check(&self) -> Result<(), Error> {
        let groups: Vec<_> = self.transaction_id.as_str().split('-').collect();
        let lengths = groups.iter().map(|group| group.len());
        let is_hex = |group: &&str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !lengths.eq([8, 4, 4, 4, 12]) || !groups.iter().all(is_hex) {
            return Err(Error::invalid_input("parameter `transactionId` is not a GUID"));
        }
        if !self.paid_amount.is_positive() {
            return Err(Error::invalid_input("parameter `paidAmount` is not above zero"));
        }
        Ok(())
    }
}

/// A settlement.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReceivedPayment {
    /// The ERP's id of the settlement.
    pub syn_gw_transaction_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, fixture, refusal, request, signed_with,
    };
    use jiff::civil::date;

    fn operation() -> ReceivePayment {
        let id = "00000000-0000-4000-8000-000000000003";
        ReceivePayment::new(id, 900_001, Money::from_centavos(9215))
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let sample: serde_json::Value =
            serde_json::from_str(&fixture("receivepayment.request.json")).unwrap();
        let whole = operation()
            .message("exemplo")
            .bank_account_code("EX1")
            .payment_form_code("EX2")
            .receipt_date(date(2024, 6, 15))
            .client_paid_date(date(2024, 6, 15));
        assert_eq!(
            request(&whole),
            signed_with("POST /external/integrations/thirdparty/receivepayment", &sample)
        );
    }

    #[test]
    fn what_cannot_be_a_payment_is_refused() {
        let id = "00000000-0000-4000-8000-000000000003";
        for wrong in
            ["", "1", "00000000-0000-4000-8000-00000000000g", "0000000000004000800000000003"]
        {
            let payment = ReceivePayment::new(wrong, 1, Money::from_centavos(1));
            assert!(refusal(&payment).contains("transactionId"), "{wrong}");
        }
        for centavos in [0, -1] {
            let payment = ReceivePayment::new(id, 1, Money::from_centavos(centavos));
            assert!(refusal(&payment).contains("paidAmount"));
        }
    }

    #[test]
    fn it_reads_the_id_and_nothing_else_is_a_settlement() {
        let paid = decoded(&operation(), "receivepayment.partial.ok.json").response;
        assert_eq!(paid.syn_gw_transaction_id, "00000000-0000-4000-8000-000000000004");
        for payload in ["null", "{}", "true", r#"{"synGwTransactionId":""}"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}

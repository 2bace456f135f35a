//! One-off credit or debit of a contract.

use isp_core::Money;
use jiff::civil::Date;
use serde_json::Value;

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// One-off credit or debit of a contract.
    ContractEventualValues = POST "/external/integrations/thirdparty/contract/contracteventualvalues", fn contracteventualvalues -> Response<Option<Value>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Contract id.
            "contractId" contract_id: u64 in Json,
            /// Amount of one, in BRL.
            "unitAmount" unit_amount: Amount(Money) in Json,
        }
        optional: {
            /// Code of the service.
            "serviceProductCode" service_product_code: Text(&str) in Json,
            /// 2 for one month; the other codes are unknown.
            "monthYearType" month_year_type: u64 in Json,
            /// The month, as its first day.
            "monthYear" month_year: IsoDate(Date) in Json,
            /// First month.
            "initialMonthYear" initial_month_year: IsoDate(Date) in Json,
            /// Last month.
            "finalMonthYear" final_month_year: IsoDate(Date) in Json,
            /// Text.
            description: Text(&str) in Json,
            /// Whether it is shown on the fiscal note.
            "presentInvoiceNote" present_invoice_note: Flag(bool) in Json,
            /// Quantity.
            units: u64 in Json,
            /// 0 credit, 1 debit, after a single source.
            "type" r#type: u64 in Json,
            /// Id of the contract's item; misspelt on the wire.
            "contracItemtId" contrac_itemt_id: u64 in Json,
            /// Id of the contract's billing.
            "contractConfigurationBillingId" contract_configuration_billing_id: u64 in Json,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed_with};
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = ContractEventualValues::new(830_001, Money::from_centavos(2997))
            .month_year_type(2)
            .month_year(date(2024, 6, 1))
            .units(1)
            .r#type(0);
        let body = json!({"contractId": 830_001, "unitAmount": 29.97, "monthYearType": 2,
            "monthYear": "2024-06-01", "units": 1, "type": 0});
        assert_eq!(
            request(&operation),
            signed_with(
                "POST /external/integrations/thirdparty/contract/contracteventualvalues",
                &body
            )
        );
        let answer = decoded(&operation, "contract_contracteventualvalues.partial.ok.json");
        assert_eq!(answer.messages.iter().next().unwrap().code.as_deref(), Some("0"));
    }
}

//! Receivable titles of the logged person.

use isp_core::Money;
use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::pages::Page;
use isp_core::wire::Kept;

operation! {
    /// Receivable titles of the logged person.
    ///
    /// The invoices. Whether paid ones are among them is unknown: ask
    /// [`ReceivableTitle::situation`].
    PortalFinancialReceivableTitles = GET "/api/portal_financial_receivable_titles",
    fn portal_financial_receivable_titles -> Page<ReceivableTitle> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Only these fields, separated by commas.
            fields: Text(&str),
        }
    }
}

/// A receivable title, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ReceivableTitle {
    /// Title id.
    pub id: u64,
    /// Instalment.
    pub parcel: Option<i64>,
    /// Number of the invoice, `FAT…`.
    pub title: Option<String>,
    /// Number at the bank.
    pub bank_title_number: Option<String>,
    /// What is still owed, in BRL: the amount to charge.
    pub balance: Option<Money>,
    /// Amount of the title, in BRL.
    pub title_amount: Option<Money>,
    /// Amount of the document, in BRL.
    pub document_amount: Option<Money>,
    /// Fine in BRL. May have fractions of a centavo, so it is not an amount to pay.
    pub fine_amount: Option<f64>,
    /// Interest in BRL. May have fractions of a centavo, so it is not an amount to pay.
    pub interest_amount: Option<f64>,
    /// Note.
    pub complement: Option<String>,
    /// Key of the PDF. It gives access to the boleto.
    pub hash: Option<String>,
    /// Digitable line, with or without dots and blanks.
    pub typeful_line: Option<String>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub expiration_date: Option<Date>,
    /// Due date before it was put off.
    #[serde(default, with = "wire::date::option")]
    pub original_expiration_date: Option<Date>,
    /// Month of reference; its format is unknown.
    pub competence: Option<String>,
    /// Whether it is settled or closed. Any other value than true or false is kept as it came.
    pub finished: Option<Kept<bool>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use jiff::civil::date;

    fn operation() -> PortalFinancialReceivableTitles {
        PortalFinancialReceivableTitles::new()
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /api/portal_financial_receivable_titles";
        assert_eq!(request(&operation()), signed(path));
        assert_eq!(
            request(&operation().fields("id,balance")),
            signed(&format!("{path}?fields=id%2Cbalance"))
        );
    }

    #[test]
    fn it_reads_open_and_finished_titles() {
        let page = decoded(&operation(), "portal_financial_receivable_titles.partial.json");
        assert_eq!(page.count, None);
        let facts: Vec<_> = page
            .data
            .iter()
            .map(|t| {
                let finished = t.finished.as_ref().and_then(Kept::as_bool);
                (t.id, t.balance.map(Money::centavos), t.expiration_date, finished)
            })
            .collect();
        assert_eq!(
            facts,
            [
                (900_001, Some(8990), Some(date(2024, 6, 10)), Some(false)),
                (900_002, Some(0), Some(date(2024, 5, 10)), Some(true)),
            ]
        );
        assert_eq!(page.data[1].typeful_line, None);
    }

    #[test]
    fn integers_texts_and_other_dates_are_understood() {
        let title = decoded_from(
            &operation(),
            r#"{"data":[{"id":"1","balance":"1.234,56","documentAmount":90,"interestAmount":0.0333,
                "expirationDate":"10/06/2024","finished":0,"typefulLine":""}]}"#,
        )
        .data
        .remove(0);
        assert_eq!(title.balance.unwrap().centavos(), 123_456);
        assert_eq!(title.document_amount.unwrap().centavos(), 9000);
        assert_eq!(title.expiration_date, Some(date(2024, 6, 10)));
        assert_eq!(title.finished.unwrap().as_bool(), Some(false));
        assert_eq!(title.typeful_line, None);
    }

    #[test]
    fn what_is_no_list_never_looks_like_owing_nothing() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":""}"#, "[]", "null", r#"{"data":[null]}"#]
        {
            decode_error(&operation(), body);
        }
        assert!(
            decode_error(&operation(), r#"{"data":[{"id":1,"balance":89.905}]}"#)
                .contains("balance")
        );
        assert!(
            decode_error(&operation(), r#"{"data":[{"id":1,"balance":"?"}]}"#).contains("balance")
        );
    }
}

//! A title and its boleto.

use isp_core::record;
use isp_core::wire::{DocumentText, Kept};
use isp_core::{Money, wire};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::TitleStatusCode;

/// A title: an invoice.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Title {
    /// Title id.
    pub id: u64,
    /// Its boleto, with amounts and due date.
    pub billet: Billet,
    /// State; one source has it here and not in `billet`.
    pub status: Option<Kept<TitleStatusCode>>,
    /// Who owes it.
    pub client: Option<TitleParty>,
    /// Branch that issued it.
    pub company_place: Option<TitleParty>,
    /// Bank of the boleto.
    pub bank: Option<TitleBank>,
    /// How it is collected.
    pub collection_type: Option<TitleCollectionType>,
}

/// The boleto of a title.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Billet {
    /// Number at the bank.
    pub bank_title_number: Option<String>,
    /// Barcode, 44 digits.
    pub barcode: Option<String>,
    /// Digitable line, with or without dots and blanks.
    pub typeful_line: Option<String>,
    /// PIX copy-and-paste text.
    #[serde(rename = "pixQRCode")]
    pub pix_qr_code: Option<String>,
    /// What is still owed, in BRL; known from one operation.
    pub balance: Option<Money>,
    /// Number of the invoice, `FAT…`.
    pub title: Option<String>,
    /// Day of issue.
    #[serde(default, with = "wire::date::option")]
    pub issue_date: Option<Date>,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub expiration_date: Option<Date>,
    /// Day on which the amounts were calculated.
    #[serde(default, with = "wire::date::option")]
    pub processing_date: Option<Date>,
    /// Amounts.
    pub amount: Option<TitleAmount>,
    /// State.
    pub status: Option<Kept<TitleStatusCode>>,
    /// How it was paid; null where it was not.
    pub receipts: Option<Kept<TitleReceipts>>,
}

/// The amounts of a title.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleAmount {
    /// Amount of the title, in BRL.
    pub value: Option<Money>,
    /// What is to be charged, in BRL: with fine and interest, without the discount.
    pub final_value: Option<Money>,
    /// Discount in BRL. May have fractions of a centavo.
    pub discount: Option<f64>,
    /// Fine in BRL. May have fractions of a centavo.
    pub fine: Option<f64>,
    /// Interest in BRL. May have fractions of a centavo.
    pub interest: Option<f64>,
    /// First amount of the title, in BRL.
    pub original_value: Option<Money>,
}

/// How a title was paid.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleReceipts {
    /// Amount paid, in BRL; misspelt on the wire, so here too.
    pub ammount: Option<Money>,
    /// Discount in BRL. May have fractions of a centavo.
    pub discount: Option<f64>,
    /// Fine in BRL. May have fractions of a centavo.
    pub fine: Option<f64>,
    /// Interest in BRL. May have fractions of a centavo.
    pub interest: Option<f64>,
    /// Day of the payment.
    #[serde(default, with = "wire::date::option")]
    pub receipt_date: Option<Date>,
}

/// A customer or branch on a boleto.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleParty {
    /// CPF or CNPJ.
    pub tx_id: Option<DocumentText>,
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub address: Option<TitleAddress>,
}

/// An address on a boleto.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleAddress {
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// IBGE code of the city.
    pub code_city_id: Option<u64>,
    /// City.
    pub city: Option<String>,
    /// State, two letters.
    pub state: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// Complement.
    pub address_complement: Option<String>,
}

/// The bank of a boleto.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleBank {
    /// Code of the bank, three digits.
    pub code: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Branch of the bank.
    pub agency: Option<NumberWithDigit>,
    /// Account.
    pub account: Option<NumberWithDigit>,
    /// For the bank's use.
    pub bank_use: Option<String>,
}

/// A number with its check digit.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NumberWithDigit {
    /// Number.
    pub number: Option<String>,
    /// Check digit.
    pub digit: Option<String>,
}

/// How a title is collected.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TitleCollectionType {
    /// Kind of document, such as `DMI`.
    pub specie_title: Option<String>,
    /// Portfolio at the bank (`carteira`).
    pub loan_portfolio: Option<String>,
    /// Quantity.
    pub quantity: Option<String>,
    /// Whether it was accepted (`aceite`).
    pub accept: Option<String>,
}

impl Title {
    /// The state, from either place; `None` if there is none, one in an unknown form, or two that differ.
    pub fn status(&self) -> Option<&TitleStatusCode> {
        let mut said = self.said();
        let first = said.next()?.get()?;
        said.all(|other| other.get() == Some(first)).then_some(first)
    }

    /// Whether the answer says nothing about the state.
    pub(crate) fn says_no_status(&self) -> bool {
        self.said().next().is_none()
    }

    /// What the answer says about the state, in its own words.
    pub(crate) fn status_words(&self) -> String {
        self.said().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// The values in both places that are not blank.
    fn said(&self) -> impl Iterator<Item = &Kept<TitleStatusCode>> {
        let both = [&self.billet.status, &self.status].into_iter().flatten();
        both.filter(|said| !is_blank(said.came()))
    }

    /// Whether the answer shows a payment of it, or something unknown in the place of one.
    pub(crate) fn shows_a_payment(&self) -> bool {
        let Some(receipts) = &self.billet.receipts else { return false };
        match receipts.get() {
            Some(read) => {
                read.receipt_date.is_some() || read.ammount.is_some_and(|paid| !paid.is_zero())
            }
            None => !is_blank(receipts.came()),
        }
    }
}

/// An empty text, list or object. Null stands for two values that differ.
fn is_blank(came: &Value) -> bool {
    match came {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use serde_json::json;

    fn title(inside: impl Into<Value>, beside: &str) -> Title {
        let mut title = json!({"id": 1, "billet": {"status": inside.into()}});
        if !beside.is_empty() {
            title["status"] = beside.into();
        }
        isp_core::wire::decode_value(&title).unwrap().value
    }

    #[test]
    fn the_state_is_found_in_either_place_and_not_where_they_differ() {
        assert_eq!(title("Paga", "").status(), Some(&TitleStatusCode::Paga));
        assert_eq!(title("", "PAGA").status(), Some(&TitleStatusCode::Paga));
        assert_eq!(title("Paga", "Paga").status(), Some(&TitleStatusCode::Paga));
        assert_eq!(title("Paga", "Vencida").status(), None);
        assert_eq!(title("Paga", "Vencida").status_words(), "Paga, Vencida");
        for nothing in [json!(""), json!(" "), Value::Null] {
            assert_eq!(title(nothing.clone(), "").status(), None);
            assert!(title(nothing, "").says_no_status());
        }
        let odd = json!({"value": 2, "label": "Paga"});
        assert_eq!(title(odd.clone(), "Em aberto").status(), None);
        assert!(title(odd, "").status_words().contains("Paga"));
    }

    #[test]
    fn two_values_that_differ_are_a_doubt_and_not_nothing() {
        let body = br#"{"id":1,"billet":{"status":"Paga","Status":"Em aberto",
            "receipts":{"ammount":1},"Receipts":{"ammount":2}}}"#;
        let root = isp_core::wire::parse_utf8(body).unwrap();
        let title: Title = isp_core::wire::decode(root.root()).unwrap().value;
        assert_eq!(title.status(), None);
        assert!(!title.says_no_status() && title.shows_a_payment());
    }

    #[test]
    fn a_payment_is_a_day_or_an_amount() {
        for (receipts, is_payment) in [
            (Value::Null, false),
            (json!({}), false),
            (json!({"ammount": 0, "receiptDate": null}), false),
            (json!(""), false),
            (json!([]), false),
            (json!({"ammount": "?"}), true),
            (json!("pago"), true),
            (json!([{"ammount": 40}, {"ammount": 49.9}]), true),
            (json!({"ammount": 89.9}), true),
            (json!({"ammount": 0, "receiptDate": "2024-06-10"}), true),
        ] {
            let title = json!({"id": 1, "billet": {"receipts": receipts}});
            let title: Title = isp_core::wire::decode_value(&title).unwrap().value;
            assert_eq!(title.shows_a_payment(), is_payment, "{receipts}");
        }
    }
}

//! Fiscal notes of the logged person.

use isp_core::Money;
use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::operation::operation;
use crate::operations::SortOrder;
use crate::pages::Page;
use crate::pages::paged;

operation! {
    /// Fiscal notes of the logged person.
    PortalInvoiceNotes = GET "/api/portal_invoice_notes",
    fn portal_invoice_notes -> Page<InvoiceNote> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Name of the field to sort by.
            sort: Text(&str),
            /// Direction.
            order: SortOrder,
            /// Rows of a page.
            limit: u64,
            /// Page, from 1 on.
            page: u64,
            /// Only these fields, separated by commas.
            fields: Text(&str),
        }
    }
}

/// A fiscal note, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InvoiceNote {
    /// Id, by which it is printed.
    pub id: u64,
    /// Day of the movement.
    #[serde(default, with = "wire::date::option")]
    pub movement_date: Option<Date>,
    /// Day of issue; known from one source.
    #[serde(default, with = "wire::date::option", skip_serializing_if = "Option::is_none")]
    pub issue_date: Option<Date>,
    /// Number, with leading zeros.
    pub document_number: Option<String>,
    /// Name of the client.
    pub client_name: Option<String>,
    /// Short or trade name of the client.
    pub client_name2: Option<String>,
    /// Amount of the services, in BRL.
    pub total_amount_service: Option<Money>,
    /// Amount without deductions, in BRL; known from one source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_amount_liquid: Option<Money>,
    /// State; known from one source, which does not show its form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Value>,
    /// Address for printing. It gives access to the note.
    pub print_url: Option<String>,
    /// The contract.
    pub contract: Option<NoteContract>,
    /// How it is collected.
    pub financial_collection_type: Option<CollectionType>,
    /// Null in every known answer.
    pub financial_operation: Option<Value>,
}
paged!(PortalInvoiceNotes, InvoiceNote, |note| note.id);

/// The contract of a fiscal note.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NoteContract {
    /// The contract number that customers see, with leading zeros.
    pub contract_number: Option<String>,
}

/// How a fiscal note is collected.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CollectionType {
    /// Label.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::wire::Node;
    use jiff::civil::date;

    fn operation() -> PortalInvoiceNotes {
        PortalInvoiceNotes::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/portal_invoice_notes"));
        let whole = operation().sort("id").order(SortOrder::Descending).limit(20).page(1);
        assert_eq!(
            request(&whole.fields("id,printUrl")),
            signed(
                "GET /api/portal_invoice_notes?sort=id&order=DESC&limit=20&page=1&fields=id%2CprintUrl"
            )
        );
    }

    #[test]
    fn it_reads_what_is_known_of_a_note() {
        let note = decoded(&operation(), "portal_invoice_notes.partial.json").data.remove(0);
        assert_eq!((note.id, note.movement_date), (910_001, Some(date(2024, 5, 31))));
        assert_eq!(note.total_amount_service.map(Money::centavos), Some(8990));
        assert_eq!(note.contract.unwrap().contract_number.as_deref(), Some("0001001"));
        assert_eq!(
            note.financial_collection_type.unwrap().title.as_deref(),
            Some("Boleto exemplo")
        );
        assert_eq!(note.print_url, None);
    }

    #[test]
    fn the_fields_of_a_single_source_and_further_ones_are_read() {
        let body = r#"{"data":[{"id":1,"issueDate":"2024-06-01","totalAmountLiquid":"80,00","status":1,
            "series":"U"}]}"#;
        let note = decoded_from(&operation(), body).data.remove(0);
        assert_eq!(note.issue_date, Some(date(2024, 6, 1)));
        assert_eq!(note.total_amount_liquid.map(Money::centavos), Some(8000));
        let series = note.extra().get("series").and_then(Node::as_str);
        assert_eq!((note.status.clone(), series), (Some(1.into()), Some("U")));
    }

    #[test]
    fn a_missing_list_or_an_amount_that_cannot_be_read_is_an_error() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[{"id":1,"totalAmountService":"?"}]}"#] {
            decode_error(&operation(), body);
        }
    }
}

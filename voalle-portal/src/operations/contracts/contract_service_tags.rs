//! Service tags with their contracts and billed items.

use isp_core::Money;
use isp_core::record;
use isp_core::wire::WireDateTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::operation::operation;
use crate::operations::NamedPerson;
use crate::pages::Page;
use isp_core::wire::Kept;

operation! {
    /// Service tags with their contracts and billed items.
    ContractServiceTags = GET "/api/contract_service_tags",
    fn contract_service_tags -> Page<ContractServiceTag> {
        effect: Read,
        evidence: Observed,
        optional: {
            /// Person id.
            "clientId" client_id: u64,
        }
    }
}

/// A service tag: what ties connections and tickets to a contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractServiceTag {
    /// Items billed under the tag.
    pub contract_items: Option<Vec<ContractItem>>,
    /// Tag id.
    pub id: u64,
    /// Tag code, letters and digits.
    pub service_tag: Option<String>,
    /// Kind of tag.
    pub title: Option<String>,
    /// Label.
    pub description: Option<String>,
    /// Whether it is in use. Any other value than true or false is kept as it came.
    pub active: Option<Kept<bool>>,
    /// Code; its meaning is unknown.
    pub type_operation: Option<i64>,
    /// When it was created, local time.
    pub created: Option<WireDateTime>,
    /// When it was last changed, local time.
    pub modified: Option<WireDateTime>,
    /// ERP user id.
    pub created_by: Option<u64>,
    /// ERP user id.
    pub modified_by: Option<u64>,
    /// The contract. One that cannot be read is kept.
    pub contract: Option<Kept<TagContract>>,
    /// The client. One that cannot be read is kept: it is not the person asked for.
    pub client: Option<Kept<NamedPerson>>,
}

/// The contract of a service tag.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TagContract {
    /// Contract id.
    pub id: u64,
    /// The contract number that customers see, with leading zeros.
    pub contract_number: Option<String>,
    /// Label.
    pub description: Option<String>,
}

/// A billed item of a contract.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContractItem {
    /// Item id.
    pub id: u64,
    /// Label.
    pub description: Option<String>,
    /// Total in BRL.
    pub total_amount: Option<Money>,
    /// How many.
    pub units: Option<f64>,
    /// Unit price in BRL. May have fractions of a centavo, so it is not an amount to pay.
    pub unit_amount: Option<f64>,
    /// Tax rate.
    pub aliquot: Option<f64>,
    /// Code; its meaning is unknown.
    pub r#type: Option<i64>,
    /// Code, presumably of the sign; 2 in the only sample. A value that is no number is kept.
    pub signal: Option<Kept<i64>>,
    /// Note; null in every known answer.
    pub observation: Option<Value>,
    /// Code; its meaning is unknown.
    pub collection: Option<i64>,
    /// Whether it is invoiced. Any other value than true or false is kept as it came.
    pub invoiced: Option<Kept<bool>>,
    /// Code; its meaning is unknown.
    pub origin: Option<i64>,
    /// Code; its meaning is unknown.
    pub use_operation: Option<i64>,
    /// Code; its meaning is unknown.
    pub communication_type: Option<i64>,
    /// Whether it is on trial. Any other value than true or false is kept as it came.
    pub demonstration: Option<Kept<bool>>,
    /// When it was created, a PHP dump.
    pub created: Option<WireDateTime>,
    /// When it was last changed, a PHP dump.
    pub modified: Option<WireDateTime>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    const SAMPLE: &str = "contract_service_tags.sample_shape.json";

    fn operation() -> ContractServiceTags {
        ContractServiceTags::new().client_id(700_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/contract_service_tags?clientId=700101"));
        assert_eq!(request(&ContractServiceTags::new()), signed("GET /api/contract_service_tags"));
    }

    #[test]
    fn it_reads_every_field_of_the_sample() {
        let page = decoded(&operation(), SAMPLE);
        let tag = &page.data[0];
        assert_eq!((tag.id, tag.modified_by), (820_001, None));
        assert_eq!(tag.active.as_ref().unwrap().as_bool(), Some(true));
        let contract = tag.contract.as_ref().unwrap().get().unwrap();
        assert_eq!(contract.contract_number.as_deref(), Some("0001001"));
        let item = &tag.contract_items.as_ref().unwrap()[0];
        assert_eq!(item.total_amount.unwrap().centavos(), 8990);
        assert_eq!(item.r#type, Some(2));
        assert_eq!(item.invoiced.as_ref().unwrap().as_bool(), Some(true));
    }

    #[test]
    fn a_times_text_and_its_php_dump_lie_on_one_clock() {
        let page = decoded(&operation(), SAMPLE);
        let zone = isp_core::wire::sao_paulo();
        let tag = page.data[0].created.as_ref().unwrap().to_zoned(&zone).unwrap();
        let item = page.data[0].contract_items.as_ref().unwrap()[0].created.as_ref().unwrap();
        let apart =
            tag.timestamp().as_second() - item.to_zoned(&zone).unwrap().timestamp().as_second();
        assert!(apart.abs() < 60, "{apart} s");
    }

    #[test]
    fn other_forms_are_understood() {
        let page = decoded_from(
            &operation(),
            r#"{"data":[{"id":"1","modified":"2024-03-10 10:13:42","active":1,"contractItems":
                {"id":2,"totalAmount":"89.90","unitAmount":29.96667,"units":"3","created":"2024-03-10 10:13:42"}}]}"#,
        );
        let item = &page.data[0].contract_items.as_ref().unwrap()[0];
        assert_eq!((item.units, item.unit_amount), (Some(3.0), Some(29.96667)));
        assert_eq!(page.data[0].active.as_ref().unwrap().as_bool(), Some(true));
    }

    #[test]
    fn a_list_or_an_amount_that_cannot_be_read_is_an_error() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[null]}"#] {
            decode_error(&operation(), body);
        }
        let text = decode_error(
            &operation(),
            r#"{"data":[{"id":1,"contractItems":[{"id":2,"totalAmount":89.905}]}]}"#,
        );
        assert!(text.contains("totalAmount"), "{text}");
    }
}

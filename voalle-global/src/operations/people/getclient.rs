//! Customers, page by page.

use isp_core::record;
use isp_core::wire;
use isp_core::wire::DocumentText;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::pages::paged;

operation! {
    /// Customers, page by page.
    ///
    /// The whole base: a filter by document is ignored. A server may give smaller pages than asked for: the
    /// list ends with an empty page.
    GetClient = GET "/external/integrations/thirdparty/getclient", fn getclient -> Response<Page<ClientRecord>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Page, from 1 on.
            page: u64,
            /// The most rows of a page; 100 is known to work.
            "pageSize" page_size: u64,
        }
    }
}

/// A customer as the list shows him.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ClientRecord {
    /// Person id.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Trade name.
    pub name2: Option<String>,
    /// CPF or CNPJ.
    pub tx_id: Option<DocumentText>,
    /// The same with punctuation; misspelt on the wire, so here too.
    pub tx_id_formated: Option<DocumentText>,
    /// 1 CNPJ, 2 CPF, 3 foreign.
    pub type_tx_id: Option<i64>,
    /// 1 is active; other codes are undocumented.
    pub status: Option<i64>,
    /// 1 contact, 3 effective, 4 lead, after a single source.
    pub situation: Option<i64>,
    /// E-mail address.
    pub email: Option<String>,
    /// E-mail address for fiscal notes.
    pub email_nfe: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mobile telephone.
    pub cell_phone1: Option<String>,
    /// Another one.
    pub cell_phone2: Option<String>,
    /// Date of birth, filled in even for companies.
    #[serde(default, with = "wire::date::option")]
    pub birth_date: Option<Date>,
    /// Kind of street.
    pub street_type: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// Complement.
    pub address_complement: Option<String>,
    /// Landmark.
    pub address_reference: Option<String>,
    /// District.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// IBGE code of the city.
    pub code_city_id: Option<u64>,
    /// State, two letters.
    pub state: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Code of the country, `1058` for Brazil.
    pub code_country: Option<String>,
    /// Id of the main address.
    pub people_address_main_id: Option<u64>,
    /// Registration with the state.
    pub state_registration: Option<String>,
    /// Kind of that registration.
    pub state_registration_type: Option<i64>,
    /// Registration with the municipality.
    pub municipal_registration: Option<String>,
    /// Whether the person is a customer.
    pub client: Option<bool>,
}

paged!(GetClient, ClientRecord, |row| row.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::wire::Node;
    use serde_json::Value;

    fn operation() -> GetClient {
        GetClient::new(1, 100)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/getclient?page=1&pageSize=100")
        );
    }

    #[test]
    fn it_reads_the_sample_and_keeps_the_flags() {
        let page = decoded(&operation(), "getclient.ok.json").response;
        assert_eq!((page.total_records, page.total_pages), (Some(1), Some(1)));
        let row = &page.data[0];
        assert_eq!((row.id, row.client, row.type_tx_id), (700_102, Some(true), Some(1)));
        assert_eq!(row.extra().get("supplier").map(Node::to_value), Some(false.into()));
        assert_eq!(row.extra().get("userId").map(Node::to_value), Some(Value::Null));
    }

    #[test]
    fn a_missing_list_or_id_is_an_error_and_an_empty_page_is_not() {
        for payload in ["null", "{}", "[]", r#"{"data":null}"#, r#"{"data":[{"name":"x"}]}"#] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
        let empty =
            r#"{"success":true,"messages":null,"response":{"data":[],"totalRecords":0,"page":1}}"#;
        assert!(decoded_from(&operation(), empty).response.data.is_empty());
        let doubtful = r#"{"success":true,"messages":["x"],"response":{"data":[]}}"#;
        decode_error(&operation(), doubtful);
    }
}

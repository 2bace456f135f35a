//! Person by document.

use isp_core::brazil::Document;
use isp_core::record;
use isp_core::wire;
use isp_core::wire::DocumentText;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;
use crate::operations::invoices::Billet;

operation! {
    /// Person by document.
    ///
    /// Only people who are flagged as clients. A document without a person is an error
    /// [not found](isp_core::ErrorKind::NotFound).
    PeopleTxid = GET "/external/integrations/thirdparty/people/txid/{txId}", fn people_txid -> Response<Person> {
        effect: Read,
        evidence: Observed,
        required: {
            /// CPF or CNPJ.
            "txId" tx_id: Document in Path,
        }
    }
}

/// A person.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Person {
    /// Person id, the `clientId` of other operations.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Trade name.
    pub name2: Option<String>,
    /// CPF or CNPJ.
    pub tx_id: Option<DocumentText>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mobile telephone.
    pub cell_phone: Option<String>,
    /// 1 is active; other codes are undocumented.
    pub status: Option<i64>,
    /// Date of birth; null for companies.
    #[serde(default, with = "wire::date::option")]
    pub birth_date: Option<Date>,
    /// Main address.
    pub main_address: Option<MainAddress>,
    /// Open titles.
    pub titles: Option<Vec<PersonTitle>>,
}

/// The main address of a person.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MainAddress {
    /// Kind of street, such as `Rua`.
    pub street_type: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// Complement.
    pub address_complement: Option<String>,
    /// District.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// IBGE code of the city.
    pub code_city_id: Option<u64>,
    /// Landmark.
    pub address_reference: Option<String>,
    /// State, two letters.
    pub state: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// Longitude as text.
    pub longitude: Option<String>,
    /// Latitude as text.
    pub latitude: Option<String>,
}

/// An open title of a person.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PersonTitle {
    /// Title id.
    pub id: u64,
    /// Its boleto.
    pub billet: Option<Billet>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::fault_of;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::ErrorKind;
    use isp_core::Money;
    use isp_core::wire::Node;
    use jiff::civil::date;

    fn operation() -> PeopleTxid {
        PeopleTxid::new("529.982.247-25".parse().unwrap())
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/people/txid/52998224725")
        );
    }

    #[test]
    fn it_reads_the_sample() {
        let person = decoded(&operation(), "people_txid.cpf.ok.json").response;
        assert_eq!((person.id, person.status), (700_101, Some(1)));
        assert_eq!(person.name.as_deref(), Some("Cliente Exemplo Um"));
        assert_eq!(person.name2, None);
        assert_eq!(person.tx_id.unwrap().as_str(), "52998224725");
        assert_eq!(person.birth_date, Some(date(1990, 1, 1)));
        assert_eq!(person.main_address.unwrap().code_city_id, Some(9_999_999));
        let title = person.titles.unwrap().remove(0);
        assert_eq!(title.billet.unwrap().amount.unwrap().value.map(Money::centavos), Some(8990));
    }

    #[test]
    fn other_forms_are_read_and_unknown_members_kept() {
        let person = decoded_from(
            &operation(),
            r#"{"success":true,"messages":[],"response":{"id":"7","birthDate":"1990-01-01T00:00:00",
                "mainAddress":null,"titles":[],"txId":"11222333000181","situation":3}}"#,
        )
        .response;
        assert_eq!((person.id, person.birth_date), (7, Some(date(1990, 1, 1))));
        assert_eq!(person.extra().get("situation").map(Node::to_value), Some(3.into()));
    }

    #[test]
    fn nobody_is_not_found_only_by_the_message_and_without_a_payload() {
        let told = |success: bool, response: &str| {
            format!(
                r#"{{"success":{success},"messages":[{{"message":"Registro não encontrado.","code":null,
                    "type":"Error"}}],"response":{response}}}"#
            )
        };
        for success in [true, false] {
            let fault = fault_of(&operation(), 200, &told(success, "null"));
            assert_eq!(fault.kind, ErrorKind::NotFound);
        }
        for body in [
            told(true, r#"{"id":7}"#),
            r#"{"success":false,"messages":null,"response":null}"#.to_owned(),
            r#"{"success":null,"messages":"Registro não encontrado.","response":null}"#.to_owned(),
            r#"{"success":true,"messages":["Registro não encontrado.","x"],"response":null}"#
                .to_owned(),
        ] {
            let fault = fault_of(&operation(), 200, &body);
            assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{body}");
        }
        decode_error(&operation(), r#"{"success":true,"messages":null,"response":null}"#);
    }

    #[test]
    fn with_http_404_only_the_envelope_of_the_api_says_that_there_is_nobody() {
        let envelope =
            r#"{"success":false,"messages":["Registro não encontrado."],"response":null}"#;
        assert_eq!(fault_of(&operation(), 404, envelope).kind, ErrorKind::NotFound);
        for body in [
            "",
            "404 page not found",
            "<html></html>",
            r#"{"message":"no Route matched with those values"}"#,
            "[]",
            "null",
        ] {
            assert_eq!(fault_of(&operation(), 404, body).kind, ErrorKind::Configuration, "{body}");
        }
    }
}

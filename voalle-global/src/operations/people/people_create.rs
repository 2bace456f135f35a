//! Register a person.

use isp_core::Error;
use isp_core::brazil::Document;
use isp_core::http::{Parameter, ParameterSpec, Slot};
use serde_json::Value;

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Register a person.
    ///
    /// The answer has no id: read the person again by document. A document that is already registered is
    /// refused.
    PeopleCreate = POST "/external/integrations/thirdparty/people", fn people_create -> Response<Option<Value>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// CPF or CNPJ, which also gives `typeTxId`: 1 for a CNPJ, 2 for a CPF.
            "txId" tx_id: TypedDocument(Document) in Json,
            /// Name.
            name: Text(&str) in Json,
        }
        optional: {
            /// E-mail address.
            email: Text(&str) in Json,
            /// Whether the person is a customer.
            client: Flag(bool) in Json,
            /// 1 contact, 3 effective, 4 lead, after a single source.
            situation: u64 in Json,
            /// Kind of street.
            "streetType" street_type: Text(&str) in Json,
            /// CEP.
            "postalCode" postal_code: Text(&str) in Json,
            /// Street.
            street: Text(&str) in Json,
            /// House number.
            number: Text(&str) in Json,
            /// Complement.
            "addressComplement" address_complement: Text(&str) in Json,
            /// Landmark.
            "addressReference" address_reference: Text(&str) in Json,
            /// District.
            neighborhood: Text(&str) in Json,
            /// City.
            city: Text(&str) in Json,
            /// IBGE code of the city.
            "codeCityId" code_city_id: u64 in Json,
            /// State, two letters.
            state: Text(&str) in Json,
            /// Code of the country, `1058` for Brazil.
            "codeCountry" code_country: Text(&str) in Json,
        }
    }
}

/// A document with its kind: `typeTxId` and `txId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedDocument(Document);

impl From<Document> for TypedDocument {
    fn from(document: Document) -> Self {
        Self(document)
    }
}

impl Parameter for TypedDocument {
    const PARTS: &'static [ParameterSpec] =
        &[ParameterSpec::required("typeTxId"), ParameterSpec::required("txId")];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        let kind: u64 = if matches!(self.0, Document::Cnpj(_)) { 1 } else { 2 };
        slot.beside("typeTxId").number(kind)?;
        self.0.write(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, fixture, refusal, request, signed_with,
    };
    use serde_json::json;

    fn operation() -> PeopleCreate {
        PeopleCreate::new("529.982.247-25".parse().unwrap(), "Cliente Exemplo Um")
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let mut sample: Value =
            serde_json::from_str(&fixture("people_register.request.json")).unwrap();
        sample.as_object_mut().unwrap().remove("addressReference");
        let whole = operation()
            .email("cliente.um@example.com")
            .client(true)
            .situation(4)
            .street_type("Rua")
            .postal_code("00000000")
            .street("Rua Exemplo")
            .number("100")
            .address_complement("casa 1")
            .neighborhood("Bairro Exemplo")
            .city("Cidade Exemplo")
            .state("RS")
            .code_country("1058");
        assert_eq!(
            request(&whole),
            signed_with("POST /external/integrations/thirdparty/people", &sample)
        );
        assert!(refusal(&operation().email(" ")).contains("email"));
    }

    #[test]
    fn the_kind_of_document_follows_from_the_document() {
        let company = PeopleCreate::new("11.222.333/0001-81".parse().unwrap(), "Empresa");
        let body = json!({"typeTxId": 1, "txId": "11222333000181", "name": "Empresa"});
        assert_eq!(
            request(&company),
            signed_with("POST /external/integrations/thirdparty/people", &body)
        );
    }

    #[test]
    fn success_needs_a_message_of_that_type() {
        let answer = decoded(&operation(), "people_register.partial.ok.json");
        assert_eq!(answer.messages.iter().next().unwrap().message, "mensagem de exemplo");
        for body in [
            r#"{"success":true,"messages":null,"response":null}"#,
            r#"{"success":true,"messages":[{"message":"x","type":"Error"}],"response":null}"#,
            r#"{"success":true,"messages":["x"],"response":null}"#,
        ] {
            decode_error(&operation(), body);
        }
    }
}

//! Create a lead.

use isp_core::brazil::Document;
use jiff::civil::Date;
use serde_json::Value;

use crate::answers::Response;
use crate::kinds::body_object;
use crate::operation::operation;

operation! {
    /// Create a lead.
    ///
    /// An integrator record and a contact origin must exist in the ERP. The answer has no lead id.
    LeadsCreate = POST "/external/crm/leads/create", fn leads_create -> Response<Vec<Value>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// The person.
            "personalData" personal_data: LeadPersonalData in Json,
            /// The integrator.
            "integratorData" integrator_data: LeadIntegratorData in Json,
        }
        optional: {
            /// How the person can be reached.
            contact: LeadContact in Json,
            /// Address.
            address: LeadAddress in Json,
        }
    }
}

body_object! {
    /// The person of a lead.
    LeadPersonalData {
        /// Name; required.
        "name" name: String,
        /// Trade name.
        "name2" name2: Option<String>,
        /// 1 CNPJ, 2 CPF, 3 foreign.
        "typeTxId" type_tx_id: Option<u64>,
        /// CPF or CNPJ.
        "txId" tx_id: Option<Document>,
        /// Date of birth.
        "birthDate" birth_date: Option<Date>,
        /// Identity card.
        "identity" identity: Option<String>,
        /// Civil status, a code.
        "civilStatus" civil_status: Option<u64>,
        /// Gender, a code.
        "gender" gender: Option<u64>,
        /// Names of the parents.
        "parentsName" parents_name: Option<String>,
    }
}

body_object! {
    /// How the person of a lead can be reached.
    LeadContact {
        /// Telephone.
        "phone" phone: Option<String>,
        /// Mobile telephone.
        "cellPhone" cell_phone: Option<String>,
        /// Whether it has `WhatsApp`.
        "cellPhoneHasWhatsApp" cell_phone_has_whats_app: Option<bool>,
        /// Whether it has Telegram.
        "cellPhoneHasTelegram" cell_phone_has_telegram: Option<bool>,
        /// E-mail address.
        "email" email: Option<String>,
        /// Website.
        "website" website: Option<String>,
    }
}

body_object! {
    /// The address of a lead.
    LeadAddress {
        /// CEP.
        "postalCode" postal_code: Option<String>,
        /// Street.
        "street" street: Option<String>,
        /// Kind of street.
        "streetType" street_type: Option<String>,
        /// House number.
        "number" number: Option<String>,
        /// District.
        "neighborhood" neighborhood: Option<String>,
        /// Complement.
        "addressComplement" address_complement: Option<String>,
        /// Landmark.
        "addressReference" address_reference: Option<String>,
        /// IBGE code of the city.
        "codeCityId" code_city_id: Option<u64>,
        /// City.
        "city" city: Option<String>,
        /// State, two letters.
        "state" state: Option<String>,
        /// Country.
        "country" country: Option<String>,
    }
}

body_object! {
    /// The integrator of a lead.
    LeadIntegratorData {
        /// Code of the contact origin; required.
        "crmContactOriginCode" crm_contact_origin_code: String,
        /// Code of the form; required.
        "crmFormCode" crm_form_code: String,
        /// Alias of the integrator; required.
        "integratorAlias" integrator_alias: String,
        /// Code of the integration.
        "integrationCode" integration_code: Option<String>,
        /// Code of the integration's team.
        "integrationTeamCode" integration_team_code: Option<String>,
        /// CPF of the seller.
        "integrationSellerTxId" integration_seller_tx_id: Option<Document>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::fault_of;
    use crate::operations::testing::{decoded, refusal, request, signed_with};
    use serde_json::json;

    fn operation() -> LeadsCreate {
        let person = LeadPersonalData {
            name: "Cliente Exemplo Um".into(),
            tx_id: "52998224725".parse().ok(),
            ..LeadPersonalData::default()
        };
        let integrator = LeadIntegratorData {
            crm_contact_origin_code: "1".into(),
            crm_form_code: "2".into(),
            integrator_alias: "exemplo".into(),
            ..LeadIntegratorData::default()
        };
        LeadsCreate::new(person, integrator)
    }

    #[test]
    fn the_request_is_exact() {
        let contact =
            LeadContact { cell_phone_has_whats_app: Some(true), ..LeadContact::default() };
        let body = json!({
            "personalData": {"name": "Cliente Exemplo Um", "txId": "52998224725"},
            "integratorData": {"crmContactOriginCode": "1", "crmFormCode": "2",
                "integratorAlias": "exemplo"},
            "contact": {"cellPhoneHasWhatsApp": true},
        });
        assert_eq!(
            request(&operation().contact(contact)),
            signed_with("POST /external/crm/leads/create", &body)
        );
    }

    #[test]
    fn what_is_required_is_checked() {
        let nobody = LeadsCreate::new(LeadPersonalData::default(), LeadIntegratorData::default());
        assert!(refusal(&nobody).contains("`personalData` has an empty `name`"));
        let mut lead = operation();
        lead.integrator_data.crm_form_code.clear();
        assert!(refusal(&lead).contains("crmFormCode"));
    }

    #[test]
    fn an_empty_list_is_a_success_and_null_is_a_refusal() {
        assert!(decoded(&operation(), "crm_leads_create.partial.ok.json").response.is_empty());
        let refused = r#"{"success":false,"messages":[{"message":"Integrador inválido.","code":300,"type":"Error"}],"response":null}"#;
        let fault = fault_of(&operation(), 200, refused);
        assert_eq!(fault.kind, isp_core::ErrorKind::Refused);
        assert_eq!(fault.code.as_deref(), Some("300"));
    }
}

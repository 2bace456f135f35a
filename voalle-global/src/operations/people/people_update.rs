//! Change e-mail addresses and telephones of a person.

use isp_core::Error;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::kinds::body_object;
use crate::operation::operation;

operation! {
    /// Change e-mail addresses and telephones of a person.
    ///
    /// Send only the block that changes: whether an empty member of a block erases what is stored is
    /// undocumented.
    PeopleUpdate = PUT "/external/integrations/thirdparty/people/{id}", fn people_update -> Response<Option<PeopleUpdated>> {
        effect: Idempotent,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Person id.
            id: u64 in PathAndJson,
        }
        optional: {
            /// E-mail addresses.
            email: EmailBlock in Json,
            /// Telephones.
            phone: PhoneBlock in Json,
        }
        check: PeopleUpdate::changes_something,
    }
}

impl PeopleUpdate {
    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("nothing to change: give `email` or `phone`"));
        }
        Ok(())
    }
}

body_object! {
    /// E-mail addresses.
    EmailBlock {
        /// E-mail address.
        "email" email: Option<String>,
        /// E-mail address for fiscal notes.
        "emailNfe" email_nfe: Option<String>,
    }
}

body_object! {
    /// Telephones.
    PhoneBlock {
        /// Telephone.
        "phone" phone: Option<String>,
        /// Mobile telephone.
        "cellPhone" cell_phone: Option<String>,
        /// Whether the mobile telephone has `WhatsApp`.
        "cellPhoneHasWhatsapp" cell_phone_has_whatsapp: Option<bool>,
    }
}

/// The answer to a change of a person or an address.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeopleUpdated {
    /// Id of the address; 0 where there is none.
    pub people_address_id: Option<u64>,
    /// A text for people.
    pub message: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, refusal, request, signed_with};
    use serde_json::json;

    fn operation() -> PeopleUpdate {
        let email = EmailBlock { email: Some("nova@example.com".into()), ..EmailBlock::default() };
        PeopleUpdate::new(700_101).email(email)
    }

    #[test]
    fn the_request_is_exact_and_holds_only_what_changes() {
        let body = json!({"id": 700_101, "email": {"email": "nova@example.com"}});
        assert_eq!(
            request(&operation()),
            signed_with("PUT /external/integrations/thirdparty/people/700101", &body)
        );
        let phone = PhoneBlock { cell_phone_has_whatsapp: Some(false), ..PhoneBlock::default() };
        let body = json!({"id": 700_101, "phone": {"cellPhoneHasWhatsapp": false}});
        assert_eq!(
            request(&PeopleUpdate::new(700_101).phone(phone)),
            signed_with("PUT /external/integrations/thirdparty/people/700101", &body)
        );
    }

    #[test]
    fn nothing_and_empty_texts_are_refused() {
        assert!(refusal(&PeopleUpdate::new(1)).contains("nothing to change"));
        let blank = EmailBlock { email: Some(" ".into()), ..EmailBlock::default() };
        assert!(refusal(&PeopleUpdate::new(1).email(blank)).contains("email"));
        let nothing = PeopleUpdate::new(1).phone(PhoneBlock::default());
        assert!(refusal(&nothing).contains("`phone` has no member"));
    }

    #[test]
    fn it_reads_the_answer() {
        let updated = decoded(&operation(), "people_update.partial.ok.json").response.unwrap();
        assert_eq!(updated.people_address_id, Some(0));
        assert_eq!(updated.message.as_deref(), Some("mensagem de exemplo"));
        let told =
            r#"{"success":true,"messages":[{"message":"x","type":"Success"}],"response":null}"#;
        assert_eq!(decoded_from(&operation(), told).response, None);
    }
}

//! The logged person.

use isp_core::record;
use isp_core::wire::{self, DocumentText};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::PeopleAddress;
use crate::operation::operation;
use crate::pages::Single;
use isp_core::wire::Kept;

operation! {
    /// The logged person.
    ///
    /// The record has about 150 fields: the known ones are typed, the others are kept.
    Whoami = GET "/api/person_users/whoami", fn whoami -> Single<Person> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Only these fields, separated by commas: `id,name,txId`.
            fields: Text(&str),
        }
    }
}

/// A person's record, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Person {
    /// Person id.
    pub id: u64,
    /// Name or company name.
    pub name: Option<String>,
    /// Short or trade name.
    pub name2: Option<String>,
    /// Name for lists.
    pub name_list: Option<String>,
    /// CPF or CNPJ.
    pub tx_id: Option<DocumentText>,
    /// 1 CNPJ, 2 CPF, 3 foreign.
    pub type_tx_id: Option<i64>,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, for people: `"(00) 0000-0000"`.
    pub phone: Option<String>,
    /// Mobile phone, for people.
    pub cell_phone1: Option<String>,
    /// Day of birth.
    #[serde(default, with = "wire::date::option")]
    pub birth_date: Option<Date>,
    /// Code; 1 in the only sample. A value that is no number is kept.
    pub status: Option<Kept<i64>>,
    /// Code; 3 in the only sample.
    pub situation: Option<i64>,
    /// Whether the person is a client.
    pub client: Option<bool>,
    /// Main address.
    pub people_address: Option<PeopleAddress>,
}

#[cfg(test)]
mod tests {
    use isp_core::brazil::State;
    use isp_core::wire::ParsedText;

    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, refusal, request, signed,
    };
    use jiff::civil::date;

    fn operation() -> Whoami {
        Whoami::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/person_users/whoami"));
        assert_eq!(
            request(&operation().fields("id,name,txId")),
            signed("GET /api/person_users/whoami?fields=id%2Cname%2CtxId")
        );
        assert!(refusal(&operation().fields(" ")).contains("fields"));
    }

    #[test]
    fn it_reads_what_is_known_of_a_person() {
        let person = decoded(&operation(), "person_users_whoami.partial.json").data;
        assert_eq!((person.id, person.type_tx_id), (700_101, Some(2)));
        assert_eq!(person.status.as_ref().unwrap().get(), Some(&1));
        assert_eq!(person.tx_id.unwrap().document(), "529.982.247-25".parse().ok());
        assert_eq!(person.birth_date, Some(date(1990, 1, 1)));
        let state = person.people_address.unwrap().state;
        assert_eq!(state.as_ref().and_then(ParsedText::get), Some(&State::RS));
    }

    #[test]
    fn a_document_that_lost_its_leading_zeros_is_whole_again() {
        let person = decoded_from(&operation(), r#"{"data":{"id":1,"txId":1234567890}}"#).data;
        assert_eq!(person.tx_id.unwrap().as_str(), "01234567890");
    }

    #[test]
    fn nobody_is_an_error() {
        for body in [r#"{"data":null}"#, "{}", r#"{"data":[]}"#, "[]", r#"{"data":{"name":"X"}}"#] {
            decode_error(&operation(), body);
        }
    }

    #[test]
    fn debug_masks_the_document() {
        let answer = decoded(&operation(), "person_users_whoami.partial.json");
        assert!(!format!("{answer:?}").contains("52998224725"));
    }
}

//! Notices to a person.

use isp_core::record;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::operation::operation;
use crate::pages::Page;

operation! {
    /// Notices to a person.
    ///
    /// The vendor's own app asks for `status("unread")` and `type("2")`.
    PeopleWarnings = GET "/api/people_warnings", fn people_warnings -> Page<PeopleWarning> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Person id.
            person: u64,
            /// `unread`; other words are unknown.
            status: Text(&str),
            /// Kind of notice, a number of unknown meaning.
            "type" r#type: Text(&str),
        }
    }
}

/// A notice. The names of its fields are known from a single client, their types are not.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeopleWarning {
    /// Id.
    pub id: u64,
    /// Whether it was read.
    pub read: Option<Value>,
    /// Time at which it was read.
    pub read_hour: Option<Value>,
    /// Day on which it was read.
    pub read_date: Option<Value>,
    /// The notice itself, or a reference to it.
    pub warning: Option<Value>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    fn operation() -> PeopleWarnings {
        PeopleWarnings::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/people_warnings"));
        assert_eq!(
            request(&operation().person(700_101).status("unread").r#type("2")),
            signed("GET /api/people_warnings?person=700101&status=unread&type=2")
        );
    }

    #[test]
    fn it_reads_a_notice_whatever_its_fields_forms() {
        let notice = decoded(&operation(), "people_warnings.invented.json").data.remove(0);
        assert_eq!((notice.id, notice.read), (920_001, Some(false.into())));
        let other = r#"{"data":[{"id":1,"read":0,"readDate":{"timestamp":1},"warning":{"id":2}}]}"#;
        let notice = decoded_from(&operation(), other).data.remove(0);
        assert_eq!(notice.warning.unwrap()["id"], 2);
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[{"read":true}]}"#] {
            decode_error(&operation(), body);
        }
        assert!(decoded_from(&operation(), r#"{"data":[]}"#).data.is_empty());
    }
}

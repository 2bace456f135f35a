//! Notices to a person.

use isp_core::record;
use isp_core::wire::{Kept, WireDateTime};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

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

/// A notice. The names of its fields are known from a single client, their types are not: a value of
/// another type than these is kept as it came.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeopleWarning {
    /// Id.
    pub id: u64,
    /// Whether it was read.
    pub read: Option<Kept<bool>>,
    /// Time at which it was read.
    pub read_hour: Option<Kept<Time>>,
    /// Day on which it was read, with or without a time.
    pub read_date: Option<Kept<WireDateTime>>,
    /// The text of the notice; something else, such as a reference to it, is kept.
    pub warning: Option<Kept<String>>,
}

#[cfg(test)]
mod tests {
    use isp_core::wire::sao_paulo;
    use jiff::civil::{date, time};

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
        assert_eq!((notice.id, notice.read.unwrap().as_bool()), (920_001, Some(false)));
        let text = notice.warning.unwrap();
        assert_eq!(text.get().map(String::as_str), Some("Manutenção programada na sua região."));
        let other = r#"{"data":[{"id":1,"read":1,"readHour":"10:13:22","readDate":"2024-03-10",
            "warning":{"id":2}}]}"#;
        let notice = decoded_from(&operation(), other).data.remove(0);
        assert_eq!(notice.read.unwrap().as_bool(), Some(true));
        assert_eq!(notice.read_hour.unwrap().get(), Some(&time(10, 13, 22, 0)));
        let day = notice.read_date.unwrap().get().and_then(|day| day.to_zoned(&sao_paulo()));
        assert_eq!(day.unwrap().date(), date(2024, 3, 10));
        assert_eq!(
            (
                notice.warning.as_ref().unwrap().get(),
                &notice.warning.as_ref().unwrap().came()["id"]
            ),
            (None, &2.into())
        );
    }

    #[test]
    fn a_value_that_is_not_understood_is_kept() {
        let odd = r#"{"data":[{"id":1,"read":"lida","readHour":10,"readDate":{"timestamp":1},"warning":[]}]}"#;
        let notice = decoded_from(&operation(), odd).data.remove(0);
        assert_eq!(serde_json::to_value(&notice).unwrap()["readHour"], 10);
        assert_eq!(notice.read.unwrap().as_bool(), None);
        assert_eq!(notice.read_date.unwrap().came()["timestamp"], 1);
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[{"read":true}]}"#] {
            decode_error(&operation(), body);
        }
        assert!(decoded_from(&operation(), r#"{"data":[]}"#).data.is_empty());
    }
}

//! Kinds of ticket.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::pages::Page;

operation! {
    /// Kinds of ticket.
    ///
    /// With `q("1")` and `qfields("clientView")`, as in the vendor's own app, only those that a
    /// subscriber may choose.
    IncidentTypes = GET "/api/incident_types", fn incident_types -> Page<IncidentType> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Value to look for in the fields of `qfields`.
            q: Text(&str),
            /// Fields in which `q` is looked for.
            qfields: Text(&str),
            /// Only these fields, separated by commas: `id,code,title`.
            fields: Text(&str),
        }
    }
}

/// A kind of ticket, of which only some fields are known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct IncidentType {
    /// Id, the `incidentTypeId` of a new ticket. It differs from one provider to the next.
    pub id: u64,
    /// Code as text.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, refusal, request, signed,
    };
    use isp_core::wire::Node;

    fn operation() -> IncidentTypes {
        IncidentTypes::new()
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /api/incident_types";
        assert_eq!(request(&operation()), signed(path));
        assert_eq!(
            request(&operation().q("1").qfields("clientView").fields("id,code,title")),
            signed(&format!("{path}?q=1&qfields=clientView&fields=id%2Ccode%2Ctitle"))
        );
        assert!(refusal(&operation().q("")).contains('q'));
    }

    #[test]
    fn it_reads_what_is_known_of_a_kind() {
        let kind = decoded(&operation(), "incident_types.partial.json").data.remove(0);
        assert_eq!((kind.id, kind.code.as_deref()), (1011, Some("1011")));
        assert_eq!(kind.title.as_deref(), Some("Cliente - Abertura Solicitação"));
    }

    #[test]
    fn further_fields_are_kept() {
        let body = r#"{"data":[{"id":"1","clientView":true}]}"#;
        let kind = decoded_from(&operation(), body).data.remove(0);
        assert_eq!(kind.extra().get("clientView").and_then(Node::as_bool), Some(true));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[{"title":"x"}]}"#] {
            decode_error(&operation(), body);
        }
        assert!(decoded_from(&operation(), r#"{"data":[]}"#).data.is_empty());
    }
}

//! What the body of an answer with a status of success proves.
//!
//! The portal has no documented word for success. A read is proved by its rows or record under
//! `data`, or by an empty list with nothing else in the answer; a write by the member that it
//! declares:
//!
//! | in the root | with rows or a record | with an empty `data` | without `data` |
//! |---|---|---|---|
//! | `success: true`; `count`, `filtered`, `total`; blank members | nothing | nothing | nothing |
//! | `success` with any other value | failure | failure | failure |
//! | `error`, `errors`, `erro`, `exception`, … with a value | failure | failure | failure |
//! | `message`, `status`, `code` | nothing | not understood | not understood if there is nothing else |
//! | any other member | nothing | not understood | nothing: the type decides |
//! | a text instead of an object | | | not understood |
//!
//! A member that proves nothing with rows is drift, which the type reports. An envelope inside a
//! list of one is searched for signs of failure and proves nothing, since that form is
//! undocumented.
//!
//! A write is done if its proof is present and neither the root nor the record has a message or a
//! sign of failure as well. If the answer to a write is undocumented, it can only show a failure.

use isp_core::ErrorKind;
use isp_core::http::vendor::Fault;
use isp_core::http::{OperationSpec, Proof};
use isp_core::wire::{JsonNumber, Node, Object, View, key};

/// The longest vendor message, in characters, that an error keeps.
const LONGEST_MESSAGE: usize = 300;

/// What is wrong with the body of an answer, if anything.
pub(super) fn fault(spec: &OperationSpec, root: Node<'_>) -> Option<Fault> {
    let what = what_is_wrong(spec, root)?;
    let fault = Fault::new(ErrorKind::NotUnderstood, what).with_message(words(root));
    Some(fault.perhaps_done())
}

fn what_is_wrong(spec: &OperationSpec, root: Node<'_>) -> Option<&'static str> {
    if root.as_str().is_some() {
        return Some("the answer is a text, not an object");
    }
    let root = Root { whole: root, members: only_object(root) };
    if root.members().any(denies) {
        Some("the answer reports a failure")
    } else if root.whole.is_list() && root.data().next().is_some() {
        Some("the answer is wrapped in a list")
    } else if spec.effect.is_write() {
        root.doubt_of_a_write(spec.proof)
    } else {
        root.doubt_of_a_read()
    }
}

type Member<'a> = (&'a str, Node<'a>);

/// The root of an answer.
struct Root<'a> {
    whole: Node<'a>,
    members: Option<Object<'a>>,
}

impl<'a> Root<'a> {
    fn members(&self) -> impl Iterator<Item = Member<'a>> {
        self.members.into_iter().flatten()
    }

    /// The values of `data`, in any spelling.
    fn data(&self) -> impl Iterator<Item = Node<'a>> {
        self.members().filter(|(name, _)| is_any(name, &["data"])).map(|(_, value)| value)
    }

    /// The members that are not blank.
    fn said(&self) -> impl Iterator<Item = Member<'a>> {
        self.members().filter(|(_, value)| !is_blank(*value))
    }

    fn is_a_message_alone(&self) -> bool {
        let is_of_a_message = |name: &str| is_any(name, &WORDS) || is_any(name, &["success"]);
        self.said().any(|(name, _)| is_any(name, &WORDS))
            && self.said().all(|(name, _)| is_of_a_message(name))
    }

    fn doubt_of_a_write(&self, proof: Proof) -> Option<&'static str> {
        if !proof.is_shown() {
            return self.is_a_message_alone().then_some("the answer is only a message");
        }
        if !holds(proof, self.whole) {
            return Some("the answer does not prove that it was done");
        }
        let records = self.data().filter_map(only_object).flatten();
        let mut said = self.said().chain(records.filter(|(_, value)| !is_blank(*value)));
        said.any(|member| denies(member) || is_any(member.0, &WORDS))
            .then_some("the answer confirms the change but also holds a message or an error")
    }

    fn doubt_of_a_read(&self) -> Option<&'static str> {
        if self.data().next().is_none() {
            return self.is_a_message_alone().then_some("the answer is only a message");
        }
        let belongs_to_an_empty_list = |(name, value): Member<'_>| {
            is_any(name, &["data", "count", "filtered", "total"])
                || is_any(name, &["success"]) && value.as_bool() == Some(true)
        };
        let is_empty = self.data().all(is_blank);
        (is_empty && !self.said().all(belongs_to_an_empty_list))
            .then_some("the answer is empty but also holds something unexpected")
    }
}

/// Normalised names of members that hold a message, status or code.
const WORDS: [&str; 8] =
    ["message", "messages", "mensagem", "mensagens", "msg", "status", "code", "codigo"];

fn is_any(name: &str, names: &[&str]) -> bool {
    names.contains(&key::normalise(name).as_str())
}

/// Whether a member reports a failure.
fn denies((name, value): Member<'_>) -> bool {
    let name = key::normalise(name);
    if matches!(name.as_str(), "success" | "sucesso") {
        return value.as_bool() != Some(true);
    }
    let names_a_failure = name.starts_with("erro")
        || matches!(name.as_str(), "exception" | "exceptions" | "fault" | "failure" | "falha");
    let is_none = is_blank(value)
        || value.as_bool() == Some(false)
        || value.as_number().and_then(JsonNumber::as_i64) == Some(0);
    names_a_failure && !is_none
}

fn is_blank(value: Node<'_>) -> bool {
    match value.view() {
        View::Null => true,
        View::Text(text) => text.trim().is_empty(),
        View::List(items) => items.is_empty(),
        View::Object(members) => members.is_empty(),
        View::Bool(_) | View::Number(_) => false,
    }
}

/// Whether the answer holds the proof. It is always an id, and the portal's ids are numbers, so a
/// text in its place proves nothing.
fn holds(proof: Proof, root: Node<'_>) -> bool {
    let is_id = |value: Node<'_>| match value.view() {
        View::Number(number) => number.as_u64().is_some(),
        View::Text(text) => text.trim().parse::<u64>().is_ok(),
        _ => false,
    };
    match proof {
        Proof::Member(path) => {
            let step = |at, name: &str| only_object(at)?.get(name);
            proof.holds(root, false) && path.split('.').try_fold(root, step).is_some_and(is_id)
        }
        _ => proof.holds(root, false),
    }
}

/// The object, also where it is the only item of a list.
fn only_object(value: Node<'_>) -> Option<Object<'_>> {
    match value.as_list() {
        Some(items) => items.only()?.as_object(),
        None => value.as_object(),
    }
}

/// The portal's own text: a message, an error or a status.
pub(super) fn words(root: Node<'_>) -> Option<String> {
    if let Some(text) = root.as_str() {
        return Some(shortened(text.trim()));
    }
    let members = only_object(root)?;
    let told = ["message", "mensagem", "msg", "error", "erro", "errors", "erros"]
        .iter()
        .find_map(|name| text_of(members.get(name)?));
    let first = || {
        let mut denying = members.iter().filter(|member| denies(*member));
        denying.next().map(|(name, value)| format!("{name}: {value}"))
    };
    told.or_else(first).or_else(|| members.text("status")).map(|text| shortened(&text))
}

/// The text of a message, which may be inside a list or an object.
fn text_of(value: Node<'_>) -> Option<String> {
    match value.view() {
        View::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        View::List(items) => items.iter().find_map(text_of),
        View::Object(members) => {
            let message = members.get("message").and_then(text_of);
            message.or_else(|| members.values().find_map(text_of))
        }
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::Outcome;
    use isp_core::http::Operation;
    use isp_core::wire::parse_utf8;
    use serde_json::{Value, json};

    use crate::operations::authentication::PortalAuthentication;
    use crate::operations::connections::PeopleAuthentications;
    use crate::operations::contracts::ContractUnblock;
    use crate::operations::people::Whoami;
    use crate::operations::tickets::{CreateSolicitation, ServiceLevelAgreements};

    const LIST: OperationSpec = PeopleAuthentications::SPEC;
    const WRITE: OperationSpec = CreateSolicitation::SPEC;

    fn fault_of(spec: &OperationSpec, root: &Value) -> Option<Fault> {
        fault(spec, parse_utf8(root.to_string().as_bytes()).unwrap().root())
    }

    /// The vendor's message in the fault.
    fn refused(spec: &OperationSpec, root: &Value) -> String {
        let fault = fault_of(spec, root).unwrap_or_else(|| panic!("{root} passes"));
        assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{root}");
        assert_eq!(fault.outcome, Outcome::PerhapsDone, "{root}");
        assert!(!fault.transient, "{root}");
        fault.message.unwrap_or_default()
    }

    fn passes(spec: &OperationSpec, root: &Value) {
        let fault = fault_of(spec, root);
        assert!(fault.is_none(), "{root}: {fault:?}");
    }

    #[test]
    fn a_list_is_proved_by_rows_or_by_an_empty_list_with_nothing_else() {
        for root in [
            json!({"data": [{"id": 1}], "count": 1, "filtered": 1, "total": 1}),
            json!({"data": [], "count": 0, "filtered": 0, "total": 0}),
            json!({"data": []}),
            json!({"success": true, "data": []}),
            json!({"data": [], "message": null, "error": "", "errors": [], "status": {}}),
        ] {
            passes(&LIST, &root);
        }
    }

    #[test]
    fn a_failure_is_found_even_with_rows() {
        for (member, words) in [
            (json!({"success": false}), "success: false"),
            (json!({"success": "false"}), "success: \"false\""),
            (json!({"Success": 0}), "Success: 0"),
            (json!({"success": null}), "success: null"),
            (json!({"success": true, "success:": false}), "success:: false"),
            (json!({"sucesso": false}), "sucesso: false"),
            (json!({"success": "true"}), "success: \"true\""),
            (json!({"error": "database is locked"}), "database is locked"),
            (json!({"error": {"code": 5, "message": "locked"}}), "locked"),
            (json!({"errors": ["first", "second"]}), "first"),
            (json!({"errors": {"title": ["too long"]}}), "too long"),
            (json!({"erro": 500}), "erro: 500"),
            (json!({"error": true}), "error: true"),
            (json!({"errorMessage": "x"}), "errorMessage: \"x\""),
            (json!({"exception": "x"}), "exception: \"x\""),
            (json!({"success": false, "message": "down"}), "down"),
        ] {
            for data in [json!([{"id": 1}]), json!([])] {
                let mut root = member.clone();
                root["data"] = data;
                assert_eq!(refused(&LIST, &root), words, "{root}");
                assert_eq!(refused(&LIST, &json!([root.clone()])), words);
                assert_eq!(refused(&ContractUnblock::SPEC, &root), words);
            }
        }
    }

    #[test]
    fn a_blank_error_member_with_rows_is_not_a_failure() {
        for none in [json!(false), json!(0), json!(""), json!(null), json!([]), json!({})] {
            passes(&LIST, &json!({"data": [{"id": 1}], "error": none}));
        }
    }

    #[test]
    fn an_empty_list_with_anything_else_is_not_understood() {
        for member in [
            json!({"message": "Servico indisponivel"}),
            json!({"Mensagem:": "x"}),
            json!({"status": "error"}),
            json!({"status": "OK"}),
            json!({"code": 5}),
            json!({"error": false}),
            json!({"page": 1}),
            json!({"blocked": true}),
        ] {
            for data in [json!([]), json!(null), json!({}), json!("")] {
                let mut root = member.clone();
                root["data"] = data;
                refused(&LIST, &root);
                refused(&Whoami::SPEC, &root);
            }
            let mut root = member.clone();
            root["data"] = json!([{"id": 1}]);
            passes(&LIST, &root);
        }
        let root = json!({"data": [], "status": "error"});
        assert_eq!(refused(&LIST, &root), "error");
    }

    #[test]
    fn a_message_alone_is_not_an_answer() {
        for root in [
            json!({"message": "x"}),
            json!({"status": "error", "message": "x"}),
            json!({"success": true, "message": "x"}),
            json!([{"message": "x"}]),
            json!("x"),
        ] {
            for spec in [
                LIST,
                Whoami::SPEC,
                ServiceLevelAgreements::SPEC,
                PortalAuthentication::SPEC,
                WRITE,
            ] {
                assert_eq!(refused(&spec, &root), "x", "{root}");
            }
            refused(&ContractUnblock::SPEC, &root);
        }
    }

    #[test]
    fn an_answer_of_unknown_form_is_left_to_its_type() {
        for root in [json!([]), json!([{"id": 11}, {"id": 12}]), json!({"items": []}), json!({})] {
            passes(&ServiceLevelAgreements::SPEC, &root);
        }
        passes(&PortalAuthentication::SPEC, &json!({"access_token": "T", "scope": null}));
    }

    #[test]
    fn a_write_is_done_only_with_its_proof() {
        for proved in [
            json!({"data": {"assignment": {"id": 5}}}),
            json!({"data": {"assignment": {"id": "5"}}, "success": true, "message": "", "count": 1}),
            json!({"data": [{"assignment": {"id": 5}}]}),
        ] {
            passes(&WRITE, &proved);
        }
        for unproved in [
            json!({}),
            json!([]),
            json!(null),
            json!({"data": {}}),
            json!({"data": {"protocol": 1}}),
            json!({"data": {"assignment": {"id": 0}}}),
            json!({"data": {"assignment": {"id": "N/A"}}}),
            json!({"data": {"assignment": {"id": true}}}),
            json!({"data": {"assignment": {"id": [5]}}}),
            json!({"data": [{"assignment": {"id": 5}}, {"assignment": {"id": 6}}]}),
            json!({"success": true}),
            json!({"success": false, "data": {"assignment": {"id": 5}}}),
            json!({"data": {"assignment": {"id": 5}}, "error": "x"}),
            json!({"data": {"assignment": {"id": 5}}, "message": "x"}),
            json!({"data": {"assignment": {"id": 5}}, "status": "error"}),
            json!({"data": {"assignment": {"id": 5}, "error": "x"}}),
            json!({"data": {"assignment": {"id": 5}, "success": false}}),
            json!({"data": [{"assignment": {"id": 5}, "Mensagem": "x"}]}),
        ] {
            refused(&WRITE, &unproved);
        }
    }

    #[test]
    fn a_write_without_a_documented_proof_passes_unless_it_reports_a_failure() {
        for root in
            [json!({}), json!([]), json!(null), json!({"data": {"id": 1}}), json!({"id": 1})]
        {
            passes(&ContractUnblock::SPEC, &root);
        }
    }

    #[test]
    fn an_envelope_inside_a_list_proves_nothing() {
        for data in [json!([]), json!([{"id": 1}]), json!({"assignment": {"id": 5}})] {
            for spec in [LIST, Whoami::SPEC, WRITE, ServiceLevelAgreements::SPEC] {
                refused(&spec, &json!([{"data": data}]));
            }
        }
    }

    #[test]
    fn long_messages_are_shortened() {
        let root = json!({"message": "ã".repeat(1000)});
        assert_eq!(refused(&LIST, &root).chars().count(), LONGEST_MESSAGE);
    }
}

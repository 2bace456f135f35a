//! What the body of an answer with a status of success proves.
//!
//! Nearly every answer is an envelope, `{success, messages, response, dataResponseType,
//! elapsedTime}`. `success: true` is the API's word for success; business errors come with HTTP 200 and
//! `success: false`, a message, and `response: null`.
//!
//! | the answer | a read | a write |
//! |---|---|---|
//! | `success: true`, a payload | understood | done, if it holds the operation's proof |
//! | `success: true`, an empty payload and nothing else | empty | as above |
//! | `success: true`, an empty payload and a message | not understood | as above |
//! | `success: true`, a record without members, or a page where none is known | not understood | as above |
//! | `success: false`, a message and no payload | refused | refused, not done |
//! | `success: false` in any other form | not understood | perhaps done |
//! | a message of type `Error` beside `success: true`; `error`, `exception`, … | not understood | perhaps done |
//! | no `success`, or another value than true or false | not understood | perhaps done |
//!
//! Three messages have a meaning of their own, whatever `success` is, since no source shows its value:
//! *Registro não encontrado.* for a document without a person, *Cliente não possui títulos em aberto.* for
//! one without open titles, and *CPF/CNPJ já existe* of type `Error` for a person who is registered
//! already. All need an answer without payload.
//!
//! A few operations answer without an envelope: [`BARE_LISTS`], [`WITHOUT_ENVELOPE`].

use isp_core::ErrorKind;
use isp_core::http::vendor::Fault;
use isp_core::http::{Answer, Effect, Operation, OperationSpec, Proof};
use isp_core::wire::{JsonNumber, Node, Object, View, fold, key};

use crate::operations::connections::{ConnectionAll, ConnectionAllDeleted, UpdateConnection};
use crate::operations::contracts::ContractsCreate;
use crate::operations::invoices::{GetOpenTitlesByTxId, RegisterRenegotiations};
use crate::operations::people::PeopleCreate;
use crate::operations::sales::{
    AddContractServices, CampaignsAndPriceListServices, ChangeContractServices, RemoveContractItems,
};
use crate::operations::tickets::{GetSolicitationHistory, OpenSolicitation};

/// The longest vendor message, in characters, that an error keeps.
const LONGEST_MESSAGE: usize = 300;

/// Operations whose answer may be a list without an envelope. The vendor shows one for the history of a
/// ticket alone; of the others clients accept it, so that an empty one says nothing.
const BARE_LISTS: [&str; 3] = [
    GetSolicitationHistory::SPEC.name,
    CampaignsAndPriceListServices::SPEC.name,
    ConnectionAll::SPEC.name,
];

/// Operations whose answer may be an object without `success`.
const WITHOUT_ENVELOPE: [&str; 2] =
    [RegisterRenegotiations::SPEC.name, GetSolicitationHistory::SPEC.name];

/// Reads whose rows are also read one by one.
const ROW_BY_ROW: [&str; 2] = [ConnectionAll::SPEC.name, ConnectionAllDeleted::SPEC.name];

/// Writes whose answer has a text for people in the root, also on success.
const WITH_A_MESSAGE: [&str; 4] = [
    AddContractServices::SPEC.name,
    ChangeContractServices::SPEC.name,
    RemoveContractItems::SPEC.name,
    ContractsCreate::SPEC.name,
];

/// Writes whose success is told by a message of type `Success`, beside `success: true`.
const TOLD_BY_A_MESSAGE: [&str; 1] = [PeopleCreate::SPEC.name];

/// Writes whose payload is `true` on success.
const ANSWERED_BY_TRUE: [&str; 1] = [UpdateConnection::SPEC.name];

/// There is no person with this document.
const NOT_FOUND: &str = "Registro não encontrado.";
/// The person with this document has no open titles.
const NO_OPEN_TITLES: &str = "Cliente não possui títulos em aberto.";
/// Part of the message about a document that is registered already.
const ALREADY_REGISTERED: &str = "CPF/CNPJ já existe";

/// What is wrong with the body of an answer, if anything.
pub(super) fn fault(spec: &OperationSpec, root: Node<'_>) -> Option<Fault> {
    let not_understood = |what: &str| {
        Some(Fault::new(ErrorKind::NotUnderstood, what).with_message(words(root)).perhaps_done())
    };
    if spec.effect == Effect::Login {
        return fault_of_login(root).and_then(not_understood);
    }
    let Some(members) = root.as_object() else {
        let is_bare_list = root.is_list()
            && BARE_LISTS.contains(&spec.name)
            && (!is_blank(root) || spec.name == GetSolicitationHistory::SPEC.name);
        let may_be_anything = spec.may_answer_nothing() && root.as_str().is_none();
        return if is_bare_list || may_be_anything {
            None
        } else {
            not_understood("the answer is not an envelope with `success`")
        };
    };
    let envelope = Envelope { members };
    if envelope.is_absence(NO_OPEN_TITLES) && spec.name == GetOpenTitlesByTxId::SPEC.name {
        return None;
    }
    if let Some(refusal) = refusal(spec, root) {
        return Some(refusal);
    }
    envelope.what_is_wrong(spec).and_then(not_understood)
}

/// A refusal in the documented form: `success: false`, a message, no payload. For a read it may say that
/// the record is not there.
pub(super) fn refusal(spec: &OperationSpec, root: Node<'_>) -> Option<Fault> {
    let envelope = Envelope { members: root.as_object()? };
    if envelope.is_absence(NOT_FOUND) && !spec.effect.is_write() {
        let fault = Fault::new(ErrorKind::NotFound, "the ERP has no such record");
        return Some(fault.with_message(words(root)));
    }
    let is_refusal = (envelope.success() == Success::No || envelope.says_registered(spec))
        && envelope.has_no_payload()
        && envelope.messages().any(|message| !message.text.is_empty())
        && !envelope.members.iter().any(names_a_failure);
    if !is_refusal || spec.effect == Effect::Login {
        return None;
    }
    let code = envelope.messages().find_map(|message| message.code);
    let fault = Fault::new(ErrorKind::Refused, "the ERP refused");
    Some(fault.with_message(words(root)).with_code(code))
}

/// Whether an answer is an envelope, whatever it says.
pub(super) fn is_envelope(answer: &Answer) -> bool {
    let members = answer.json().ok().and_then(Node::as_object);
    members.is_some_and(|members| Envelope { members }.success() != Success::Missing)
}

/// Whether an answer says that the person has no open titles.
pub(crate) fn says_no_open_titles<'a>(mut messages: impl Iterator<Item = &'a str>) -> bool {
    messages.any(|text| is_sentence(text, NO_OPEN_TITLES))
}

fn fault_of_login(root: Node<'_>) -> Option<&'static str> {
    let Some(members) = root.as_object() else {
        return Some("the answer to the login is not an object");
    };
    if members.iter().any(names_a_failure) {
        return Some("the answer to the login reports a failure");
    }
    let token = members.get("access_token").and_then(Node::as_str);
    if token.is_none_or(|token| token.trim().is_empty()) {
        return Some("the answer to the login has no access token");
    }
    None
}

/// What `success` says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Success {
    Yes,
    No,
    /// There is none.
    Missing,
    /// It is neither true nor false, or both.
    Unclear,
}

/// A message to people, with its type.
struct Message {
    text: String,
    kind: Option<String>,
    code: Option<String>,
}

impl Message {
    fn is_of(&self, kinds: &[&str]) -> bool {
        self.kind.as_deref().is_some_and(|kind| kinds.contains(&fold(kind).as_str()))
    }
}

/// The root of an answer.
#[derive(Clone, Copy)]
struct Envelope<'a> {
    members: Object<'a>,
}

impl<'a> Envelope<'a> {
    /// The values under a normalised name.
    fn values(self, names: &'static [&'static str]) -> impl Iterator<Item = Node<'a>> {
        self.members.iter().filter(|(name, _)| is_any(name, names)).map(|(_, value)| value)
    }

    fn success(self) -> Success {
        let mut said = self.values(&STATUS_WORD).map(Node::as_bool);
        let Some(first) = said.next() else { return Success::Missing };
        match (first, said.all(|other| other == first)) {
            (Some(true), true) => Success::Yes,
            (Some(false), true) => Success::No,
            _ => Success::Unclear,
        }
    }

    /// The payload, under any of its names.
    fn payload(self) -> impl Iterator<Item = Node<'a>> {
        self.values(&["response", "data"])
    }

    /// Whether there is nothing at all where the payload is.
    fn has_no_payload(self) -> bool {
        self.payload().all(|payload| matches!(payload.view(), View::Null))
    }

    fn messages(self) -> impl Iterator<Item = Message> {
        self.values(&MESSAGES).flat_map(messages_in)
    }

    /// Whether it says this sentence and nothing that contradicts it, with an empty payload.
    fn is_absence(self, sentence: &str) -> bool {
        let mut messages = self.messages().peekable();
        messages.peek().is_some()
            && messages.all(|message| is_sentence(&message.text, sentence))
            && self.payload().all(is_blank)
            && matches!(self.success(), Success::Yes | Success::No)
            && !self.members.iter().any(|member| is_unexpected(&member))
    }

    /// Whether it says that the person to be registered is registered already, and nothing else.
    fn says_registered(self, spec: &OperationSpec) -> bool {
        let says_so = |message: &Message| {
            message.is_of(&["error", "erro"])
                && fold(&message.text).contains(&*fold(ALREADY_REGISTERED))
        };
        spec.name == PeopleCreate::SPEC.name
            && self.success() == Success::Yes
            && self.messages().all(|message| says_so(&message))
    }

    fn what_is_wrong(self, spec: &OperationSpec) -> Option<&'static str> {
        if self.members.iter().any(names_a_failure) {
            return Some("the answer reports a failure");
        }
        match self.success() {
            Success::Yes => {}
            Success::No => return Some("the answer says `success: false` in an unknown form"),
            Success::Unclear => return Some("`success` is neither true nor false"),
            Success::Missing if WITHOUT_ENVELOPE.contains(&spec.name) => {}
            Success::Missing if spec.may_answer_nothing() => {
                return self.messages().next().map(|_| "the answer is only a message");
            }
            Success::Missing => return Some("the answer has no `success`"),
        }
        if self.messages().any(|message| message.is_of(&["error", "erro"])) {
            return Some("the answer says `success: true` beside a message of type Error");
        }
        if spec.effect.is_write() {
            self.doubt_of_a_write(spec)
        } else {
            self.doubt_of_a_read(spec)
        }
    }

    fn doubt_of_a_write(self, spec: &OperationSpec) -> Option<&'static str> {
        let records = self.payload().filter_map(Node::as_object).flatten();
        // The only write whose payload is shown with a status.
        let says_ok = spec.name == OpenSolicitation::SPEC.name;
        if self.payload().any(|payload| payload.as_bool() == Some(false)) || { records }.any(
            |(name, value)| {
                names_a_failure((name, value))
                    || is_any(name, &STATUS_WORD) && value.as_bool() != Some(true)
                    || says_ok && is_any(name, &["status"]) && !is_blank(value) && !is_ok(value)
            },
        ) {
            return Some("the answer says `success: true` beside a payload that denies it");
        }
        let kinds = ["success", "sucesso", "warn", "warning"];
        let has_text = WITH_A_MESSAGE.contains(&spec.name);
        let is_text =
            |name: &str, value: Node<'_>| is_any(name, &["message"]) && value.as_str().is_some();
        let all_known = self.members.iter().all(|(name, value)| {
            !is_any(name, &MESSAGES)
                || has_text && is_text(name, value)
                || messages_in(value).iter().all(|message| message.is_of(&kinds))
        });
        if !all_known {
            return Some("the answer has a message that is not one of success");
        }
        if !spec.proof.is_shown() {
            return None;
        }
        // Instalments may come without an envelope, as the root itself.
        let without_envelope = WITHOUT_ENVELOPE.contains(&spec.name);
        if !without_envelope && self.members.iter().any(|member| is_unexpected(&member)) {
            return Some("the answer confirms the change but also holds something unexpected");
        }
        if ANSWERED_BY_TRUE.contains(&spec.name)
            && !self.payload().any(|payload| payload.as_bool() == Some(true))
        {
            return Some("the answer's payload is not `true`");
        }
        let told = self.messages().any(|message| message.is_of(&["success", "sucesso"]));
        if TOLD_BY_A_MESSAGE.contains(&spec.name) && !told {
            return Some("the answer has no message of type Success");
        }
        let holds = self.holds(spec.proof);
        (!holds).then_some("the answer does not prove that it was done")
    }

    fn holds(self, proof: Proof) -> bool {
        let says_success = self.success() == Success::Yes;
        match proof {
            Proof::AnyOf(proofs) => proofs.iter().any(|proof| self.holds(*proof)),
            Proof::StatusWord => says_success,
            Proof::Member(path) => {
                let member = path.split('.').try_fold(None, |at: Option<Node<'a>>, name| {
                    let members = match at {
                        None => self.members,
                        Some(at) => at.as_object()?,
                    };
                    members.get(name).map(Some)
                });
                member.flatten().is_some_and(is_code)
            }
            _ => false,
        }
    }

    fn doubt_of_a_read(self, spec: &OperationSpec) -> Option<&'static str> {
        let payload: Vec<_> = self.payload().filter(|node| !node.is_null()).collect();
        let is_empty = payload.is_empty() || payload.iter().copied().any(holds_nothing);
        let surplus = payload.iter().filter_map(|page| page.as_object());
        if is_empty && self.success() == Success::Missing {
            return Some("the answer is empty and has no `success`");
        }
        let says_more = self.messages().next().is_some()
            || !payload.iter().copied().all(holds_nothing)
            || self.members.iter().any(|member| is_unexpected(&member))
            || surplus.flatten().any(|member| !is_of_page(member));
        if is_empty && says_more {
            return Some("the answer is empty but also holds something unexpected");
        }
        // What is read row by row tells of each row by itself.
        let is_untyped = spec.output == "Untyped";
        if is_untyped || ROW_BY_ROW.contains(&spec.name) {
            return None;
        }
        if payload.iter().copied().any(has_an_empty_record) {
            return Some("the answer has a record without any member");
        }
        // Taken for a single row, a page would hide its rows.
        let may_be_a_page =
            spec.output.contains("Page<") || spec.name == GetSolicitationHistory::SPEC.name;
        (!may_be_a_page && payload.iter().any(|payload| rows_of_page(*payload).is_some()))
            .then_some("the answer is a page, which is not known of this operation")
    }
}

/// Normalised names of the status word, misspelt by some operations.
const STATUS_WORD: [&str; 3] = ["success", "sucess", "sucesso"];

/// Normalised names of members that hold messages.
const MESSAGES: [&str; 5] = ["messages", "message", "mensagem", "mensagens", "msg"];

/// Normalised names of the members of a page.
const PAGE: [&str; 7] =
    ["data", "totalrecords", "page", "pagesize", "totalpages", "totalizers", "count"];

/// Whether a member belongs to an empty page. `OK` is the API's own word in that place.
fn is_of_page((name, value): (&str, Node<'_>)) -> bool {
    is_blank(value) || is_any(name, &PAGE) || is_any(name, &["status"]) && is_ok(value)
}

fn is_ok(value: Node<'_>) -> bool {
    value.as_str().is_some_and(|text| fold(text.trim()) == "ok")
}

/// A member of the root that does not belong to an empty answer.
fn is_unexpected((name, value): &(&str, Node<'_>)) -> bool {
    let known = ["success", "sucess", "response", "data", "dataresponsetype", "elapsedtime"];
    !is_blank(*value) && !is_any(name, &known) && !is_any(name, &MESSAGES)
}

/// The messages of a member: a list of them, or one alone.
fn messages_in(value: Node<'_>) -> Vec<Message> {
    match value.view() {
        View::List(items) => items.iter().filter_map(message).collect(),
        _ => message(value).into_iter().collect(),
    }
}

/// A message in one of its forms: a text, or `{message, code, type}`. `None` for a blank one.
fn message(value: Node<'_>) -> Option<Message> {
    match value.view() {
        View::Null => None,
        View::Text(text) if text.trim().is_empty() => None,
        View::Text(text) => Some(Message { text: text.trim().to_owned(), kind: None, code: None }),
        View::Object(members) => {
            let text = members.text("message").unwrap_or_default();
            let (kind, code) = (members.text("type"), members.text("code"));
            let is_blank = text.trim().is_empty() && kind.is_none();
            (!is_blank).then(|| Message { text: text.trim().to_owned(), kind, code })
        }
        // A number or a list in the place of a message: something is said that is not understood.
        _ => Some(Message { text: String::new(), kind: Some("unknown".into()), code: None }),
    }
}

fn is_sentence(text: &str, sentence: &str) -> bool {
    let plain = |text: &str| fold(text).trim_end_matches('.').trim().to_owned();
    plain(text) == plain(sentence)
}

/// Whether normalising `name` gives one of `names`.
fn is_any(name: &str, names: &[&str]) -> bool {
    names.contains(&key::normalise(name).as_str())
}

/// Whether a member reports a failure by its name.
fn names_a_failure((name, value): (&str, Node<'_>)) -> bool {
    let name = key::normalise(name);
    let names_a_failure = name.starts_with("erro")
        || matches!(name.as_str(), "exception" | "exceptions" | "fault" | "failure" | "falha");
    let is_none = is_blank(value)
        || value.as_bool() == Some(false)
        || value.as_number().and_then(JsonNumber::as_i64) == Some(0);
    names_a_failure && !is_none
}

/// A number above zero, or a text with a digit in it: the code of something that exists.
fn is_code(value: Node<'_>) -> bool {
    match value.view() {
        View::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        View::Text(text) => text.bytes().any(|byte| matches!(byte, b'1'..=b'9')),
        View::List(items) => !items.is_empty(),
        _ => false,
    }
}

/// Null, or a text, list or object without content.
pub(crate) fn is_blank(value: Node<'_>) -> bool {
    match value.view() {
        View::Null => true,
        View::Text(text) => text.trim().is_empty(),
        View::List(items) => items.is_empty(),
        View::Object(members) => members.is_empty(),
        View::Bool(_) | View::Number(_) => false,
    }
}

/// Whether a payload is blank, a page without rows, or a list of such.
fn holds_nothing(payload: Node<'_>) -> bool {
    match payload.view() {
        View::Object(members) => match members.get("data") {
            Some(data) => is_blank(data),
            None => members.is_empty(),
        },
        View::List(items) => items.iter().all(is_blank),
        _ => is_blank(payload),
    }
}

/// The rows of a payload that is a page: a list under `data`, or nothing beside the members of a page.
fn rows_of_page(payload: Node<'_>) -> Option<Node<'_>> {
    let members = payload.as_object()?;
    let rows = members.get("data")?;
    (rows.is_list() || members.iter().all(|(name, _)| is_any(name, &PAGE))).then_some(rows)
}

/// Whether a record in a payload is null or has no member.
fn has_an_empty_record(payload: Node<'_>) -> bool {
    match payload.view() {
        View::Object(members) => {
            members.is_empty() || rows_of_page(payload).is_some_and(has_an_empty_record)
        }
        View::List(items) => items.iter().any(|item| item.is_null() || has_an_empty_record(item)),
        _ => false,
    }
}

/// The API's own text: a message, or an error's.
pub(super) fn words(root: Node<'_>) -> Option<String> {
    if let Some(text) = root.as_str() {
        return Some(shortened(text.trim())).filter(|text| !text.is_empty());
    }
    let members = root.as_object()?;
    let mut messages = Envelope { members }.messages();
    let told = messages.find(|message| !message.text.is_empty()).map(|message| message.text);
    let named = || {
        ["error_description", "error", "errors", "title", "Message"]
            .iter()
            .find_map(|name| text_of(members.get(name)?))
    };
    let denying = || {
        let mut denying = members.iter().filter(|(name, value)| {
            names_a_failure((name, *value))
                || is_any(name, &STATUS_WORD) && value.as_bool() != Some(true)
        });
        denying.next().map(|(name, value)| format!("{name}: {value}"))
    };
    told.or_else(named).or_else(denying).map(|text| shortened(&text))
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
    use isp_core::wire::parse_utf8;
    use serde_json::{Value, json};

    use crate::operations::catalogue::IncidentTypesPaged;
    use crate::operations::contracts::ContractsUnlock;
    use crate::operations::people::GetClient;
    use crate::operations::tickets::OpenDetailedSolicitation;

    const LIST: OperationSpec = GetClient::SPEC;
    const WRITE: OperationSpec = OpenDetailedSolicitation::SPEC;

    fn fault_of(spec: &OperationSpec, root: &Value) -> Option<Fault> {
        fault(spec, parse_utf8(root.to_string().as_bytes()).unwrap().root())
    }

    fn passes(spec: &OperationSpec, root: &Value) {
        let fault = fault_of(spec, root);
        assert!(fault.is_none(), "{root}: {fault:?}");
    }

    fn not_understood(spec: &OperationSpec, root: &Value) {
        let fault = fault_of(spec, root).unwrap_or_else(|| panic!("{root} passes"));
        assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{root}");
        assert_eq!(fault.outcome, Outcome::PerhapsDone, "{root}");
        assert!(!fault.transient, "{root}");
    }

    #[test]
    fn success_is_true_and_nothing_else() {
        for success in [json!(null), json!(1), json!("true"), json!("sim"), json!([]), json!(0)] {
            for spec in [LIST, WRITE, IncidentTypesPaged::SPEC, ContractsUnlock::SPEC] {
                let payload = json!({"data": [{"id": 1}], "assignmentId": 5});
                not_understood(&spec, &json!({"success": success, "response": payload}));
            }
        }
        passes(&LIST, &json!({"Success": true, "response": {"data": [{"id": 1}]}}));
        let twice = br#"{"success":true,"Success":false,"response":{"data":[{"id":1}]}}"#;
        assert!(fault(&LIST, parse_utf8(twice).unwrap().root()).is_some());
    }

    #[test]
    fn a_refusal_is_success_false_a_message_and_no_payload() {
        let message =
            |message: Value| json!({"success": false, "messages": message, "response": null});
        for messages in
            [json!([{"message": "x", "code": 300, "type": "Error"}]), json!(["x"]), json!("x")]
        {
            for spec in [LIST, WRITE, ContractsUnlock::SPEC] {
                let fault = fault_of(&spec, &message(messages.clone())).unwrap();
                assert_eq!((fault.kind, fault.outcome), (ErrorKind::Refused, Outcome::NotDone));
                assert_eq!(fault.message.as_deref(), Some("x"));
            }
        }
        for messages in [json!(null), json!([]), json!(""), json!([null]), json!([{"code": 1}])] {
            not_understood(&WRITE, &message(messages));
        }
        let mut with_payload = message(json!(["x"]));
        with_payload["response"] = json!({"assignmentId": 5});
        not_understood(&WRITE, &with_payload);
    }

    #[test]
    fn an_empty_list_with_anything_else_is_not_understood() {
        let empty = json!({"success": true, "messages": null, "response": {"data": []},
            "dataResponseType": "List<Int64>", "elapsedTime": 12.5});
        passes(&LIST, &empty);
        for (name, value) in [
            ("messages", json!(["Indisponível"])),
            ("messages", json!([{"message": "x", "type": "Warn"}])),
            ("messages", json!([7])),
            ("message", json!("x")),
            ("Mensagem", json!("x")),
            ("status", json!("erro")),
            ("error", json!("x")),
            ("code", json!(5)),
        ] {
            let mut root = empty.clone();
            root[name] = value;
            not_understood(&LIST, &root);
        }
        let mut inside = empty.clone();
        inside["response"]["status"] = "erro".into();
        not_understood(&LIST, &inside);
        let mut twice = empty;
        twice["data"] = json!([{"id": 1}]);
        not_understood(&LIST, &twice);
    }

    #[test]
    fn a_write_is_done_only_with_its_proof_and_without_a_doubt() {
        let told = |response: Value, messages: Value| json!({"success": true, "messages": messages, "response": response});
        passes(&WRITE, &told(json!({"assignmentId": 5, "protocol": 1}), json!(null)));
        passes(
            &WRITE,
            &told(json!({"assignmentId": "5"}), json!([{"message": "x", "type": "Success"}])),
        );
        for response in [
            json!(null),
            json!({}),
            json!([]),
            json!(true),
            json!({"assignmentId": 0}),
            json!({"assignmentId": null}),
            json!({"assignmentId": "N/A"}),
            json!({"assignmentId": 5, "success": false}),
            json!({"assignmentId": 5, "Sucess": false}),
            json!({"assignmentId": 5, "error": "x"}),
        ] {
            not_understood(&WRITE, &told(response, json!(null)));
        }
        for messages in [
            json!(["x"]),
            json!([{"message": "x", "type": "Error"}]),
            json!([{"message": "x", "type": "Info"}]),
            json!([{"message": "x"}]),
        ] {
            not_understood(&WRITE, &told(json!({"assignmentId": 5}), messages));
        }
    }

    #[test]
    fn a_message_of_error_refuses_a_registration_only_by_the_documented_sentence() {
        let told = |success: bool, message: &str, kind: &str, response: Value| {
            json!({"success": success, "messages": [{"message": message, "code": null, "type": kind}],
                "response": response})
        };
        let known = "CPF/CNPJ já existe no cadastro.";
        for success in [true, false] {
            let fault = fault_of(&PeopleCreate::SPEC, &told(success, known, "Error", json!(null)));
            let fault = fault.unwrap();
            assert_eq!((fault.kind, fault.outcome), (ErrorKind::Refused, Outcome::NotDone));
        }
        for doubtful in [
            told(true, "Erro interno.", "Error", json!(null)),
            told(true, known, "Warning", json!(null)),
            told(true, known, "Error", json!({"id": 5})),
        ] {
            not_understood(&PeopleCreate::SPEC, &doubtful);
        }
        not_understood(&WRITE, &told(true, known, "Error", json!(null)));
    }

    #[test]
    fn only_true_says_that_a_connection_was_changed() {
        let told =
            |response: Value| json!({"success": true, "messages": null, "response": response});
        passes(&UpdateConnection::SPEC, &told(json!(true)));
        for response in [json!(null), json!({}), json!([]), json!("Senha inválida."), json!(1)] {
            not_understood(&UpdateConnection::SPEC, &told(response));
        }
        not_understood(&UpdateConnection::SPEC, &json!({"success": true}));
    }

    #[test]
    fn long_messages_are_shortened() {
        let root = json!({"success": false, "messages": ["ã".repeat(1000)], "response": null});
        let message = fault_of(&LIST, &root).unwrap().message.unwrap();
        assert_eq!(message.chars().count(), LONGEST_MESSAGE);
    }
}

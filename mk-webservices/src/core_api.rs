//! How the core-api reports errors: by HTTP status, unlike the rules.

use isp_core::ErrorKind;
use isp_core::http::{Answer, EvidenceLevel, Fault, OperationSpec};
use isp_core::wire::key;
use serde_json::Value;

/// What is wrong with an answer of the core-api; `None` when nothing is.
pub(crate) fn classify(spec: &OperationSpec, answer: &Answer) -> Option<Fault> {
    if let Some(fault) = Fault::from_status(answer) {
        return Some(with_message(explain(fault, answer), answer));
    }
    if answer.is_blank() && spec.may_answer_nothing() {
        return None;
    }
    // Nobody shows what an unknown code answers: 404, an empty body and `null` all mean that.
    let nothing = answer.is_blank() || matches!(answer.json, Ok(Value::Null));
    if nothing && spec.evidence != EvidenceLevel::Assumed && !spec.effect.is_write() {
        return Some(Fault::new(ErrorKind::NotFound, "the core-api answered with nothing"));
    }
    Fault::not_json(answer)
}

fn explain(mut fault: Fault, answer: &Answer) -> Fault {
    if answer.status == 404 && answer.json.is_err() {
        fault.kind = ErrorKind::Configuration;
        fault.what = "the core-api is not installed here".into();
        fault.advice = Some("set core_api(…) to where it is, or ask the provider to install it");
    }
    fault
}

/// Some errors say `{"message": …}`.
fn with_message(fault: Fault, answer: &Answer) -> Fault {
    let body = answer.json.as_ref().ok().and_then(Value::as_object);
    let message = body.and_then(|body| key::get(body, "message")).and_then(Value::as_str);
    match message.map(str::trim).filter(|message| !message.is_empty()) {
        Some(message) => fault.with_message(Some(message.to_owned())),
        None => fault,
    }
}

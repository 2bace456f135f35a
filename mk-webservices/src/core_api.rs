//! How the core-api reports errors: by HTTP status, unlike the rules.

use isp_core::ErrorKind;
use isp_core::http::{Answer, EvidenceLevel, Fault, GrantVerdict, OperationSpec};
use isp_core::wire::key;
use serde_json::Value;

/// What is wrong with an answer of the core-api; `None` when nothing is.
pub(crate) fn classify(spec: &OperationSpec, answer: &Answer) -> Option<Fault> {
    if let Some(fault) = Fault::from_status(answer) {
        return Some(with_message(explain(fault, answer), answer));
    }
    // Nobody shows what an unknown code answers: 404, an empty body and `null` all mean that.
    let nothing = answer.body.iter().all(u8::is_ascii_whitespace);
    let null = matches!(answer.json, Ok(Value::Null));
    if (nothing || null) && spec.evidence != EvidenceLevel::Assumed && !spec.effect.is_write() {
        return Some(Fault::new(ErrorKind::NotFound, "the core-api answered with nothing"));
    }
    if nothing && spec.effect.is_write() && spec.evidence == EvidenceLevel::Assumed {
        // Where nobody knows the answer of a write, an empty one is an answer too.
        return None;
    }
    Fault::not_json(answer)
}

fn explain(mut fault: Fault, answer: &Answer) -> Fault {
    match answer.status {
        404 if answer.json.is_err() => {
            fault.kind = ErrorKind::Configuration;
            fault.what = "the core-api is not installed here".into();
            fault.advice =
                Some("set core_api(…) to where it is, or ask the provider to install it");
            fault
        }
        // The token is the only right that a core-api call carries, and nothing ran without it.
        403 => fault.with_grant(GrantVerdict::PerhapsExpired),
        _ => fault,
    }
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

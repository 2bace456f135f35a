//! How the core-api reports errors: by HTTP status, unlike the rules.

use isp_core::ErrorKind;
use isp_core::http::vendor::Fault;
use isp_core::http::{Answer, OperationSpec};
use isp_core::wire::{Drift, Node, View};

use super::envelope::Envelope;
use super::service_of;

/// What is wrong with an answer of the core-api.
pub(super) fn classify(spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
    if let Some(fault) = Fault::from_status(answer) {
        return Err(with_message(explain(spec, fault, answer), answer));
    }
    if answer.is_blank() && spec.may_answer_nothing() {
        return Ok(Drift::default());
    }
    let Ok(json) = answer.json() else {
        return Err(
            Fault::not_json(answer).unwrap_or_else(|| not_understood("the answer is not JSON"))
        );
    };
    let envelope = Envelope::of(json, true);
    if envelope.names_an_error {
        let fault = not_understood("the core-api reports an error with a status of success");
        return Err(with_message(fault, answer));
    }
    if spec.effect.is_write() {
        let unproven = spec.proof.is_shown() && !spec.proof.holds(json, false);
        if unproven || matches!(json.view(), View::Text(_) | View::Number(_) | View::Bool(_)) {
            let fault = not_understood("the answer does not prove that it was done");
            return Err(with_message(fault, answer));
        }
    } else if json.is_null() {
        // The answer for an unknown code is undocumented, so null does not mean "not found".
        return Err(not_understood("the core-api answered with null"));
    }
    Ok(Drift::default())
}

fn not_understood(what: &'static str) -> Fault {
    Fault::new(ErrorKind::NotUnderstood, what).perhaps_done()
}

fn explain(spec: &OperationSpec, mut fault: Fault, answer: &Answer) -> Fault {
    if answer.status == 403
        && let Some(service) = service_of(spec)
    {
        fault.what = format!("{}; it belongs to {service}", fault.what);
    }
    if answer.status == 404 && answer.json().is_err() {
        fault.kind = ErrorKind::Configuration;
        fault.what = "the core-api is not installed at this address".into();
        fault.advice = Some("set its address with core_api(…), or ask the provider to install it");
    }
    fault
}

/// Adds the message of an error of the form `{"message": …}`.
fn with_message(fault: Fault, answer: &Answer) -> Fault {
    let body = answer.json().ok().and_then(Node::as_object);
    let message = body.and_then(|body| body.text("message"));
    match message {
        Some(message) => fault.with_message(Some(message)),
        None => fault,
    }
}

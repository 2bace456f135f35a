//! Every read with answers that say nothing: none of them may be taken for a record, a list or a file.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "no_leaks/calls.rs"]
#[allow(dead_code, reason = "the leak test looks for more")]
mod calls;

use std::sync::Arc;

use isp_core::http::{Effect, EvidenceLevel, HttpRequest, OperationSpec};
use isp_core::vendor_tests::{Arrivals, PreparedErp};
use voalle_global::{Client, operations};

const LOGIN: &str = r#"{"access_token":"T0K3N","expires_in":3600,"token_type":"Bearer"}"#;

/// Status and body of answers from which nobody can learn anything.
const SAY_NOTHING: [(u16, &str); 36] = [
    (204, ""),
    (200, ""),
    (200, "{}"),
    (200, "[]"),
    (200, "null"),
    (200, "true"),
    (200, "0"),
    (200, r#""Indisponível""#),
    (200, "Indisponível"),
    (200, "<html><body>Manutencao</body></html>"),
    (200, r#"{"success":tr"#),
    (200, r#"{"success":true}"#),
    (200, r#"{"success":true,"response":null}"#),
    (200, r#"{"success":true,"response":""}"#),
    (200, r#"{"success":true,"response":{}}"#),
    (200, r#"{"success":true,"response":true}"#),
    (200, r#"{"success":true,"response":false}"#),
    (200, r#"{"success":true,"response":0}"#),
    (200, r#"{"success":true,"response":"N/A"}"#),
    (200, r#"{"success":true,"response":[null]}"#),
    (200, r#"{"success":true,"response":[[null]]}"#),
    (200, r#"{"success":true,"response":[{}]}"#),
    (200, r#"{"success":true,"response":[[{}]]}"#),
    (200, r#"{"success":true,"response":{"data":null}}"#),
    (200, r#"{"success":true,"response":{"data":[null]}}"#),
    (200, r#"{"success":true,"response":{"data":[{}]}}"#),
    (200, r#"{"success":true,"response":[],"messages":["Indisponível"]}"#),
    (200, r#"{"success":true,"response":{"data":[]},"messages":[{"message":"x","type":"Warn"}]}"#),
    (200, r#"{"success":false,"response":[]}"#),
    (200, r#"{"success":false,"response":{"data":[]}}"#),
    (200, r#"{"success":null,"response":{"data":[]}}"#),
    (200, r#"{"success":"true","response":[]}"#),
    (200, r#"{"response":[]}"#),
    (200, r#"{"success":true,"response":{"data":"N/A"}}"#),
    (200, r#"{"success":true,"response":{"data":{}}}"#),
    (200, r#"{"success":true,"response":{"data":{},"totalRecords":1,"totalPages":1}}"#),
];

async fn is_read(spec: &OperationSpec, status: u16, body: &str) -> bool {
    let name_of = |request: &HttpRequest, _: &Arrivals| {
        let is_login = request.url.contains("/connect/token");
        if is_login { "login" } else { "all" }.to_owned()
    };
    let answers = [("login", (200, LOGIN.into())), ("all", (status, body.into()))];
    let client = Client::builder("https://erp.example.com.br")
        .credentials("id", "secret", "syndata")
        .transport(Arc::new(PreparedErp::new(name_of, answers)))
        .build()
        .unwrap();
    calls::call(spec, &client).answer.await.is_ok()
}

/// Answers that are known: the bare list of the history, and a file of any format.
const KNOWN: [(&str, &str); 3] = [
    ("getsolicitationhistory", "[]"),
    ("contractuploads/getfile", "Indisponível"),
    ("assignmentsuploads/getfile", "Indisponível"),
];

#[tokio::test]
async fn no_answer_that_says_nothing_is_read() {
    for spec in operations::all().filter(|spec| spec.effect == Effect::Read) {
        for (status, body) in SAY_NOTHING {
            let is_known = KNOWN.iter().any(|(name, it)| spec.name.ends_with(name) && *it == body);
            // An undocumented payload is kept as it came, unless the envelope denies it.
            let is_kept = spec.evidence == EvidenceLevel::Assumed
                && body.starts_with(r#"{"success":true"#)
                && !body.contains("messages")
                && body != r#"{"success":tr"#;
            let may_be_read = is_known || is_kept;
            assert!(may_be_read || !is_read(spec, status, body).await, "{}: {body}", spec.name);
        }
    }
}

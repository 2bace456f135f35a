//! The operations of MK.

use std::sync::Arc;

use isp_core::http::{OperationSpec, Transport};
use isp_core::vendor_tests::{STEM, marked};
use mk_webservices::{Client, operations};

use super::{Answer, HANGS, Setup, Vendor, WarmUp, numbered};

#[path = "../../../mk-webservices/tests/no_leaks/calls.rs"]
#[allow(dead_code, reason = "the leak test looks for more")]
mod calls;

pub(crate) const VENDOR: Vendor = Vendor {
    name: "MK",
    operations: || numbered(operations::all()),
    calls: of,
    is_login: |target| target.starts_with("/mk/WSAutenticacao.rule"),
    login: r#"{"Token":"Qzxjw7session","status":"OK"}"#,
    other: r#"{"status":"OK","Estados":[{"codigo":1}]}"#,
    secrets: &[STEM, calls::DOCUMENT, "52998224725"],
};

fn of(setup: &Setup, spec: &'static OperationSpec, number: usize) -> (WarmUp, Answer) {
    let transport = Arc::clone(&setup.transport) as Arc<dyn Transport>;
    let mk = Client::builder(&setup.base_url)
        .credentials(marked("user"), marked("password"))
        .transport(transport)
        .limits(setup.limits)
        .retry(setup.retry)
        .allow_plaintext_http()
        .build()
        .unwrap();
    let call = calls::calls(spec, &mk).swap_remove(number).answer;
    let warm_up = move || {
        let ready = mk.lista_estados().with_timeout(HANGS).with_attempt_timeout(HANGS);
        Box::pin(async move { ready.await.map(drop) }) as Answer
    };
    (Box::new(warm_up), Box::pin(async move { call.await.map(drop) }))
}

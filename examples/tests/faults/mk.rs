//! The operations of MK.

use std::sync::Arc;

use isp_core::http::{OperationSpec, Transport};
use isp_core::vendor_tests::{STEM, marked};
use mk_webservices::{Client, operations};

use super::{Answer, Setup, StoppedClock, Vendor, numbered};

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

fn of(setup: &Setup, spec: &'static OperationSpec, number: usize) -> (Answer, Answer) {
    let transport = Arc::clone(&setup.transport) as Arc<dyn Transport>;
    let mk = Client::builder(&setup.base_url)
        .credentials(marked("user"), marked("password"))
        .transport(transport)
        .timing(Arc::<StoppedClock>::clone(&setup.timing))
        .limits(setup.limits)
        .retry(setup.retry)
        .allow_plaintext_http()
        .build()
        .unwrap();
    let call = calls::calls(spec, &mk).swap_remove(number).answer;
    let warm_up = mk.lista_estados();
    (
        Box::pin(async move { warm_up.await.map(drop) }),
        Box::pin(async move { call.await.map(drop) }),
    )
}

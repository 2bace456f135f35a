//! The operations of Voalle's provider-wide API.

use std::sync::Arc;

use isp_core::http::{OperationSpec, Transport};
use isp_core::vendor_tests::{STEM, marked};
use voalle_global::{Client, operations};

use super::{Answer, Setup, StoppedClock, Vendor, numbered};

#[path = "../../../voalle-global/tests/no_leaks/calls.rs"]
#[allow(dead_code, reason = "the leak test looks for more")]
mod calls;

pub(crate) const VENDOR: Vendor = Vendor {
    name: "Voalle global",
    operations: || numbered(operations::all()),
    calls: of,
    is_login: |target| target.starts_with("/connect/token"),
    login: r#"{"access_token":"Qzxjw7session","expires_in":3600,"token_type":"Bearer"}"#,
    other: r#"{"success":true,"messages":null,"response":[{"id":1}]}"#,
    secrets: &[STEM, calls::DOCUMENT, "52998224725"],
};

fn of(setup: &Setup, spec: &'static OperationSpec, _: usize) -> (Answer, Answer) {
    let transport = Arc::clone(&setup.transport) as Arc<dyn Transport>;
    let global = Client::builder_at(&setup.base_url, &setup.base_url)
        .credentials(marked("id"), marked("secret"), marked("syndata"))
        .transport(transport)
        .timing(Arc::<StoppedClock>::clone(&setup.timing))
        .limits(setup.limits)
        .retry(setup.retry)
        .allow_plaintext_http()
        .build()
        .unwrap();
    let call = calls::call(spec, &global).answer;
    let warm_up = global.getschedules();
    (
        Box::pin(async move { warm_up.await.map(drop) }),
        Box::pin(async move { call.await.map(drop) }),
    )
}

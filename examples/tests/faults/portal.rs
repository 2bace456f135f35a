//! The operations of the Voalle portal.

use std::sync::Arc;

use isp_core::http::{OperationSpec, Transport};
use isp_core::vendor_tests::{STEM, marked};
use voalle_portal::{Client, operations};

use super::{Answer, Setup, StoppedClock, Vendor, numbered};

#[path = "../../../voalle-portal/tests/no_leaks/calls.rs"]
#[allow(dead_code, reason = "the leak test looks for more")]
mod calls;

pub(crate) const VENDOR: Vendor = Vendor {
    name: "Voalle portal",
    operations: || numbered(operations::all()),
    calls: of,
    is_login: |target| target.starts_with("/portal_authentication"),
    login: r#"{"access_token":"Qzxjw7session","expires_in":3600,"person":{"id":700101}}"#,
    other: r#"{"data":[{"id":1}]}"#,
    secrets: &[STEM, calls::DOCUMENT, "52998224725"],
};

fn of(setup: &Setup, spec: &'static OperationSpec, _: usize) -> (Answer, Answer) {
    let transport = Arc::clone(&setup.transport) as Arc<dyn Transport>;
    let portal = Client::builder(&setup.base_url)
        .credentials(marked("verify"), marked("id"), marked("secret"))
        .transport(transport)
        .timing(Arc::<StoppedClock>::clone(&setup.timing))
        .limits(setup.limits)
        .retry(setup.retry)
        .allow_plaintext_http()
        .build()
        .unwrap()
        .subscriber(marked("user"), marked("password"));
    let call = calls::call(spec, &portal).answer;
    let warm_up = portal.service_level_agreements();
    (
        Box::pin(async move { warm_up.await.map(drop) }),
        Box::pin(async move { call.await.map(drop) }),
    )
}

//! The table in `CALLS.md` is generated from the code by
//! `UPDATE_OPERATIONS=1 cargo test --test calls_md`; what stands before it is written by hand.

#![allow(missing_docs)]

use std::path::Path;

use isp_core::vendor_tests::contract::calls_are_current;
use voalle_portal::{Subscriber, operations};

/// The methods that no declaration names, each once more for the compiler.
macro_rules! methods {
    ($($operation:literal: $call:literal = $method:expr;)+) => {{
        $( let _ = $method; )+
        [$(($operation, $call)),+]
    }};
}

const ISP: [(&str, &str); 16] = [
    ("GET /api/person_users/whoami", "customers_by_document"),
    ("GET /api/person_users/whoami", "customer"),
    ("GET /api/person_users/whoami", "customers_page"),
    ("GET /portal_authentication", "authenticate_subscriber"),
    ("GET /api/contract_service_tags", "contracts"),
    ("GET /api/people/{personId}/contracts", "contracts"),
    ("GET /api/people/{personId}/authentications", "connections"),
    ("GET /api/portal_financial_receivable_titles", "invoices"),
    ("GET /api/portal_financial_receivable_titles", "invoices_due"),
    ("GET /api/portal_financial_receivable_titles", "payment"),
    ("GET /api/financial/billet/{hash}", "payment"),
    ("GET /api/portal_solicitations", "tickets"),
    ("GET /api/incident_types", "ticket_kinds"),
    ("GET /api/contract_service_tags/{tagId}/catalog_services", "ticket_kinds"),
    ("POST /api/people/{personId}/solicitations", "open_ticket"),
    ("POST /api/contracts/{id}/unblock", "trust_unlock"),
];

#[test]
fn every_request_has_its_call() {
    let methods = methods! {
        "GET /portal_authentication": "portal_authentication()" = Subscriber::portal_authentication;
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("CALLS.md");
    calls_are_current(&file, &operations::all().collect::<Vec<_>>(), &methods, &ISP);
}

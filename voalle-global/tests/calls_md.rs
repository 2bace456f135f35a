//! The table in `CALLS.md` is generated from the code by
//! `UPDATE_OPERATIONS=1 cargo test --test calls_md`; what stands before it is written by hand.

#![allow(missing_docs)]

use std::path::Path;

use isp_core::vendor_tests::contract::calls_are_current;
use voalle_global::{Client, operations};

/// The methods that no declaration names, each once more for the compiler.
macro_rules! methods {
    ($($operation:literal: $call:literal = $method:expr;)+) => {{
        $( let _ = $method; )+
        [$(($operation, $call)),+]
    }};
}

const ISP: [(&str, &str); 13] = [
    ("GET /external/integrations/thirdparty/people/txid/{txId}", "customers_by_document"),
    ("GET /external/integrations/thirdparty/getclient", "customer"),
    ("GET /external/integrations/thirdparty/getclient", "customers_page"),
    ("POST /external/integrations/thirdparty/contract/getpaged", "contracts"),
    ("POST /external/map/connection/by/userdata", "connections"),
    ("GET /external/integrations/thirdparty/getopentitlesbytxid/{txId}", "invoices"),
    ("GET /external/integrations/thirdparty/gettitlesbytxid/{txId}", "invoices"),
    ("GET /external/integrations/thirdparty/getopentitlesbytxid/{txId}", "payment"),
    ("GET /external/integrations/thirdparty/GetBillet/{titleId}", "payment"),
    ("POST /external/integrations/thirdparty/billings/registerpix", "payment"),
    ("GET /external/integrations/thirdparty/solicitationlist/{personId}", "tickets"),
    ("POST /external/integrations/thirdparty/opendetailedsolicitation", "open_ticket"),
    ("POST /external/integrations/thirdparty/contracts/unlock/{contractNumber}", "trust_unlock"),
];

#[test]
fn every_request_has_its_call() {
    let methods = methods! {
        "POST /connect/token": "connect_token()" = Client::connect_token;
        "PUT /external/integrations/thirdparty/updateconnection/{connectionId}":
            "updateconnection_overwriting_password(connection_id, password)"
            = Client::updateconnection_overwriting_password;
        "POST /external/integrations/thirdparty/projects/getsolicitationdata":
            "getsolicitationdata(assignment_id)" = Client::getsolicitationdata;
        "POST /external/integrations/thirdparty/projects/getsolicitationdata":
            "getsolicitationdata_by_protocol(protocol)" = Client::getsolicitationdata_by_protocol;
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("CALLS.md");
    calls_are_current(&file, &operations::all().collect::<Vec<_>>(), &methods, &ISP);
}

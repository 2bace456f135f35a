//! `OPERATIONS.md` is made from the code. `UPDATE_OPERATIONS=1 cargo test --test operations_md`
//! rewrites it.

#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use isp_core::http::vendor::operations_table;
use mk_webservices::operations;

const HEAD: &str = "\
# Operations of MK Webservices

Made from the code by `tests/operations_md.rs`; do not edit. *Effect* decides what is repeated after a
failure, *evidence* says who has shown the answer's shape (several clients: observed; the manual or one
client: manual; nobody: assumed, and the answer is untyped). *Proof* is what in an answer proves that
a write was done; without it the call is perhaps done. *Service code* is what a web-service profile
grants, where it is known.

";

#[test]
fn operations_md_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("OPERATIONS.md");
    let current = format!("{HEAD}{}", operations_table(operations::all()));
    if std::env::var_os("UPDATE_OPERATIONS").is_some() {
        fs::write(&file, &current).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == current, "OPERATIONS.md is not current: run again with UPDATE_OPERATIONS=1");
}

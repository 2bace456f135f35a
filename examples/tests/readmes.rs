//! What a page of the repository shows is what a reader can compile.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use isp_core::InvoiceStatus;
use isp_core::testing::World;

/// What the first program has printed.
static PRINTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[allow(clippy::disallowed_methods, reason = "a reader's program reads the clock itself")]
mod first_program {
    macro_rules! println {
        ($($text:tt)*) => { super::PRINTED.lock().unwrap().push(format!($($text)*)) };
    }

    include!("../quick_start/program.rs");

    pub(super) fn run() {
        main().unwrap();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The pages of the repository and of its crates.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    for folder in folders.filter(|path| path.is_dir()).chain([root()]) {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    pages
}

#[test]
fn the_first_program_of_the_readme_is_the_example_quick_start() {
    let block = format!("```rust\n{}```\n", include_str!("../quick_start/program.rs"));
    assert!(
        include_str!("../../README.md").contains(&block),
        "examples/quick_start/program.rs and the README differ"
    );
}

#[test]
fn the_first_program_prints_a_payment_for_every_invoice_that_has_one() {
    first_program::run();
    let printed = PRINTED.lock().unwrap();
    let invoices = |text: &&String| text.starts_with("  2");
    let with_payment = printed
        .chunk_by(|_, next| next.starts_with("    "))
        .filter(|block| block.first().as_ref().is_some_and(invoices))
        .filter(|block| {
            block.iter().any(|line| line.starts_with("    line ") || line.starts_with("    PIX "))
        })
        .count();

    let world = World::example();
    let maria = "529.982.247-25".parse().unwrap();
    let payable = |logged_in: bool| {
        let customers = world.customers.iter().filter(|customer| customer.document == Some(maria));
        // A portal login sees one of the registrations.
        let customers: Vec<_> = customers
            .map(|customer| &customer.id)
            .filter(|id| {
                !logged_in || world.logins.first().is_some_and(|login| login.customer == **id)
            })
            .collect();
        let invoices = world.invoices.iter().filter(|found| {
            found.invoice.status == InvoiceStatus::Open
                && customers.contains(&&found.invoice.customer)
        });
        invoices.filter(|found| found.line.is_some() || found.pix.is_some()).count()
    };
    assert!(payable(true) >= 3);
    assert_eq!(with_payment, payable(false) + payable(true), "{printed:#?}");
}

/// rustdoc hides lines that begin with `# `; a repository's page shows them.
#[test]
fn no_page_has_lines_that_only_rustdoc_hides() {
    let mut in_rust = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let mut block = None;
        for (number, line) in (1..).zip(text.lines()) {
            match (line.strip_prefix("```"), block) {
                (Some(language), None) => block = Some(language.starts_with("rust")),
                (Some(_), Some(_)) => block = None,
                (None, Some(true)) => {
                    in_rust += 1;
                    let hidden = line == "#" || line.starts_with("# ");
                    assert!(!hidden, "{}:{number}: {line}", page.display());
                }
                (None, _) => {}
            }
        }
    }
    assert!(in_rust > 50, "the pages have been looked at");
}

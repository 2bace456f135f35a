//! What a page of the repository shows is what a reader can compile.

use std::fs;
use std::path::{Path, PathBuf};

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

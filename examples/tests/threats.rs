//! The threat table of `SECURITY.md` names tests that exist.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn text(path: &str) -> Option<String> {
    fs::read_to_string(Path::new(ROOT).join(path)).ok()
}

/// The cells of each line of the table, without its head.
fn threats(page: &str) -> Vec<Vec<&str>> {
    let (_, table) = page.split_once("| proof |\n").unwrap();
    let lines = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The file and function of each test that a cell names. A file stands before its functions.
fn proofs(cell: &str) -> Vec<(&str, &str)> {
    let mut file = "";
    let mut proofs = Vec::new();
    for code in cell.split('`').skip(1).step_by(2) {
        if Path::new(code).extension().is_some_and(|extension| extension == "rs") {
            file = code;
        } else {
            proofs.push((file, code));
        }
    }
    proofs
}

/// Whether the text has a function of this name that is run as a test.
fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<_> = source.lines().map(str::trim).collect();
    let is_function = |line: &str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        let rest = line.strip_prefix("fn ").and_then(|line| line.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with('('))
    };
    let is_attribute = |line: &&&str| line.starts_with("#[") || line.starts_with("//");
    let is_test = |line: &str| line.starts_with("#[test]") || line.starts_with("#[tokio::test");
    lines.iter().enumerate().any(|(at, line)| {
        let before = lines.iter().take(at).rev().take_while(is_attribute);
        is_function(line) && { before }.any(|line| is_test(line))
    })
}

#[test]
fn every_line_of_the_threat_table_names_tests_that_exist() {
    let page = text("SECURITY.md").unwrap();
    let threats = threats(&page);
    assert!(threats.len() >= 20, "the table was found");
    let mut missing = Vec::new();
    for threat in &threats {
        let [attacker, asset, stop, proof] = threat[..] else { panic!("four cells: {threat:?}") };
        assert!([attacker, asset, stop].iter().all(|cell| !cell.is_empty()), "{threat:?}");
        let proofs = proofs(proof);
        assert!(!proofs.is_empty(), "a test is named: {threat:?}");
        for (file, name) in proofs {
            if !text(file).is_some_and(|source| has_test(&source, name)) {
                missing.push(format!("{file}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "no such tests: {missing:#?}");
}

#[test]
fn a_name_in_a_comment_a_helper_or_a_longer_name_is_no_test() {
    let source = "#[tokio::test(start_paused = true)]\n#[ignore]\nasync fn one() {}\n\
                  fn two() {}\n// fn three()\n#[test]\nfn four_and_more() {}\n";
    let found = ["one", "two", "three", "four", "four_and_more"].map(|name| has_test(source, name));
    assert_eq!(found, [true, false, false, false, true]);
}

#[test]
fn every_dependency_comes_from_the_registry_with_a_checksum() {
    let lock = text("Cargo.lock").unwrap();
    let packages: Vec<_> = lock.split("[[package]]").skip(1).collect();
    assert!(packages.len() > 50, "the packages were found");
    let members = [
        "examples",
        "examples-services",
        "isp-core",
        "isp-core-macros",
        "isp-redis",
        "mk-webservices",
        "voalle-global",
        "voalle-portal",
    ];
    for package in packages {
        let field = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name));
            line.map(|value| value.trim_matches([' ', '=', '"']))
        };
        let name = field("name").unwrap();
        if members.contains(&name) {
            continue;
        }
        let source = "registry+https://github.com/rust-lang/crates.io-index";
        assert_eq!(field("source"), Some(source), "{name}");
        assert_eq!(field("checksum").map(str::len), Some(64), "{name}");
    }
}

//! What the vendor's manual says of each operation stands in the code: parameters, releases and services
//! in the declaration, meanings and contradictions in its documentation.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use isp_core::http::{OperationSpec, ParameterSpec};
use mk_webservices::operations;

/// One fact a line. A line without a parameter is about the operation; `…` there means that it has more
/// parameters than are listed. The words, separated by semicolons, must stand in the documentation; a word
/// after `!` must not.
///
/// Where the sources name no release or service the cell is empty, and so it must be in the code.
const MANUAL: &str = include_str!("fixtures/manual.tsv");

/// The contract; its column `tier` tells which operations are in the manual.
const CONTRACT: &str = include_str!("fixtures/operations.tsv");

/// What the manual says of one operation.
#[derive(Default)]
struct Operation {
    release: &'static str,
    service: &'static str,
    words: &'static str,
    has_more_parameters: bool,
    parameters: BTreeMap<&'static str, Parameter>,
}

struct Parameter {
    release: &'static str,
    words: &'static str,
}

/// The manual, by the type of each operation.
fn manual() -> BTreeMap<&'static str, Operation> {
    let mut operations: BTreeMap<_, Operation> = BTreeMap::new();
    for line in MANUAL.lines().skip(1) {
        let [name, parameter, release, service, words] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let operation = operations.entry(name).or_default();
        if let "" | "…" = parameter {
            (operation.release, operation.service, operation.words) = (release, service, words);
            operation.has_more_parameters = parameter == "…";
        } else {
            operation.parameters.insert(parameter, Parameter { release, words });
        }
    }
    operations
}

/// An operation as its file declares it.
struct Declaration {
    /// The vendor's name.
    name: String,
    documentation: String,
    /// By its name on the wire, where it has one of its own.
    parameters: BTreeMap<String, String>,
}

/// The declarations of all operation files, by type.
fn declarations() -> BTreeMap<String, Declaration> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/operations");
    files(&root).iter().filter_map(|file| declaration(&fs::read_to_string(file).unwrap())).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The first declaration in a file: documentation before its type, then before each parameter.
fn declaration(file: &str) -> Option<(String, Declaration)> {
    let mut lines = file.lines().skip_while(|line| !line.ends_with("operation! {")).skip(1);
    let mut documentation = String::new();
    let mut found: Option<(String, Declaration)> = None;
    for line in lines.by_ref().take_while(|line| *line != "}").map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            documentation = format!("{documentation} {}", text.trim());
            continue;
        }
        let text = words_of(&std::mem::take(&mut documentation));
        let quoted = line.split('"').nth(1);
        match &mut found {
            None if !text.is_empty() => {
                let name = line.split([' ', ',']).next()?;
                let verb = line.split(" = ").nth(1).and_then(|rest| rest.split(" \"").next());
                let vendor = match (verb, quoted) {
                    (Some(verb @ ("GET" | "POST" | "PUT")), Some(path)) => format!("{verb} {path}"),
                    (Some(_), Some(vendor)) => vendor.to_owned(),
                    _ => name.to_owned(),
                };
                let parameters = BTreeMap::new();
                let declared = Declaration { name: vendor, documentation: text, parameters };
                found = Some((name.to_owned(), declared));
            }
            Some((_, declared)) if !text.is_empty() => {
                let name = line.strip_prefix('"').and(quoted).or_else(|| line.split(':').next())?;
                declared.parameters.insert(name.to_owned(), text);
            }
            _ => {}
        }
    }
    found
}

/// Text in one line and in one case.
fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Adds to `wrong` which of `words` a documentation lacks, or has against the manual.
fn compare_words(wrong: &mut Vec<String>, what: &str, words: &str, documentation: &str) {
    for word in words.split(';').map(str::trim).filter(|word| !word.is_empty()) {
        let (word, wanted) = word.strip_prefix('!').map_or((word, true), |word| (word, false));
        if documentation.contains(&words_of(word)) != wanted {
            let verb = if wanted { "lacks" } else { "has" };
            wrong.push(format!("{what}: the documentation {verb} \"{word}\""));
        }
    }
}

fn service_of(spec: &OperationSpec) -> String {
    let code = spec.service_code.filter(|_| spec.service_name.is_some());
    let code = code.map(|code| format!("{code}: ")).unwrap_or_default();
    format!("{code}{}", spec.service_name.unwrap_or_default())
}

/// The differences between an operation of the manual and the code.
fn differences(name: &str, said: &Operation, declared: &Declaration) -> Vec<String> {
    let mut wrong = Vec::new();
    // Two operations share one name: take the one that has the parameters.
    let matches = |spec: &&OperationSpec| {
        spec.parameters.iter().filter(|known| said.parameters.contains_key(known.name)).count()
    };
    let namesakes = operations::all().filter(|spec| spec.name == declared.name);
    let Some(spec) = namesakes.max_by_key(matches) else {
        return vec![format!("{name}: the code has no operation {}", declared.name)];
    };
    let mut compare = |what: String, ours: &str, theirs: &str| {
        if ours != theirs {
            wrong.push(format!("{what} is \"{ours}\", not \"{theirs}\""));
        }
    };
    compare(format!("{name}: release"), spec.since.unwrap_or_default(), said.release);
    compare(format!("{name}: service"), &service_of(spec), said.service);
    let known: BTreeMap<&str, &ParameterSpec> =
        spec.parameters.iter().map(|known| (known.name, known)).collect();
    for (parameter, theirs) in &said.parameters {
        let ours = known.get(parameter).and_then(|known| known.since).unwrap_or_default();
        compare(format!("{name}: release of {parameter}"), ours, theirs.release);
    }
    if !said.has_more_parameters {
        let ours: Vec<_> = known.keys().copied().collect();
        let theirs: Vec<_> = said.parameters.keys().copied().collect();
        compare(format!("{name}: parameters"), &ours.join(" "), &theirs.join(" "));
    }
    compare_words(&mut wrong, name, said.words, &declared.documentation);
    for (parameter, theirs) in &said.parameters {
        // Two parameters that are one in the code have no documentation by their own names.
        let all = || declared.parameters.values().cloned().collect::<Vec<_>>().join(" ");
        let documentation = declared.parameters.get(*parameter).cloned().unwrap_or_else(all);
        compare_words(&mut wrong, &format!("{name}: {parameter}"), theirs.words, &documentation);
    }
    wrong
}

#[test]
fn whatever_the_manual_says_stands_in_the_code() {
    let declarations = declarations();
    let mut wrong = Vec::new();
    for (name, said) in &manual() {
        match declarations.get(*name) {
            Some(declared) => wrong.extend(differences(name, said, declared)),
            None => wrong.push(format!("{name}: no file declares it")),
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_operation_of_the_manual_is_compared() {
    let declarations = declarations();
    let mut compared: Vec<_> = manual().keys().map(|name| &declarations[*name].name).collect();
    let rows = CONTRACT.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let of_the_manual: Vec<_> = rows.filter(|row| row[10] == "manual").map(|row| row[2]).collect();
    for name in &of_the_manual {
        let at = compared.iter().position(|one| one == name);
        compared.remove(at.unwrap_or_else(|| panic!("{name} is not in manual.tsv")));
    }
    assert_eq!(of_the_manual.len(), 62);
}

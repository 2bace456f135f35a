//! `README.md` and `README.pt-BR.md` say the same: what is not language is compared.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

const ENGLISH: &str = include_str!("../../README.md");
const PORTUGUESE: &str = include_str!("../../README.pt-BR.md");

/// What of a section does not depend on the language.
struct Section {
    /// Depth of the heading.
    depth: usize,
    /// Blocks of code, without the comments of commands.
    code: Vec<String>,
    /// Of each row of a table: number of cells, and what stands in backticks.
    rows: Vec<(usize, BTreeSet<String>)>,
    /// What stands in backticks in each item of a list.
    items: Vec<BTreeSet<String>>,
    /// What stands in backticks in the text.
    names: BTreeSet<String>,
    /// Targets of links, but for those to the other language.
    links: BTreeSet<String>,
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            let depth = line.chars().take_while(|c| *c == '#').count();
            sections.push(Section {
                depth,
                code: Vec::new(),
                rows: Vec::new(),
                items: Vec::new(),
                names: BTreeSet::new(),
                links: BTreeSet::new(),
            });
            continue;
        }
        let section = sections.last_mut().unwrap();
        if let Some(language) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```");
            let code: Vec<_> = match language {
                "sh" => body.map(|line| line.split('#').next().unwrap().trim_end()).collect(),
                _ => body.collect(),
            };
            section.code.push(format!("{language}: {}", code.join("\n")));
        } else if line.starts_with('|') {
            section.rows.push((line.matches('|').count(), in_backticks(line)));
        } else if line.starts_with("- ") {
            section.items.push(in_backticks(line));
        }
    }
    for (section, text) in sections.iter_mut().zip(texts(text)) {
        section.names = in_backticks(&text);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let targets = targets.filter(|target| !target.starts_with("README"));
        section.links = targets.map(str::to_owned).collect();
    }
    sections
}

/// The text of each section, without blocks of code and tables.
fn texts(text: &str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if !is_code && line.starts_with('#') {
            texts.push(String::new());
        } else if !is_code && !line.starts_with('|') {
            let text = texts.last_mut().unwrap();
            text.push_str(line);
            text.push(' ');
        }
    }
    texts
}

fn in_backticks(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn both_languages_have_the_same_sections_code_tables_names_and_links() {
    let (english, portuguese) = (sections(ENGLISH), sections(PORTUGUESE));
    let headings = |text: &str| -> Vec<String> {
        let mut is_code = false;
        let mut heading = |line: &&str| {
            is_code ^= line.starts_with("```");
            !is_code && line.starts_with('#')
        };
        text.lines().filter(|line| heading(line)).map(str::to_owned).collect()
    };
    let names = headings(ENGLISH);
    for ((english, portuguese), heading) in english.iter().zip(&portuguese).zip(&names) {
        assert_eq!(english.depth, portuguese.depth, "{heading}: depth of the heading");
        assert_eq!(english.code, portuguese.code, "{heading}: code");
        assert_eq!(english.rows.len(), portuguese.rows.len(), "{heading}: rows of tables");
        for (english, portuguese) in english.rows.iter().zip(&portuguese.rows) {
            assert_eq!(english, portuguese, "{heading}: cells of a row, and names in it");
        }
        assert_eq!(english.items, portuguese.items, "{heading}: names in the items of lists");
        assert_eq!(english.names, portuguese.names, "{heading}: names in the text");
        assert_eq!(english.links, portuguese.links, "{heading}: links");
    }
    assert_eq!(english.len(), portuguese.len(), "{names:?} and {:?}", headings(PORTUGUESE));
}

#[test]
fn each_language_leads_to_the_other() {
    assert!(ENGLISH.contains("](README.pt-BR.md)"));
    assert!(PORTUGUESE.contains("](README.md)"));
}

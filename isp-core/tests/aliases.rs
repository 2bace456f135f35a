//! Whoever searches the documentation in Portuguese finds the item, with accents or without.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use isp_core::wire::fold;

/// The aliases of each item, by file and place in it.
fn aliases() -> BTreeMap<(String, usize), BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|end| end != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for (place, rest) in text.match_indices("doc(alias(") {
                let list = text[place + rest.len()..].split("))]").next().unwrap();
                let words = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
                found.insert((path.display().to_string(), place), words);
            }
        }
    }
    found
}

#[test]
fn every_alias_with_an_accent_is_there_without_it_too() {
    for (place, words) in aliases() {
        for word in &words {
            let plain = fold(word);
            assert!(words.contains(&plain), "{place:?}: {word} without {plain}");
        }
    }
}

#[test]
fn the_words_of_the_field_lead_to_something() {
    let all: BTreeSet<_> = aliases().into_values().flatten().collect();
    for word in [
        "atendimento",
        "boleto",
        "chamado",
        "cliente",
        "conexao",
        "contrato",
        "desbloqueio de confianca",
        "fatura",
        "inadimplentes",
        "linha digitavel",
        "protocolo",
        "segunda via",
        "vencimento",
    ] {
        assert!(all.contains(word), "{word}");
    }
}

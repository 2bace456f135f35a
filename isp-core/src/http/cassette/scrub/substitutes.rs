//! Which invented value stands for which original.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::draw::Draw;
use crate::http::cassette::Replaced;

/// How often another value is drawn because one is taken, or holds an original.
const MOST_DRAWS: u64 = 200;

/// The shortest original that no invented value may hold.
const SHORTEST_ORIGINAL: usize = 4;

/// The invented values of one cassette: the same original always has the same one, and two originals
/// never share one as long as there are enough of that form.
///
/// The key is made for one cassette and is not kept, so that nobody can compute the way back.
pub(super) struct Substitutes {
    key: RandomState,
    of: HashMap<(Replaced, String), String>,
    taken: HashSet<(Replaced, String)>,
    /// What was recorded, in pieces of letters and digits.
    originals: HashSet<String>,
    lengths: BTreeSet<usize>,
}

impl Substitutes {
    pub(super) fn new() -> Self {
        Self {
            key: RandomState::new(),
            of: HashMap::new(),
            taken: HashSet::new(),
            originals: HashSet::new(),
            lengths: BTreeSet::new(),
        }
    }

    /// Remembers a text, no piece of which may be in an invented value.
    pub(super) fn avoid(&mut self, text: &[u8]) {
        let pieces = text.split(|byte| !byte.is_ascii_alphanumeric());
        for piece in pieces.filter(|piece| (SHORTEST_ORIGINAL..=64).contains(&piece.len())) {
            self.lengths.insert(piece.len());
            self.originals.insert(String::from_utf8_lossy(piece).to_ascii_lowercase());
        }
    }

    /// Values that depend on the key and this seed alone.
    pub(super) fn draw(&self, seed: &str) -> Draw<'_> {
        Draw::new(&self.key, self.key.hash_one(seed))
    }

    /// The value for `original`, made by `invent` and refused while `suits` says so.
    pub(super) fn of(
        &mut self,
        kind: Replaced,
        original: &str,
        suits: impl Fn(&str) -> bool,
        mut invent: impl FnMut(&mut Draw<'_>, u64) -> String,
    ) -> String {
        let asked = (kind, original.to_owned());
        if let Some(known) = self.of.get(&asked) {
            return known.clone();
        }
        let mut free = None;
        let mut last = String::new();
        for number in 0..MOST_DRAWS {
            let mut draw = Draw::new(&self.key, self.key.hash_one((kind, original, number)));
            last = invent(&mut draw, number);
            if last == original || !suits(&last) || self.is_taken(kind, &last) {
                continue;
            }
            if !self.holds_an_original(&last) {
                free = Some(last.clone());
                break;
            }
            // A few letters may be an original by chance without telling anything.
            free.get_or_insert_with(|| last.clone());
        }
        let value = free.unwrap_or(last);
        self.taken.insert((kind, value.clone()));
        self.of.insert(asked, value.clone());
        value
    }

    /// Counts an original that is replaced part by part.
    pub(super) fn note(&mut self, kind: Replaced, original: &str) {
        self.of.entry((kind, original.to_owned())).or_default();
    }

    fn is_taken(&self, kind: Replaced, value: &str) -> bool {
        self.taken.contains(&(kind, value.to_owned()))
    }

    pub(super) fn holds_an_original(&self, value: &str) -> bool {
        let plain: String = value
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let spelled = value.to_ascii_lowercase();
        [plain, spelled].iter().any(|text| {
            let fitting = self.lengths.range(..=text.len());
            fitting.into_iter().any(|length| {
                (0..=text.len() - length).any(|start| {
                    text.get(start..start + length)
                        .is_some_and(|part| self.originals.contains(part))
                })
            })
        })
    }

    /// How many different originals of each kind were replaced.
    pub(super) fn counts(&self) -> BTreeMap<Replaced, usize> {
        let mut counts = BTreeMap::new();
        for (kind, _) in self.of.keys() {
            *counts.entry(*kind).or_default() += 1;
        }
        counts
    }
}

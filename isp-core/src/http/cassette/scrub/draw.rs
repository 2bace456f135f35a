//! Random values that depend on a key and on what they replace.

use std::hash::{BuildHasher, RandomState};

/// Values drawn one after the other; the same key and seed give the same ones.
pub(super) struct Draw<'k> {
    key: &'k RandomState,
    seed: u64,
    count: u64,
}

impl<'k> Draw<'k> {
    pub(super) fn new(key: &'k RandomState, seed: u64) -> Self {
        Self { key, seed, count: 0 }
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.count += 1;
        // The remainder prefers small numbers by less than one in 2^50 here.
        self.key.hash_one((self.seed, self.count)) % end
    }

    /// A number between both, both included.
    pub(super) fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    pub(super) fn digit(&mut self) -> char {
        self.one_of("0123456789")
    }

    /// A digit that is not 0.
    pub(super) fn first_digit(&mut self) -> char {
        self.one_of("123456789")
    }

    /// A character of an ASCII text that is not empty.
    pub(super) fn one_of(&mut self, choices: &str) -> char {
        let at = self.below(choices.len() as u64);
        let byte = usize::try_from(at).ok().and_then(|at| choices.as_bytes().get(at));
        byte.copied().map_or('x', char::from)
    }

    /// A character of the same kind as an ASCII letter or digit; anything else stays.
    pub(super) fn like(&mut self, original: char) -> char {
        match original {
            '0'..='9' => self.digit(),
            'a'..='z' => self.one_of("abcdefghijklmnopqrstuvwxyz"),
            'A'..='Z' => self.one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            other => other,
        }
    }

    /// A hexadecimal digit of the same kind; anything else stays.
    pub(super) fn hex_like(&mut self, original: char) -> char {
        match original {
            '0'..='9' => self.digit(),
            'a'..='f' => self.one_of("abcdef"),
            'A'..='F' => self.one_of("ABCDEF"),
            other => other,
        }
    }
}

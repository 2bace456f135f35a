//! The words of an ERP that say nothing about anybody.

use std::collections::HashSet;

use crate::http::{OperationSpec, Proof};
use crate::wire::fold;

/// Words that every ERP may write.
const WORDS: &[&str] = &[
    "ok",
    "erro",
    "error",
    "sucesso",
    "success",
    "falha",
    "failure",
    "warn",
    "warning",
    "info",
    "sim",
    "não",
    "s",
    "n",
    "yes",
    "no",
    "y",
    "true",
    "false",
    "null",
    "none",
    "bearer",
    "-",
    "BRL",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_token",
    "unauthorized_client",
    "unsupported_grant_type",
    "access_denied",
    "client_credentials",
    "password",
    "refresh_token",
];

/// Words that are kept inside of a longer text: those of addresses, units and servers' error pages.
const PHRASES: &[&str] = &[
    "http",
    "https",
    "www",
    "br.gov.bcb.pix",
    "com sucesso",
    "sucesso",
    "não",
    "erro",
    "falha",
    "success",
    "error",
    "HTTP Status",
    "Bad Request",
    "Unauthorized",
    "Forbidden",
    "Not Found",
    "Internal Server Error",
    "Bad Gateway",
    "Service Unavailable",
    "Gateway Timeout",
    "Too Many Requests",
    "Message",
    "Report",
    "Status Report",
    "Exception Report",
    "Description",
    "Object reference not set to an instance of an object",
];

/// Members whose numbers are kept: what a server counts, not whom it counts.
const NUMBERS: &[&str] = &[
    "status",
    "statusCode",
    "code",
    "page",
    "pageNumber",
    "pageSize",
    "totalPages",
    "totalRecords",
    "total",
    "count",
    "filtered",
    "expires_in",
];

/// The words of an ERP that say nothing about anybody: the only ones that a
/// [`Cassette`](super::Cassette) keeps as they are. Everything else in a text is replaced.
///
/// Each API crate has that of its ERP (`vocabulary()`). Case, accents and outer spaces do not count.
///
/// ```
/// use isp_core::http::cassette::Vocabulary;
///
/// let vocabulary = Vocabulary::new()
///     .words(["Ativo", "Em instalação"])      // kept where they are the whole text
///     .phrases(["não localizado"])            // kept inside a text too
///     .numbers_of(["totalPages"])             // members whose numbers are kept
///     .members(["Nome do plano"]);            // names of members that do not look like one
/// assert!(vocabulary.has_word("ATIVO"));
/// assert!(!vocabulary.has_word("Maria"));
/// ```
#[derive(Clone)]
pub struct Vocabulary {
    words: HashSet<String>,
    /// By their words; the longest first.
    phrases: Vec<Vec<String>>,
    of_phrases: HashSet<String>,
    numbers: HashSet<String>,
    members: HashSet<String>,
    segments: HashSet<String>,
    rules: Vec<fn(&str) -> bool>,
}

impl Vocabulary {
    /// The words that every ERP may write.
    pub fn new() -> Self {
        let empty = Self {
            words: HashSet::new(),
            phrases: Vec::new(),
            of_phrases: HashSet::new(),
            numbers: HashSet::new(),
            members: HashSet::new(),
            segments: HashSet::new(),
            rules: Vec::new(),
        };
        empty
            .words(WORDS.iter().copied())
            .phrases(PHRASES.iter().copied())
            .numbers_of(NUMBERS.iter().copied())
    }

    /// Adds words that are kept where they are the whole text, or the whole number.
    pub fn words<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.words.extend(words.into_iter().map(fold));
        self
    }

    /// Adds sequences of words that are kept inside of a longer text too.
    pub fn phrases<'a>(mut self, phrases: impl IntoIterator<Item = &'a str>) -> Self {
        for phrase in phrases {
            let words: Vec<String> = words_of(phrase).collect();
            self.of_phrases.extend(words.iter().cloned());
            if !words.is_empty() && !self.phrases.contains(&words) {
                self.phrases.push(words);
            }
        }
        self.phrases.sort_by_key(|words| std::cmp::Reverse(words.len()));
        self
    }

    /// Adds members whose numbers are kept.
    pub fn numbers_of<'a>(mut self, members: impl IntoIterator<Item = &'a str>) -> Self {
        self.numbers.extend(members.into_iter().map(fold));
        self
    }

    /// Adds names of members that do not look like one, such as `Nome do plano`.
    pub fn members<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.members.extend(names.into_iter().map(fold));
        self
    }

    /// Keeps what is not a parameter in the paths of these operations, the names of their parameters, and
    /// the sentences that prove a write.
    pub fn operations<'a>(mut self, specs: impl IntoIterator<Item = &'a OperationSpec>) -> Self {
        for spec in specs {
            let fixed = spec.path.split('/').filter(|segment| !segment.contains('{'));
            self.segments.extend(fixed.map(str::to_owned));
            let names = spec.parameters.iter().map(|parameter| parameter.name);
            self = self.members(names).proof(spec.proof);
        }
        self
    }

    fn proof(self, proof: Proof) -> Self {
        match proof {
            Proof::Sentence { sentence, .. } => self.phrases(sentence.split("<n>")),
            Proof::AnyOf(proofs) => proofs.iter().fold(self, |all, one| all.proof(*one)),
            _ => self,
        }
    }

    /// Keeps the segments of paths for which `is_name` is true, such as the names of rules.
    pub fn segments(mut self, is_name: fn(&str) -> bool) -> Self {
        self.rules.push(is_name);
        self
    }

    /// Whether a text that consists of this word is kept.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(&fold(word))
    }

    /// The same of a folded word.
    pub(super) fn has_folded(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a folded word is kept anywhere, so that no invented one may look like it.
    pub(super) fn uses(&self, word: &str) -> bool {
        self.words.contains(word) || self.of_phrases.contains(word)
    }

    /// How many of these folded words a phrase takes that begins with the first of them.
    pub(super) fn phrase_at(&self, words: &[String]) -> Option<usize> {
        self.of_phrases.contains(words.first()?).then_some(())?;
        self.phrases.iter().find(|phrase| words.starts_with(phrase)).map(Vec::len)
    }

    pub(super) fn keeps_number_of(&self, member: &str) -> bool {
        self.numbers.contains(&fold(member))
    }

    pub(super) fn has_member(&self, name: &str) -> bool {
        self.members.contains(&fold(name))
    }

    pub(super) fn has_segment(&self, segment: &str) -> bool {
        segment.is_empty()
            || self.segments.contains(segment)
            || self.rules.iter().any(|is_name| is_name(segment))
    }
}

/// The folded words of a text.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| !word.is_empty())
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (words, phrases) = (self.words.len(), self.phrases.len());
        write!(f, "Vocabulary({words} words, {phrases} phrases)")
    }
}

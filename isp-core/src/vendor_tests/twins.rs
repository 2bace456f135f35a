//! Every mutation of the answers that a question of the trait reads, one at a time.

use std::collections::HashMap;
use std::fmt::Debug;
use std::future::Future;
use std::path::Path;

use serde_json::Value;

use super::PreparedAnswer;
use crate::testing::twins::{Answer, Facts, Mutator, Source, Tally, Twin, judge};

/// The questions of the trait, asked of an API crate.
pub trait Question: Copy + Debug {
    /// The ERP that answers.
    type Erp;

    /// An ERP with these answers, by name.
    fn erp(answers: HashMap<&'static str, PreparedAnswer>) -> Self::Erp;

    /// How many requests of this name it has received.
    fn arrivals(erp: &Self::Erp, name: &str) -> usize;

    /// Whether the client was told of drift.
    fn drifted(erp: &Self::Erp) -> bool;

    /// The name of the request that writes.
    fn write(self) -> Option<&'static str>;

    /// Asks.
    fn ask(self, erp: &Self::Erp) -> impl Future<Output = Answer>;

    /// Whether the twin is itself a documented answer with another meaning.
    fn is_another_answer(self, name: &str, twin: &Twin) -> bool {
        let _ = (name, twin);
        false
    }

    /// Whether the twin refuses the token: that alone proves that a write did not run and may be sent
    /// again.
    fn refuses_the_token(twin: &Twin) -> bool {
        twin.status == 401
    }
}

/// A question and the answers that it may read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Scene<Q> {
    question: Q,
    fixtures: &'static str,
    answers: HashMap<&'static str, Vec<u8>>,
    /// The statements that are allowed, instead of those of the answers without mutation.
    pub base: Option<Facts>,
    /// What makes the mutations.
    pub mutator: Mutator,
}

impl<Q: Question> Scene<Q> {
    /// A scene without answers; `fixtures` is the folder of [`file`](Self::file).
    pub fn new(question: Q, mutator: Mutator, fixtures: &'static str) -> Self {
        Self { question, fixtures, answers: HashMap::new(), base: None, mutator }
    }

    /// Answers with a fixture.
    #[must_use]
    pub fn file(self, name: &'static str, file: &str) -> Self {
        let text = std::fs::read_to_string(Path::new(self.fixtures).join(file));
        let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
        let json: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.answer(name, &json)
    }

    /// Answers with this JSON.
    #[must_use]
    pub fn answer(self, name: &'static str, body: &Value) -> Self {
        self.bytes(name, body.to_string().as_bytes())
    }

    /// Answers with these bytes.
    #[must_use]
    pub fn bytes(mut self, name: &'static str, body: &[u8]) -> Self {
        self.answers.insert(name, body.to_vec());
        self
    }

    /// Allows no statement.
    #[must_use]
    pub fn nothing_may_be_said(mut self) -> Self {
        self.base = Some(Facts::default());
        self
    }

    /// Asks where one answer is another.
    pub async fn asked(&self, changed: &'static str, status: u16, body: &[u8]) -> (Answer, Q::Erp) {
        let mut answers: HashMap<_, _> =
            self.answers.iter().map(|(name, body)| (*name, (200, body.clone()))).collect();
        answers.insert(changed, (status, body.to_vec()));
        let erp = Q::erp(answers);
        let mut said = self.question.ask(&erp).await;
        said.drifted = Q::drifted(&erp);
        (said, erp)
    }

    /// Asks with every twin of the answer of `changed`.
    pub async fn with_twins_of(&self, changed: &'static str, source: Source, tally: &mut Tally) {
        let name = format!("{changed} of {:?}", self.question);
        let body = self.answers.get(changed).unwrap_or_else(|| panic!("{name}: no answer"));
        let (said, erp) = self.asked(changed, 200, body).await;
        let base = self.base.clone().unwrap_or(said.facts);
        assert!(Q::arrivals(&erp, changed) > 0, "{name}: not read");
        assert!(
            self.base.is_some() || !base.is_empty(),
            "{name}: the answer without mutation says nothing"
        );
        let twins = self.mutator.twins_of(body);
        for twin in twins.filter(|twin| !self.question.is_another_answer(changed, twin)) {
            let (said, erp) = self.asked(changed, twin.status, &twin.body).await;
            let arrivals = self.question.write().map_or(0, |write| Q::arrivals(&erp, write));
            if arrivals > 1 && !Q::refuses_the_token(&twin) {
                tally.forbid(&name, &twin, &format!("the write arrived {arrivals} times"));
            } else {
                tally.add(&name, &twin, judge(&base, &said, &twin.touch, source));
            }
        }
    }
}

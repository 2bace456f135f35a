//! Counting what came of the twins.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use super::judge::Verdict;
use super::mutator::Twin;

/// How many twins of an operation were tested, with their verdicts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    operation: String,
    same: usize,
    with_drift: usize,
    unknown: usize,
    errors: usize,
    forbidden: Vec<Forbidden>,
}

#[derive(Debug, Clone)]
struct Forbidden {
    mutation: String,
    line: String,
}

/// Twins and forbidden statements of all tallies settled by this process.
static TOTAL: Mutex<(usize, usize)> = Mutex::new((0, 0));

impl Tally {
    /// An empty tally.
    pub fn new(operation: impl Into<String>) -> Self {
        Self { operation: operation.into(), ..Self::default() }
    }

    /// Prints the report and the sums of this process. With `HOSTILE_TWINS=all` in the environment the
    /// report lists every forbidden statement.
    ///
    /// # Panics
    ///
    /// If there was a forbidden statement; names the first.
    #[allow(clippy::print_stdout, clippy::panic, reason = "the end of a test")]
    pub fn settle(&self) {
        let all = std::env::var("HOSTILE_TWINS").is_ok_and(|wanted| wanted == "all");
        let (twins, forbidden) = {
            let mut total = TOTAL.lock().unwrap_or_else(PoisonError::into_inner);
            *total = (total.0 + self.twins(), total.1 + self.forbidden());
            *total
        };
        println!("{}", self.report(all));
        println!("so far in this run: {twins} twins, {forbidden} forbidden");
        if let Some(first) = self.first_forbidden() {
            panic!("{} forbidden, the first: {first}", self.forbidden());
        }
    }

    /// Counts a verdict.
    pub fn add(&mut self, fixture: &str, twin: &Twin, verdict: Verdict) {
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::SameWithDrift => self.with_drift += 1,
            Verdict::Unknown => self.unknown += 1,
            Verdict::Error => self.errors += 1,
            Verdict::Forbidden(claims) => {
                let claims: Vec<_> = claims.iter().map(ToString::to_string).collect();
                self.forbid(fixture, twin, &claims.join("; "));
            }
        }
    }

    /// Counts a twin that led to something forbidden.
    pub fn forbid(&mut self, fixture: &str, twin: &Twin, what: &str) {
        let line = format!("{} | {fixture} | {} | {what}", self.operation, twin.name);
        self.forbidden.push(Forbidden { mutation: twin.mutation.clone(), line });
    }

    /// How many twins were asked.
    pub fn twins(&self) -> usize {
        self.same + self.with_drift + self.unknown + self.errors + self.forbidden.len()
    }

    /// How many led to something forbidden.
    pub fn forbidden(&self) -> usize {
        self.forbidden.len()
    }

    /// Operation, fixture, place, mutation and statement of the first forbidden one.
    pub fn first_forbidden(&self) -> Option<&str> {
        self.forbidden.first().map(|forbidden| forbidden.line.as_str())
    }

    /// One line of counts; with `all` also every forbidden one, and how many there are of each
    /// mutation.
    pub fn report(&self, all: bool) -> String {
        let mut report = format!(
            "{}: {} twins, {} same, {} same with drift, {} unknown, {} errors, {} forbidden",
            self.operation,
            self.twins(),
            self.same,
            self.with_drift,
            self.unknown,
            self.errors,
            self.forbidden.len()
        );
        if all {
            let mut of_mutation = BTreeMap::<&str, usize>::new();
            for forbidden in &self.forbidden {
                *of_mutation.entry(&forbidden.mutation).or_default() += 1;
            }
            // Writing to a String cannot fail.
            for (mutation, count) in of_mutation {
                let _ = write!(report, "\n  {count:5} {} | {mutation}", self.operation);
            }
            for forbidden in &self.forbidden {
                let _ = write!(report, "\n  - {}", forbidden.line);
            }
        }
        report
    }
}

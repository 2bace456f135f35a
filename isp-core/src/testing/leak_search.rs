//! One search for secrets through all that a client shows.

use std::collections::HashSet;

use super::leaks::{LeakFinder, LogBuffer, everything_printable};
use crate::error::Error;

/// A search for secrets through texts, errors and the log, which counts what it has searched.
///
/// ```
/// use isp_core::testing::{LeakFinder, LeakSearch, LogBuffer};
///
/// let finder = LeakFinder::new([("password", "Qzxjw7-senha")]);
/// let mut search = LeakSearch::new(finder, LogBuffer::new());
/// search.text("a message", "the password is wrong")?;
/// assert!(search.text("a message", "Qzxjw7%2Dsenha is wrong").is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Debug)]
pub struct LeakSearch {
    finder: LeakFinder,
    log: LogBuffer,
    /// Lines that have been searched, since most are written thousands of times.
    lines: HashSet<String>,
    texts: usize,
    errors: usize,
}

impl LeakSearch {
    /// A search by `finder`; `log` is what the subscriber of `tracing` writes to.
    pub fn new(finder: LeakFinder, log: LogBuffer) -> Self {
        Self { finder, log, lines: HashSet::new(), texts: 0, errors: 0 }
    }

    /// Searches a text. The error says where a secret was found, and quotes the text around it.
    pub fn text(&mut self, place: &str, text: &str) -> Result<(), String> {
        self.texts += 1;
        match self.finder.find(text) {
            None => Ok(()),
            Some((secret, near)) => Err(format!("{place}: the {secret} is shown: {near}")),
        }
    }

    /// Searches everything that can be printed of an error, which must not hold `address` either.
    pub fn error(&mut self, place: &str, error: &Error, address: &str) -> Result<(), String> {
        self.errors += 1;
        let text = everything_printable(error);
        if text.contains(address) {
            return Err(format!("{place}: the address is shown: {text}"));
        }
        self.text(place, &text)
    }

    /// Searches what was logged since the last time, and forgets it.
    pub fn log(&mut self, place: &str) -> Result<(), String> {
        for line in self.log.take().lines() {
            if !self.lines.contains(line) {
                self.text(place, line)?;
                self.lines.insert(line.to_owned());
            }
        }
        Ok(())
    }

    /// Whether a line of the log holds `text`.
    pub fn has_logged(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.contains(text))
    }

    /// What was searched, in one line.
    pub fn summary(&self) -> String {
        format!(
            "{} texts, {} of them of errors, {} different lines of log: {} leak probes, 0 found",
            self.texts,
            self.errors,
            self.lines.len(),
            self.finder.probes()
        )
    }
}

//! A table of checks, at most 80 columns wide, with what to do below each line.

use std::fmt;
use std::time::Duration;

use isp_core::Error;
use isp_core::http::Reply;

use crate::columns::{COLUMNS, wrapped};

/// Before what to do.
const INDENT: &str = "          ";

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It works.
    Good,
    /// Not known, or something to look at.
    Doubtful,
    /// The ERP does not offer it, and the rest works without it.
    NotOffered,
    /// It does not work.
    Failed,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Good => "ok",
            Self::Doubtful => "look",
            Self::NotOffered => "no",
            Self::Failed => "FAILED",
        })
    }
}

/// The table, printed line by line.
#[derive(Default)]
pub struct Report {
    failures: usize,
}

impl Report {
    /// How many checks failed.
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// One check. A short note stands beside it, a long one below.
    pub fn line(&mut self, verdict: Verdict, check: &str, note: &str) {
        self.failures += usize::from(verdict == Verdict::Failed);
        let start = format!("  {verdict:<7} {check:<44}");
        if start.chars().count() + 1 + note.chars().count() <= COLUMNS {
            println!("{}", format!("{start} {note}").trim_end());
            return;
        }
        println!("{}", start.trim_end());
        for line in wrapped(note, COLUMNS - INDENT.len()) {
            println!("{INDENT}{line}");
        }
    }

    /// One call that only reads; returns its value.
    pub fn call<T>(
        &mut self,
        name: &str,
        necessary: bool,
        result: Result<Reply<T>, Error>,
    ) -> Option<T> {
        let (verdict, note) = match &result {
            Ok(reply) => match reply.drift().len() {
                0 => (Verdict::Good, milliseconds(reply.elapsed)),
                n => (Verdict::Doubtful, format!("{n} unexpected parts: {}", reply.drift())),
            },
            Err(error) => of_error(error, necessary),
        };
        self.line(verdict, name, &note);
        result.ok().map(Reply::into_value)
    }
}

fn of_error(error: &Error, necessary: bool) -> (Verdict, String) {
    if error.is_not_found() {
        // An answer without the vendor's code may come from a server that has no such operation.
        return match error.code() {
            Some(_) => (Verdict::Good, "the ERP says that there is none".to_owned()),
            None => (Verdict::Doubtful, error.to_string()),
        };
    }
    let is_not_offered = error.is_configuration() || error.is_unsupported();
    let verdict = if is_not_offered && !necessary { Verdict::NotOffered } else { Verdict::Failed };
    (verdict, error.to_string())
}

fn milliseconds(elapsed: Duration) -> String {
    format!("{} ms", elapsed.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::ErrorKind;

    #[test]
    fn only_what_is_necessary_fails_when_it_is_not_offered() {
        let verdict =
            |kind, necessary| of_error(&Error::new(kind, "x").with_status(200), necessary).0;
        assert_eq!(verdict(ErrorKind::Configuration, false), Verdict::NotOffered);
        assert_eq!(verdict(ErrorKind::Configuration, true), Verdict::Failed);
        for kind in [ErrorKind::Credential, ErrorKind::NotUnderstood, ErrorKind::Timeout] {
            assert_eq!(verdict(kind, false), Verdict::Failed);
        }
    }

    #[test]
    fn not_found_proves_that_a_call_works_only_with_the_vendors_code() {
        let error = Error::new(ErrorKind::NotFound, "x").with_status(404);
        assert_eq!(of_error(&error, true).0, Verdict::Doubtful);
        assert_eq!(of_error(&error.with_code("003"), true).0, Verdict::Good);
    }
}

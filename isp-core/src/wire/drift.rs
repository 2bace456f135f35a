//! What an answer had that its type did not foresee.

use std::fmt;

/// Everything unexpected that was seen while an answer was decoded all the same, in the order in
/// which it was met.
///
/// Holds paths, keys and JSON types, never values, so it may be logged. At most
/// [`Drift::LIMIT`] deviations are kept; [`suppressed`](Self::suppressed) counts the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    kept: Vec<Deviation>,
    suppressed: usize,
}

impl Drift {
    /// How many deviations are kept: a new field in a list of ten thousand rows is one piece of
    /// news, not ten thousand.
    pub const LIMIT: usize = 100;

    /// Whether the answer was just as foreseen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.suppressed == 0
    }

    /// How many deviations are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// How many more there were.
    #[must_use]
    pub fn suppressed(&self) -> usize {
        self.suppressed
    }

    /// The first deviation, if there is any.
    #[must_use]
    pub fn first(&self) -> Option<&Deviation> {
        self.kept.first()
    }

    /// The deviations that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Deviation> {
        self.kept.iter()
    }

    /// Adds a deviation found by someone else, such as a dialect that knows more about the answer.
    pub fn push(&mut self, deviation: Deviation) {
        self.push_with(|| deviation);
    }

    /// Adds all of another report.
    pub fn append(&mut self, other: Self) {
        self.suppressed += other.suppressed;
        for deviation in other.kept {
            self.push(deviation);
        }
    }

    /// Adds all of another report, each deviation changed on its way.
    #[cfg(feature = "http")]
    pub(crate) fn append_with(&mut self, other: Self, change: impl Fn(Deviation) -> Deviation) {
        self.suppressed += other.suppressed;
        for deviation in other.kept {
            self.push_with(|| change(deviation));
        }
    }

    /// Replaces what was taken from the answer: paths and keys.
    #[cfg(feature = "http")]
    pub(crate) fn change_texts(&mut self, change: impl Fn(&str) -> String) {
        for deviation in &mut self.kept {
            deviation.change_texts(&change);
        }
    }

    /// Builds the deviation only if there is room for it.
    pub(super) fn push_with(&mut self, deviation: impl FnOnce() -> Deviation) {
        if self.kept.len() < Self::LIMIT {
            self.kept.push(deviation());
        } else {
            self.suppressed += 1;
        }
    }
}

impl<'a> IntoIterator for &'a Drift {
    type Item = &'a Deviation;
    type IntoIter = std::slice::Iter<'a, Deviation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Drift {
    /// One line; empty if there is no drift.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, deviation) in self.kept.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{deviation}")?;
        }
        if self.suppressed > 0 {
            write!(f, "; and {} more", self.suppressed)?;
        }
        Ok(())
    }
}

/// One unexpected thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Where, as a JSON path: `$.Conexoes[0].contrato`.
    pub path: String,
    /// What.
    pub kind: DeviationKind,
}

impl Deviation {
    /// Replaces what was taken from the answer: the path, and the key.
    #[cfg(feature = "http")]
    pub(crate) fn change_texts(&mut self, change: impl Fn(&str) -> String) {
        self.path = change(&self.path);
        if let DeviationKind::KeySpelling { found, .. } = &mut self.kind {
            *found = change(found);
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

/// In what an answer differed from its type. Holds no value of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A field that the type does not have.
    UnknownField,
    /// A known field whose key is spelled otherwise.
    KeySpelling {
        /// The type's spelling.
        expected: String,
        /// The answer's spelling.
        found: String,
    },
    /// A value of another JSON type that could be converted without loss.
    OtherType {
        /// What the type has.
        expected: &'static str,
        /// What came.
        found: &'static str,
    },
    /// A value that its optional field could not take, so the field is `None`.
    Dropped {
        /// Why it could not.
        reason: String,
    },
    /// A word that the enumeration does not know; it is kept as `Unknown`.
    UnknownValue,
    /// Anything else.
    Other {
        /// In words.
        note: &'static str,
    },
}

impl fmt::Display for DeviationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField => f.write_str("unknown field"),
            Self::KeySpelling { expected, found } => {
                write!(f, "key spelled \"{found}\" instead of \"{expected}\"")
            }
            Self::OtherType { expected, found } => write!(f, "{found} instead of {expected}"),
            Self::Dropped { reason } => write!(f, "dropped: {reason}"),
            Self::UnknownValue => f.write_str("unknown value"),
            Self::Other { note } => f.write_str(note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(path: &str) -> Deviation {
        Deviation { path: path.to_owned(), kind: DeviationKind::UnknownField }
    }

    #[test]
    fn only_a_hundred_deviations_are_kept_and_the_others_counted() {
        let mut drift = Drift::default();
        for index in 0..250 {
            drift.push(unknown(&format!("$[{index}].novo")));
        }
        assert_eq!((drift.len(), drift.suppressed()), (100, 150));
        assert_eq!(drift.first(), Some(&unknown("$[0].novo")));
        assert!(drift.to_string().ends_with("; and 150 more"));
    }

    #[test]
    fn drift_is_shown_on_one_line() {
        let mut drift = Drift::default();
        assert_eq!(drift.to_string(), "");
        assert!(drift.is_empty());
        drift.push(unknown("$.novo"));
        drift.push(Deviation {
            path: "$.contrato".to_owned(),
            kind: DeviationKind::OtherType { expected: "number", found: "text" },
        });
        assert_eq!(drift.to_string(), "$.novo: unknown field; $.contrato: text instead of number");
    }
}

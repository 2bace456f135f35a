//! Which optional fields are `None` because their value could not be taken.

use super::{
    super::json::{Node, Object},
    error::{DecodeErrorKind, Failure},
    path::{Path, Place, Step},
    scalar::Scalar,
};

/// What earlier passes have learnt.
#[derive(Default)]
pub(super) struct Drops(Vec<Rule>);

/// A value that was refused, and the optional field around it.
struct Rule {
    optional: Place,
    /// Keys from there to the refused value.
    inner: Vec<String>,
    test: Option<Test>,
    reason: DecodeErrorKind,
}

/// How to see, without decoding, whether the same field of another row will be refused as well. A
/// column that is bad throughout is so learnt in one pass and not in one per row.
enum Test {
    NotA(Scalar),
    Missing,
}

impl Drops {
    /// Each rule costs a pass; an answer that needs more than these has another shape altogether.
    const LIMIT: usize = 32;

    /// Learns to drop the optional field nearest around the failure, or gives the failure back:
    /// if it must not be dropped, if no optional field is around, or a list lies between, because
    /// then a row would vanish.
    pub(super) fn learn(&mut self, failure: Failure) -> Result<(), Failure> {
        match Rule::from_failure(&failure) {
            Some(rule) if self.has_room_for(&rule) => {
                self.0.push(rule);
                Ok(())
            }
            _ => Err(failure),
        }
    }

    /// Whether [`learn`](Self::learn) would drop an optional field inside of `path`.
    pub(super) fn can_learn_within(&self, failure: &Failure, path: &Path<'_>) -> bool {
        let depth = path.to_place().0.len();
        Rule::from_failure(failure)
            .is_some_and(|rule| rule.optional.0.len() > depth && self.has_room_for(&rule))
    }

    fn has_room_for(&self, rule: &Rule) -> bool {
        let known = |other: &Rule| other.optional == rule.optional;
        self.0.len() < Self::LIMIT && !self.0.iter().any(known)
    }

    /// Why the optional field at just this `path` is to be dropped, if it is.
    pub(super) fn reason_at(&self, path: &Path<'_>) -> Option<&DecodeErrorKind> {
        self.0.iter().find(|rule| rule.optional.is_at(path, false)).map(|rule| &rule.reason)
    }

    /// Why the optional field at `path` is to be dropped, if it is.
    pub(super) fn reason(&self, path: &Path<'_>, value: Node<'_>) -> Option<&DecodeErrorKind> {
        self.0.iter().find(|rule| rule.applies(path, value)).map(|rule| &rule.reason)
    }
}

impl Rule {
    fn from_failure(failure: &Failure) -> Option<Self> {
        if failure.is_hard() {
            return None;
        }
        let steps = failure.steps();
        let last = steps.iter().rposition(|step| *step == Step::Optional)?;
        let (optional, inner) = steps.split_at_checked(last + 1)?;
        // an answer that is optional as a whole must not vanish as a whole
        optional.iter().find(|step| **step != Step::Optional)?;
        let inner = inner
            .iter()
            .map(|step| match step {
                Step::Member(key) => Some(key.clone()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()?;
        let test = if failure.is_missing_field() {
            Some(Test::Missing)
        } else {
            failure.scalar().map(Test::NotA)
        };
        Some(Self {
            optional: Place(optional.to_vec()),
            inner,
            test,
            reason: failure.kind().clone(),
        })
    }

    fn applies(&self, path: &Path<'_>, value: Node<'_>) -> bool {
        self.optional.is_at(path, false)
            || self.optional.is_at(path, true) && self.would_be_refused(value)
    }

    fn would_be_refused(&self, value: Node<'_>) -> bool {
        let Some(test) = &self.test else {
            return false;
        };
        let mut at = Some(value);
        for (index, key) in self.inner.iter().enumerate() {
            let Some(object) = at.and_then(Node::as_object) else {
                return false;
            };
            at = Object::get(object, key);
            if at.is_none() && index + 1 < self.inner.len() {
                return false;
            }
        }
        match (test, at) {
            (Test::Missing, found) => found.is_none(),
            (Test::NotA(scalar), Some(found)) => {
                let is_list = found.as_list().is_some_and(|items| !items.is_empty());
                !is_list && scalar.take(found).is_none()
            }
            (Test::NotA(_), None) => false,
        }
    }
}

//! Which statements a twin may lead to.

use super::facts::{Answer, Claim, Facts};
use super::mutator::Touch;

/// What the mutated answer is to the operation that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// Without it no statement is possible.
    Whole,
    /// It gives only the facts of these names; the others come from other answers.
    Part(&'static [&'static str]),
    /// It is read before a write, whose own answer then says whether it was done.
    BeforeWrite,
}

/// What came of a twin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The same facts as without the mutation.
    Same,
    /// The same facts, and the client reported drift.
    SameWithDrift,
    /// Fewer facts.
    Unknown,
    /// An error, which makes no false statement.
    Error,
    /// Statements that nothing supports.
    Forbidden(Vec<Claim>),
}

/// HTTP statuses by which a server refuses before it does anything. Redirects are not among them: many
/// programs answer a finished write with one.
const NOT_DONE: &[u16] = &[400, 401, 403, 404, 405, 413, 414, 422, 429];

/// Compares the statements about a twin with those about the unmutated answer.
pub fn judge(base: &Facts, said: &Answer, touch: &Touch, source: Source) -> Verdict {
    let clear = |claim: &Claim| {
        base.contains(claim) && (source == Source::BeforeWrite || !claim.needs_clear_answer())
    };
    let allowed = |claim: &Claim| match touch {
        Touch::Value => base.contains(claim),
        Touch::RowRemoved(texts) => base.contains(claim) || is_without_row(base, claim, texts),
        Touch::Contradiction => clear(claim),
        Touch::Refusal => clear(claim) || *claim == Claim::NotDone,
        Touch::NotFound => clear(claim) || *claim == Claim::NotDone || says_no_registration(claim),
        Touch::HttpStatus(status) => {
            (*claim == Claim::NotDone && NOT_DONE.contains(status))
                || (base.contains(claim) && source.leaves(claim))
        }
    };
    let excess: Vec<_> = said.facts.iter().filter(|claim| !allowed(claim)).cloned().collect();
    if !excess.is_empty() {
        Verdict::Forbidden(excess)
    } else if said.failed {
        Verdict::Error
    } else if said.facts == *base {
        if said.drifted { Verdict::SameWithDrift } else { Verdict::Same }
    } else {
        Verdict::Unknown
    }
}

impl Source {
    /// Whether a claim is still valid although this answer failed.
    fn leaves(self, claim: &Claim) -> bool {
        match self {
            Self::Whole | Self::BeforeWrite => false,
            Self::Part(names) => match claim {
                Claim::Fact { name, .. } => !names.contains(name),
                _ => true,
            },
        }
    }
}

/// A list that lacks exactly the removed row, or a registration that was that row.
fn is_without_row(base: &Facts, claim: &Claim, texts: &[String]) -> bool {
    match claim {
        Claim::Exactly { what, ids } => base.iter().any(|known| match known {
            Claim::Exactly { what: known, ids: all } if known == what => {
                let missing: Vec<_> = all.iter().filter(|id| !ids.contains(id)).collect();
                ids.iter().all(|id| all.contains(id))
                    && matches!(missing.as_slice(), [id] if texts.contains(id))
            }
            _ => false,
        }),
        Claim::NotThere { id, .. } => texts.contains(id),
        _ => false,
    }
}

fn says_no_registration(claim: &Claim) -> bool {
    match claim {
        Claim::NotThere { .. } => true,
        Claim::Exactly { what, ids } => *what == "customers" && ids.is_empty(),
        _ => false,
    }
}

impl Claim {
    /// Whether only an answer without any contradiction can support it.
    fn needs_clear_answer(&self) -> bool {
        match self {
            Self::Exactly { ids, .. } => ids.is_empty(),
            Self::NotThere { .. } | Self::Done | Self::NotDone => true,
            Self::Fact { name, .. } => {
                matches!(*name, "unlock" | "refusal" | "confirmed as" | "refused")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &str) -> Claim {
        Claim::Fact { subject: "connection 1".into(), name: "status", value: value.into() }
    }

    fn exactly(ids: &[&str]) -> Claim {
        Claim::Exactly { what: "invoices", ids: ids.iter().map(ToString::to_string).collect() }
    }

    fn said(claims: &[Claim]) -> Answer {
        Answer::of(claims.iter().cloned().collect(), false)
    }

    fn verdict(base: &[Claim], twin: &[Claim], touch: &Touch) -> Verdict {
        judge(&base.iter().cloned().collect(), &said(twin), touch, Source::Whole)
    }

    #[test]
    fn the_same_fewer_and_an_error_pass_and_another_statement_does_not() {
        let base = [exactly(&["1"]), fact("Blocked")];
        assert_eq!(verdict(&base, &base, &Touch::Value), Verdict::Same);
        assert_eq!(verdict(&base, &[exactly(&["1"])], &Touch::Value), Verdict::Unknown);
        let error = judge(
            &base.iter().cloned().collect(),
            &Answer::of(Facts::default(), true),
            &Touch::Value,
            Source::Whole,
        );
        assert_eq!(error, Verdict::Error);
        for lie in [fact("Active"), exactly(&[]), exactly(&["1", "2"]), Claim::Done] {
            let twin = [exactly(&["1"]), lie.clone()];
            assert_eq!(verdict(&base, &twin, &Touch::Value), Verdict::Forbidden(vec![lie]));
        }
    }

    #[test]
    fn a_row_that_was_removed_may_be_missing_and_no_other() {
        let base = [exactly(&["1", "2"])];
        let touch = Touch::RowRemoved(vec!["2".into(), "99.9".into()]);
        assert_eq!(verdict(&base, &[exactly(&["1"])], &touch), Verdict::Unknown);
        for lie in [exactly(&["2"]), exactly(&[]), exactly(&["1", "3"])] {
            assert!(matches!(verdict(&base, &[lie], &touch), Verdict::Forbidden(_)));
        }
    }

    #[test]
    fn nothing_is_empty_or_done_where_the_answer_contradicts_itself() {
        for claim in [exactly(&[]), Claim::Done, Claim::NotDone] {
            let base = [claim];
            assert_eq!(verdict(&base, &base, &Touch::Value), Verdict::Same);
            let contradicted = verdict(&base, &base, &Touch::Contradiction);
            assert!(matches!(contradicted, Verdict::Forbidden(_)));
        }
        let rows = [exactly(&["1"]), fact("Blocked")];
        assert_eq!(verdict(&rows, &rows, &Touch::Contradiction), Verdict::Same);
    }

    #[test]
    fn another_http_status_leaves_only_what_came_from_elsewhere() {
        let base: Facts = [exactly(&["1"]), fact("Blocked")].into_iter().collect();
        let judged = |claims: &[Claim], status, source| {
            judge(&base, &said(claims), &Touch::HttpStatus(status), source)
        };
        let facts = [exactly(&["1"]), fact("Blocked")];
        assert!(matches!(judged(&facts, 500, Source::Whole), Verdict::Forbidden(_)));
        assert!(matches!(judged(&facts, 500, Source::Part(&["status"])), Verdict::Forbidden(_)));
        assert_eq!(judged(&facts, 500, Source::Part(&["online"])), Verdict::Same);
        assert_eq!(judged(&[Claim::NotDone], 401, Source::Whole), Verdict::Unknown);
        for status in [302, 303, 408, 409, 500, 503] {
            let judged = judged(&[Claim::NotDone], status, Source::Whole);
            assert!(matches!(judged, Verdict::Forbidden(_)), "{status}");
        }
    }

    #[test]
    fn the_vendors_own_refusal_says_not_done_and_never_why() {
        let base = [Claim::Done];
        assert_eq!(verdict(&base, &[Claim::NotDone], &Touch::Refusal), Verdict::Unknown);
        let reason = Claim::Fact { subject: "1".into(), name: "refusal", value: "x".into() };
        assert!(matches!(verdict(&base, &[reason], &Touch::Refusal), Verdict::Forbidden(_)));
        assert!(matches!(verdict(&base, &[exactly(&[])], &Touch::NotFound), Verdict::Forbidden(_)));
    }
}

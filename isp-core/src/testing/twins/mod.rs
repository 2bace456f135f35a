//! Hostile twins: answers with one mutation each, and a judge of the statements made about them.
//!
//! A *twin* is a known answer of an ERP with one mutation: a member removed, `null` in place of a
//! list, a key written twice, another HTTP status. [`Mutator::twins_of`] makes every twin of an
//! answer. A vendor's test puts each of them in the answer's place, asks through the trait
//! [`Isp`](crate::Isp), collects what was said as [`Facts`] and hands it to [`judge`], beside the
//! facts of the answer without the mutation.
//!
//! A twin may lead to the same facts, to fewer, or to an error. It must never lead to another
//! positive statement: only what the ERP said may be reported as paid, unlocked, not there, empty
//! or done.
//!
//! ```
//! use isp_core::testing::twins::{Answer, Facts, Mutator, Source, Tally, judge};
//!
//! let base = Answer::invoices(&Ok(Vec::new()));
//! let mut tally = Tally::new("invoices");
//! for twin in Mutator::default().twins_of(br#"{"status":"OK","rows":[]}"#) {
//!     // Here a test serves `twin.body` with `twin.status` and asks.
//!     let said = Answer::default();
//!     tally.add("example", &twin, judge(&base.facts, &said, &twin.touch, Source::Whole));
//! }
//! assert!(tally.first_forbidden().is_none());
//! ```

mod facts;
mod judge;
mod mutator;
mod node;
mod tally;

pub use facts::{Answer, Claim, Facts};
pub use judge::{Source, Verdict, judge};
pub use mutator::{FailureMember, Mutator, Touch, Twin, WholeBody};
pub use node::Node;
pub use tally::Tally;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};
    use crate::model::Invoice;
    use crate::{CustomerId, Money};
    use jiff::civil::date;
    use serde_json::Value;

    const BASE: &[u8] = br#"{"rows":[{"id":1},{"id":2}],"status":"OK"}"#;
    const EMPTY: &[u8] = br#"{"rows":[],"status":"OK"}"#;

    type Reader = fn(u16, &[u8]) -> Result<Vec<Invoice>, Error>;

    fn not_understood() -> Error {
        Error::new(ErrorKind::NotUnderstood, "x")
    }

    fn invoice(id: u64) -> Invoice {
        Invoice::new(id, CustomerId::from(7), date(2031, 2, 10), Money::from_centavos(100))
    }

    /// Says nothing that the answer does not say.
    fn careful(status: u16, body: &[u8]) -> Result<Vec<Invoice>, Error> {
        let Some(Node::Object(members)) = Node::parse(body).filter(|_| status == 200) else {
            return Err(not_understood());
        };
        let [(rows, Node::List(items)), (word, Node::Text(ok))] = members.as_slice() else {
            return Err(not_understood());
        };
        if (rows.as_str(), word.as_str(), ok.trim()) != ("rows", "status", "OK") {
            return Err(not_understood());
        }
        let id = |item: &Node| match item {
            Node::Object(members) => match members.as_slice() {
                [(key, Node::Number(id))] if key == "id" => id.parse().ok(),
                _ => None,
            },
            _ => None,
        };
        let ids: Option<Vec<u64>> = items.iter().map(id).collect();
        Ok(ids.ok_or_else(not_understood)?.into_iter().map(invoice).collect())
    }

    /// Takes whatever it cannot find for nothing.
    fn careless(_: u16, body: &[u8]) -> Result<Vec<Invoice>, Error> {
        let body: Value = serde_json::from_slice(body).map_err(|_| not_understood())?;
        let rows = body["rows"].as_array().cloned().unwrap_or_default();
        Ok(rows.iter().filter_map(|row| row["id"].as_u64()).map(invoice).collect())
    }

    fn tally(body: &[u8], reader: Reader) -> Tally {
        let base = Answer::invoices(&reader(200, body)).facts;
        let mut tally = Tally::new("invoices");
        for twin in Mutator::default().twins_of(body) {
            let said = Answer::invoices(&reader(twin.status, &twin.body));
            tally.add("example", &twin, judge(&base, &said, &twin.touch, Source::Whole));
        }
        tally
    }

    #[test]
    fn a_careful_reader_passes_and_a_careless_one_is_found_out() {
        for body in [BASE, EMPTY] {
            let careful = tally(body, careful);
            assert_eq!(careful.first_forbidden(), None);
            assert!(careful.twins() > 200);
            assert!(tally(body, careless).forbidden() > 100);
        }
        let report = tally(BASE, careless).report(true);
        assert!(report.contains("| example | $.rows: null | no invoices"), "{report}");
        assert!(report.contains("| example | $.rows[0].id: as text | invoices are exactly 2"));
        assert!(report.contains("| example | $: HTTP 503 with the same body | "));
    }
}

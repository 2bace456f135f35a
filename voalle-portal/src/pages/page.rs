//! The portal's two envelopes: a list and a single record.

use std::fmt;

use isp_core::http::Answer;
use isp_core::record;
use isp_core::wire::{DecodeError, Decoded, Drift, Extra};
use serde::de::{self, Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A list: `{data: […], count, filtered, total}`.
///
/// An answer without `data` is an error, not an empty list. So is a counter that is not a whole
/// number or that contradicts the rows, since rows might be missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of this page.
    pub data: Vec<T>,
    /// Rows in this page; `None` if the portal does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Rows that match the filters, on all pages; `None` if the portal does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filtered: Option<u64>,
    /// All rows; `None` if the portal does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    #[serde(flatten)]
    extra: Extra,
}

impl<T> Page<T> {
    /// The members of the answer beside these, by name.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// How many rows there are on all pages; `None` if the portal does not count.
    pub fn expected(&self) -> Option<u64> {
        self.counters().expected()
    }

    /// Whether the portal says that there are more rows than these. A page without rows is partial
    /// if either counter of all pages says that there are some.
    pub fn is_partial(&self) -> bool {
        self.counters().announce_more_than(self.rows())
    }

    fn rows(&self) -> u64 {
        u64::try_from(self.data.len()).unwrap_or(u64::MAX)
    }

    fn counters(&self) -> Counters {
        Counters { count: self.count, filtered: self.filtered, total: self.total }
    }
}

/// The portal's counters of rows.
#[derive(Deserialize)]
struct Counters {
    #[serde(default, deserialize_with = "counter")]
    count: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    filtered: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    total: Option<u64>,
}

impl Counters {
    fn expected(&self) -> Option<u64> {
        self.filtered.or(self.total)
    }

    fn announce_more_than(&self, rows: u64) -> bool {
        let more = |announced: Option<u64>| announced.is_some_and(|announced| announced > rows);
        more(self.expected()) || rows == 0 && more(self.total)
    }

    /// How many rows there should have been, if these contradict the counters.
    fn contradicted_by(&self, rows: u64) -> Option<&'static str> {
        if self.count.is_some_and(|count| count != rows) {
            return Some("as many rows as `count` says");
        }
        let fewer = [self.filtered, self.total].into_iter().flatten().any(|all| all < rows);
        fewer.then_some("no more rows than `filtered` and `total` say")
    }
}

/// Compares the rows of a page with the counters in the rest of the answer. If the page is not meant
/// to be a part, it must be the whole list.
pub(crate) fn check_rest(rest: &Answer, rows: u64, is_part: bool) -> Result<Drift, DecodeError> {
    let Decoded { value: counters, drift } = rest.decode::<Counters>()?;
    let is_cut = !is_part && counters.announce_more_than(rows);
    let missing = is_cut.then_some("as many rows as the portal announces");
    match counters.contradicted_by(rows).or(missing) {
        None => Ok(drift),
        Some(expected) => Err(DecodeError::unexpected("$.data", expected, "another number")),
    }
}

/// The members before rows and counters are compared.
#[record]
#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
struct Members<T> {
    data: Vec<T>,
    #[serde(default, deserialize_with = "counter")]
    count: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    filtered: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    total: Option<u64>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Members { data, count, filtered, total, extra } = Members::deserialize(from)?;
        let page = Self { data, count, filtered, total, extra };
        match page.counters().contradicted_by(page.rows()) {
            None => Ok(page),
            Some(expected) => Err(D::Error::invalid_length(page.data.len(), &expected)),
        }
    }
}

/// Absent, null, or a whole number in digits. The tolerant reader would ignore any other value of
/// an optional number, and the check that the list is complete would be lost.
fn counter<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    struct Counter;

    impl Visitor<'_> for Counter {
        type Value = Option<u64>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of rows")
        }

        fn visit_unit<E>(self) -> Result<Option<u64>, E> {
            Ok(None)
        }

        fn visit_u64<E>(self, number: u64) -> Result<Option<u64>, E> {
            Ok(Some(number))
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Option<u64>, E> {
            let counted = u64::try_from(number);
            counted.map(Some).map_err(|_| E::invalid_type(de::Unexpected::Signed(number), &self))
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<u64>, E> {
            let counted = text.trim().parse();
            counted.map(Some).map_err(|_| E::invalid_type(de::Unexpected::Str(text), &self))
        }
    }

    from.deserialize_any(Counter)
}

/// A single record: `{data: {…}}`.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Single<T> {
    /// The record.
    pub data: T,
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire;
    use serde_json::{Value, json};

    fn page(body: &Value) -> Result<Page<u64>, String> {
        wire::decode_value(body).map(|decoded| decoded.value).map_err(|error| error.to_string())
    }

    #[test]
    fn counters_are_read_from_numbers_and_digits() {
        for counters in [json!({}), json!({"count": null, "total": null}), json!({"count": "2"})] {
            let mut body = json!({"data": [1, 2], "filtered": 2, "total": " 5 "});
            body.as_object_mut().unwrap().extend(counters.as_object().unwrap().clone());
            assert_eq!(page(&body).unwrap().filtered, Some(2), "{body}");
        }
        let body = json!({"data": [1, 2], "count": 2, "filtered": 3, "total": 9});
        assert_eq!(serde_json::to_value(page(&body).unwrap()).unwrap(), body);
    }

    #[test]
    fn a_counter_that_is_not_a_number_is_an_error() {
        for odd in [
            json!("abc"),
            json!("N/A"),
            json!(""),
            json!(1.5),
            json!(true),
            json!([]),
            json!({}),
            json!(-1),
        ] {
            for name in ["count", "filtered", "total"] {
                let mut body = json!({"data": []});
                body[name] = odd.clone();
                let error = page(&body).unwrap_err();
                assert!(error.contains(name), "{body}: {error}");
                assert!(serde_json::from_value::<Page<u64>>(body).is_err());
            }
        }
    }

    #[test]
    fn rows_and_counters_that_contradict_each_other_are_an_error() {
        for body in [
            json!({"data": [], "count": 3}),
            json!({"data": [1], "count": 0}),
            json!({"data": [1, 2], "filtered": 1}),
            json!({"data": [1, 2], "filtered": 2, "total": 1}),
        ] {
            let error = page(&body).unwrap_err();
            assert!(error.contains("rows"), "{error}");
        }
        let twice = br#"{"data":[],"filtered":0,"filtered":3}"#;
        assert!(wire::decode::<Page<u64>>(&wire::parse_utf8(twice).unwrap()).is_err());
    }

    #[test]
    fn a_page_is_partial_if_any_counter_announces_more() {
        for (body, partial) in [
            (json!({"data": [1]}), false),
            (json!({"data": [1], "filtered": 1, "total": 9}), false),
            (json!({"data": [1], "filtered": 2}), true),
            (json!({"data": [1], "total": 2}), true),
            (json!({"data": [], "filtered": 0, "total": 0}), false),
            (json!({"data": [], "filtered": 1}), true),
            (json!({"data": [], "filtered": 0, "total": 9}), true),
        ] {
            assert_eq!(page(&body).unwrap().is_partial(), partial, "{body}");
        }
    }
}

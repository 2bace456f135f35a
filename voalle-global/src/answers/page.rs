//! A page of a list.

use std::fmt;

use isp_core::record;
use isp_core::wire::{Extra, View};
use serde::de::{self, Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A page of a list: `{data, totalRecords, page, pageSize, totalPages}`.
///
/// A payload without `data` is an error, not an empty list. So is a counter that is not a whole number,
/// or fewer records in all than rows in the page, since rows might be missing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of this page.
    pub data: Vec<T>,
    /// Rows on all pages; `None` if the server does not count.
    pub total_records: Option<u64>,
    /// Number of this page, from 1 on.
    pub page: Option<u64>,
    /// The most rows that a page has; the server may have lowered what was asked for.
    pub page_size: Option<u64>,
    /// Number of pages.
    pub total_pages: Option<u64>,
    /// Sums over all pages; their form is unknown.
    pub totalizers: Option<Value>,
    #[serde(flatten)]
    extra: Extra,
}

impl<T> Page<T> {
    /// The members of the page beside these, by name.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Whether the server announces more rows than these, or pages after this one.
    pub(crate) fn announces_more_than(&self, rows: u64, page: u64) -> bool {
        // One client reads the number of tickets from `count`.
        let counted = self.extra.get("count").map(|count| match count.view() {
            View::Null => Some(0),
            View::Text(text) => text.trim().parse().ok(),
            View::Number(number) => number.as_u64(),
            _ => None,
        });
        self.total_records.is_some_and(|total| total > rows)
            || self.total_pages.is_some_and(|total| total > page)
            || counted.is_some_and(|counted| counted.is_none_or(|counted| counted > rows))
    }
}

/// A number of rows, as the server's counters are.
pub(crate) fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

/// The members before rows and counters are compared.
#[record]
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: Deserialize<'de>")]
struct Members<T> {
    data: Vec<T>,
    #[serde(default, deserialize_with = "counter")]
    total_records: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    page: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    page_size: Option<u64>,
    #[serde(default, deserialize_with = "counter")]
    total_pages: Option<u64>,
    totalizers: Option<Value>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Members { data, total_records, page, page_size, total_pages, totalizers, extra } =
            Members::deserialize(from)?;
        let rows = count(data.len());
        if total_records.is_some_and(|total| total < rows) {
            let expected = "no more rows than `totalRecords` says";
            return Err(D::Error::invalid_length(data.len(), &expected));
        }
        Ok(Self { data, total_records, page, page_size, total_pages, totalizers, extra })
    }
}

/// Absent, null, or a whole number in digits. The tolerant reader would ignore any other value of
/// an optional number, and the check that the list is complete would be lost.
fn counter<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    struct Counter;

    impl Visitor<'_> for Counter {
        type Value = Option<u64>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of rows or pages")
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

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire;
    use serde_json::json;

    fn page(body: &Value) -> Result<Page<u64>, String> {
        wire::decode_value(body).map(|decoded| decoded.value).map_err(|error| error.to_string())
    }

    #[test]
    fn counters_are_read_from_numbers_and_digits() {
        let body = json!({"data": [1, 2], "totalRecords": "12", "page": 1, "pageSize": 2,
            "totalPages": " 6 "});
        let read = page(&body).unwrap();
        assert_eq!((read.total_records, read.total_pages), (Some(12), Some(6)));
        assert_eq!(page(&json!({"data": []})).unwrap().total_records, None);
    }

    #[test]
    fn a_counter_that_is_no_number_or_contradicts_the_rows_is_an_error() {
        for odd in [json!("N/A"), json!(""), json!(1.5), json!(true), json!([]), json!(-1)] {
            for name in ["totalRecords", "page", "pageSize", "totalPages"] {
                let mut body = json!({"data": []});
                body[name] = odd.clone();
                assert!(page(&body).is_err(), "{body}");
            }
        }
        assert!(page(&json!({"data": [1, 2], "totalRecords": 1})).is_err());
    }

    #[test]
    fn any_counter_may_say_that_rows_are_missing() {
        for (counter, more) in [
            (json!({}), false),
            (json!({"totalRecords": 2, "totalPages": 1, "count": 2}), false),
            (json!({"count": null}), false),
            (json!({"count": "2"}), false),
            (json!({"totalRecords": 3}), true),
            (json!({"totalPages": 2}), true),
            (json!({"count": 3}), true),
            (json!({"count": "3"}), true),
            (json!({"count": "N/A"}), true),
        ] {
            let mut body = json!({"data": [1, 2]});
            body.as_object_mut().unwrap().extend(counter.as_object().unwrap().clone());
            let page = wire::decode_value::<Page<u64>>(&body).unwrap().value;
            assert_eq!(page.announces_more_than(2, 1), more, "{body}");
        }
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in [json!({}), json!({"data": null}), json!({"data": ""})] {
            assert!(page(&body).is_err(), "{body}");
        }
    }
}

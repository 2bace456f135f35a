//! Lists in pages, read to their end, and checks on their rows.

use std::collections::HashMap;

use isp_core::Error;

use crate::answers::{Page, count};
use crate::dialect::not_understood;

/// The most pages of a list about one customer.
const MOST_PAGES: u64 = 100;

/// Reads a list about one customer to its end. It ends where as many rows have come as the server
/// announces and no further page is announced, or with a page without new rows.
pub(super) async fn whole<T, F>(
    id: impl Fn(&T) -> u64,
    mut page: impl FnMut(u64) -> F,
) -> Result<Vec<T>, Error>
where
    T: PartialEq,
    F: Future<Output = Result<Page<T>, Error>>,
{
    let mut rows: Vec<T> = Vec::new();
    let mut announced = None;
    for number in 1..=MOST_PAGES {
        let page = page(number).await?;
        let before = rows.len();
        announced = page.total_records.or(announced);
        let has_further = page.total_pages.is_some_and(|pages| pages > number);
        let denies_end = page.data.is_empty() && page.announces_more_than(count(before), number);
        let is_empty = page.data.is_empty();
        rows.extend(page.data);
        rows = distinct(rows, &id)?;
        let missing = announced.is_some_and(|total| total > count(rows.len()));
        if is_empty && missing || denies_end {
            return Err(not_understood("the ERP announced more rows than it sent"));
        }
        let all_came = announced.is_some() && !missing;
        if is_empty || all_came && (!has_further || rows.len() == before) {
            return Ok(rows);
        }
    }
    Err(not_understood(format!("the list has no end after {MOST_PAGES} pages")))
}

/// The rows without repetitions. Two different rows with the same id are an error, and so is the id
/// 0.
pub(super) fn distinct<T: PartialEq>(
    rows: Vec<T>,
    id: impl Fn(&T) -> u64,
) -> Result<Vec<T>, Error> {
    let mut places = HashMap::with_capacity(rows.len());
    let mut kept: Vec<T> = Vec::with_capacity(rows.len());
    for row in rows {
        let id = id(&row);
        if id == 0 {
            return Err(not_understood("a row has the id 0"));
        }
        match places.get(&id).and_then(|place: &usize| kept.get(*place)) {
            None => {
                places.insert(id, kept.len());
                kept.push(row);
            }
            Some(known) if *known == row => {}
            Some(_) => return Err(not_understood("two different rows have the same id")),
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use serde_json::{Value, json};

    /// Reads these pages.
    fn read(pages: &[Value]) -> Result<Vec<u64>, Error> {
        let page = |number: u64| {
            let page = pages.get(usize::try_from(number).unwrap() - 1);
            let page = page.cloned().unwrap_or_else(|| json!({"data": []}));
            async move { Ok(isp_core::wire::decode_value::<Page<u64>>(&page).unwrap().value) }
        };
        whole(|row| *row, page).now_or_never().unwrap()
    }

    #[test]
    fn a_list_ends_where_its_counter_says_or_with_an_empty_page() {
        let counted =
            [json!({"data": [1, 2], "totalRecords": 3}), json!({"data": [3], "totalRecords": 3})];
        assert_eq!(read(&counted).unwrap(), [1, 2, 3]);
        // A short page does not end it: the server may have lowered the size of a page.
        assert_eq!(read(&[json!({"data": [1]}), json!({"data": [2]})]).unwrap(), [1, 2]);
        assert_eq!(read(&[]).unwrap(), [] as [u64; 0]);
        // The first counts the rows of a page alone, and the second a page too many.
        let of_page = json!({"data": [1], "totalRecords": 1, "totalPages": 2});
        let of_list = json!({"data": [2], "totalRecords": 2, "totalPages": 3});
        assert_eq!(read(&[of_page, of_list.clone(), of_list]).unwrap(), [1, 2]);
    }

    #[test]
    fn a_list_that_lacks_rows_or_never_ends_is_an_error() {
        assert!(read(&[json!({"data": [1], "totalRecords": 2})]).is_err());
        assert!(read(&[json!({"data": [], "totalRecords": 2})]).is_err());
        assert!(read(&[json!({"data": [], "totalRecords": 0, "totalPages": 2})]).is_err());
        assert!(read(&[json!({"data": [1]}), json!({"data": [], "count": 2})]).is_err());
        let same: Vec<_> = (0..200).map(|_| json!({"data": [1]})).collect();
        assert!(read(&same).is_err());
    }

    #[test]
    fn a_repeated_row_counts_once_and_a_contradicting_one_is_an_error() {
        let id = |row: &(u64, &str)| row.0;
        assert_eq!(distinct(vec![(1, "a"), (2, "b"), (1, "a")], id).unwrap(), [(1, "a"), (2, "b")]);
        assert!(distinct(vec![(1, "a"), (1, "b")], id).unwrap_err().is_not_understood());
        assert!(distinct(vec![(0, "a")], id).unwrap_err().is_not_understood());
    }
}

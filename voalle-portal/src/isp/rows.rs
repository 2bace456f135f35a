//! Checks on the rows of a list before they are translated.

use std::collections::HashMap;

use isp_core::Error;

use crate::dialect::not_understood;
use crate::operations::NamedPerson;
use crate::pages::Page;
use isp_core::wire::Kept;

/// The rows of a list without pages. It is an error if there are fewer than the portal announces.
pub(super) fn whole<T: PartialEq>(page: Page<T>, id: impl Fn(&T) -> u64) -> Result<Vec<T>, Error> {
    if page.is_partial() {
        return Err(not_understood("the portal announced more rows than it sent"));
    }
    distinct(page.data, id)
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

/// Whether a record names another person than the subscriber, or a person in a form that cannot be
/// read. A record that names no person is the subscriber's, since the login sees nothing else.
pub(super) fn is_of_somebody_else(owner: Option<&Kept<NamedPerson>>, own: u64) -> bool {
    owner.is_some_and(|owner| owner.get().is_none_or(|owner| owner.id != own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire;
    use serde_json::json;

    #[test]
    fn a_repeated_row_counts_once_and_a_contradicting_one_is_an_error() {
        let id = |row: &(u64, &str)| row.0;
        assert_eq!(distinct(vec![(1, "a"), (2, "b"), (1, "a")], id).unwrap(), [(1, "a"), (2, "b")]);
        assert!(distinct(vec![(1, "a"), (1, "b")], id).unwrap_err().is_not_understood());
        assert!(distinct(vec![(0, "a")], id).unwrap_err().is_not_understood());
    }

    #[test]
    fn a_record_is_the_subscribers_if_it_names_the_subscriber_or_no_person() {
        let owner = |value| wire::decode_value::<Option<Kept<NamedPerson>>>(&value).unwrap().value;
        for (client, foreign) in [
            (json!(null), false),
            (json!({"id": 7}), false),
            (json!([{"id": "7"}]), false),
            (json!({"id": 8}), true),
            (json!({"id": "7.000"}), true),
            (json!({"name": "Maria"}), true),
            (json!("Maria"), true),
            (json!([]), true),
            (json!({"id": 7, "ID": 8}), true),
        ] {
            let owner = owner(client.clone());
            assert_eq!(is_of_somebody_else(owner.as_ref(), 7), foreign, "{client}");
        }
    }
}

//! A part of an overview, serialized so that *could not read* never looks like *has none*.

use serde::{Serialize, Serializer};

use crate::error::Error;

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Part<'a, T> {
    Ok(&'a T),
    Error(&'a Error),
}

impl<'a, T> From<&'a Result<T, Error>> for Part<'a, T> {
    fn from(result: &'a Result<T, Error>) -> Self {
        match result {
            Ok(value) => Self::Ok(value),
            Err(error) => Self::Error(error),
        }
    }
}

/// `{"ok": …}` or `{"error": {…}}`.
pub(crate) fn ok_or_error<T: Serialize, S: Serializer>(
    result: &Result<T, Error>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Part::from(result).serialize(serializer)
}

/// The same, or `null` for a part that was not asked for.
#[allow(clippy::ref_option, reason = "serde calls it so")]
pub(crate) fn asked_ok_or_error<T: Serialize, S: Serializer>(
    result: &Option<Result<T, Error>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    result.as_ref().map(Part::from).serialize(serializer)
}

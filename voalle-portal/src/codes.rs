//! Codes are read as words, and written back as the numbers that they were.

use std::fmt;

use serde::Serializer;

/// Writes a code as the number that the portal writes. One that is no number stays text.
#[allow(clippy::ref_option, reason = "serde hands the field over like this")]
pub(crate) fn code_as_number<T, S>(code: &Option<T>, to: S) -> Result<S::Ok, S::Error>
where
    T: fmt::Display,
    S: Serializer,
{
    match code {
        Some(code) => required_code_as_number(code, to),
        None => to.serialize_none(),
    }
}

/// The same for a code that is always there.
pub(crate) fn required_code_as_number<T, S>(code: &T, to: S) -> Result<S::Ok, S::Error>
where
    T: fmt::Display,
    S: Serializer,
{
    let text = code.to_string();
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => to.serialize_i64(number),
        _ => to.serialize_str(&text),
    }
}

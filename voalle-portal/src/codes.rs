//! Codes are read as text and serialised as numbers, the form in which the portal sends them.

use std::fmt;

use serde::Serializer;

/// Serialises a code as a number, as the portal does. One that is not a number stays text.
#[allow(clippy::ref_option, reason = "serde passes the field in this form")]
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

/// The same for a required code.
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

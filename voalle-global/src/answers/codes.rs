//! Codes are read as text and serialised as numbers, the form in which the server sends them.

use std::fmt;

use serde::Serializer;

/// Serialises a code as a number, as the server does. One that is not a number stays text.
#[allow(clippy::ref_option, reason = "serde passes the field in this form")]
pub(crate) fn code_as_number<T, S>(code: &Option<T>, to: S) -> Result<S::Ok, S::Error>
where
    T: fmt::Display,
    S: Serializer,
{
    let Some(code) = code else { return to.serialize_none() };
    let text = code.to_string();
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => to.serialize_i64(number),
        _ => to.serialize_str(&text),
    }
}

//! From JSON to a typed answer, forgiving what these ERPs get wrong and saying what it forgave.

mod access;
mod context;
mod contradiction;
mod drops;
mod error;
mod kept_parts;
mod members;
pub(super) mod path;
mod record_parts;
mod scalar;
#[cfg(test)]
mod tests;
mod tolerant;

use serde::de::DeserializeOwned;
use serde_json::Value;

use self::{context::Context, drops::Drops, path::Path, tolerant::Tolerant};
use super::drift::Drift;
use super::json::{Json, Node, TextEncoding};
pub use error::{DecodeError, DecodeErrorKind};

/// A typed answer and what in it was unexpected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded<T> {
    /// The answer.
    pub value: T,
    /// What the type did not foresee.
    pub drift: Drift,
}

/// Decodes `json` into `T`, tolerantly; see the [module](crate::wire) for what is tolerated.
///
/// # Errors
///
/// [`DecodeError`], which names the place and no value, if a required field is missing or a value
/// cannot be taken. In an optional field such a value makes the field `None` and is reported as
/// drift, unless that could hide something: an amount of money, a list or one of its rows is
/// always an error.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Cliente {
///     #[serde(rename = "CodigoPessoa")]
///     codigo_pessoa: i64,
///     #[serde(rename = "Email")]
///     email: Option<String>,
/// }
///
/// let body = br#"{"codigopessoa": "10123", "Email": "", "Novo": 1}"#;
/// let answer = isp_core::wire::repair_torn_latin1(body)?;
/// let cliente = isp_core::wire::decode::<Cliente>(&answer)?;
/// assert_eq!(cliente.value.codigo_pessoa, 10123);
/// assert_eq!(cliente.value.email, None);
/// assert_eq!(
///     cliente.drift.to_string(),
///     "$.codigopessoa: key spelled \"codigopessoa\" instead of \"CodigoPessoa\"; \
///      $.Novo: unknown field; \
///      $.codigopessoa: text instead of number"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode<'a, T: DeserializeOwned>(
    json: impl Into<Node<'a>>,
) -> Result<Decoded<T>, DecodeError> {
    decode_node(json.into())
}

/// Decodes an owned JSON value, such as one kept from an earlier answer; see [`decode`].
///
/// # Errors
///
/// As [`decode`], and if the value has more members than are read of one answer.
pub fn decode_value<T: DeserializeOwned>(value: &Value) -> Result<Decoded<T>, DecodeError> {
    let json = Json::parse(value.to_string().into_bytes(), TextEncoding::Utf8);
    let json =
        json.map_err(|_| DecodeError { path: "$".to_owned(), kind: DecodeErrorKind::TooLarge })?;
    decode_node(json.root())
}

fn decode_node<T: DeserializeOwned>(value: Node<'_>) -> Result<Decoded<T>, DecodeError> {
    let mut drops = Drops::default();
    // serde consumes the visitor of an optional field, so the field cannot be made `None` once its
    // value has been refused: what to drop is learnt in one pass and applied in the next
    loop {
        let context = Context::new(&drops, value.text_length());
        match T::deserialize(Tolerant::new(value, &Path::Root, &context)) {
            Ok(value) => {
                let drift = context.into_drift();
                return Ok(Decoded { value, drift });
            }
            Err(failure) => drops.learn(failure)?,
        }
    }
}

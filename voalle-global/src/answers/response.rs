//! The envelope of nearly every answer.

use isp_core::http::Answer;
use isp_core::record;
use isp_core::wire::{self, DecodeError, Decoded, Extra};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Messages;

/// An answer: `{success, messages, response, dataResponseType, elapsedTime}`.
///
/// The client returns it only where the answer says that it succeeded: a refusal is an error. The payload
/// of a write is optional where only one source shows it.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Response<T> {
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// Messages to people.
    #[serde(default)]
    pub messages: Messages,
    /// The payload.
    pub response: T,
    /// Name of the payload's type in the server, or a sentence for people, such as *Conexão atualizada
    /// com sucesso.*
    pub data_response_type: Option<String>,
    /// How long the server took; the unit is unknown.
    pub elapsed_time: Option<f64>,
}

impl<T> Response<T> {
    /// The same answer with another payload.
    pub(crate) fn map<U>(self, payload: impl FnOnce(T) -> U) -> Response<U> {
        let Self { success, messages, response, data_response_type, elapsed_time, extra } = self;
        let response = payload(response);
        Response { success, messages, response, data_response_type, elapsed_time, extra }
    }

    /// A payload that came without its envelope.
    fn bare(response: T) -> Self {
        let (messages, extra) = (Messages::default(), Extra::default());
        let (success, data_response_type, elapsed_time) = (None, None, None);
        Self { success, messages, response, data_response_type, elapsed_time, extra }
    }
}

/// Reads a list that may come without its envelope.
pub(crate) fn read_list<T: DeserializeOwned>(
    answer: &Answer,
) -> Result<Decoded<Response<Vec<T>>>, DecodeError> {
    match answer.json() {
        Ok(root) if root.is_list() => {
            let Decoded { value, drift } = wire::decode(root)?;
            Ok(Decoded { value: Response::bare(value), drift })
        }
        _ => answer.decode(),
    }
}

/// An answer whose payload is under `data`: `{success, messages, data, elapsedTime}`.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DataResponse<T> {
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// Messages to people.
    #[serde(default)]
    pub messages: Messages,
    /// The payload.
    pub data: T,
    /// How long the server took; the unit is unknown.
    pub elapsed_time: Option<f64>,
}

impl<T> From<DataResponse<T>> for Response<T> {
    fn from(answer: DataResponse<T>) -> Self {
        let DataResponse { success, messages, data, elapsed_time, extra } = answer;
        Self { success, messages, elapsed_time, extra, ..Self::bare(data) }
    }
}

/// An answer without a payload.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Success {
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// Messages to people.
    #[serde(default)]
    pub messages: Messages,
}

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::wire::TextEncoding;
    use serde_json::json;

    fn list(body: &serde_json::Value) -> Result<Decoded<Response<Vec<u64>>>, DecodeError> {
        read_list(&Answer::new(200, vec![], body.to_string(), TextEncoding::Utf8))
    }

    #[test]
    fn a_list_is_read_with_and_without_its_envelope() {
        assert_eq!(list(&json!([1, 2])).unwrap().value.response, [1, 2]);
        let enveloped = list(&json!({"success": true, "response": [1], "new": 5})).unwrap();
        assert_eq!(enveloped.value.success, Some(true));
        assert_eq!(enveloped.value.extra().len(), 1);
        for body in [json!({}), json!(null), json!({"response": null}), json!([null])] {
            assert!(list(&body).is_err(), "{body}");
        }
    }
}

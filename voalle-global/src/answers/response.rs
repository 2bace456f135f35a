//! The envelope of nearly every answer.

use serde::{Deserialize, Serialize};

use super::Messages;

/// An answer: `{success, messages, response, dataResponseType, elapsedTime}`.
///
/// The client returns it only where the answer says that it succeeded: a refusal is an error.
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

/// An answer whose payload is under `data`: `{success, messages, data, elapsedTime}`.
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

/// An answer without a payload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Success {
    /// Whether it succeeded.
    pub success: Option<bool>,
    /// Messages to people.
    #[serde(default)]
    pub messages: Messages,
}

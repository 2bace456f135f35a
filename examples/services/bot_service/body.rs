//! The body of a request.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::failure::Failure;

/// The largest body, in bytes.
pub(crate) const LARGEST: usize = 16 * 1024;

/// How long a body may take to arrive.
const SLOWEST: Duration = Duration::from_secs(5);

/// A JSON body that was read, beside its bytes.
pub(crate) struct Body<T> {
    pub(crate) value: T,
    pub(crate) bytes: Bytes,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let arrived = timeout(SLOWEST, Bytes::from_request(request, state));
        let bytes = arrived.await.map_err(|_| Failure::body_too_slow())?.map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Failure::body_too_large(),
                _ => Failure::invalid("the body did not arrive whole"),
            }
        })?;
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Self { value, bytes }),
            // Its `Display` may quote a value, such as a document number.
            Err(error) => Err(Failure::invalid(format!(
                "the body is not the JSON object of this route: line {}, column {}",
                error.line(),
                error.column()
            ))),
        }
    }
}

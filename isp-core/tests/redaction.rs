//! What an answer or a transport says of a call is kept without the call's secrets, wherever it is kept.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use isp_core::http::vendor::Pipeline;
use isp_core::http::*;
use isp_core::testing::everything_printable;
use isp_core::wire::{DecodeError, Decoded};
use isp_core::{Error, Secret, async_trait};
use support::Toy;

const PASSWORD: &str = "mark<er>&é 12345";

/// Its answer has keys of the server's choice.
struct CountThings;

impl Operation for CountThings {
    type Output = BTreeMap<String, u64>;
    const SPEC: OperationSpec = OperationSpec::get("CountThings", "/count");

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        request.secret_query("password", &Secret::new(PASSWORD));
        Ok(())
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Self::Output>, DecodeError> {
        answer.decode()
    }
}

/// Answers with a body, or fails with a text.
struct Says(Result<String, String>);

#[async_trait]
impl Transport for Says {
    async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        match &self.0 {
            Ok(body) => Ok(HttpResponse::ready(200, vec![], body.clone())),
            Err(what) => Err(TransportError::new(TransportErrorKind::Request, what)),
        }
    }
}

async fn error_of(said: Result<String, String>) -> Error {
    let pipeline = Pipeline::new(Arc::new(Says(said)), &ClientOptions::default());
    let toy = Toy::open(BaseUrl::parse("https://toy.example.com").unwrap());
    Arc::new(pipeline).call(&toy, CountThings, &CallOptions::default()).await.unwrap_err()
}

#[tokio::test]
async fn a_key_that_cannot_be_read_is_named_without_a_secret() {
    let body = serde_json::json!({PASSWORD: "no number"});
    let error = error_of(Ok(body.to_string())).await;
    assert!(error.what().contains("[redacted]"), "{error}");
    let all = everything_printable(&error);
    assert!(!all.contains("mark") && !all.contains("er>"), "{all}");
}

#[tokio::test]
async fn the_text_of_a_transport_is_kept_without_a_secret() {
    let error = error_of(Err("bad request mark%3cer%3E%26%E9+12345".to_owned())).await;
    assert_eq!(error.what(), "bad request [redacted]");
}

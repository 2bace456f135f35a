//! What the operations' tests share: the request on the wire, an answer read as the client reads it.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use isp_core::http::vendor::{Dialect, Fault, RequestSigner, Token};
use isp_core::http::{Answer, BaseUrl, Body, Effect, Operation, RequestWriter};
use isp_core::testing::unknown_members_are_kept;
use isp_core::wire::Decoded;
use isp_core::{Error, Secret};
use serde::Serialize;

use crate::dialect::{Provider, SubscriberDialect};

pub(crate) fn dialect() -> SubscriberDialect {
    let provider = Provider {
        base_url: BaseUrl::parse("https://api.example.com").unwrap(),
        verify_token: Secret::new("VERIFY-TOKEN"),
        client_id: Secret::new("CLIENT-ID"),
        client_secret: Secret::new("CLIENT-SECRET"),
        time_zone: isp_core::wire::sao_paulo(),
        ticket_defaults: None,
    };
    let (username, password) = (Secret::new("52998224725"), Secret::new("senha-do-assinante"));
    SubscriberDialect::new(Arc::new(provider), username, password)
}

fn written<O: Operation>(operation: &O) -> Result<String, Error> {
    let dialect = dialect();
    let mut writer = RequestWriter::new(dialect.base_url(&O::SPEC), &O::SPEC);
    operation.write(&mut writer)?;
    let written = writer.finish()?;
    let mut signer = RequestSigner::new(&written);
    let token = Token::new(Secret::new("TOKEN"));
    dialect.sign((O::SPEC.effect != Effect::Login).then_some(&token), &mut signer);
    let request = signer.finish();
    let path = request.url.strip_prefix("https://api.example.com").unwrap();
    let mut text = format!("{} {path}", request.method);
    for (name, value) in &request.headers {
        write!(text, "\n{name}: {}", value.expose()).unwrap();
    }
    if let Body::Multipart(fields) = &request.body {
        for (name, value) in fields {
            write!(text, "\n{name}={}", value.as_text().unwrap()).unwrap();
        }
    }
    Ok(text)
}

/// Method, path and query, headers and form fields on lines of their own, just as they go out.
pub(crate) fn request<O: Operation>(operation: &O) -> String {
    written(operation).unwrap()
}

/// What [`request`] shows of an operation that needs a login, before the form fields.
pub(crate) fn signed(first_line: &str) -> String {
    format!("{first_line}\nauthorization: Bearer TOKEN\nverify-token: VERIFY-TOKEN")
}

/// The words with which the arguments are refused before the network.
pub(crate) fn refusal<O: Operation>(operation: &O) -> String {
    written(operation).unwrap_err().to_string()
}

fn answer(status: u16, body: &[u8]) -> Answer {
    let kind = ("content-type".to_owned(), "application/json".to_owned());
    Answer::new(status, vec![kind], body.to_vec(), dialect().encoding())
}

/// A fixture's text.
pub(crate) fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read<O: Operation>(operation: &O, body: &[u8]) -> Result<Decoded<O::Output>, String> {
    let answer = answer(200, body);
    if let Err(fault) = dialect().classify(&O::SPEC, &answer) {
        return Err(fault.what);
    }
    operation.read(&answer).map_err(|error| error.to_string())
}

/// A fixture as the client reads it. It must hold nothing that the types do not foresee.
pub(crate) fn decoded<O: Operation<Output: Serialize>>(operation: &O, name: &str) -> O::Output {
    let decoded =
        read(operation, fixture(name).as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(decoded.drift.is_empty(), "{name}: {}", decoded.drift);
    let json = serde_json::from_str(&fixture(name)).unwrap();
    let kept = unknown_members_are_kept(&json, |body| {
        Ok(serde_json::to_value(read(operation, body)?.value).unwrap())
    });
    assert_eq!(kept, Ok(()), "{name}");
    decoded.value
}

/// A body as the client reads it, whatever drift it has.
pub(crate) fn decoded_from<O: Operation>(operation: &O, body: &str) -> O::Output {
    read(operation, body.as_bytes()).unwrap().value
}

/// The words with which an answer is not understood.
pub(crate) fn decode_error<O: Operation>(operation: &O, body: &str) -> String {
    match read(operation, body.as_bytes()) {
        Ok(_) => panic!("understood: {body}"),
        Err(error) => error,
    }
}

/// What the dialect finds wrong with a fixture that came with that status.
pub(crate) fn fault<O: Operation>(_: &O, status: u16, name: &str) -> Fault {
    let answer = answer(status, fixture(name).as_bytes());
    match dialect().classify(&O::SPEC, &answer) {
        Ok(_) => panic!("{name}: no fault"),
        Err(fault) => fault,
    }
}

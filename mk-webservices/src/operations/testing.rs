//! What the operations' tests share: the request on the wire, an answer read as the client reads it.

use std::borrow::Cow;
use std::path::Path;

use isp_core::http::vendor::{Dialect, Fault, RequestSigner, Token};
use isp_core::http::{Answer, BaseUrl, Body, Effect, FormValue, Operation, RequestWriter};
use isp_core::testing::unknown_members_are_kept;
use isp_core::wire::Decoded;
use isp_core::{Error, Secret};
use serde::Serialize;

use crate::dialect::{Account, MkDialect, Profile};

/// The dialect of an invented installation.
pub(crate) fn dialect() -> MkDialect {
    let account = Account::Profile(Profile {
        user_token: Secret::new("USER-TOKEN"),
        password: Secret::new("PROFILE-PASSWORD"),
        single_use_tokens: false,
        one_token_per_service: false,
    });
    MkDialect {
        base_url: BaseUrl::parse("https://erp.example.com").unwrap(),
        core_api: BaseUrl::parse("https://erp.example.com/core-api").unwrap(),
        token_key: account.main_token_key(),
        account,
        time_zone: isp_core::wire::sao_paulo(),
    }
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
    let path = request.url.strip_prefix("https://erp.example.com").unwrap();
    let body = match &request.body {
        Body::Empty => String::new(),
        Body::Json(body) | Body::Form(body) => format!(" {body}"),
        Body::Multipart(fields) => fields.iter().map(field).collect(),
        other => panic!("{other:?}"),
    };
    Ok(format!("{} {path}{body}", request.method))
}

/// A field of a multipart form, on a line of its own.
fn field((name, value): &(Cow<'static, str>, FormValue)) -> String {
    match value {
        FormValue::Text(text) => format!("\n{name}={text}"),
        FormValue::File(file) => {
            let kind = file.content_type.unwrap_or_default();
            format!("\n{name}={}, {kind}, {} bytes", file.name, file.bytes.len())
        }
        other => panic!("{other:?}"),
    }
}

/// Method, path, query and body, just as they go out.
pub(crate) fn request<O: Operation>(operation: &O) -> String {
    written(operation).unwrap()
}

/// The words with which the arguments are refused before the network.
pub(crate) fn refusal<O: Operation>(operation: &O) -> String {
    written(operation).unwrap_err().to_string()
}

/// A body as it came with an HTTP status.
pub(crate) fn answer_of(status: u16, body: &[u8]) -> Answer {
    let kind = ("content-type".to_owned(), "text/plain;charset=iso-8859-1".to_owned());
    Answer::new(status, vec![kind], body.to_vec(), dialect().encoding())
}

fn answer(body: &[u8]) -> Answer {
    answer_of(200, body)
}

/// A file of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read<O: Operation>(operation: &O, body: &[u8]) -> Result<Decoded<O::Output>, String> {
    let answer = answer(body);
    let oddities = dialect().classify(&O::SPEC, &answer).map_err(|fault| fault.what)?;
    let mut decoded = operation.read(&answer).map_err(|error| error.to_string())?;
    decoded.drift.append(oddities);
    Ok(decoded)
}

/// A fixture as the client reads it. It must hold nothing that the types do not foresee, and a member
/// that they do not foresee must be kept.
pub(crate) fn decoded<O: Operation<Output: Serialize>>(operation: &O, name: &str) -> O::Output {
    let value = unwrapped(operation, name);
    let json = answer(&fixture(name)).json().unwrap().to_value();
    let kept = unknown_members_are_kept(&json, |body| {
        Ok(serde_json::to_value(read(operation, body)?.value).unwrap())
    });
    assert_eq!(kept, Ok(()), "{name}");
    value
}

/// The same for a rule that wraps its whole answer, beside which nothing else may be.
pub(crate) fn unwrapped<O: Operation>(operation: &O, name: &str) -> O::Output {
    let decoded = read(operation, &fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let foreseen = |d: &isp_core::wire::Deviation| {
        matches!(d.kind, isp_core::wire::DeviationKind::OtherType { .. })
    };
    assert!(decoded.drift.iter().all(foreseen), "{name}: {}", decoded.drift);
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

/// What the dialect finds wrong with a fixture.
pub(crate) fn fault<O: Operation>(operation: &O, name: &str) -> Fault {
    fault_of_status(operation, 200, name)
}

/// What the dialect finds wrong with a fixture that comes with an HTTP status.
pub(crate) fn fault_of_status<O: Operation>(_: &O, status: u16, name: &str) -> Fault {
    let answer = answer_of(status, &fixture(name));
    dialect().classify(&O::SPEC, &answer).err().unwrap_or_else(|| panic!("{name}: no fault"))
}

/// What the dialect finds wrong with a body, if anything.
pub(crate) fn fault_from<O: Operation>(_: &O, body: &str) -> Option<Fault> {
    dialect().classify(&O::SPEC, &answer(body.as_bytes())).err()
}

//! What the operations' tests share: the request on the wire, an answer read as the client reads it.

use std::fmt::Write as _;
use std::path::Path;

use isp_core::http::vendor::{Dialect, Fault, RequestSigner, Token};
use isp_core::http::{
    Answer, BaseUrl, Body, Effect, FormValue, Operation, OperationSpec, RequestWriter,
};
use isp_core::testing::unknown_members_are_kept;
use isp_core::wire::Decoded;
use isp_core::{Error, Secret};
use serde::Serialize;
use serde_json::Value;

use crate::dialect::{Addresses, GlobalDialect, Grant};

const AUTHENTICATION: &str = "https://auth.example.com";
const DATA: &str = "https://data.example.com";

pub(crate) fn dialect() -> GlobalDialect {
    let addresses = Addresses {
        authentication: BaseUrl::parse(AUTHENTICATION).unwrap(),
        data: BaseUrl::parse(DATA).unwrap(),
    };
    let grant = Grant::ClientCredentials {
        client_id: Secret::new("CLIENT-ID"),
        client_secret: Secret::new("CLIENT-SECRET"),
        syndata: Secret::new("SYNDATA"),
    };
    GlobalDialect::new(addresses, grant, isp_core::wire::sao_paulo())
}

fn written<O: Operation>(operation: &O) -> Result<String, Error> {
    let dialect = dialect();
    let mut writer = RequestWriter::new(dialect.base_url(&O::SPEC), &O::SPEC);
    operation.write(&mut writer)?;
    let written = writer.finish()?;
    let mut signer = RequestSigner::new(&written);
    let token = Token::new(Secret::new("TOKEN"));
    let is_login = O::SPEC.effect == Effect::Login;
    dialect.sign((!is_login).then_some(&token), &mut signer);
    let request = signer.finish();
    let base = if is_login { AUTHENTICATION } else { DATA };
    let path = request.url.strip_prefix(base).unwrap();
    let mut text = format!("{} {path}", request.method);
    for (name, value) in &request.headers {
        write!(text, "\n{name}: {}", value.expose()).unwrap();
    }
    match &request.body {
        Body::Json(body) | Body::Form(body) => write!(text, "\n{body}").unwrap(),
        Body::Multipart(fields) => {
            for (name, value) in fields {
                let FormValue::File(file) = value else { panic!("{name} is text") };
                write!(text, "\n{name}: {} {:?}", file.name, file.bytes).unwrap();
            }
        }
        _ => {}
    }
    Ok(text)
}

/// Method, path and query, headers and body on lines of their own, just as they go out; without the
/// address of the authentication or that of the data.
pub(crate) fn request<O: Operation>(operation: &O) -> String {
    written(operation).unwrap()
}

/// What [`request`] shows of an operation without a body.
pub(crate) fn signed(first_line: &str) -> String {
    format!("{first_line}\nauthorization: Bearer TOKEN")
}

/// What [`request`] shows of an operation with a JSON body.
pub(crate) fn signed_with(first_line: &str, body: &Value) -> String {
    format!("{}\n{body}", signed(first_line))
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

/// A fixture as the client reads it. It must hold nothing that the types do not foresee, and a member
/// that they do not foresee must be kept.
pub(crate) fn decoded<O: Operation<Output: Serialize>>(operation: &O, name: &str) -> O::Output {
    let decoded =
        read(operation, fixture(name).as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(decoded.drift.is_empty(), "{name}: {}", decoded.drift);
    let json = serde_json::from_str(&fixture(name)).unwrap();
    // Without the dialect, which takes a write for not proven if its envelope holds more.
    let kept = unknown_members_are_kept(&json, |body| {
        let decoded = operation.read(&answer(200, body)).map_err(|error| error.to_string())?;
        Ok(serde_json::to_value(decoded.value).unwrap())
    });
    assert_eq!(kept, Ok(()), "{name}");
    decoded.value
}

/// A body as the client reads it, whatever drift it has.
pub(crate) fn decoded_from<O: Operation>(operation: &O, body: &str) -> O::Output {
    read(operation, body.as_bytes()).unwrap_or_else(|error| panic!("{body}: {error}")).value
}

/// The words with which an answer is not understood.
pub(crate) fn decode_error<O: Operation>(operation: &O, body: &str) -> String {
    match read(operation, body.as_bytes()) {
        Ok(_) => panic!("understood: {body}"),
        Err(error) => error,
    }
}

/// What the dialect finds wrong with a body that came with that status.
pub(crate) fn fault_of<O: Operation>(_: &O, status: u16, body: &str) -> Fault {
    fault_of_spec(&O::SPEC, status, body).unwrap_or_else(|| panic!("no fault: {body}"))
}

/// The same, if there is something wrong.
pub(crate) fn fault_of_spec(spec: &OperationSpec, status: u16, body: &str) -> Option<Fault> {
    dialect().classify(spec, &answer(status, body.as_bytes())).err()
}

/// What the dialect finds wrong with a fixture that came with that status.
pub(crate) fn fault<O: Operation>(operation: &O, status: u16, name: &str) -> Fault {
    fault_of(operation, status, &fixture(name))
}

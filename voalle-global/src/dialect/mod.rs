//! How the API logs in, signs and reports errors. [`envelope`] judges the bodies of answers.

mod envelope;
mod grant;

use std::borrow::Cow;
use std::time::Duration;

use async_trait::async_trait;
use isp_core::http::vendor::{Dialect, Fault, Login, RequestSigner, Token, TokenKey};
use isp_core::http::{Answer, AnswerFormat, BaseUrl, Effect, OperationSpec};
use isp_core::wire::{Drift, Node, TextEncoding};
use isp_core::{Error, ErrorKind, Secret};
use jiff::tz::TimeZone;

use crate::operations::authentication::ConnectToken;
pub(crate) use envelope::{is_blank, says_no_open_titles};
pub(crate) use grant::Grant;

/// The API's name for people.
pub(crate) const SYSTEM: &str = "Voalle global";

/// The two addresses of one installation.
pub(crate) struct Addresses {
    pub(crate) authentication: BaseUrl,
    pub(crate) data: BaseUrl,
}

/// The API on behalf of one integrator.
pub(crate) struct GlobalDialect {
    addresses: Addresses,
    grant: Grant,
    time_zone: TimeZone,
}

impl GlobalDialect {
    pub(crate) fn new(addresses: Addresses, grant: Grant, time_zone: TimeZone) -> Self {
        Self { addresses, grant, time_zone }
    }

    /// The login with the integrator's credentials.
    pub(crate) fn connect_token(&self) -> ConnectToken {
        self.grant.connect_token()
    }

    pub(crate) fn refresh_token(&self) -> Option<Secret> {
        self.grant.refresh_token()
    }

    pub(crate) fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    pub(crate) fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }
}

#[async_trait]
impl Dialect for GlobalDialect {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl {
        if spec.effect == Effect::Login {
            &self.addresses.authentication
        } else {
            &self.addresses.data
        }
    }

    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey> {
        // One integrator has one token for everything.
        (spec.effect != Effect::Login).then(|| TokenKey::new([]))
    }

    fn account(&self) -> Option<TokenKey> {
        let Addresses { authentication, data } = &self.addresses;
        let addresses = [authentication, data].map(|address| Secret::new(address.to_string()));
        let credentials = self.grant.lasting_credentials()?;
        Some(TokenKey::new(addresses.into_iter().chain(credentials)))
    }

    async fn login(&self, _: &'static OperationSpec, login: &Login) -> Result<Token, Error> {
        let answer = login.run(self.connect_token()).await?.into_value();
        self.grant.keep(answer.refresh_token.as_ref());
        // An early renewal may be given up, and the server would have used up the refresh token: so the
        // token serves until it is refused.
        let is_renewed = self.grant.refresh_token().is_none();
        let seconds = answer.expires_in.filter(|seconds| *seconds > 0 && is_renewed);
        let lifetime = seconds.map(Duration::from_secs);
        Ok(Token::new(answer.access_token).valid_for(lifetime))
    }

    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>) {
        if let Some(token) = token {
            let bearer = Secret::new(format!("Bearer {}", token.secret().expose()));
            request.secret_header("authorization", &bearer);
        }
    }

    fn encoding(&self) -> TextEncoding {
        TextEncoding::Utf8
    }

    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        if let Some(fault) = Fault::from_status(answer) {
            let fault = explain(spec, fault, answer);
            let words = answer.json().ok().and_then(envelope::words);
            return Err(fault.with_message(words));
        }
        let fault = match (spec.answer, answer.json()) {
            (AnswerFormat::Json, Ok(root)) => envelope::fault(spec, root),
            (AnswerFormat::Json, Err(_)) if spec.may_answer_nothing() && answer.is_blank() => None,
            (AnswerFormat::Json, Err(_)) => Fault::not_json(answer),
            _ => no_file(spec, answer),
        };
        fault.map_or_else(|| Ok(Drift::default()), Err)
    }

    fn secrets(&self) -> Vec<Secret> {
        self.grant.secrets()
    }
}

/// What a status of failure means for this vendor, beyond what it says by itself.
fn explain(spec: &OperationSpec, fault: Fault, answer: &Answer) -> Fault {
    if spec.effect == Effect::Login {
        return explain_login(fault, answer);
    }
    match answer.status {
        // An unknown record is reported with HTTP 200, an unknown route by 404 without a body. A proxy's
        // 404 has a body of its own, which says nothing about a record.
        404 if !envelope::is_envelope(answer) => Fault::new(
            ErrorKind::Configuration,
            "the server has no such operation",
        )
        .with_advice(
            "check that the data address leads to port 45715 and that the ERP's version has the \
                 operation",
        ),
        // The token names the areas that are granted; nobody shows the answer for another one.
        403 => fault.with_advice(
            "check in the ERP that the integrator is granted the area of this operation, such as \
             thirdparty or map",
        ),
        _ => fault,
    }
}

/// A refused login is a credential error; a 400 or 401 without a JSON object may come from a proxy.
fn explain_login(fault: Fault, answer: &Answer) -> Fault {
    let own_words = answer.json().is_ok_and(Node::is_object);
    match answer.status {
        400 if own_words => {}
        401 | 403 => {}
        404 => {
            return Fault::new(ErrorKind::Configuration, "the server gives out no tokens here")
                .with_advice("check that the authentication address leads to port 45700");
        }
        _ => return fault,
    }
    Fault::new(ErrorKind::Credential, "the ERP refused the login").with_advice(
        "check client id, client secret and syndata, and that the user is marked as an integrator",
    )
}

/// An answer that proves nothing or contradicts itself.
pub(crate) fn not_understood(what: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(SYSTEM)
}

/// What is wrong with the answer of an operation that returns a file.
fn no_file(spec: &OperationSpec, answer: &Answer) -> Option<Fault> {
    let what = if answer.is_blank() {
        "the answer is empty, not a file"
    } else if answer.looks_like_html() {
        "the answer is a web page, not a file"
    } else if let Ok(root) = answer.json() {
        // A refusal comes as an envelope with HTTP 200.
        if let Some(refusal) = envelope::refusal(spec, root) {
            return Some(refusal);
        }
        "the answer is JSON, not a file"
    } else if begins_as_json(answer.body()) {
        "the answer is JSON, not a file"
    } else {
        return None;
    };
    let words = answer.json().ok().and_then(envelope::words);
    Some(Fault::new(ErrorKind::NotUnderstood, what).with_message(words))
}

/// Whether an object or a list begins here, which may have been cut short: `{"`, `[{`, `["`, `[[`.
fn begins_as_json(body: &[u8]) -> bool {
    match body.trim_ascii_start() {
        [b'{', rest @ ..] => rest.trim_ascii_start().starts_with(b"\""),
        [b'[', rest @ ..] => {
            matches!(rest.trim_ascii_start().first(), Some(b'{' | b'"' | b'['))
        }
        _ => false,
    }
}

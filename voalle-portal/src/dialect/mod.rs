//! How the portal logs in, signs and reports errors. [`envelope`] judges the bodies of answers.

mod envelope;

use std::borrow::Cow;
use std::iter::once;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use isp_core::http::vendor::{Dialect, Fault, Login, RequestSigner, Token, TokenKey};
use isp_core::http::{Answer, AnswerFormat, BaseUrl, Effect, OperationSpec};
use isp_core::wire::{Drift, Node, TextEncoding};
use isp_core::{Error, ErrorKind, Secret};
use jiff::tz::TimeZone;

use crate::TicketDefaults;
use crate::operations::authentication::{LoggedPerson, PortalAuthentication};

/// The portal's name for people.
pub(crate) const SYSTEM: &str = "Voalle portal";

/// What all subscribers of one provider share.
pub(crate) struct Provider {
    pub(crate) base_url: BaseUrl,
    pub(crate) verify_token: Secret,
    pub(crate) client_id: Secret,
    pub(crate) client_secret: Secret,
    pub(crate) time_zone: TimeZone,
    pub(crate) ticket_defaults: Option<TicketDefaults>,
}

/// The API of the portal, on behalf of one subscriber.
pub(crate) struct SubscriberDialect {
    provider: Arc<Provider>,
    username: Secret,
    password: Secret,
    person_id: OnceLock<u64>,
}

impl SubscriberDialect {
    pub(crate) fn new(provider: Arc<Provider>, username: Secret, password: Secret) -> Self {
        Self { provider, username, password, person_id: OnceLock::new() }
    }

    pub(crate) fn provider(&self) -> Arc<Provider> {
        Arc::clone(&self.provider)
    }

    /// The login of this subscriber. It refuses a user name or password that cannot be right.
    pub(crate) fn portal_authentication(&self) -> PortalAuthentication {
        PortalAuthentication::new(
            &self.provider.verify_token,
            &self.provider.client_id,
            &self.provider.client_secret,
            &self.username,
            &self.password,
        )
    }

    /// The person named by the login, after the first login.
    pub(crate) fn person_id(&self) -> Option<u64> {
        self.person_id.get().copied()
    }

    pub(crate) fn ticket_defaults(&self) -> Option<TicketDefaults> {
        self.provider.ticket_defaults
    }

    pub(crate) fn time_zone(&self) -> &TimeZone {
        &self.provider.time_zone
    }
}

#[async_trait]
impl Dialect for SubscriberDialect {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn base_url(&self, _: &OperationSpec) -> &BaseUrl {
        &self.provider.base_url
    }

    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey> {
        // The password is part of the key: a wrong password never gets the token of the right one.
        let needed = spec.effect != Effect::Login;
        needed.then(|| TokenKey::new([self.username.clone(), self.password.clone()]))
    }

    fn account(&self) -> Option<TokenKey> {
        let Provider { base_url, verify_token, client_id, client_secret, .. } = &*self.provider;
        let credentials = [verify_token, client_id, client_secret, &self.username, &self.password];
        let base_url = Secret::new(base_url.to_string());
        Some(TokenKey::new(once(base_url).chain(credentials.map(Secret::clone))))
    }

    fn write_facts(&self, token: &Token) -> Option<Secret> {
        let person = token.facts::<Option<LoggedPerson>>()?;
        serde_json::to_string(person).ok().map(Secret::new)
    }

    fn read_facts(&self, token: Token, facts: Option<&Secret>) -> Option<Token> {
        let person: Option<LoggedPerson> = serde_json::from_str(facts?.expose()).ok()?;
        Some(token.with_facts(person))
    }

    async fn login(&self, _: &'static OperationSpec, login: &Login) -> Result<Token, Error> {
        let answer = login.run(self.portal_authentication()).await?.into_value();
        let lifetime = answer.expires_in.filter(|seconds| *seconds > 0).map(Duration::from_secs);
        let person = answer.person().cloned();
        Ok(Token::new(answer.access_token).valid_for(lifetime).with_facts(person))
    }

    fn authorise(&self, _: &OperationSpec, token: &Token) -> Result<(), Error> {
        // The token may come from another handle's login, so the person id is read here.
        if let Some(Some(person)) = token.facts::<Option<LoggedPerson>>() {
            // Zero is not an id.
            if person.id > 0 {
                self.person_id.get_or_init(|| person.id);
            }
        }
        Ok(())
    }

    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>) {
        if let Some(token) = token {
            let bearer = Secret::new(format!("Bearer {}", token.secret().expose()));
            request.secret_header("authorization", &bearer);
            request.secret_header("verify-token", &self.provider.verify_token);
        }
    }

    fn encoding(&self) -> TextEncoding {
        TextEncoding::Utf8
    }

    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        if let Some(fault) = Fault::from_status(answer) {
            let fault =
                if spec.effect == Effect::Login { explain_login(fault, answer) } else { fault };
            return Err(with_the_portals_words(fault, answer));
        }
        let fault = match (spec.answer, answer.json()) {
            (AnswerFormat::Json, Ok(root)) => envelope::fault(spec, root),
            (AnswerFormat::Json, Err(_)) if spec.may_answer_nothing() && answer.is_blank() => None,
            (AnswerFormat::Json, Err(_)) => Fault::not_json(answer),
            _ => no_file(answer),
        };
        fault.map_or_else(|| Ok(Drift::default()), Err)
    }

    fn secrets(&self) -> Vec<Secret> {
        let Provider { verify_token, client_id, client_secret, .. } = &*self.provider;
        [verify_token, client_id, client_secret, &self.username, &self.password]
            .into_iter()
            .cloned()
            .collect()
    }
}

/// A refused login is a credential error with any of these statuses; a 400 or 401 without a JSON
/// object may come from a proxy. Every portal has a login, so that a 404 means another address.
fn explain_login(fault: Fault, answer: &Answer) -> Fault {
    let own_words = answer.json().is_ok_and(Node::is_object);
    match answer.status {
        403 => {}
        404 => {
            return Fault::new(ErrorKind::Configuration, "there is no portal at this address")
                .with_advice("check the base URL, its scheme and port");
        }
        400 | 401 if own_words => {}
        _ => return fault,
    }
    Fault::new(ErrorKind::Credential, "the portal refused the login").with_advice(
        "check the subscriber's user name and password, then the verify token, client id and secret",
    )
}

/// Adds the text of an error's JSON body, `{status, message}`.
fn with_the_portals_words(fault: Fault, answer: &Answer) -> Fault {
    let Ok(body) = answer.json() else { return fault };
    let text = |name| body.as_object()?.text(name);
    match (text("message"), text("status")) {
        (Some(message), status) => fault.with_code(status).with_message(Some(message)),
        (None, _) => fault.with_message(envelope::words(body)),
    }
}

/// An answer that proves nothing or contradicts itself.
pub(crate) fn not_understood(what: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(SYSTEM)
}

/// What is wrong with the answer of an operation that returns a file.
fn no_file(answer: &Answer) -> Option<Fault> {
    let what = if answer.is_blank() {
        "the answer is empty, not a file"
    } else if answer.looks_like_html() {
        "the answer is a web page, not a file"
    } else if answer.json().is_ok() || begins_as_json(answer.body()) {
        "the answer is JSON, not a file"
    } else {
        return None;
    };
    Some(with_the_portals_words(Fault::new(ErrorKind::NotUnderstood, what), answer))
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

#[cfg(test)]
mod tests {
    use super::*;
    use isp_core::http::Operation;
    use isp_core::http::vendor::TokenVerdict;

    use crate::operations::contracts::ContractUnblock;
    use crate::operations::invoices::FinancialBillet;
    use crate::operations::people::Whoami;
    use crate::operations::testing::dialect;

    fn fault(spec: &OperationSpec, status: u16, body: &str) -> Option<Fault> {
        let dialect = dialect();
        let answer = Answer::new(status, vec![], body.to_owned(), dialect.encoding());
        dialect.classify(spec, &answer).err()
    }

    #[test]
    fn the_secrets_to_redact_are_the_credentials_of_provider_and_subscriber() {
        let secrets = dialect().secrets();
        let words: Vec<_> = secrets.iter().map(Secret::expose).collect();
        assert_eq!(
            words,
            ["VERIFY-TOKEN", "CLIENT-ID", "CLIENT-SECRET", "52998224725", "senha-do-assinante"]
        );
    }

    #[test]
    fn a_refused_login_is_a_matter_of_credentials_and_final() {
        let refused = r#"{"status":"Invalid credentials.","message":"Bad Credentials (2)"}"#;
        for status in [400, 401, 403] {
            let fault = fault(&PortalAuthentication::SPEC, status, refused).unwrap();
            assert_eq!(fault.kind, ErrorKind::Credential);
            assert_eq!(fault.message.as_deref(), Some("Bad Credentials (2)"));
            assert_eq!(fault.code.as_deref(), Some("Invalid credentials."));
            assert!(!fault.transient && fault.token == TokenVerdict::Unconcerned);
        }
        let bare = fault(&PortalAuthentication::SPEC, 403, "").unwrap();
        assert_eq!(bare.kind, ErrorKind::Credential);
        let proxy = fault(&PortalAuthentication::SPEC, 400, "<html>").unwrap();
        assert_eq!(proxy.kind, ErrorKind::InvalidInput);
    }

    #[test]
    fn a_refused_token_and_a_forbidden_thing_are_told_apart() {
        let refused = fault(&Whoami::SPEC, 401, r#"{"message":"expired"}"#).unwrap();
        assert_eq!(refused.token, TokenVerdict::Refused);
        assert_eq!(refused.message.as_deref(), Some("expired"));
        let forbidden = fault(&Whoami::SPEC, 403, r#"{"status":403}"#).unwrap();
        assert_eq!(forbidden.token, TokenVerdict::PerhapsExpired);
        assert_eq!(forbidden.message.as_deref(), Some("403"));
    }

    #[test]
    fn what_is_no_json_is_never_an_answer() {
        for body in ["", " \n", "<html></html>", r#"{"data":["#, "OK"] {
            let fault = fault(&Whoami::SPEC, 200, body).unwrap();
            assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{body}");
        }
    }

    #[test]
    fn a_file_is_neither_json_nor_a_page_nor_nothing() {
        let cut = [r#"{"message":"x"#, "[{", " { \"", "[ [1,"];
        let whole = ["", "<!DOCTYPE html><html></html>", r#"{"message":"x"}"#, "null"];
        for body in whole.into_iter().chain(cut) {
            let fault = fault(&FinancialBillet::SPEC, 200, body).unwrap();
            assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{body}");
        }
        for file in ["%PDF-1.4\n", "{\\rtf1}", "[Nota]\r\nNumero=1", "{", "["] {
            assert!(fault(&FinancialBillet::SPEC, 200, file).is_none(), "{file}");
        }
    }

    #[test]
    fn only_a_write_of_unknown_answer_may_answer_nothing() {
        assert!(fault(&ContractUnblock::SPEC, 200, "").is_none());
        assert!(fault(&ContractUnblock::SPEC, 204, " ").is_none());
        let page = fault(&ContractUnblock::SPEC, 200, "<html></html>").unwrap();
        assert_eq!(page.kind, ErrorKind::NotUnderstood);
    }
}

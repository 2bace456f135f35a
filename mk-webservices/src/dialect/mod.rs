//! How MK logs in, signs, writes text and reports errors.

mod core_api;
mod envelope;
mod envelope_key;
#[cfg(test)]
mod envelope_tests;
mod session;

use async_trait::async_trait;
use isp_core::http::vendor::{Dialect, Fault, Login, RequestSigner, Token, TokenKey, TokenVerdict};
use isp_core::http::{Answer, AnswerFormat, BaseUrl, Effect, OperationSpec, Proof};
use isp_core::wire::{Deviation, DeviationKind, Drift, Node, TextEncoding, View, fold};
use isp_core::{Error, ErrorKind, Secret};
use jiff::tz::TimeZone;

use crate::operations::autenticacao::WSAutenticacao;
use envelope::{Envelope, StatusWord};
pub(crate) use session::ALL_SERVICES;
use session::Session;

/// The API of one MK installation, on behalf of one web-service profile.
pub(crate) struct MkDialect {
    pub(crate) base_url: BaseUrl,
    /// Replaces `/core-api` in the operations' paths.
    pub(crate) core_api: BaseUrl,
    pub(crate) user_token: Secret,
    pub(crate) profile_password: Secret,
    pub(crate) single_use_tokens: bool,
    pub(crate) one_token_per_service: bool,
    pub(crate) time_zone: TimeZone,
    /// Of the token for all services.
    pub(crate) token_key: TokenKey,
}

/// The key of the token for a service code.
pub(crate) fn token_key_of(scope: u32) -> TokenKey {
    TokenKey::new([Secret::new(scope.to_string())])
}

impl MkDialect {
    pub(crate) const SYSTEM: &'static str = "MK Webservices";

    fn scope(&self, spec: &OperationSpec) -> u32 {
        let own = spec.service_code.filter(|_| self.one_token_per_service);
        own.unwrap_or(ALL_SERVICES)
    }
}

/// The beginning of the paths of the core-api's operations.
const CORE_API: &str = "/core-api";

fn is_core_api(spec: &OperationSpec) -> bool {
    spec.path.starts_with(CORE_API)
}

#[async_trait]
impl Dialect for MkDialect {
    fn system(&self) -> &'static str {
        Self::SYSTEM
    }

    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl {
        if is_core_api(spec) { &self.core_api } else { &self.base_url }
    }

    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey> {
        if spec.effect == Effect::Login {
            return None;
        }
        Some(match self.scope(spec) {
            ALL_SERVICES => self.token_key.clone(),
            scope => token_key_of(scope),
        })
    }

    fn account(&self) -> Option<TokenKey> {
        // No token may be used twice, so none is shared.
        let shared = !self.single_use_tokens;
        let base_url = Secret::new(self.base_url.to_string());
        let login = [base_url, self.user_token.clone(), self.profile_password.clone()];
        shared.then(|| TokenKey::new(login))
    }

    fn write_facts(&self, token: &Token) -> Option<Secret> {
        token.facts::<Session>().map(Session::to_text)
    }

    fn read_facts(&self, token: Token, facts: Option<&Secret>) -> Option<Token> {
        Some(token.with_facts(Session::from_text(facts?)?))
    }

    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Token, Error> {
        let operation = WSAutenticacao::new(
            &self.user_token,
            &self.profile_password,
            u64::from(self.scope(spec)),
        );
        let answer = login.run(operation).await?.into_value();
        Ok(session::token_of(answer, login.now(), &self.time_zone, self.single_use_tokens))
    }

    fn authorise(&self, spec: &OperationSpec, token: &Token) -> Result<(), Error> {
        match (spec.service_code, token.facts::<Session>()) {
            (Some(code), Some(session)) if !session.allows(code) => Err(Error::new(
                ErrorKind::Configuration,
                format!("service {code} is not granted to this web-service profile"),
            )
            .with_advice("enable the service in the web-service profile in MK")),
            _ => Ok(()),
        }
    }

    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>) {
        if !request.strip_path_prefix(CORE_API) {
            request.query("sys", "MK0");
        }
        if let Some(token) = token {
            request.secret_query("token", token.secret());
        }
    }

    fn encoding(&self) -> TextEncoding {
        TextEncoding::TornLatin1
    }

    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        if is_core_api(spec) {
            return core_api::classify(spec, answer);
        }
        // The HTTP status decides; the body only adds code and message.
        if let Some(fault) = Fault::from_status(answer) {
            return Err(with_words(explain_status(fault, answer), answer));
        }
        match spec.answer {
            AnswerFormat::Json => {}
            _ => return Ok(Drift::default()),
        }
        if answer.is_blank() && spec.may_answer_nothing() {
            return Ok(Drift::default());
        }
        match answer.json() {
            Ok(json) => judge(spec, json),
            Err(_) => Err(Fault::not_json(answer)
                .unwrap_or_else(|| Fault::new(ErrorKind::NotUnderstood, "the answer is not JSON"))),
        }
    }

    fn classify_row(&self, _: &OperationSpec, row: Node<'_>) -> Result<(), Fault> {
        let failure = envelope::failure_in(row);
        failure.map_or(Ok(()), |failure| {
            Err(not_understood("MK reports a failure among the rows of a list", &failure))
        })
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.user_token.clone(), self.profile_password.clone()]
    }
}

/// Judges a rule's JSON answer with a status of success; see [`envelope`] for the table.
fn judge(spec: &OperationSpec, json: Node<'_>) -> Result<Drift, Fault> {
    let rows_at_root = spec.output.starts_with("Vec<");
    let envelope = Envelope::of(json, rows_at_root);
    if envelope.status == StatusWord::Failure && !envelope.contradicts_itself() {
        return Err(refusal(spec, envelope));
    }
    if spec.effect == Effect::Login {
        return login_token(json, &envelope);
    }
    let unclear = match &envelope.status {
        _ if envelope.contradicts_itself() => Some("MK reports success and failure in one answer"),
        _ if envelope.code.is_some() => Some("MK sends an error code without reporting a failure"),
        _ if envelope.names_an_error => Some("MK names an error without reporting a failure"),
        StatusWord::LooksLikeFailure(_) => Some("MK sent a status that looks like a failure"),
        StatusWord::Unknown(_) if spec.effect.is_write() => {
            Some("MK answered a write with an undocumented status")
        }
        _ if spec.effect.is_write() || envelope.has_payload => None,
        StatusWord::Success if envelope.is_at_root() => None,
        // A bare list has no status word.
        StatusWord::Absent if rows_at_root && json.is_list() => None,
        _ => Some("the answer is empty and does not report success"),
    };
    if let Some(what) = unclear {
        return Err(not_understood(what, &envelope));
    }
    if spec.effect.is_write() && !is_proven(spec, json, &envelope) {
        return Err(not_understood("the answer does not prove that it was done", &envelope));
    }
    let mut drift = Drift::default();
    if let StatusWord::Unknown(_) = envelope.status {
        drift.push(Deviation { path: "$.status".into(), kind: DeviationKind::UnknownValue });
    }
    Ok(drift)
}

/// Whether the answer contains the operation's proof. If the answer to a write is undocumented,
/// only its form is checked.
fn is_proven(spec: &OperationSpec, json: Node<'_>, envelope: &Envelope) -> bool {
    let succeeded = envelope.status == StatusWord::Success;
    match spec.proof {
        Proof::Unshown => matches!(json.view(), View::Object(_) | View::List(_) | View::Null),
        // A code alone does not prove success; a success sentence does.
        Proof::Member(_) => succeeded && json.is_object() && spec.proof.holds(json, succeeded),
        proof => json.is_object() && proof.holds(json, succeeded),
    }
}

fn not_understood(what: &'static str, envelope: &Envelope) -> Fault {
    let fault = Fault::new(ErrorKind::NotUnderstood, what)
        .perhaps_done()
        .with_code(envelope.code.clone())
        .with_message(envelope.words());
    if envelope.refuses_the_token() {
        return fault.with_token_verdict(TokenVerdict::PerhapsExpired);
    }
    fault
}

/// A login without a token is a refusal in an undocumented form.
fn login_token(json: Node<'_>, envelope: &Envelope) -> Result<Drift, Fault> {
    let object = json.as_object();
    let token = |name| object.and_then(|object| object.text(name)).is_some();
    if token("Token") || token("TokenAutenticacao") {
        return Ok(Drift::default());
    }
    Err(Fault::new(ErrorKind::Credential, "MK answered the login without a token")
        .with_message(envelope.words()))
}

/// The class of a refusal in the documented form.
fn refusal(spec: &OperationSpec, envelope: Envelope) -> Fault {
    if spec.effect == Effect::Login {
        return Fault::new(ErrorKind::Credential, "MK refused the login")
            .with_advice(
                "check the user token, the profile password and the profile's allowed addresses",
            )
            .with_code(envelope.code)
            .with_message(envelope.message);
    }
    let message = envelope.message.as_deref().map(fold).unwrap_or_default();
    // Only a refusal at the root proves that a write did not run.
    let token = if envelope.is_at_root() || spec.effect.is_repeatable() {
        TokenVerdict::Refused
    } else {
        TokenVerdict::PerhapsExpired
    };
    let fault = match envelope.code() {
        Some("1") => Fault::new(ErrorKind::Credential, "MK refused the session token")
            .with_token_verdict(token),
        Some("999") => Fault::new(ErrorKind::Credential, "the session token is expired or unknown")
            .with_advice(
                "check the credentials; if the profile has Invalidar = Sim, set \
                 single_use_tokens()",
            )
            .with_token_verdict(token),
        Some("2") => Fault::new(ErrorKind::InvalidInput, "MK rejected a parameter"),
        // Rows contradict "not found".
        Some("3") if envelope.is_at_root() && !envelope.has_payload => {
            Fault::new(ErrorKind::NotFound, "MK found no such record")
        }
        Some("4") if message.contains("configura") => {
            Fault::new(ErrorKind::Configuration, "MK is not configured for this rule")
        }
        Some("4") => Fault::new(ErrorKind::InvalidInput, "MK reports a missing parameter"),
        // Some rules send only the message, which is not enough to send a write again.
        None if is_about_the_token(&message) => {
            Fault::new(ErrorKind::Credential, "MK refused the session token")
                .with_token_verdict(TokenVerdict::PerhapsExpired)
        }
        None => Fault::new(ErrorKind::Refused, "MK refused the request"),
        Some(_) => {
            Fault::new(ErrorKind::Refused, "MK refused the request with an undocumented code")
                .perhaps_done()
        }
    };
    let fault = if envelope.is_at_root() { fault } else { fault.perhaps_done() };
    fault.with_code(envelope.code).with_message(envelope.message)
}

/// Whether other rules send this message with the code of a refused token.
fn is_about_the_token(message: &str) -> bool {
    let message = message.trim_end_matches('.');
    matches!(message, "token invalido" | "token expirado" | "token nao encontrado")
}

/// Adds the body's code and message to a fault found by HTTP status.
fn with_words(mut fault: Fault, answer: &Answer) -> Fault {
    if let Ok(json) = answer.json() {
        let envelope = Envelope::of(json, false);
        fault.code = envelope.code;
        fault.message = envelope.message;
    }
    fault
}

/// The meaning of Tomcat's own pages in MK.
fn explain_status(mut fault: Fault, answer: &Answer) -> Fault {
    match answer.status {
        500 if answer.looks_like_html() => {
            let mut fault = Fault::new(
                ErrorKind::Configuration,
                "the rule does not exist, is not licensed, or is not granted to this profile",
            )
            .perhaps_done()
            .with_advice(
                "ask the provider to license the rule and enable it in the web-service profile",
            );
            fault.message = servlet_message(answer);
            fault
        }
        404 => {
            fault.kind = ErrorKind::Configuration;
            fault.what = "the server does not have this rule".into();
            fault.advice = Some("check the base URL and the release of MK");
            fault
        }
        _ => fault,
    }
}

/// How much of a servlet's error page is searched.
const LONGEST_ERROR_PAGE: usize = 16 * 1024;

/// The text after `<b>Message</b>` of a servlet's error page.
fn servlet_message(answer: &Answer) -> Option<String> {
    let page = answer.head(LONGEST_ERROR_PAGE);
    let (_, after) = page.split_once("<b>Message</b>")?;
    let message = after.split('<').next()?.trim();
    (!message.is_empty()).then(|| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::faturas::WSMKFaturasPendentes;
    use crate::operations::testing::{fault, fault_from, fault_of_status};
    use isp_core::Outcome;

    fn operation() -> WSMKFaturasPendentes {
        WSMKFaturasPendentes::new(10_123)
    }

    #[test]
    fn the_secrets_to_redact_are_user_token_and_profile_password() {
        let secrets = crate::operations::testing::dialect().secrets();
        let words: Vec<_> = secrets.iter().map(Secret::expose).collect();
        assert_eq!(words, ["USER-TOKEN", "PROFILE-PASSWORD"]);
    }

    #[test]
    fn every_error_envelope_becomes_an_error_with_code_and_message() {
        let refused = TokenVerdict::Refused;
        let unconcerned = TokenVerdict::Unconcerned;
        for (file, kind, code, verdict) in [
            ("token-invalido.json", ErrorKind::Credential, Some("001"), refused),
            ("token-expirado.json", ErrorKind::Credential, Some("999"), refused),
            ("token-nao-encontrado.json", ErrorKind::Credential, Some("999"), refused),
            ("documento-invalido.json", ErrorKind::InvalidInput, Some("002"), unconcerned),
            ("nao-localizado.json", ErrorKind::NotFound, Some("003"), unconcerned),
            ("parametro-ausente.json", ErrorKind::InvalidInput, Some("004"), unconcerned),
            ("codigo-erro-minusculo.json", ErrorKind::Configuration, Some("004"), unconcerned),
            ("mensagem-minuscula.json", ErrorKind::Refused, None, unconcerned),
        ] {
            let fault = fault(&operation(), &format!("_erros/{file}"));
            assert_eq!(
                (fault.kind, fault.code.as_deref(), fault.token),
                (kind, code, verdict),
                "{file}"
            );
            assert!(fault.message.is_some(), "{file}");
            assert!(!fault.transient, "{file}");
        }
    }

    #[test]
    fn the_torn_bytes_of_an_error_message_are_repaired() {
        let fault = fault(&operation(), "_codificacao/erro-token-invalido.bytes-mk.bin");
        assert_eq!(fault.message.as_deref(), Some("Token inválido."));
    }

    #[test]
    fn codes_and_statuses_are_recognised_in_every_spelling() {
        for body in [
            r#"{"CodToken":"123456","Mensagem":"Token expirado.","Num. ERRO":"999","status":"ERRO"}"#,
            r#"{"Num. ERRO":999,"status":"erro"}"#,
            r#"{"Num. Erro: ":"999","Status: ":"ERRO"}"#,
            r#"[{"Num. ERRO":"999","status":"ERRO"}]"#,
            r#"{"response":{"Num. ERRO":"001","status":"ERRO"}}"#,
        ] {
            assert_eq!(
                fault_from(&operation(), body).unwrap().token,
                TokenVerdict::Refused,
                "{body}"
            );
        }
        assert_eq!(
            fault_from(&operation(), r#"{"status":"ERRO"}"#).unwrap().kind,
            ErrorKind::Refused
        );
        for good in [
            r#"{"status":"OK"}"#,
            r#"{"status":"OS cancelada com sucesso."}"#,
            r#"{"codigo_erro":"000","status":"OK"}"#,
        ] {
            assert!(fault_from(&operation(), good).is_none(), "{good}");
        }
    }

    #[test]
    fn a_code_without_the_word_for_failure_is_not_understood() {
        for body in [
            r#"{"CODIGO_ERRO":"999","Mensagem":""}"#,
            r#"{"Num. ERRO":"001","status":"OK"}"#,
            r#"{"status":"OK","x":{"Num. ERRO":"999","status":"ERRO"}}"#,
        ] {
            let fault = fault_from(&operation(), body).unwrap();
            assert_eq!(
                (fault.kind, fault.token, fault.outcome),
                (ErrorKind::NotUnderstood, TokenVerdict::PerhapsExpired, Outcome::PerhapsDone),
                "{body}"
            );
        }
    }

    #[test]
    fn a_message_about_a_token_never_repeats_a_write() {
        let fault = |body| fault_from(&operation(), body).unwrap();
        let bare = fault(r#"{"mensagem":"Token inválido.","status":"ERRO"}"#);
        assert_eq!((bare.kind, bare.token), (ErrorKind::Credential, TokenVerdict::PerhapsExpired));
        let other =
            fault(r#"{"status":"ERRO","Mensagem":"Token do gateway de assinatura expirado."}"#);
        assert_eq!((other.kind, other.token), (ErrorKind::Refused, TokenVerdict::Unconcerned));
    }

    #[test]
    fn html_pages_are_classified_by_status() {
        let servlet = fault_of_status(&operation(), 500, "_erros/http-500.html");
        assert_eq!(servlet.kind, ErrorKind::Configuration);
        assert_eq!(servlet.message.as_deref(), Some("Falha de exemplo na regra"));
        let login = fault_of_status(&operation(), 200, "_erros/proxy-login-200.html");
        assert_eq!(login.kind, ErrorKind::NotUnderstood);
        assert!(login.advice.unwrap().contains("proxy"));
        assert!(!servlet.transient && !login.transient);
    }
}

//! How MK logs in, signs, writes text and reports errors.

mod account;
mod core_api;
mod envelope;
mod envelope_key;
#[cfg(test)]
mod envelope_tests;
mod session;

use async_trait::async_trait;
use isp_core::http::vendor::{Dialect, Fault, Login, RequestSigner, Token, TokenKey, TokenVerdict};
use isp_core::http::{Answer, AnswerFormat, BaseUrl, Effect, Operation, OperationSpec, Proof};
use isp_core::wire::{Deviation, DeviationKind, Drift, Node, TextEncoding, View, fold};
use isp_core::{Error, ErrorKind, Secret};
use jiff::tz::TimeZone;

use crate::operations::autenticacao::WSAutenticacaoOperador;
use crate::operations::faturas::WSMKRetornarCopieColaPix;
use account::token_key_of;
pub(crate) use account::{ALL_SERVICES, Account, Operator, Profile};
use envelope::{Envelope, StatusWord};
use session::Session;

/// The API of one MK installation, on behalf of one account.
pub(crate) struct MkDialect {
    pub(crate) base_url: BaseUrl,
    /// Replaces `/core-api` in the operations' paths.
    pub(crate) core_api: BaseUrl,
    pub(crate) account: Account,
    pub(crate) time_zone: TimeZone,
    /// Of the account's main token.
    pub(crate) token_key: TokenKey,
}

impl MkDialect {
    pub(crate) const SYSTEM: &'static str = "MK Webservices";
}

/// The operation's service as an administrator finds it: by code and name, as far as they are known.
fn service_of(spec: &OperationSpec) -> Option<String> {
    match (spec.service_code, spec.service_name) {
        (Some(code), Some(name)) => Some(format!("service {code} \"{name}\"")),
        (Some(code), None) => Some(format!("service {code}")),
        (None, Some(name)) => Some(format!("service \"{name}\"")),
        (None, None) => None,
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
        Some(match self.account.scope(spec) {
            ALL_SERVICES => self.token_key.clone(),
            scope => token_key_of(scope),
        })
    }

    fn account(&self) -> Option<TokenKey> {
        let [name, password] = self.account.shared_login()?;
        Some(TokenKey::new([Secret::new(self.base_url.to_string()), name, password]))
    }

    fn write_facts(&self, token: &Token) -> Option<Secret> {
        token.facts::<Session>().map(Session::to_text)
    }

    fn read_facts(&self, token: Token, facts: Option<&Secret>) -> Option<Token> {
        match facts {
            Some(facts) => Some(token.with_facts(Session::from_text(facts)?)),
            // An operator's token has none.
            None => self.account.is_operator().then_some(token),
        }
    }

    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Token, Error> {
        self.account.log_in(spec, login, &self.time_zone).await
    }

    fn authorise(&self, spec: &OperationSpec, token: &Token) -> Result<(), Error> {
        match (spec.service_code, token.facts::<Session>()) {
            (Some(code), Some(session)) if !session.allows(code) => {
                let service = service_of(spec).unwrap_or_default();
                Err(Error::new(
                    ErrorKind::Configuration,
                    format!("{service} is not granted to this web-service profile"),
                )
                .with_advice("enable the service in the web-service profile in MK"))
            }
            _ => Ok(()),
        }
    }

    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>) {
        if !request.strip_path_prefix(CORE_API) && !request.declares("sys") {
            request.query("sys", "MK0");
        }
        let Some(token) = token else { return };
        // Some rules spell it with a capital; one wants it in its form too.
        let name = if request.declares("Token") { "Token" } else { "token" };
        request.secret_query(name, token.secret());
        if request.declares("token") {
            request.secret_field("token", token.secret());
        }
    }

    fn encoding(&self) -> TextEncoding {
        TextEncoding::TornLatin1
    }

    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        let judged = if is_core_api(spec) {
            core_api::classify(spec, answer)
        } else {
            classify_rule(spec, answer)
        };
        judged.map_err(|fault| {
            let is_token = fault.kind == ErrorKind::Credential && spec.effect != Effect::Login;
            if is_token && self.account.is_operator() { fault.with_advice(NOT_OPEN) } else { fault }
        })
    }

    fn classify_row(&self, _: &OperationSpec, row: Node<'_>) -> Result<(), Fault> {
        let failure = envelope::failure_in(row);
        failure.map_or(Ok(()), |failure| {
            Err(not_understood("MK reports a failure among the rows of a list", &failure))
        })
    }

    fn secrets(&self) -> Vec<Secret> {
        self.account.secrets()
    }
}

/// The advice where MK refuses an operator's token.
const NOT_OPEN: &str = "MK opens only its specific rules to operators: for the others use \
                        credentials(…) of a web-service profile";

/// What is wrong with the answer of a rule.
fn classify_rule(spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
    // The HTTP status decides; the body only adds code and message.
    if let Some(fault) = Fault::from_status(answer) {
        return Err(with_words(spec, explain_status(spec, fault, answer), answer));
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

/// Judges a rule's JSON answer with a status of success; see [`envelope`] for the table.
fn judge(spec: &OperationSpec, json: Node<'_>) -> Result<Drift, Fault> {
    let rows_at_root = spec.output.starts_with("Vec<");
    let envelope = match unwrapped(spec, json) {
        Some(inner) => Envelope::of(inner, rows_at_root).of_a_wrapped_answer(),
        None => Envelope::of(json, rows_at_root),
    };
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
        _ if spec.effect.is_write() => None,
        // Rows under one key do not prove that a list under another is empty.
        _ if envelope.has_payload && !envelope.has_empty_list => None,
        StatusWord::Success if envelope.is_in_its_place() => None,
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

/// The answer inside the key in which one rule wraps all of it: the rule whose proof is there. An
/// answer with anything beside that key is not of this form.
fn unwrapped<'a>(spec: &OperationSpec, json: Node<'a>) -> Option<Node<'a>> {
    const WRAPPER: &str = "response";
    let Proof::Member(path) = spec.proof else { return None };
    let (first, _) = path.split_once('.')?;
    let root = json.as_object().filter(|root| first == WRAPPER && root.len() == 1)?;
    root.get(WRAPPER).filter(|inner| inner.is_object())
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
            .with_advice(if spec.name == WSAutenticacaoOperador::SPEC.name {
                "check name and password, and in MK's web-service manager that the operator is \
                 listed with a start and an end date that include today"
            } else {
                "check the user token, the profile password and the profile's allowed addresses"
            })
            .with_code(envelope.code)
            .with_message(envelope.message);
    }
    let message = envelope.message.as_deref().map(fold).unwrap_or_default();
    // Only a refusal at the root is one that other rules have shown to be about the token.
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
        Some("3") if envelope.is_in_its_place() && !envelope.has_payload => {
            Fault::new(ErrorKind::NotFound, "MK found no such record")
        }
        Some("4") if message.contains("configura") => {
            let fault =
                Fault::new(ErrorKind::Configuration, "MK's configuration does not permit it");
            // An invoice without PIX, such as a fee without boleto, is no fault of the installation.
            if spec.name == WSMKRetornarCopieColaPix::SPEC.name {
                fault.with_advice(
                    "use another means of payment; only if no invoice has a PIX text, ask the \
                     provider for a payment profile with PIX",
                )
            } else {
                fault
            }
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
    let fault = if envelope.is_in_its_place() { fault } else { fault.perhaps_done() };
    fault.with_code(envelope.code).with_message(envelope.message)
}

/// Whether other rules send this message with the code of a refused token.
fn is_about_the_token(message: &str) -> bool {
    let message = message.trim_end_matches('.');
    matches!(message, "token invalido" | "token expirado" | "token nao encontrado")
}

/// Adds the body's code and message to a fault found by HTTP status.
fn with_words(spec: &OperationSpec, mut fault: Fault, answer: &Answer) -> Fault {
    if let Ok(json) = answer.json() {
        let envelope = Envelope::of(unwrapped(spec, json).unwrap_or(json), false);
        fault.code = envelope.code;
        fault.message = envelope.message;
    }
    fault
}

/// The meaning of Tomcat's own pages in MK.
fn explain_status(spec: &OperationSpec, mut fault: Fault, answer: &Answer) -> Fault {
    match answer.status {
        500 if answer.looks_like_html() => {
            let service = service_of(spec).map(|service| format!("its {service} "));
            let mut fault = Fault::new(
                ErrorKind::Configuration,
                format!(
                    "the rule does not exist, is not licensed, or {}is not granted to this profile",
                    service.unwrap_or_default()
                ),
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
        let service = r#"its service 7 "Consulta de faturas pendentes" is not granted"#;
        assert!(servlet.what.contains(service), "{}", servlet.what);
        let login = fault_of_status(&operation(), 200, "_erros/proxy-login-200.html");
        assert_eq!(login.kind, ErrorKind::NotUnderstood);
        assert!(login.advice.unwrap().contains("proxy"));
        assert!(!servlet.transient && !login.transient);
    }
}

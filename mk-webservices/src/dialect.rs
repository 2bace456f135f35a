//! How MK logs in, signs, writes text and reports errors.

use async_trait::async_trait;
use isp_core::http::{
    Answer, AnswerFormat, BaseUrl, Dialect, Fault, Grant, GrantKey, GrantVerdict, Login,
    OperationSpec, RequestWriter,
};
use isp_core::wire::{self, JsonError, fold, key};
use isp_core::{Error, ErrorKind, Secret};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::core_api;
use crate::operations::autenticacao::WSAutenticacao;
use crate::session::{self, ALL_SERVICES, Session};

/// MK's manner, on behalf of one web-service profile.
pub(crate) struct MkDialect {
    pub(crate) base_url: BaseUrl,
    /// Stands for `/core-api` of the operations' paths.
    pub(crate) core_api: BaseUrl,
    pub(crate) user_token: Secret,
    pub(crate) profile_password: Secret,
    pub(crate) single_use_tokens: bool,
    pub(crate) one_token_per_service: bool,
    pub(crate) time_zone: TimeZone,
}

impl MkDialect {
    pub(crate) const SYSTEM: &'static str = "MK Webservices";

    fn scope(&self, spec: &OperationSpec) -> u32 {
        let own = spec.service_code.filter(|_| self.one_token_per_service);
        own.unwrap_or(ALL_SERVICES)
    }
}

/// Where the paths of the core-api's operations begin.
const CORE_API: &str = "/core-api";

fn is_core_api(spec: &OperationSpec) -> bool {
    spec.path.starts_with(CORE_API)
}

/// The family whose operations are logins themselves and so carry no session token.
pub(crate) const LOGIN_FAMILY: &str = "autenticacao";

#[async_trait]
impl Dialect for MkDialect {
    fn system(&self) -> &'static str {
        Self::SYSTEM
    }

    fn base_url(&self, spec: &OperationSpec) -> &BaseUrl {
        if is_core_api(spec) { &self.core_api } else { &self.base_url }
    }

    fn grant_key(&self, spec: &OperationSpec) -> Option<GrantKey> {
        let needed = spec.family != LOGIN_FAMILY;
        needed.then(|| GrantKey::new([Secret::new(self.scope(spec).to_string())]))
    }

    async fn login(&self, spec: &'static OperationSpec, login: &Login) -> Result<Grant, Error> {
        let operation = WSAutenticacao::new(
            &self.user_token,
            &self.profile_password,
            u64::from(self.scope(spec)),
        );
        let answer = login.run(&operation).await?.into_value();
        Ok(session::grant_of(answer, login.now(), &self.time_zone, self.single_use_tokens))
    }

    fn authorise(&self, spec: &OperationSpec, grant: &Grant) -> Result<(), Error> {
        match (spec.service_code, grant.facts::<Session>()) {
            (Some(code), Some(session)) if !session.grants(code) => Err(Error::new(
                ErrorKind::Configuration,
                format!("service {code} is not granted to this web-service profile"),
            )
            .with_advice("tick the service in the web-service profile in MK")),
            _ => Ok(()),
        }
    }

    fn sign(&self, grant: Option<&Grant>, request: &mut RequestWriter) {
        if !request.strip_path_prefix(CORE_API) {
            request.query("sys", "MK0");
        }
        if let Some(grant) = grant {
            request.secret_query("token", grant.token());
        }
    }

    fn parse(&self, body: &[u8]) -> Result<Value, JsonError> {
        wire::repair_torn_latin1(body)
    }

    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Option<Fault> {
        // MK reports its errors inside HTTP 200; where a status says "error" beside one, the envelope
        // knows more.
        if let Ok(Value::Object(object)) = &answer.json
            && let Some(envelope) = Envelope::find(object)
        {
            return Some(envelope.fault(spec));
        }
        if is_core_api(spec) {
            return core_api::classify(spec, answer);
        }
        if let Some(fault) = Fault::from_status(answer) {
            return Some(explain_status(fault, answer));
        }
        match spec.answer {
            AnswerFormat::Json => {
                Fault::not_json(answer).or_else(|| login_without_token(spec, answer))
            }
            _ => None,
        }
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.user_token.clone(), self.profile_password.clone()]
    }
}

/// A login that answers well and gives no token has refused, in a way that nobody has shown yet.
fn login_without_token(spec: &OperationSpec, answer: &Answer) -> Option<Fault> {
    let object = answer.json.as_ref().ok().and_then(Value::as_object);
    let token = |name| {
        let text = object.and_then(|object| key::get(object, name)).and_then(Value::as_str);
        text.is_some_and(|text| !text.trim().is_empty())
    };
    let missing = spec.family == LOGIN_FAMILY && !token("Token") && !token("TokenAutenticacao");
    missing.then(|| Fault::new(ErrorKind::Credential, "MK answered the login without a token"))
}

/// What Tomcat's own pages mean in MK.
fn explain_status(mut fault: Fault, answer: &Answer) -> Fault {
    match answer.status {
        500 if answer.looks_like_html() => {
            let mut fault = Fault::new(
                ErrorKind::Configuration,
                "the server has no such rule, or it is not licensed or not granted to this profile",
            )
            .perhaps_done()
            .with_advice("ask the provider to license it and tick it in the web-service profile");
            fault.message = servlet_message(answer);
            fault
        }
        404 => {
            fault.kind = ErrorKind::Configuration;
            fault.what = "the server knows no such rule".into();
            fault.advice = Some("check the base URL and the release of MK");
            fault
        }
        _ => fault,
    }
}

/// The text after `<b>Message</b>` of a servlet's error page.
fn servlet_message(answer: &Answer) -> Option<String> {
    let page = String::from_utf8_lossy(&answer.body);
    let (_, after) = page.split_once("<b>Message</b>")?;
    let message = after.split('<').next()?.trim();
    (!message.is_empty()).then(|| message.to_owned())
}

/// One of MK's five error envelopes:
/// `{Mensagem, "Num. ERRO", status}`, the same with `CodToken`, `{CODIGO_ERRO, Mensagem, status}`,
/// `{codigo_erro, mensagem, status}`, `{mensagem, status}`; `{status}` alone is survived.
struct Envelope {
    code: Option<String>,
    message: Option<String>,
}

impl Envelope {
    fn find(object: &Map<String, Value>) -> Option<Self> {
        let text = |name| key::text(object, name);
        let code = text("Num. ERRO").or_else(|| text("CODIGO_ERRO"));
        // A code of zeros says that there is no error.
        let code = code.filter(|code| code.chars().any(|c| c != '0'));
        let failed = text("status").is_some_and(|status| {
            let status = fold(&status);
            status == "erro" || status == "error" || status.starts_with("erro ")
        });
        (failed || code.is_some()).then(|| Self { code, message: text("Mensagem") })
    }

    fn fault(self, spec: &OperationSpec) -> Fault {
        let message = self.message.as_deref().map(fold).unwrap_or_default();
        // Codes come with and without leading zeros.
        let code = self.code.as_deref().map(|code| code.trim_start_matches('0'));
        let fault = if spec.family == LOGIN_FAMILY {
            Fault::new(ErrorKind::Credential, "MK refused the login").with_advice(
                "check user token, profile password and the profile's allowed addresses",
            )
        } else {
            match code {
                Some("1") => Fault::new(ErrorKind::Credential, "MK refused the session token")
                    .with_grant(GrantVerdict::Refused),
                Some("999") => Fault::new(ErrorKind::Credential, "the session token is expired or unknown")
                    .with_advice(
                    "check the credentials; if the profile has Invalidar = Sim, set single_use_tokens()",
                )
                .with_grant(GrantVerdict::Refused),
                Some("2") => Fault::new(ErrorKind::InvalidInput, "MK refused a parameter"),
                Some("3") => Fault::new(ErrorKind::NotFound, "MK knows no such thing"),
                Some("4") if message.contains("configura") => {
                    Fault::new(ErrorKind::Configuration, "MK is not configured for it")
                }
                Some("4") => Fault::new(ErrorKind::InvalidInput, "MK misses a parameter"),
                // Some rules give the words alone.
                _ if is_about_token(&message) => {
                    Fault::new(ErrorKind::Credential, "MK refused the session token")
                        .with_grant(GrantVerdict::Refused)
                }
                _ if message.contains("nao localizad") => {
                    Fault::new(ErrorKind::NotFound, "MK knows no such thing")
                }
                _ => Fault::new(ErrorKind::Refused, "MK refused"),
            }
        };
        fault.with_code(self.code).with_message(self.message)
    }
}

fn is_about_token(message: &str) -> bool {
    message.starts_with("token ")
        && ["invalido", "expirado", "nao encontrado"].iter().any(|end| message.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::faturas::WSMKFaturasPendentes;
    use crate::operations::testing::{fault, fault_from, fault_of_status};

    fn operation() -> WSMKFaturasPendentes {
        WSMKFaturasPendentes::new(10_123)
    }

    #[test]
    fn every_envelope_is_an_error_with_its_code_and_words() {
        let refused = GrantVerdict::Refused;
        let unconcerned = GrantVerdict::Unconcerned;
        for (file, kind, code, grant) in [
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
                (fault.kind, fault.code.as_deref(), fault.grant),
                (kind, code, grant),
                "{file}"
            );
            assert!(fault.message.is_some(), "{file}");
            assert!(!fault.transient, "{file}");
        }
    }

    #[test]
    fn torn_bytes_of_an_error_are_read_too() {
        let fault = fault(&operation(), "_codificacao/erro-token-invalido.bytes-mk.bin");
        assert_eq!(fault.message.as_deref(), Some("Token inválido."));
    }

    #[test]
    fn codes_and_statuses_are_recognised_however_they_are_written() {
        for body in [
            r#"{"CodToken":"123456","Mensagem":"Token expirado.","Num. ERRO":"999","status":"ERRO"}"#,
            r#"{"Num. ERRO":999,"status":"erro"}"#,
            r#"{"Num. Erro: ":"999","Status: ":"ERRO"}"#,
            r#"{"CODIGO_ERRO":"999","Mensagem":""}"#,
            r#"{"mensagem":"Token inválido.","status":"ERRO"}"#,
        ] {
            assert_eq!(
                fault_from(&operation(), body).unwrap().grant,
                GrantVerdict::Refused,
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
            "[]",
            r#"{"Mensagem":"x"}"#,
            r#"{"codigo_erro":"000","status":"OK"}"#,
        ] {
            assert!(fault_from(&operation(), good).is_none(), "{good}");
        }
    }

    #[test]
    fn pages_are_told_apart_by_status() {
        let servlet = fault_of_status(&operation(), 500, "_erros/http-500.html");
        assert_eq!(servlet.kind, ErrorKind::Configuration);
        assert_eq!(servlet.message.as_deref(), Some("Falha de exemplo na regra"));
        let login = fault_of_status(&operation(), 200, "_erros/proxy-login-200.html");
        assert_eq!(login.kind, ErrorKind::NotUnderstood);
        assert!(login.advice.unwrap().contains("proxy"));
        assert!(!servlet.transient && !login.transient);
    }
}

//! Session token for the general services.

use isp_core::Secret;
use isp_core::record;
use isp_core::wire;
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::operation::operation;

operation! {
    /// Session token for the general services.
    ///
    /// The client calls it by itself.
    WSAutenticacao, fn autenticacao -> Autenticacao {
        effect: Login,
        evidence: Observed,
        required: {
            /// The operator's user token.
            token: Secret(&Secret),
            /// The web-service profile's counter-password: at least 8 letters and digits.
            password: Secret(&Secret),
            /// Service code; 9999 stands for all that the profile allows.
            cd_servico: u64,
        }
    }
}

/// A session token and its validity.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Autenticacao {
    /// Session token of all other rules.
    #[serde(rename = "Token")]
    pub token: Secret,
    /// When it expires, in the server's local time (`DD/MM/YYYY HH:mm:ss`, no zone).
    #[serde(rename = "Expire", default, with = "wire::datetime::option")]
    pub expire: Option<DateTime>,
    /// Number of calls that it is valid for; 0 for any number.
    #[serde(rename = "LimiteUso")]
    pub limite_uso: Option<u64>,
    /// Service codes that may be called.
    #[serde(rename = "ServicosAutorizados", default, deserialize_with = "codigos")]
    pub servicos_autorizados: Option<Vec<u32>>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// This list must never make a login fail: a single code or codes in a text are accepted too, and
/// anything else counts as absent.
fn codigos<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u32>>, D::Error> {
    let digits = |text: &str| {
        let codes = text.split(|c: char| !c.is_ascii_digit()).filter_map(|code| code.parse().ok());
        codes.collect::<Vec<u32>>()
    };
    Ok(match Value::deserialize(from)? {
        Value::Array(items) => {
            Some(items.iter().flat_map(|item| digits(&item.to_string())).collect())
        }
        other @ (Value::Number(_) | Value::String(_)) => Some(digits(&other.to_string())),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, fault, fault_from, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSAutenticacao {
        WSAutenticacao::new(&Secret::new("0123abcd"), &Secret::new("c0ntra&senha"), 9999)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSAutenticacao.rule?sys=MK0&token=0123abcd&password=c0ntra%26senha&cd_servico=9999"
        );
    }

    #[test]
    fn it_reads_token_end_uses_and_services() {
        let login = decoded(&operation(), "WSAutenticacao.ok.json");
        assert_eq!(login.token.expose(), "0123456789abcdef0123456789abcdef.123456");
        assert_eq!(login.expire, Some(date(2099, 12, 31).at(23, 59, 59, 0)));
        assert_eq!(login.limite_uso, Some(0));
        let single = decoded(&operation(), "WSAutenticacao.ok.servico-unico.json");
        assert_eq!(single.servicos_autorizados, Some(vec![6]));
        // The fifth of March, never the third of May.
        assert_eq!(single.expire, Some(date(2031, 3, 5).at(8, 7, 9, 0)));
    }

    #[test]
    fn every_refusal_is_a_matter_of_credentials() {
        for file in ["WSAutenticacao.erro.json", "WSAutenticacao.erro.variante-2.json"] {
            assert_eq!(fault(&operation(), file).kind, ErrorKind::Credential, "{file}");
        }
    }

    #[test]
    fn the_list_of_services_never_spoils_a_login() {
        let services = |json: &str| {
            let body = format!(r#"{{"Token":"x","ServicosAutorizados":{json},"status":"OK"}}"#);
            decoded_from(&operation(), &body).servicos_autorizados
        };
        assert_eq!(services("[1,\"7\"]"), Some(vec![1, 7]));
        assert_eq!(services("7"), Some(vec![7]));
        assert_eq!(services("\"1, 7\""), Some(vec![1, 7]));
        assert_eq!(services("null"), None);
        assert_eq!(services("{}"), None);
    }

    #[test]
    fn a_login_without_a_token_is_a_matter_of_credentials() {
        for body in
            [r#"{"status":"OK"}"#, r#"{"Token":"","status":"OK"}"#, r#"{"Token":null}"#, "[]"]
        {
            assert_eq!(
                fault_from(&operation(), body).unwrap().kind,
                ErrorKind::Credential,
                "{body}"
            );
        }
    }

    #[test]
    fn debug_shows_no_token() {
        let login = decoded(&operation(), "WSAutenticacao.ok.json");
        assert!(!format!("{login:?} {:?}", operation()).contains("0123"));
    }
}

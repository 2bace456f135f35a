//! Session token for the general services.

use isp_core::Secret;
use isp_core::wire;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::dialect::LOGIN_FAMILY;
use crate::operation::operation;

operation! {
    /// Session token for the general services. The client calls it by itself.
    WSAutenticacao = "WSAutenticacao", fn autenticacao -> Autenticacao {
        title: "session token for the general services",
        family: LOGIN_FAMILY,
        service: None,
        effect: Login,
        evidence: Observed,
        required: {
            /// The operator's user token.
            token: secret,
            /// The web-service profile's counter-password.
            password: secret,
            /// Service code; 9999 stands for all that the profile allows.
            cd_servico: int,
        }
        optional: {}
    }
}

/// A session token and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Autenticacao {
    /// Session token of all other rules.
    #[serde(rename = "Token")]
    pub token: Secret,
    /// When it ends, in the server's local time (`DD/MM/YYYY HH:mm:ss`, no zone).
    #[serde(rename = "Expire", default, with = "wire::datetime::option")]
    pub expire: Option<DateTime>,
    /// For how many calls it holds; 0 for any number.
    #[serde(rename = "LimiteUso")]
    pub limite_uso: Option<u64>,
    /// Service codes that may be called.
    #[serde(rename = "ServicosAutorizados")]
    pub servicos_autorizados: Option<Vec<u32>>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, fault, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSAutenticacao {
        WSAutenticacao::new(&Secret::new("0123abcd"), &Secret::new("c0ntra&senha"), 9999)
    }

    #[test]
    fn it_asks_just_as_the_manual_says() {
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
    fn debug_shows_no_token() {
        let login = decoded(&operation(), "WSAutenticacao.ok.json");
        assert!(!format!("{login:?} {:?}", operation()).contains("0123"));
    }
}

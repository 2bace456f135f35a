//! Login of an operator by name and password.

use isp_core::Secret;
use isp_core::record;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Login of an operator by name and password.
    ///
    /// Answers the operator's own user token. A client with
    /// [`operator(…)`](crate::ClientBuilder::operator) calls it by itself and signs the specific rules
    /// with that token; the token can also be the user token of
    /// [`credentials(…)`](crate::ClientBuilder::credentials).
    WSAutenticacaoOperador, fn autenticacao_operador -> AutenticacaoOperador {
        effect: Login,
        evidence: Manual,
        required: {
            /// The operator's login.
            username: Text(&str),
            /// The operator's password.
            password: Secret(&Secret),
        }
    }
}

/// An operator.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AutenticacaoOperador {
    /// The operator's own user token.
    #[serde(rename = "TokenAutenticacao")]
    pub token_autenticacao: Secret,
    /// Name.
    #[serde(rename = "Operador")]
    pub operador: Option<String>,
    /// E-mail.
    #[serde(rename = "Email")]
    pub email: Option<String>,
    /// Phone, digits.
    #[serde(rename = "Fone")]
    pub fone: Option<String>,
    /// Whether the operator is an administrator.
    #[serde(rename = "Adm")]
    pub adm: Option<YesNo>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request};

    fn operation() -> WSAutenticacaoOperador {
        WSAutenticacaoOperador::new("operador", &Secret::new("s3nh4"))
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSAutenticacaoOperador.rule?sys=MK0&username=operador&password=s3nh4"
        );
    }

    #[test]
    fn it_reads_the_operators_token() {
        let login = decoded(&operation(), "WSAutenticacaoOperador.ok.json");
        assert_eq!(login.token_autenticacao.expose(), "fedcba9876543210fedcba9876543210");
        assert_eq!(login.adm, Some(YesNo::Yes));
    }
}

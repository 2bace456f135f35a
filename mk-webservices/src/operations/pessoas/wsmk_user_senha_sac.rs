//! Validate a customer-area login (SAC).

use isp_core::record;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Validate a customer-area login (SAC).
    ///
    /// The answer to a wrong login is undocumented: treat any error that is not transient, and any
    /// [`UserSenhaSAC::acesso_sac`] other than `Sim`, as a refusal.
    WSMKUserSenhaSAC, fn user_senha_sac -> UserSenhaSAC {
        service: 4,
        service_name: "Validar user/senha SAC",
        effect: Read,
        evidence: Observed,
        required: {
            /// The customer's user name, often the CPF or CNPJ.
            user_sac: Secret(&Secret),
            /// The customer's password.
            pass_sac: Secret(&Secret),
        }
    }
}

/// Whose login it is.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserSenhaSAC {
    /// Whether the login opens the customer area. An answer that does not say so is an error.
    #[serde(rename = "AcessoSAC")]
    pub acesso_sac: YesNo,
    /// Customer code, `cd_cliente` elsewhere.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: u64,
    /// Name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, fault, refusal, request};
    use isp_core::ErrorKind;

    fn with(user: &str, password: &str) -> WSMKUserSenhaSAC {
        WSMKUserSenhaSAC::new(&user.into(), &password.into())
    }

    fn operation() -> WSMKUserSenhaSAC {
        with("52998224725", "senha & chave")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKUserSenhaSAC.rule?sys=MK0&token=TOKEN\
             &user_sac=52998224725&pass_sac=senha+%26+chave"
        );
        assert_eq!(format!("{:?}", operation()), "WSMKUserSenhaSAC");
    }

    #[test]
    fn half_a_login_is_refused_before_the_network() {
        assert!(refusal(&with(" ", "x")).contains("user_sac"));
        assert!(refusal(&with("x", "")).contains("pass_sac"));
    }

    #[test]
    fn it_reads_whose_login_it_is() {
        let answer = decoded(&operation(), "WSMKUserSenhaSAC.ok.json");
        assert_eq!((answer.acesso_sac, answer.codigo_pessoa), (YesNo::Yes, 10_123));
    }

    #[test]
    fn an_answer_that_does_not_say_yes_never_looks_like_one() {
        let silent = r#"{"CodigoPessoa":10123,"status":"OK"}"#;
        assert!(decode_error(&operation(), silent).contains("AcessoSAC"));
        let nobody = r#"{"AcessoSAC":"Sim","status":"OK"}"#;
        assert!(decode_error(&operation(), nobody).contains("CodigoPessoa"));
        assert_eq!(fault(&operation(), "_erros/mensagem-minuscula.json").kind, ErrorKind::Refused);
    }
}

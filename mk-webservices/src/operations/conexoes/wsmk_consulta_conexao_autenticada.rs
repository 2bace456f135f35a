//! Session state of a connection.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Session state of a connection.
    WSMKConsultaConexaoAutenticada, fn consulta_conexao_autenticada -> ConsultaConexaoAutenticada {
        effect: Read,
        evidence: Observed,
        required: {
            /// Connection code.
            codconexao: u64,
        }
    }
}

/// The answer: the session under `conexao`, or, on other releases, in a list named `Agendas`.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsultaConexaoAutenticada {
    /// The session.
    pub conexao: Option<ConexaoAutenticada>,
    /// The same under the name that another release uses by mistake.
    #[serde(rename = "Agendas")]
    pub agendas: Option<Vec<ConexaoAutenticada>>,
    /// `"OK"`.
    pub status: Option<String>,
}

impl ConsultaConexaoAutenticada {
    /// The sessions, wherever they stand.
    pub fn sessoes(&self) -> impl Iterator<Item = &ConexaoAutenticada> {
        self.conexao.iter().chain(self.agendas.iter().flatten())
    }
}

/// A session.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConexaoAutenticada {
    /// Received, formatted text such as `"1.25 GB"`.
    pub down: Option<String>,
    /// Sent, formatted text.
    pub up: Option<String>,
    /// Length of the session, `HH:MM:SS`.
    pub tempo: Option<String>,
    /// Address of the concentrator.
    pub nas: Option<String>,
    /// Address of the customer.
    pub framedip: Option<String>,
    /// PPPoE login.
    pub username: Option<String>,
    /// Last stop; its format is unknown.
    pub dt_hr_parada: Option<String>,
    /// Last return; its format is unknown.
    pub dt_hr_retorno: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, request};

    fn operation() -> WSMKConsultaConexaoAutenticada {
        WSMKConsultaConexaoAutenticada::new(30_111)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaConexaoAutenticada.rule?sys=MK0&token=TOKEN&codconexao=30111"
        );
    }

    #[test]
    fn both_releases_shapes_give_the_session() {
        let usual = decoded(&operation(), "WSMKConsultaConexaoAutenticada.ok.json");
        let other = decoded_from(
            &operation(),
            r#"{"Agendas":[{"down":"1.25 GB","framedip":"203.0.113.10","nas":"198.51.100.1","tempo":"02:15:30",
                "up":"310.4 MB","username":"usuario.exemplo","dt_hr_parada":null,"dt_hr_retorno":null}],"status":"OK"}"#,
        );
        assert_eq!(usual.sessoes().next(), other.sessoes().next());
        let session = usual.sessoes().next().unwrap();
        assert_eq!(session.framedip.as_deref(), Some("203.0.113.10"));
        assert_eq!(session.dt_hr_parada, None);
    }

    #[test]
    fn several_sessions_are_all_there() {
        let several = decoded_from(
            &operation(),
            r#"{"Agendas":[{"framedip":""},{"framedip":"203.0.113.10"}],"status":"OK"}"#,
        );
        assert_eq!(several.sessoes().count(), 2);
    }
}

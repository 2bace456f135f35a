//! Trust unlock of a connection.

use isp_core::record;
use isp_core::wire::{self, EchoedCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Trust unlock of a connection.
    ///
    /// A business refusal is [`ErrorKind::Refused`](isp_core::ErrorKind) with the reason in the
    /// vendor's message.
    WSMKAutoDesbloqueio, fn auto_desbloqueio -> AutoDesbloqueio {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Observed,
        required: {
            /// Connection code (`codconexao`).
            cd_conexao: u64,
        }
        optional: {
            /// Number of days; by default the setting of the customer area.
            diasexcecao: u64,
        }
    }
}

/// Result of a trust unlock. Only `status` can be relied on.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AutoDesbloqueio {
    /// `"OK"`.
    pub status: String,
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<u64>,
    /// Connection code.
    #[serde(rename = "Conexao")]
    pub conexao: Option<EchoedCode>,
    /// The last unlocked day.
    #[serde(rename = "LimiteExcecao", default, with = "wire::date::option")]
    pub limite_excecao: Option<Date>,
    /// PPPoE login.
    #[serde(rename = "Username")]
    pub username: Option<String>,
    /// Seen in one client's type only.
    #[serde(rename = "AcessoSAC")]
    pub acesso_sac: Option<String>,
    /// Seen in one client's type only.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, fault, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSMKAutoDesbloqueio {
        WSMKAutoDesbloqueio::new(9001)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAutoDesbloqueio.rule?sys=MK0&token=TOKEN&cd_conexao=9001";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().diasexcecao(2)), format!("{path}&diasexcecao=2"));
    }

    #[test]
    fn it_reads_the_limit_and_survives_a_bare_status() {
        let answer = decoded(&operation(), "WSMKAutoDesbloqueio.ok.json");
        assert_eq!(answer.limite_excecao, Some(date(2026, 1, 22)));
        assert!(answer.conexao.unwrap().is(9001));
        assert_eq!(decoded_from(&operation(), r#"{"status":"OK"}"#).limite_excecao, None);
    }

    #[test]
    fn a_business_refusal_keeps_its_reason() {
        for (file, reason) in [
            ("WSMKAutoDesbloqueio.nao-bloqueada.json", "incompatível"),
            ("WSMKAutoDesbloqueio.limite-mensal.json", "indisponível"),
        ] {
            let fault = fault(&operation(), file);
            assert_eq!(fault.kind, ErrorKind::Refused);
            assert!(fault.message.unwrap().contains(reason), "{file}");
        }
    }
}

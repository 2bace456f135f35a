//! Trust unlock of a connection that is blocked or whose speed is reduced.

use crate::operation::operation;

use super::AutoDesbloqueio;

operation! {
    /// Trust unlock of a connection that is blocked or whose speed is reduced.
    ///
    /// A business refusal is [`ErrorKind::Refused`](isp_core::ErrorKind) with the reason in the
    /// vendor's message.
    WSMKAutoDesbloqueioV2, fn auto_desbloqueio_v2 -> AutoDesbloqueio {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, fault, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> WSMKAutoDesbloqueioV2 {
        WSMKAutoDesbloqueioV2::new(9001)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAutoDesbloqueioV2.rule?sys=MK0&token=TOKEN&cd_conexao=9001";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().diasexcecao(2)), format!("{path}&diasexcecao=2"));
    }

    #[test]
    fn it_reads_the_limit_and_survives_a_bare_status() {
        let answer = decoded(&operation(), "WSMKAutoDesbloqueioV2.ok.json");
        assert_eq!(answer.limite_excecao, Some(date(2026, 1, 23)));
        assert_eq!(answer.username.as_deref(), Some("usuario.exemplo"));
        assert_eq!(decoded_from(&operation(), r#"{"status":"OK"}"#).limite_excecao, None);
    }

    #[test]
    fn a_business_refusal_keeps_its_reason() {
        let fault = fault(&operation(), "WSMKAutoDesbloqueio.limite-mensal.json");
        assert_eq!(fault.kind, ErrorKind::Refused);
        assert!(fault.message.unwrap().contains("indisponível"));
    }
}

//! Outage notices.

use isp_core::record;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Outage notices.
    ///
    /// Licensed separately. [`GetNotificacoesStatus`](super::GetNotificacoesStatus) tells more of each.
    WSMKConsultaNotificacaoParada, fn consulta_notificacao_parada -> NotificacoesParada {
        effect: Read,
        evidence: Manual,
    }
}

/// Outage notices.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NotificacoesParada {
    /// The notices. The vendor's key ends in a colon.
    #[serde(rename = "Código:")]
    pub notificacoes: Vec<NotificacaoParada>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An outage notice.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NotificacaoParada {
    /// Code, `codigo_parada` elsewhere.
    pub codnotifparada: u64,
    /// What is out.
    pub descricao: Option<String>,
    /// Whether the service is back.
    pub retornou: Option<YesNo>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    fn operation() -> WSMKConsultaNotificacaoParada {
        WSMKConsultaNotificacaoParada::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaNotificacaoParada.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn it_reads_rows_and_a_missing_list_is_never_an_empty_one() {
        let rows = decoded(&operation(), "WSMKConsultaNotificacaoParada.ok.json").notificacoes;
        assert_eq!(rows[0].codnotifparada, 199);
        assert!(rows[0].retornou.as_ref().unwrap().is_no());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Código"));
    }
}

//! Open service orders of an outage.

use isp_core::record;
use isp_core::wire;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::operation::core_operation;

core_operation! {
    /// Open service orders of an outage.
    GetNotificacoesOsAbertas = GET "notificacoes/os-abertas",
    fn notificacoes_os_abertas -> Vec<OsDaParada> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Code of the outage (`cod`).
            codigo_parada: u64,
        }
    }
}

/// A service order of a connection hit by an outage.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OsDaParada {
    /// Code of the outage.
    pub cd_parada: Option<u64>,
    /// Connection code.
    pub codconexao: Option<u64>,
    /// PPPoE login.
    pub username: Option<String>,
    /// MAC address; all zeros if unset.
    pub mac_address: Option<String>,
    /// Customer's name.
    pub cliente: Option<String>,
    /// `"Física"` for a natural person; the vendor's text does not name it here.
    pub tipopessoa: Option<String>,
    /// City.
    pub cidade: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// When it was opened.
    #[serde(default, with = "wire::instant::option")]
    pub dh_os: Option<Timestamp>,
    /// Protocol of the ticket, `AAMM.n`. Text: `2601.10` is not `2601.1`.
    pub protocolo: Option<String>,
    /// Service order code.
    pub codos: u64,
    /// E-mail.
    pub email: Option<String>,
    /// Phone, digits.
    pub fone01: Option<String>,
    /// Second phone, digits.
    pub fone02: Option<String>,
    /// Fax, digits.
    pub fax: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> GetNotificacoesOsAbertas {
        GetNotificacoesOsAbertas::new(199)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /core-api/notificacoes/os-abertas?token=TOKEN&codigo_parada=199"
        );
    }

    #[test]
    fn it_reads_orders_with_their_protocol_as_text() {
        let orders = decoded(&operation(), "core-api.notificacoes.os-abertas.ok.json");
        assert_eq!((orders[0].codos, orders[0].protocolo.as_deref()), (8003, Some("2601.241")));
        assert_eq!(orders[0].dh_os, "2026-01-13T10:09:20Z".parse().ok());
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded_from(&operation(), "[]").is_empty());
        decode_error(&operation(), r#"{"message":"x"}"#);
    }
}

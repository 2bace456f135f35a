//! Connections hit by an outage.

use isp_core::record;
use isp_core::wire::TextOrNumber;
use serde::{Deserialize, Serialize};

use crate::operation::core_operation;

core_operation! {
    /// Connections hit by an outage.
    GetNotificacoesConexoesAfetadas = GET "notificacoes/conexoes-afetadas",
    fn notificacoes_conexoes_afetadas -> Vec<ConexaoAfetada> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Code of the outage (`cod`).
            codigo_parada: u64,
        }
    }
}

/// A connection hit by an outage.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConexaoAfetada {
    /// Code of the outage.
    pub cd_parada: Option<u64>,
    /// Connection code.
    pub codconexao: u64,
    /// PPPoE login.
    pub username: Option<String>,
    /// MAC address; all zeros if unset.
    pub mac_address: Option<String>,
    /// Customer's name.
    pub cliente: Option<String>,
    /// `"Física"` for a natural person.
    pub tipopessoa: Option<String>,
    /// City.
    pub cidade: Option<String>,
    /// District.
    pub bairro: Option<String>,
    /// Street.
    pub logradouro: Option<String>,
    /// House number; 0 when there is none. Or a text such as `"S/N"`.
    pub numero: Option<TextOrNumber>,
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

    fn operation() -> GetNotificacoesConexoesAfetadas {
        GetNotificacoesConexoesAfetadas::new(199)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /core-api/notificacoes/conexoes-afetadas?token=TOKEN&codigo_parada=199"
        );
    }

    #[test]
    fn it_reads_whom_to_tell() {
        let hit = decoded(&operation(), "core-api.notificacoes.conexoes-afetadas.ok.json");
        let house = |c: &ConexaoAfetada| c.numero.as_ref().and_then(TextOrNumber::to_u64);
        let facts: Vec<_> =
            hit.iter().map(|c| (c.codconexao, house(c), c.fone02.as_deref())).collect();
        assert_eq!(facts, [(9001, Some(0), None), (9002, Some(100), Some("51900000002"))]);
        assert_eq!(hit[0].email, None);
        assert_eq!(hit[0].tipopessoa.as_deref(), Some("Física"));
    }

    #[test]
    fn a_house_without_a_number_is_no_drift() {
        let hit = decoded_from(&operation(), r#"[{"codconexao":9001,"numero":"S/N"}]"#);
        assert_eq!(hit[0].numero.as_ref().unwrap().to_string(), "S/N");
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded_from(&operation(), "[]").is_empty());
        decode_error(&operation(), r#"{"message":"x"}"#);
        assert!(decode_error(&operation(), r#"[{"cd_parada":199}]"#).contains("codconexao"));
    }
}

//! Connections of a customer.

use isp_core::record;
use isp_core::wire::{self, EchoedCode, YesNo};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Connections of a customer.
    ///
    /// With their blocking and reduced speed, but not whether they are online.
    WSMKConexoesPorCliente, fn conexoes_por_cliente -> ConexoesPorCliente {
        service: 9,
        service_name: "Conexões por cliente",
        effect: Read,
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
    }
}

/// A customer's connections.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConexoesPorCliente {
    /// Customer code.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<EchoedCode>,
    /// Name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// Connections.
    #[serde(rename = "Conexoes")]
    pub conexoes: Vec<Conexao>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A connection.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Conexao {
    /// Connection code, `cd_conexao` of the rules that write.
    pub codconexao: u64,
    /// Whether it is blocked; null, absent or an unknown word mean that this is not known.
    pub bloqueada: Option<YesNo>,
    /// Why, such as `"Falta de pagamento"`.
    pub motivo_bloqueio: Option<String>,
    /// Whether its speed is reduced.
    pub esta_reduzida: Option<YesNo>,
    /// Contract code.
    pub contrato: Option<u64>,
    /// Day of creation.
    #[serde(default, with = "wire::date::option")]
    pub cadastro: Option<Date>,
    /// PPPoE login; on fibre sometimes the ONU's serial number with `-000`.
    pub username: Option<String>,
    /// MAC address; all zeros if unset.
    pub mac_address: Option<String>,
    /// Place of the installation in one line.
    pub endereco: Option<String>,
    /// CEP, eight digits.
    pub cep: Option<String>,
    /// Latitude as text.
    pub latitude: Option<String>,
    /// Longitude as text.
    pub longitude: Option<String>,
    /// Access technology, such as `"Ftth"`; absent on older releases.
    pub tecnologia: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKConexoesPorCliente {
        WSMKConexoesPorCliente::new(10_123)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConexoesPorCliente.rule?sys=MK0&token=TOKEN&cd_cliente=10123"
        );
    }

    #[test]
    fn blocked_and_reduced_are_two_facts() {
        let connections = decoded(&operation(), "WSMKConexoesPorCliente.ok.json").conexoes;
        let facts: Vec<_> = connections
            .iter()
            .map(|c| {
                (
                    c.codconexao,
                    c.bloqueada.as_ref().and_then(YesNo::as_bool),
                    c.esta_reduzida.as_ref().and_then(YesNo::as_bool),
                )
            })
            .collect();
        assert_eq!(
            facts,
            [
                (30_111, Some(false), Some(false)),
                (30_222, Some(true), Some(false)),
                (30_333, Some(false), Some(true)),
            ]
        );
        assert_eq!(connections[1].motivo_bloqueio.as_deref(), Some("Falta de pagamento"));
    }

    #[test]
    fn an_older_release_without_technology_and_with_nulls_is_understood() {
        let answer = decoded_from(
            &operation(),
            r#"{"Conexoes":[{"codconexao":"30111","bloqueada":"N","contrato":null,"mac_address":"",
                "latitude":null,"longitude":"","username":"x"}],"status":"OK"}"#,
        );
        assert_eq!(answer.conexoes[0].bloqueada, Some(YesNo::No));
        assert_eq!(answer.conexoes[0].tecnologia, None);
    }

    #[test]
    fn a_row_that_does_not_tell_whether_it_is_blocked_does_not_hide_the_others() {
        for odd in ["null", "\"\"", "\"Parcial\""] {
            let body = format!(
                r#"{{"Conexoes":[{{"codconexao":1,"bloqueada":{odd}}},{{"codconexao":2,"bloqueada":"Sim"}}],"status":"OK"}}"#
            );
            let connections = decoded_from(&operation(), &body).conexoes;
            assert_eq!(connections[0].bloqueada.as_ref().and_then(YesNo::as_bool), None, "{odd}");
            assert_eq!(connections[1].bloqueada, Some(YesNo::Yes));
        }
    }

    #[test]
    fn clean_utf8_reads_as_well_as_torn_bytes() {
        let answer = decoded(&operation(), "_codificacao/utf8-limpo.bin");
        assert_eq!(answer.nome.as_deref(), Some("JOÃO ÍTALO EXEMPLO"));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded(&operation(), "WSMKConexoesPorCliente.vazio.json").conexoes.is_empty());
        assert!(
            decode_error(&operation(), r#"{"Conexoes":null,"status":"OK"}"#).contains("Conexoes")
        );
    }
}

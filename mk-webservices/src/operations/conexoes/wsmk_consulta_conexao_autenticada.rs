//! Session state of a connection.

use std::net::IpAddr;

use isp_core::record;
use isp_core::wire::{DataVolume, Elapsed, ParsedText};
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
    /// Received, text such as `"1.25 GB"`; whether that is 10⁹ or 2³⁰ bytes is unknown.
    pub down: Option<ParsedText<DataVolume>>,
    /// Sent, in the same form.
    pub up: Option<ParsedText<DataVolume>>,
    /// Length of the session, `HH:MM:SS`.
    pub tempo: Option<ParsedText<Elapsed>>,
    /// Address of the concentrator.
    pub nas: Option<ParsedText<IpAddr>>,
    /// Address of the customer.
    pub framedip: Option<ParsedText<IpAddr>>,
    /// PPPoE login.
    pub username: Option<String>,
    /// Last stop; its format is unknown.
    pub dt_hr_parada: Option<String>,
    /// Last return; its format is unknown.
    pub dt_hr_retorno: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use isp_core::http::{Answer, Operation as _};
    use isp_core::wire::TextEncoding;

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
        let address = session.framedip.as_ref().and_then(ParsedText::get);
        assert_eq!(address, Some(&IpAddr::from([203, 0, 113, 10])));
        let nas = session.nas.as_ref().and_then(ParsedText::get);
        assert_eq!(nas, Some(&IpAddr::from([198, 51, 100, 1])));
        let down = session.down.as_ref().and_then(ParsedText::get).unwrap();
        assert_eq!((down.decimal_bytes(), down.binary_bytes()), (1_250_000_000, 1_342_177_280));
        let up = session.up.as_ref().and_then(ParsedText::get).unwrap();
        assert_eq!(up.decimal_bytes(), 310_400_000);
        let tempo = session.tempo.as_ref().and_then(ParsedText::get).unwrap();
        assert_eq!(tempo.duration(), Duration::from_secs(2 * 3600 + 15 * 60 + 30));
        assert_eq!(session.dt_hr_parada, None);
    }

    #[test]
    fn what_is_not_understood_stays_readable_and_is_drift() {
        let body = r#"{"conexao":{"down":"1250000","up":"","tempo":"1 dia","nas":"BNG-01","framedip":"203.0.113.999",
            "username":"x"},"status":"OK"}"#;
        let answer = Answer::new(200, vec![], body, TextEncoding::Utf8);
        let decoded = operation().read(&answer).unwrap();
        let session = decoded.value.conexao.unwrap();
        let texts = [
            session.down.as_ref().map(|text| (text.as_str(), text.get().is_some())),
            session.tempo.as_ref().map(|text| (text.as_str(), text.get().is_some())),
            session.nas.as_ref().map(|text| (text.as_str(), text.get().is_some())),
            session.framedip.as_ref().map(|text| (text.as_str(), text.get().is_some())),
        ];
        let unread = ["1250000", "1 dia", "BNG-01", "203.0.113.999"];
        assert_eq!(texts, unread.map(|text| Some((text, false))));
        assert_eq!(session.up, None);
        assert_eq!(decoded.drift.len(), 4, "{}", decoded.drift);
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

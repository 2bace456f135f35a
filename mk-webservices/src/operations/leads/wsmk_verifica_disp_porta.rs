//! Availability of a network port near a place.

use isp_core::GeoPoint;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::coordenadas::Coordenadas;

operation! {
    /// Availability of a network port near a place.
    WSMKVerificaDispPorta, fn verifica_disp_porta -> VerificaDispPorta {
        effect: Read,
        evidence: Manual,
        required: {
            /// Place on the map, sent as `lat` and `lon`.
            coordenadas: Coordenadas(GeoPoint),
        }
        optional: {
            /// Lead code.
            cd_lead: u64,
        }
    }
}

/// Availability of a port.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerificaDispPorta {
    /// Whether a port is free.
    pub disponivel: bool,
    /// The same in words for people.
    pub mensagem: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKVerificaDispPorta {
        WSMKVerificaDispPorta::new(GeoPoint::new(-23.5, -46.25).unwrap())
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKVerificaDispPorta.rule?sys=MK0&token=TOKEN&lat=-23.5&lon=-46.25";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().cd_lead(11_733)), format!("{path}&cd_lead=11733"));
    }

    #[test]
    fn yes_and_no_are_told_apart_and_silence_is_an_error() {
        assert!(decoded(&operation(), "WSMKVerificaDispPorta.ok.json").disponivel);
        let full = r#"{"disponivel":"false","mensagem":"Sem porta.","status":"OK"}"#;
        assert!(!decoded_from(&operation(), full).disponivel);
        for silent in [r#"{"status":"OK"}"#, r#"{"disponivel":null,"status":"OK"}"#] {
            assert!(decode_error(&operation(), silent).contains("disponivel"));
        }
    }
}

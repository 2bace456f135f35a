//! Technicians of a team.
//!
//! An invented operation: the template of an operation file, see `CONTRIBUTING.md`.

use isp_core::record;
use isp_core::wire;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Technicians of a team.
    ///
    /// What else a caller must know: units, what an empty list means, what must be licensed.
    WSMKModelo, fn modelo -> Modelo {
        service: 99,
        service_name: "Técnicos por equipe",
        since: "72",
        effect: Read,
        evidence: Observed,
        required: {
            /// Team code.
            cd_equipe: u64,
        }
        optional: {
            /// Only technicians who were admitted from this day on.
            admitido_desde: BrazilianDate(Date) since "74",
        }
    }
}

/// The technicians of a team.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Modelo {
    /// Technicians. Required: a missing list is an error, never an empty one.
    #[serde(rename = "Tecnicos")]
    pub tecnicos: Vec<Tecnico>,
}

/// A technician.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tecnico {
    /// Technician code.
    pub codtecnico: u64,
    /// Name. Optional: not every row of the source has it.
    pub nome: Option<String>,
    /// Day of admission.
    #[serde(default, with = "wire::date::option")]
    pub admissao: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKModelo {
        WSMKModelo::new(7)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation().admitido_desde(date(2031, 2, 1))),
            "GET /mk/WSMKModelo.rule?sys=MK0&token=TOKEN&cd_equipe=7&admitido_desde=01%2F02%2F2031"
        );
    }

    #[test]
    fn it_reads_technicians() {
        // A real operation reads a file of `tests/fixtures` by `decoded`.
        let body = r#"{"Tecnicos":[{"codtecnico":"77","nome":"JOSÉ","admissao":"10/02/2030"}],"status":"OK"}"#;
        let technician = decoded_from(&operation(), body).tecnicos.remove(0);
        assert_eq!((technician.codtecnico, technician.nome.as_deref()), (77, Some("JOSÉ")));
        assert_eq!(technician.admissao, Some(date(2030, 2, 10)));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in [r#"{"status":"OK"}"#, r#"{"Tecnicos":null,"status":"OK"}"#, "[]", "{}"] {
            decode_error(&operation(), body);
        }
    }
}

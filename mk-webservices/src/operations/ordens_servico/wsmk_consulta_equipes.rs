//! Teams.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Teams.
    ///
    /// Probably one row for each member. Only the team's code is documented; the other fields are in
    /// the drift.
    WSMKConsultaEquipes, fn consulta_equipes -> Equipes {
        effect: Read,
        evidence: Manual,
    }
}

/// Teams.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Equipes {
    /// The rows, several for one team. The vendor's key ends in a colon.
    #[serde(rename = "Equipes:")]
    pub equipes: Vec<Equipe>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A row: a team, probably once for each member.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Equipe {
    /// Team's code.
    pub cd_mestre: u64,
}

impl Equipes {
    /// The codes of the teams without repetitions, in the order of their first rows.
    pub fn codigos(&self) -> Vec<u64> {
        let mut codes = Vec::new();
        for team in &self.equipes {
            if !codes.contains(&team.cd_mestre) {
                codes.push(team.cd_mestre);
            }
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&WSMKConsultaEquipes::new()),
            "GET /mk/WSMKConsultaEquipes.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn each_team_counts_once_however_many_rows_it_has() {
        let operation = WSMKConsultaEquipes::new();
        assert_eq!(decoded(&operation, "WSMKConsultaEquipes.parcial.json").codigos(), [6, 10]);
        let rows =
            r#"{"Equipes":[{"cd_mestre":10},{"cd_mestre":"6","nome":"X"},{"cd_mestre":10}]}"#;
        let answer = decoded_from(&operation, rows);
        assert_eq!((answer.equipes.len(), answer.codigos()), (3, vec![10, 6]));
        decode_error(&operation, r#"{"status":"OK"}"#);
    }
}

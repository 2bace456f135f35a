//! The chart of accounts.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// The chart of accounts.
    ///
    /// The list's key is known, its rows are not.
    ///
    /// An account's code is text with dots, such as `7.00.04.00.00`.
    WSMKPlanoContas, fn plano_contas -> PlanoContas {
        effect: Read,
        evidence: Manual,
    }
}

/// The chart of accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlanoContas {
    /// Accounts.
    #[serde(rename = "PlanoContas")]
    pub plano_contas: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKPlanoContas {
        WSMKPlanoContas::new()
    }

    #[test]
    fn it_asks_for_all() {
        assert_eq!(request(&operation()), "GET /mk/WSMKPlanoContas.rule?sys=MK0&token=TOKEN");
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer = decoded_from(
            &operation(),
            r#"{"PlanoContas":[{"codigo":"7.00.04.00.00"}],"status":"OK"}"#,
        );
        assert_eq!(answer.plano_contas[0].text("codigo").as_deref(), Some("7.00.04.00.00"));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(decoded(&operation(), "WSMKPlanoContas.vazio.json").plano_contas.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("PlanoContas"));
    }
}

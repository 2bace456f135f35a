//! Blocking rules.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Blocking rules.
    ///
    /// The list's key is known, its rows are not.
    WSMKListaRegraBloqueio, fn lista_regra_bloqueio -> ListaRegraBloqueio {
        effect: Read,
        evidence: Manual,
    }
}

/// The blocking rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaRegraBloqueio {
    /// Blocking rules.
    #[serde(rename = "RegraBloqueio")]
    pub regra_bloqueio: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaRegraBloqueio {
        WSMKListaRegraBloqueio::new()
    }

    #[test]
    fn it_asks_for_all() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKListaRegraBloqueio.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"RegraBloqueio":[{"codigo":2}],"status":"OK"}"#);
        assert_eq!(answer.regra_bloqueio[0].integer("codigo"), Some(2));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(
            decoded(&operation(), "WSMKListaRegraBloqueio.vazio.json").regra_bloqueio.is_empty()
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("RegraBloqueio"));
    }
}

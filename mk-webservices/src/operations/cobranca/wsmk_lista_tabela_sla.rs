//! SLA tables.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// SLA tables.
    ///
    /// The list's key is known, its rows are not.
    WSMKListaTabelaSLA, fn lista_tabela_sla -> ListaTabelaSLA {
        effect: Read,
        evidence: Manual,
    }
}

/// The SLA tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaTabelaSLA {
    /// SLA tables.
    #[serde(rename = "TabelaSLA")]
    pub tabela_sla: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaTabelaSLA {
        WSMKListaTabelaSLA::new()
    }

    #[test]
    fn it_asks_for_all() {
        assert_eq!(request(&operation()), "GET /mk/WSMKListaTabelaSLA.rule?sys=MK0&token=TOKEN");
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"{"TabelaSLA":[{"codigo":2}],"status":"OK"}"#);
        assert_eq!(answer.tabela_sla[0].integer("codigo"), Some(2));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(decoded(&operation(), "WSMKListaTabelaSLA.vazio.json").tabela_sla.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("TabelaSLA"));
    }
}

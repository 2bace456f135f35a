//! Due-date rules.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Due-date rules.
    ///
    /// The list's key is known, its rows are not.
    ///
    /// In a sister rule a rule's code is called `codfaturamentoregra`.
    WSMKListaRegraVencimento, fn lista_regra_vencimento -> ListaRegraVencimento {
        effect: Read,
        evidence: Manual,
    }
}

/// The due-date rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaRegraVencimento {
    /// Due-date rules.
    #[serde(rename = "RegrasVencimento")]
    pub regras_vencimento: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaRegraVencimento {
        WSMKListaRegraVencimento::new()
    }

    #[test]
    fn it_asks_for_all() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKListaRegraVencimento.rule?sys=MK0&token=TOKEN"
        );
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer = decoded_from(
            &operation(),
            r#"{"RegrasVencimento":[{"codfaturamentoregra":2,"descricao":"DIA 10"}],"status":"OK"}"#,
        );
        assert_eq!(answer.regras_vencimento[0].integer("codfaturamentoregra"), Some(2));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(
            decoded(&operation(), "WSMKListaRegraVencimento.vazio.json")
                .regras_vencimento
                .is_empty()
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("RegrasVencimento"));
    }
}

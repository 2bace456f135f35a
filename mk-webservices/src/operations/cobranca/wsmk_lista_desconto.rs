//! Discounts.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Discounts.
    ///
    /// The list's key is known, its rows are not.
    WSMKListaDesconto, fn lista_desconto -> ListaDesconto {
        effect: Read,
        evidence: Manual,
    }
}

/// The discounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaDesconto {
    /// Discount rules.
    #[serde(rename = "RegrasDesconto")]
    pub regras_desconto: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaDesconto {
        WSMKListaDesconto::new()
    }

    #[test]
    fn it_asks_for_all() {
        assert_eq!(request(&operation()), "GET /mk/WSMKListaDesconto.rule?sys=MK0&token=TOKEN");
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"RegrasDesconto":[{"codigo":2}],"status":"OK"}"#);
        assert_eq!(answer.regras_desconto[0].integer("codigo"), Some(2));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(decoded(&operation(), "WSMKListaDesconto.vazio.json").regras_desconto.is_empty());
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("RegrasDesconto"));
    }
}

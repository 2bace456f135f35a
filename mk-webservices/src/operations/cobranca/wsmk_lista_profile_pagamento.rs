//! Payment profiles.

use serde::{Deserialize, Serialize};

use super::Registro;
use crate::operation::operation;

operation! {
    /// Payment profiles.
    ///
    /// The list's key is known, its rows are not.
    WSMKListaProfilePagamento, fn lista_profile_pagamento -> ListaProfilePagamento {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Code of the form of payment; 3 was used for boletos.
            "CodigoFormaPagamento" codigo_forma_pagamento: u64,
        }
    }
}

/// The payment profiles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaProfilePagamento {
    /// Payment profiles.
    #[serde(rename = "ProfilesPagamento")]
    pub profiles_pagamento: Vec<Registro>,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> WSMKListaProfilePagamento {
        WSMKListaProfilePagamento::new()
    }

    #[test]
    fn it_asks_for_all_or_for_those_of_one_form_of_payment() {
        let path = "GET /mk/WSMKListaProfilePagamento.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), path);
        assert_eq!(
            request(&operation().codigo_forma_pagamento(3)),
            format!("{path}&CodigoFormaPagamento=3")
        );
    }

    #[test]
    fn the_rows_are_given_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"ProfilesPagamento":[{"codigo":2}],"status":"OK"}"#);
        assert_eq!(answer.profiles_pagamento[0].integer("codigo"), Some(2));
    }

    #[test]
    fn none_is_an_empty_list_and_no_list_is_an_error() {
        assert!(
            decoded(&operation(), "WSMKListaProfilePagamento.vazio.json")
                .profiles_pagamento
                .is_empty()
        );
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("ProfilesPagamento"));
    }
}

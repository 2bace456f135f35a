//! Attendants.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Attendants.
    ///
    /// Nobody shows the answer's shape, nor whether the capital in the parameter's name, which
    /// the manual writes both ways, matters.
    WSMKAtendentes, fn atendentes -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Attendant's code.
            "Codigo_atendente" codigo_atendente: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_one_with_the_manuals_capital() {
        assert_eq!(
            request(&WSMKAtendentes::new(77)),
            "GET /mk/WSMKAtendentes.rule?sys=MK0&token=TOKEN&Codigo_atendente=77"
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(
            &WSMKAtendentes::new(77),
            r#"{"Atendentes":[{"codigo":77,"nome":"ATENDENTE DE EXEMPLO"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(77));
    }
}

//! Condominiums.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Condominiums.
    ///
    /// Nobody shows the answer's shape. One page of the vendor's spells the rule
    /// `WSMKListarCondominios`; whether that one exists too is not known.
    WSMKListaCondominios, fn lista_condominios -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_all_and_gives_the_rows_whatever_they_are() {
        let operation = WSMKListaCondominios::new();
        assert_eq!(request(&operation), "GET /mk/WSMKListaCondominios.rule?sys=MK0&token=TOKEN");
        let answer = decoded_from(
            &operation,
            r#"{"Condominios":[{"codigo":3,"nome":"EDIFÍCIO EXEMPLO"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(3));
    }
}

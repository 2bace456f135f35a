//! States.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// States.
    ///
    /// By the vendor's own numbering, which is not IBGE's. Nobody shows the answer's shape.
    WSMKListaEstados, fn lista_estados -> Untyped {
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
        let operation = WSMKListaEstados::new();
        assert_eq!(request(&operation), "GET /mk/WSMKListaEstados.rule?sys=MK0&token=TOKEN");
        let answer = decoded_from(
            &operation,
            r#"{"Estados":[{"codigo":16,"nome":"PARANÁ"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(16));
    }
}

//! Service-order teams.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Service-order teams.
    ///
    /// Nobody shows the answer's shape.
    WSMKOSListaGruposServico, fn os_lista_grupos_servico -> Untyped {
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
        let operation = WSMKOSListaGruposServico::new();
        assert_eq!(
            request(&operation),
            "GET /mk/WSMKOSListaGruposServico.rule?sys=MK0&token=TOKEN"
        );
        let answer =
            decoded_from(&operation, r#"{"Grupos":[{"codigo":6,"nome":"EXEMPLO"}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(6));
    }
}

//! Technicians in charge.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Technicians in charge.
    ///
    /// Nobody shows the answer's shape.
    WSMKOSListaTecnicoResponsavel, fn os_lista_tecnico_responsavel -> Untyped {
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
        let operation = WSMKOSListaTecnicoResponsavel::new();
        assert_eq!(
            request(&operation),
            "GET /mk/WSMKOSListaTecnicoResponsavel.rule?sys=MK0&token=TOKEN"
        );
        let answer = decoded_from(
            &operation,
            r#"{"Tecnicos":[{"codigo":77,"nome":"EXEMPLO"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(77));
    }
}

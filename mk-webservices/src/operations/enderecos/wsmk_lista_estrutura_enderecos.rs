//! The whole address structure.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Every state, city, district and street, with the codes that the writes want.
    ///
    /// Nobody shows the answer's shape.
    ///
    /// The whole table, and so very large: allow a minute or more, and a larger body by
    /// [`with_max_body`](crate::Call::with_max_body).
    WSMKListaEstruturaEnderecos, fn lista_estrutura_enderecos -> Untyped {
        service: 16,
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
        let operation = WSMKListaEstruturaEnderecos::new();
        assert_eq!(
            request(&operation),
            "GET /mk/WSMKListaEstruturaEnderecos.rule?sys=MK0&token=TOKEN"
        );
        let answer = decoded_from(
            &operation,
            r#"{"ListaEnderecos":[{"cidade":"CIDADE EXEMPLO","bairro":"CENTRO"}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::text(answer.rows()[0], "bairro").as_deref(), Some("CENTRO"));
    }
}

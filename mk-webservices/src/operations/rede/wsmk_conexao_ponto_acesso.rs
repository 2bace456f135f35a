//! Access points.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access points.
    ///
    /// Nobody shows the answer's shape.
    WSMKConexaoPontoAcesso, fn conexao_ponto_acesso -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// The manual names it and says no more.
            "dataConnection" data_connection: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    fn operation() -> WSMKConexaoPontoAcesso {
        WSMKConexaoPontoAcesso::new()
    }

    #[test]
    fn it_asks_for_all() {
        let path = "GET /mk/WSMKConexaoPontoAcesso.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), path);
        assert_eq!(request(&operation().data_connection("x")), format!("{path}&dataConnection=x"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"PontosAcesso":[{"codigo":12}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(12));
    }
}

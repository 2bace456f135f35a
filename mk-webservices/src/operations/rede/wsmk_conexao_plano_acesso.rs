//! Access plans of a server.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans of a server.
    ///
    /// Nobody shows the answer's shape.
    WSMKConexaoPlanoAcesso, fn conexao_plano_acesso -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Code of the concentrator.
            "CodigoServidor" codigo_servidor: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    fn operation() -> WSMKConexaoPlanoAcesso {
        WSMKConexaoPlanoAcesso::new(3)
    }

    #[test]
    fn it_asks_for_one_server() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConexaoPlanoAcesso.rule?sys=MK0&token=TOKEN&CodigoServidor=3"
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"{"Planos":[{"codplano":41}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codplano"), Some(41));
    }
}

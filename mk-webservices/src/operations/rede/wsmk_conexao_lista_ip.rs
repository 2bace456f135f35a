//! Free IP addresses.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Free IP addresses.
    ///
    /// Nobody shows the answer's shape.
    WSMKConexaoListaIP, fn conexao_lista_ip -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Code of the access point.
            "CodigoPontoAcesso" codigo_ponto_acesso: u64,
            /// Code of the concentrator.
            "CodigoServidor" codigo_servidor: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    fn operation() -> WSMKConexaoListaIP {
        WSMKConexaoListaIP::new(12, 3)
    }

    #[test]
    fn it_asks_for_one_point_of_one_server() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConexaoListaIP.rule?sys=MK0&token=TOKEN&CodigoPontoAcesso=12&CodigoServidor=3"
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"{"IPs":[{"ip":"203.0.113.10"}],"status":"OK"}"#);
        assert_eq!(Untyped::text(answer.rows()[0], "ip").as_deref(), Some("203.0.113.10"));
    }
}

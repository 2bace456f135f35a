//! Connections by reason of blocking.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Connections of a customer by reason of blocking.
    ///
    /// Nobody shows the answer's shape; one installation answers HTTP 500 to it, whatever the
    /// parameters.
    WSMKConexoesPorClienteV2, fn conexoes_por_cliente_v2 -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
        optional: {
            /// Only blocked connections, or only those that are not.
            bloqueada: SimNao(bool),
            /// Code of the reason of blocking.
            motivo_bloqueio: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, fault_of_status, request};
    use isp_core::ErrorKind;

    fn operation() -> WSMKConexoesPorClienteV2 {
        WSMKConexoesPorClienteV2::new(10_123)
    }

    #[test]
    fn the_filters_are_sent_only_when_given() {
        let path = "GET /mk/WSMKConexoesPorClienteV2.rule?sys=MK0&token=TOKEN&cd_cliente=10123";
        assert_eq!(request(&operation()), path);
        assert_eq!(
            request(&operation().bloqueada(true).motivo_bloqueio(1)),
            format!("{path}&bloqueada=S&motivo_bloqueio=1")
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"Conexoes":[{"codconexao":30222}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codconexao"), Some(30_222));
    }

    #[test]
    fn the_error_page_is_a_matter_of_configuration() {
        let fault = fault_of_status(&operation(), 500, "_erros/http-500.html");
        assert_eq!(fault.kind, ErrorKind::Configuration);
    }
}

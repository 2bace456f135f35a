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

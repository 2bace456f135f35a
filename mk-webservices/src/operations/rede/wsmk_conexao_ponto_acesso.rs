//! Access points.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access points.
    ///
    /// The shape of the answer is undocumented.
    WSMKConexaoPontoAcesso, fn conexao_ponto_acesso -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// The manual names it without an explanation.
            "dataConnection" data_connection: Text(&str),
        }
    }
}

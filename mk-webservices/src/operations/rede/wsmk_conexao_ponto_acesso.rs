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
            /// Name of the company, for a provider with several (`multiempresa`).
            "dataConnection" data_connection: Text(&str),
        }
    }
}

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

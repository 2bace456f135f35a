//! Access plans of a concentrator.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans of a concentrator.
    ///
    /// The shape of the answer is undocumented.
    WSMKConexaoPlanoAcesso, fn conexao_plano_acesso -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Code of the concentrator.
            "CodigoServidor" codigo_servidor: u64,
        }
    }
}

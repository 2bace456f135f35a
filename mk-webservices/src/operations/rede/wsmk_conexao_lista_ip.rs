//! Free IP addresses.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Free IP addresses.
    ///
    /// The shape of the answer is undocumented.
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

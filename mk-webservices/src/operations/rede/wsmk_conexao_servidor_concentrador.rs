//! Concentrators.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Concentrators.
    ///
    /// The shape of the answer is undocumented.
    WSMKConexaoServidorConcentrador, fn conexao_servidor_concentrador -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Name of the company, for a provider with several (`multiempresa`).
            "dataConnection" data_connection: Text(&str),
        }
    }
}

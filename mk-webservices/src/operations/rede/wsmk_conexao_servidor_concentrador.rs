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
            /// The manual names it without an explanation.
            "dataConnection" data_connection: Text(&str),
        }
    }
}

//! Concentrators.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Concentrators.
    ///
    /// Nobody shows the answer's shape.
    WSMKConexaoServidorConcentrador, fn conexao_servidor_concentrador -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// The manual names it and says no more.
            "dataConnection" data_connection: Text(&str),
        }
    }
}

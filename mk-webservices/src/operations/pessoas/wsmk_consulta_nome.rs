//! People by name.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// People by name.
    ///
    /// Nobody shows the answer's shape: [`WSMKConsultaClientes`](super::WSMKConsultaClientes)
    /// finds them by name too, typed.
    WSMKConsultaNome, fn consulta_nome -> Untyped {
        service: 17,
        effect: Read,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str),
        }
    }
}

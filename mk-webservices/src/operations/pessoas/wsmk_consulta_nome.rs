//! People by name.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// People by name.
    ///
    /// The shape of the answer is undocumented. [`WSMKConsultaClientes`] finds people by
    /// name too, with a typed answer.
    ///
    /// [`WSMKConsultaClientes`]: super::WSMKConsultaClientes
    WSMKConsultaNome, fn consulta_nome -> Untyped {
        service: 17,
        service_name: "Consultar pessoa pelo nome",
        effect: Read,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str),
        }
    }
}
